/**
 * How four old ways of writing Vietnamese look when their bytes are read as Latin-1, Windows-1252 or Unicode without
 * knowing. Tables from the published code charts (TCVN 5712:1993 with its ABC fonts, VNI-Windows, Windows-1258).
 */

const LOWER_BY_FAMILY = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
/** Combining grave, hook, tilde, acute and dot, in the order of TCVN's rows. */
const TONES = ["\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

/** TCVN3 by rows: the code of the letter (0 where it is ASCII) and of its five tones. */
const TCVN3_ROWS: readonly (readonly number[])[] = [
  [0, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9],
  [0xa8, 0xbb, 0xbc, 0xbd, 0xbe, 0xc6],
  [0xa9, 0xc7, 0xc8, 0xc9, 0xca, 0xcb],
  [0, 0xcc, 0xce, 0xcf, 0xd0, 0xd1],
  [0xaa, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6],
  [0, 0xd7, 0xd8, 0xdc, 0xdd, 0xde],
  [0, 0xdf, 0xe1, 0xe2, 0xe3, 0xe4],
  [0xab, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9],
  [0xac, 0xea, 0xeb, 0xec, 0xed, 0xee],
  [0, 0xef, 0xf1, 0xf2, 0xf3, 0xf4],
  [0xad, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9],
  [0, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe],
];
const TCVN3_OTHERS: Readonly<Record<number, string>> = {
  174: "đ",
  161: "Ă",
  162: "Â",
  163: "Ê",
  164: "Ô",
  165: "Ơ",
  166: "Ư",
  167: "Đ",
};

/** Each Latin-1 character of a TCVN3 text and the letter that it stands for. */
export const TCVN3: ReadonlyMap<string, string> = new Map([
  ...TCVN3_ROWS.flatMap((row, family) =>
    row.map((code, tone): [string, string] => {
      const letter = LOWER_BY_FAMILY[family] ?? "";
      return [String.fromCharCode(code), (letter + (TONES[tone - 1] ?? "")).normalize("NFC")];
    }),
  ).filter(([character]) => character !== "\0"),
  ...Object.entries(TCVN3_OTHERS).map(([code, letter]): [string, string] => [
    String.fromCharCode(Number(code)),
    letter,
  ]),
]);

/** VNI writes a letter and, after it, one character for its hat, its tone or both. */
const VNI_MARKS: Readonly<Record<string, string>> = {
  ù: "\u0301",
  ø: "\u0300",
  û: "\u0309",
  õ: "\u0303",
  ï: "\u0323",
  â: "\u0302",
  á: "\u0302\u0301",
  à: "\u0302\u0300",
  å: "\u0302\u0309",
  ã: "\u0302\u0303",
  ä: "\u0302\u0323",
  ê: "\u0306",
  é: "\u0306\u0301",
  è: "\u0306\u0300",
  ú: "\u0306\u0309",
  ü: "\u0306\u0303",
  ë: "\u0306\u0323",
};
/** Letters that VNI writes with one character of their own; those with horns take a tone after them. */
const VNI_LETTERS: Readonly<Record<string, string>> = {
  ñ: "đ",
  ô: "ơ",
  ö: "ư",
  í: "í",
  ì: "ì",
  æ: "ỉ",
  ó: "ĩ",
  ò: "ị",
  î: "ỵ",
};
const VNI_CARRIERS: Readonly<Record<string, string>> = {
  a: "ùøûõïâáàåãäêéèúüë",
  e: "ùøûõïâáàåãä",
  o: "ùøûõïâáàåãä",
  u: "ùøûõï",
  y: "ùøûõ",
  ô: "ùøûõï",
  ö: "ùøûõï",
};

/** Every sequence of one or two characters of a VNI text and the letter that it stands for, longest first. */
export const VNI: ReadonlyMap<string, string> = new Map(vniEntries().flatMap(withCapitals));

function vniEntries(): [string, string][] {
  const pairs = Object.entries(VNI_CARRIERS).flatMap(([carrier, marks]) =>
    [...marks].map((mark): [string, string] => {
      const letter = (VNI_LETTERS[carrier] ?? carrier) + (VNI_MARKS[mark] ?? "");
      return [carrier + mark, letter.normalize("NFC")];
    }),
  );
  return [...pairs, ...Object.entries(VNI_LETTERS)];
}

function withCapitals([written, letter]: [string, string]): [string, string][] {
  const first = written.charAt(0).toUpperCase() + written.slice(1);
  return [
    [written, letter],
    [first, letter.toUpperCase()],
    [written.toUpperCase(), letter.toUpperCase()],
  ];
}

/** What Windows-1252 shows for bytes that Latin-1 leaves to control codes: needed to lead UTF-8 read so back. */
export const WINDOWS_1252_HIGH: ReadonlyMap<string, number> = new Map(
  [..."€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"].map((character, index) => [
    character,
    0x80 + index,
  ]),
);

/** Windows-1258 read as Latin-1: tones after their letter, and the letters that Latin-1 has otherwise. */
export const WINDOWS_1258_AS_LATIN_1: ReadonlyMap<string, string> = new Map([
  ["Ì", "\u0300"],
  ["Ò", "\u0309"],
  ["Þ", "\u0303"],
  ["ì", "\u0301"],
  ["ò", "\u0323"],
  ["ã", "ă"],
  ["Ã", "Ă"],
  ["õ", "ơ"],
  ["Õ", "Ơ"],
  ["ý", "ư"],
  ["Ý", "Ư"],
  ["ð", "đ"],
  ["Ð", "Đ"],
]);
