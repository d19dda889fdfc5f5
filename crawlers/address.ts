/** Query fields that say where a reader came from, not what they read. */
const TRACKING = /^(utm_.*|fbclid|gclid|zarsrc|itm_.*|_gl|gidzl|vn_source|vn_campaign|vn_medium|vn_term)$/i;
/** Longer addresses come from traps and broken links (research, section 5). */
const LONGEST_ADDRESS = 2048;

/**
 * The address under which a page is known: absolute, http(s), without fragment, credentials or tracking fields.
 * Null when it is none of that or too long.
 */
export function cleanAddress(address: string, base: string): string | null {
  const trimmed = address.trim();
  if (trimmed === "" || !URL.canParse(trimmed, base)) return null;
  const url = new URL(trimmed, base);
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.username !== "" || url.password !== "") {
    return null;
  }
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href.length > LONGEST_ADDRESS ? null : url.href;
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
  return hosts === null || hosts.includes(new URL(canonical).host) ? canonical : own;
}
