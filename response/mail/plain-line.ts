/** The longest headline shown; more is no headline. */
const LONGEST_HEADLINE = 160;

/** A headline of somebody else's as one plain line: no breaks, no control or direction characters, cut at a word. */
export function headlineText(title: string): string {
  const line = title
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= LONGEST_HEADLINE) return line;
  const cut = line.slice(0, LONGEST_HEADLINE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), LONGEST_HEADLINE / 2))}…`;
}
