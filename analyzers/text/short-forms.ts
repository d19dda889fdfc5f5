/** One word, number or mark of a message, as the normalizer goes over it. */
export interface Item {
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "number" | "mark";
  /** Lower case. */
  readonly lower: string;
  /** Held letters cut, so that "koooo" is found as "ko". */
  readonly key: string;
  readonly capital: boolean;
  /** Two capitals or more and no small letter: an abbreviation, unless the whole message shouts. */
  readonly shouted: boolean;
  /** Tags, mentions and links stay as they are. */
  readonly fixed: boolean;
  /** Only blanks stand between this and the item before it. */
  readonly follows: boolean;
  /** Nothing stands between this and the item before it. */
  readonly touches: boolean;
}

/** A run of items that one expansion replaces. */
export interface Expansion {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly text: string;
}

interface ShortForm {
  readonly words: readonly string[];
  readonly text: string;
}

/** After a number these are measures, money or parts of a date, not words. */
const MEASURES = new Set(
  "k m h t g l p s d đ c v n b a e r kg km tr ty cm mm ha kw w hz gb mb tb vs th x j q".split(" "),
);
/** Written-out numbers before a measure: "một kg", "vài km". */
const NUMBERS = new Set(
  "một hai ba bốn năm sáu bảy tám chín mười mươi vài mấy mỗi nửa chục trăm nghìn ngàn vạn triệu theo".split(
    " ",
  ),
);
/** A letter after one of these is a label: "lớp a", "câu c", "nhóm b". */
const LABELLED = new Set(
  "câu lớp khối nhóm loại hạng khoản mục block plan team type size gan hình bảng vitamin điều đề".split(" "),
);
/** A capital after one of these is a name cut to its first letter ("anh K") or the mark of a place ("cổng B"). */
const TITLES = new Set(
  "anh chị ông bà cô chú bác em cháu thầy bạn cụ thằng con bé nguyễn trần lê phạm văn thị đức xã phường huyện tỉnh tổng công cổng tòa toà nhà tổ đội hàng phần điểm khu cột dãy zone tầng quận lô phòng ga".split(
    " ",
  ),
);
/** Verbs and the like: "5 k cho" is no sum of money. */
const AFTER_NOT = new Set(
  "có biết phải được đc dc thể cho thấy còn làm đi ăn ai thì là cần nên muốn thích chịu hiểu dám nói".split(
    " ",
  ),
);

/** Short forms and what they stand for, ready to be found in messages; keys of several words give the context. */
export class ShortForms {
  readonly #byFirst = new Map<string, ShortForm[]>();

  constructor(entries: Readonly<Record<string, string>>) {
    for (const [key, text] of Object.entries(entries)) {
      const words = key.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
      const first = words[0];
      if (first === undefined) continue;
      const forms = this.#byFirst.get(first) ?? [];
      forms.push({ words, text: text.normalize("NFC") });
      this.#byFirst.set(first, forms);
    }
    for (const forms of this.#byFirst.values()) forms.sort((a, b) => b.words.length - a.words.length);
  }

  has(word: string): boolean {
    return this.#byFirst.has(word);
  }

  /** Expansions in order, without overlap, longest first from the left; a form that stands for itself is passed over. */
  find(items: readonly Item[], shouting: boolean): Expansion[] {
    const found: Expansion[] = [];
    for (let from = 0; from < items.length; ) {
      const form = this.#formAt(items, from, shouting);
      if (!form) {
        from += 1;
        continue;
      }
      const to = from + form.words.length;
      if (form.text !== form.words.join(" ")) found.push({ from, to, text: form.text });
      from = to;
    }
    return found;
  }

  #formAt(items: readonly Item[], from: number, shouting: boolean): ShortForm | null {
    const item = items[from];
    if (item?.kind !== "word" || item.fixed) return null;
    for (const spelling of item.key === item.lower ? [item.lower] : [item.lower, item.key]) {
      for (const form of this.#byFirst.get(spelling) ?? []) {
        if (form.words.length === 1 ? mayStandAlone(items, from, shouting) : matches(form, items, from))
          return form;
      }
    }
    return null;
  }
}

function matches(form: ShortForm, items: readonly Item[], from: number): boolean {
  for (let at = 1; at < form.words.length; at++) {
    const item = items[from + at];
    const word = form.words[at];
    if (!item || item.fixed || !item.follows || item.touches) return false;
    if (item.lower !== word && item.key !== word) return false;
  }
  const before = items[from - 1];
  return !(before?.kind === "number" && items[from]?.touches);
}

function mayStandAlone(items: readonly Item[], at: number, shouting: boolean): boolean {
  const item = items[at];
  if (!item || (item.shouted && !shouting)) return false;
  const before = items[at - 1];
  const after = items[at + 1];
  if (isMeasure(item, before, after)) return false;
  if (isJoined(item, before, after)) return false;
  if (item.lower.length > 1) return true;
  if (before?.kind === "word" && item.follows && LABELLED.has(before.lower)) return false;
  return !item.capital || shouting || mayBeginSentence(before, after);
}

function isMeasure(item: Item, before: Item | undefined, after: Item | undefined): boolean {
  if (!MEASURES.has(item.lower)) return false;
  if (before?.kind === "word") return item.follows && item.lower.length > 1 && NUMBERS.has(before.lower);
  if (before?.kind !== "number") return false;
  if (item.touches) return true;
  return item.follows && !(item.lower.length === 1 && after?.kind === "word" && AFTER_NOT.has(after.lower));
}

/** "k/h", "e-mail", "a&b", "c++": letters joined to others by a mark. */
function isJoined(item: Item, before: Item | undefined, after: Item | undefined): boolean {
  if (before && item.touches && before.kind !== "word" && /[-/&'’_+.@\d]$/.test(before.lower)) return true;
  return after?.touches === true && /^[-/&'’_+@\d]/.test(after.lower);
}

/** A single capital is a word only where a sentence begins; elsewhere it is a name cut short. */
function mayBeginSentence(before: Item | undefined, after: Item | undefined): boolean {
  if (after?.kind !== "word") return false;
  if (before === undefined) return !after.capital;
  if (before.kind === "word") return !TITLES.has(before.lower) && !before.capital && !after.capital;
  return /^[.!?…"“(:;-]/.test(before.lower) && !after.capital;
}
