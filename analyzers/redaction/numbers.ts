import { adjoins, type RedactionSpan, type RedactionType, touches, type View } from "./view.ts";

/** Digits spelled out; folded, so that they are known without diacritics too. */
const SPELLED: Readonly<Record<string, string>> = {
  khong: "0",
  ko: "0",
  k: "0",
  hong: "0",
  zero: "0",
  mot: "1",
  hai: "2",
  ba: "3",
  bon: "4",
  tu: "4",
  nam: "5",
  lam: "5",
  nham: "5",
  sau: "6",
  bay: "7",
  tam: "8",
  chin: "9",
  muoi: "",
};
/** Letters typed for digits inside a number: "O9l2". */
const LETTER_DIGITS: Readonly<Record<string, string>> = { o: "0", l: "1", i: "1" };
const SEPARATORS = new Set([".", "-", "_", "(", ")", "*", ",", "–", "/", "+", "\u20e3", "|", "~"]);

const BANK_WORDS = new Set(
  "stk tk ck banking bank vietcombank vcb agribank bidv vietinbank techcombank tcb mbbank mb acb sacombank vpbank tpbank vib shb hdbank ocb msb seabank lienvietpostbank lpbank momo iban".split(
    " ",
  ),
);
const BANK_PAIRS = new Set([
  "tài khoản",
  "chuyển khoản",
  "tai khoan",
  "chuyen khoan",
  "ngân hàng",
  "ngan hang",
  "số tk",
]);
const ID_WORDS = new Set("cmnd cccd cmt căn can chứng chung passport".split(" "));
const MONEY = new Set(
  "đồng đ vnd vnđ triệu tr trieu tỷ ty nghìn ngàn k dong usd đô m m2 ha km kg tấn lít người hộ lượt view %".split(
    " ",
  ),
);

/** Right after these stands a phone number, whatever else the sentence names. */
const PHONE_WORDS = new Set("zalo gọi goi sđt sdt đt dt alo lh hotline phone tel máy".split(" "));

/** A stretch of a text that stands for digits. */
interface Piece {
  readonly token: number;
  readonly digits: string;
  readonly spelled: boolean;
}

/** Phone numbers, identity numbers, plates and bank accounts, however they are spaced, dotted or spelled. */
export function findNumbers(view: View): RedactionSpan[] {
  const spans = [...findPlates(view.text), ...findPicturedDigits(view.text), ...findPassports(view.text)];
  for (const run of digitRuns(view)) readRun(view, run, spans);
  return spans;
}

/** A passport's letter and seven digits, where the text speaks of one. */
const PASSPORT = /(?<=(?:hộ chiếu|ho chieu|passport)[^.!?\n]{0,20}?)(?<![\p{L}\d])[a-z]\d{7}(?!\d)/giu;

function findPassports(text: string): RedactionSpan[] {
  if (!/hộ chiếu|ho chieu|passport/iu.test(text)) return [];
  return [...text.matchAll(PASSPORT)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    type: "national-id",
  }));
}

/** Digits typed as keycap emoji, circled or in the bold of mathematics, which the tokenizer reads as pictures. */
const PICTURED_DIGITS =
  /(?:(?:\d\ufe0f?\u20e3|[\u{1d7ce}-\u{1d7ff}\u2460-\u2468\u24ea])[ .-]?){5,19}(?:\d\ufe0f?\u20e3|[\u{1d7ce}-\u{1d7ff}\u2460-\u2468\u24ea])/gu;

function findPicturedDigits(text: string): RedactionSpan[] {
  if (!/[\u20e3\ud835\u2460-\u2468]/.test(text)) return [];
  return [...text.matchAll(PICTURED_DIGITS)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    type: "phone",
  }));
}

