/** Query fields that say where a reader came from, not what they read. */
const TRACKING = /^(utm_.*|fbclid|gclid|zarsrc|itm_.*|_gl|gidzl|vn_source|vn_campaign|vn_medium|vn_term)$/i;
/** Longer addresses come from traps and broken links (research, section 5). */
const LONGEST_ADDRESS = 2048;
/** A path that says the same this often in a row comes from a link that leads into itself. */
const MOST_REPEATS = 2;
/** Steps of a path whose repetition is looked for. */
const LONGEST_LOOP = 4;

/**
 * The address under which a page is known: absolute, http(s), without fragment, credentials or tracking fields.
 * Null when it is none of that, too long, or leads into itself (/a/b/a/b/a/b).
 */
export function cleanAddress(address: string, base: string): string | null {
  const trimmed = address.trim();
  // A page handed in without its address may still state one of its own.
  const from = base === "" ? undefined : base;
  if (trimmed === "" || !URL.canParse(trimmed, from)) return null;
  const url = new URL(trimmed, from);
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "") {
    return null;
  }
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href.length > LONGEST_ADDRESS || repeatsItself(url.pathname) ? null : url.href;
}

/** A sentence that names the hosts of its addresses and nothing behind them: a thread's address leads to somebody's words. */
export function withHostsOnly(sentence: string): string {
  return sentence.replace(/https?:\/\/([^\s/?#"'<>]+)[^\s"'<>]*/gi, "a page of $1");
}

function repeatsItself(path: string): boolean {
  const steps = path.split("/").filter((step) => step !== "");
  for (let loop = 1; loop <= LONGEST_LOOP; loop += 1) {
    let same = 0;
    for (let index = loop; index < steps.length; index += 1) {
      same = steps[index] === steps[index - loop] ? same + 1 : 0;
      if (same >= loop * MOST_REPEATS) return true;
    }
  }
  return false;
}

/** The canonical address a page states, if it stays on the hosts given (null: any); else the address it was fetched from. */
export function canonicalAddress(
  stated: string | null,
  fetched: string,
  hosts: readonly string[] | null,
): string {
  const own = cleanAddress(fetched, fetched) ?? fetched;
  const canonical = stated === null ? null : cleanAddress(stated, fetched);
  if (canonical === null) return own;
  // Some systems name their front page on every page.
  if (new URL(canonical).pathname === "/" && URL.canParse(own) && new URL(own).pathname !== "/") return own;
  return hosts === null || hosts.includes(new URL(canonical).host) ? canonical : own;
}
