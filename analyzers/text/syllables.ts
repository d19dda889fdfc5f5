/**
 * The shape of a Vietnamese syllable: onset, rhyme and tone. Written from the orthography; loan syllables in everyday
 * use ("xoong", "coóc") are counted in.
 */

/** The five tone marks as combining characters; the level tone has none. */
const TONE_MARK = /[\u0300\u0301\u0303\u0309\u0323]/;

const ONSETS = new Set(
  " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
    .split(" ")
    .map((onset) => onset.trim()),
);

const RHYMES = new Set(
  (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây " +
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng " +
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu " +
    "o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt " +
    "oe oen oeo oet oem ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt " +
    "u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uên uơ uơn " +
    "uy uya uych uyên uyêt uynh uyn uyt uyu uyp ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu " +
    "y yêm yên yêng yêt yêu ynh yt yn ych"
  ).split(" "),
);

/** Onset, rhyme without tone, and the tone mark ("" for the level tone). */
export interface Syllable {
  readonly onset: string;
  readonly rhyme: string;
  readonly tone: string;
}

/** Splits a lower-case syllable in its parts, wherever its tone was written; null when it is no Vietnamese syllable. */
export function parseSyllable(lower: string): Syllable | null {
  if (lower.length > 12) return null;
  const decomposed = lower.normalize("NFD");
  const tone = TONE_MARK.exec(decomposed)?.[0] ?? "";
  const bare = (tone ? decomposed.replace(tone, "") : decomposed).normalize("NFC");
  for (let size = Math.min(3, bare.length); size >= 0; size--) {
    const onset = bare.slice(0, size);
    if (!ONSETS.has(onset)) continue;
    const rhyme = bare.slice(size);
    if (fits(onset, rhyme, tone)) return { onset, rhyme, tone };
    if (onset === "gi" && fits("g", `i${rhyme}`, tone)) return { onset: "g", rhyme: `i${rhyme}`, tone };
  }
  return null;
}

/** True for a syllable that Vietnamese spelling allows. */
export function isSyllable(lower: string): boolean {
  return parseSyllable(lower) !== null;
}

/** Onsets that are written before front vowels only, or never before them. */
function fits(onset: string, rhyme: string, tone: string): boolean {
  if (!RHYMES.has(rhyme)) return false;
  // A stop at the end allows two tones only, and none without a mark in spelling with diacritics is tolerated.
  const stop = /(?:c|ch|p|t)$/.test(rhyme);
  if (stop && tone !== "" && tone !== "\u0301" && tone !== "\u0323") return false;
  const front = /^[eêiy]/.test(rhyme);
  switch (onset) {
    case "k":
    case "gh":
    case "ngh":
      return front;
    case "c":
    case "g":
    case "ng":
      return !front || (onset === "g" && rhyme.startsWith("i"));
    case "qu":
      return !/^[oôuư]/.test(rhyme) || rhyme === "ôc";
    case "":
      return !/^iê/.test(rhyme);
    default:
      return rhyme === "y" || !rhyme.startsWith("y");
  }
}

/** Puts the tone where the older style has it: hòa, thúy, but quý, già, tiến, người. */
export function writeSyllable({ onset, rhyme, tone }: Syllable): string {
  if (tone === "") return onset + rhyme;
  const at = toneIndex(rhyme);
  return (onset + rhyme.slice(0, at + 1) + tone + rhyme.slice(at + 1)).normalize("NFC");
}

function toneIndex(rhyme: string): number {
  const marked = Math.max(...["ă", "â", "ê", "ô", "ơ"].map((vowel) => rhyme.lastIndexOf(vowel)));
  if (marked >= 0) return marked;
  const vowels = /^[aeiouyư]+/.exec(rhyme)?.[0] ?? rhyme;
  if (vowels.length < rhyme.length) return vowels.length - 1;
  return vowels.length === 3 ? 1 : 0;
}

/**
 * Cuts letters written without spaces into syllables ("giảiphóngmặtbằng", the tag "anlao"): the fewest that cover
 * them, each of two letters or more; null when they cannot be cut or are one syllable already.
 */
export function splitSyllables(lower: string): string[] | null {
  if (lower.length < 4 || lower.length > 40 || isSyllable(lower)) return null;
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= lower.length; end++) {
    best[end] = null;
    for (let size = 2; size <= 7 && size <= end; size++) {
      const before = best[end - size];
      const shortest = best[end];
      if (!before || (shortest && shortest.length <= before.length + 1)) continue;
      const piece = lower.slice(end - size, end);
      if (isSyllable(piece)) best[end] = [...before, piece];
    }
  }
  return best[lower.length] ?? null;
}