function digitRuns(view: View): Piece[][] {
  const runs: Piece[][] = [];
  let run: Piece[] = [];
  let separators = 0;
  for (let at = 0; at < view.tokens.length; at++) {
    const piece = pieceAt(view, at, run.length > 0 && separators === 0);
    const near = run.length === 0 || adjoins(view, at);
    if (piece && near) {
      run.push(piece);
      separators = 0;
    } else if (piece) {
      runs.push(run);
      run = [piece];
      separators = 0;
    } else if (near && run.length > 0 && separators < 3 && SEPARATORS.has(view.norms[at] ?? ""))
      separators += 1;
    else if (run.length > 0) {
      runs.push(run);
      run = [];
      separators = 0;
    }
  }
  if (run.length > 0) runs.push(run);
  return runs.filter((pieces) => pieces.reduce((sum, piece) => sum + piece.digits.length, 0) >= 6);
}

function pieceAt(view: View, at: number, within: boolean): Piece | null {
  const token = view.tokens[at];
  if (!token) return null;
  if (token.kind === "number") {
    if (/^\d{1,2}[.,]\d{1,2}[.,](?:19|20)\d{2}$/.test(token.norm)) return null;
    return { token: at, digits: token.norm.replace(/\D/g, ""), spelled: false };
  }
  if (token.kind !== "word") return null;
  const next = view.tokens[at + 1];
  if (/^[oli]+$/.test(token.folded) && token.folded.length <= 4) {
    const touching = (within && touches(view, at)) || (next?.kind === "number" && touches(view, at + 1));
    const written = view.text.slice(token.start, token.end).toLowerCase();
    if (touching) {
      const digits = [...written].map((letter) => LETTER_DIGITS[letter] ?? "").join("");
      return { token: at, digits, spelled: false };
    }
  }
  const digit = SPELLED[token.folded];
  return digit === undefined ? null : { token: at, digits: digit, spelled: true };
}

