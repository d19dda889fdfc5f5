/**
 * The page without its scripts and style sheets, which are most of a newspaper's page and nothing that it says; JSON-LD
 * stays. Works on the text in one pass, so that nobody has to parse what is thrown away.
 */
export function withoutScripts(html: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let start = html.indexOf("<s"); start !== -1; start = html.indexOf("<s", start + 2)) {
    const name = silentNameAt(html, start);
    if (name === null) continue;
    const opened = html.indexOf(">", start);
    const close = opened === -1 ? -1 : html.indexOf(`</${name}`, opened);
    if (close === -1) break;
    const end = html.indexOf(">", close);
    if (end === -1) break;
    if (!html.slice(start, opened).includes("ld+json")) {
      kept.push(html.slice(from, start));
      from = end + 1;
    }
    start = end - 1;
  }
  kept.push(html.slice(from));
  return kept.join("");
}

function silentNameAt(html: string, start: number): "script" | "style" | null {
  const name = html.startsWith("<script", start)
    ? "script"
    : html.startsWith("<style", start)
      ? "style"
      : null;
  return name !== null && /[\s>]/.test(html.charAt(start + name.length + 1)) ? name : null;
}
