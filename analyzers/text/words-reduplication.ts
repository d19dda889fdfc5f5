import { parseSyllable } from "./syllables.ts";

/** The tone that a syllable said lightly before itself takes, by the tone it has: "đo đỏ", "tim tím", "nằng nặng". */
const LEVELLED: Readonly<Record<string, string>> = {
  "\u0301": "",
  "\u0309": "",
  "\u0303": "\u0300",
  "\u0323": "\u0300",
};

/** Said lightly, a stop at the end gives way to the nasal of its place: "tôn tốt", "khang khác", "anh ách". */
const NASAL: Readonly<Record<string, string>> = { p: "m", t: "n", c: "ng", ch: "nh" };

/** Grammar words and counters, which are repeated by a slip or across a clause, never as a word. */
const NEVER_REPEATED = new Set(
  "nếu là của và thì mà các những một hai ba bốn năm sáu bảy tám chín mười có không bị được cho đã".split(
    " ",
  ),
);

/** True for a syllable said twice, whole ("xanh xanh") or with its tone levelled ("đo đỏ"). */
export function isReduplication(first: string, second: string): boolean {
  if (first === second) return first.length > 1 && !NEVER_REPEATED.has(first);
  if (first.charCodeAt(0) !== second.charCodeAt(0)) return false;
  const light = parseSyllable(first);
  const full = parseSyllable(second);
  if (!light || !full || light.onset === "" || light.onset !== full.onset) return false;
  if (LEVELLED[full.tone] !== light.tone) return false;
  return (
    light.rhyme === full.rhyme ||
    light.rhyme === full.rhyme.replace(/ch$|[ptc]$/, (stop) => NASAL[stop] ?? stop)
  );
}