/** Finds numbers in a run from left to right, the longest first, so that "0912 345 678 hai người" ends in time. */
function readRun(view: View, run: readonly Piece[], spans: RedactionSpan[]): void {
  for (let from = 0; from < run.length; ) {
    const found = longestNumber(view, run, from);
    if (found === null) from += 1;
    else {
      const [first, last] = [run[from], run[found.to - 1]];
      const start = view.tokens[first?.token ?? 0]?.start ?? 0;
      const end = view.tokens[last?.token ?? 0]?.end ?? start;
      const prefix = /(?:\(\s?)?\+\s?$|\($/.exec(view.text.slice(Math.max(0, start - 4), start))?.[0] ?? "";
      const opened = view.text.slice(start, end).includes(")")
        ? prefix.length
        : prefix.replace("(", "").length;
      spans.push({ start: start - opened, end, type: found.type });
      from = found.to;
    }
  }
}

function longestNumber(
  view: View,
  run: readonly Piece[],
  from: number,
): { to: number; type: RedactionType } | null {
  for (let to = Math.min(run.length, from + 16); to > from; to--) {
    const pieces = run.slice(from, to);
    const digits = pieces.map((piece) => piece.digits).join("");
    if (digits.length < 6 || digits.length > 19) continue;
    const type = typeOf(view, pieces, digits, to === run.length);
    if (type) return { to, type };
  }
  return null;
}

function typeOf(view: View, pieces: readonly Piece[], digits: string, atEnd: boolean): RedactionType | null {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  const spelled = pieces.filter((piece) => piece.spelled).length;
  if (spelled > 0 && spelled === pieces.length && digits.length < 9) return null;
  if (isPhone(digits) && PHONE_WORDS.has(view.norms[first.token - 1] ?? "")) return "phone";
  const near = nearby(view, first.token, last.token);
  if (near === "bank-account" && digits.length >= 6 && !isAmount(view, pieces)) return near;
  if (isPhone(digits) && !looksLikeDates(pieces)) return "phone";
  const whole = pieces.length <= 4 && !isAmount(view, pieces);
  if (!whole || spelled > 0) return null;
  if (near === "national-id" && (digits.length === 9 || digits.length === 12 || digits.length === 8))
    return near;
  if (digits.length === 12 && digits.startsWith("0")) return "national-id";
  if (pieces.length > 1 && !atEnd) return null;
  if (pieces.length === 1 && (digits.length === 9 || digits.length === 12)) return "national-id";
  return pieces.length === 1 && digits.length >= 8 && !isCalendar(digits) ? "bank-account" : null;
}

/** Mobile and landline numbers of Viet Nam with the trunk 0 or the country's 84, old eleven-digit mobiles, 1800 and 1900. */
function isPhone(digits: string): boolean {
  return (
    /^(?:0|84|0084|840)(?:[35789]\d{8}|2\d{9}|1[2689]\d{8}|[23]\d{8})$/.test(digits) ||
    /^1[89]00\d{4,6}$/.test(digits)
  );
}

/** "12 05 2024 0830": groups of one or two digits with years between. */
function looksLikeDates(pieces: readonly Piece[]): boolean {
  return (
    pieces.length >= 3 &&
    pieces.some((piece) => /^(?:19|20)\d{2}$/.test(piece.digits)) &&
    pieces.every((piece) => piece.digits.length <= 4 && !piece.spelled) &&
    pieces.some((piece) => piece.digits.length <= 2) &&
    !/^0[35789]\d{2}$/.test(pieces[0]?.digits ?? "")
  );
}

function isCalendar(digits: string): boolean {
  return /^(?:[0-3]\d[01]\d(?:19|20)\d{2}|(?:19|20)\d{2}[01]\d[0-3]\d)$/.test(digits);
}

/** Grouped by thousands, or followed by a unit. */
function isAmount(view: View, pieces: readonly Piece[]): boolean {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return false;
  if (MONEY.has(view.norms[last.token + 1] ?? "")) return true;
  const written = view.norms[first.token] ?? "";
  return pieces.length === 1 && /^\d{1,3}(?:[.,]\d{3})+$/.test(written) && !written.startsWith("0");
}

function nearby(view: View, first: number, last: number): RedactionType | null {
  for (let at = first - 1; at >= Math.max(0, first - 7); at--) {
    const norm = view.norms[at] ?? "";
    const pair = `${norm} ${view.norms[at + 1] ?? ""}`;
    if (BANK_WORDS.has(norm) || BANK_PAIRS.has(pair)) return "bank-account";
    if (ID_WORDS.has(norm) && (norm.length <= 4 || norm === "passport") && !/^(?:căn|can|chung)$/.test(norm))
      return "national-id";
    if (pair === "căn cước" || pair === "can cuoc" || pair === "chứng minh" || pair === "chung minh")
      return "national-id";
    if (view.tokens[at]?.kind === "number" && at < first - 1) break;
  }
  for (let at = last + 1; at <= last + 4; at++) {
    const norm = view.norms[at] ?? "";
    if (norm !== "tk" && norm !== "ck" && BANK_WORDS.has(norm)) return "bank-account";
  }
  return null;
}

const PLATE =
  /(?<![\p{L}\p{M}\d])(?<province>[1-9]\d)(?<gap>[\s.-]{0,3})(?<series>[a-zđ]{1,2}\d?)(?<gap2>[\s.-]{0,3})(?<number>\d{3}\s?[. -]?\s?\d{2}|\d{4})(?![\p{L}\d])/giu;
const PLATE_WORD = /(?:biển|bien|bks|xe|bsx|ô tô|oto|mô tô|môtô)[^.!?\n]{0,25}$/iu;

function findPlates(text: string): RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (const found of text.matchAll(PLATE)) {
    const { gap = "", series = "", gap2 = "", number = "" } = found.groups ?? {};
    const capital = series === series.toUpperCase();
    const tight = gap === "" && (/\d$/.test(series) || gap2 !== "" || number.replace(/\D/g, "").length === 5);
    const before = text.slice(Math.max(0, found.index - 30), found.index).normalize("NFC");
    if (!((capital && tight) || (tight && /[.-]/.test(gap2 + number)) || PLATE_WORD.test(before))) continue;
    spans.push({ start: found.index, end: found.index + found[0].length, type: "plate" });
  }
  return spans;
}
