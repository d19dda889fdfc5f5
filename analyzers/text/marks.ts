/**
 * Where links, addresses of mail and emoticons end. Each function answers its start when there is none, looks at a
 * bounded stretch of text and never backtracks over it.
 */

const EMOTICON =
  /(?:[:;=]['’]?[-^]?[()]{1,40}|(?<![\p{L}\d])[:;=]['’]?-?[DdPpOov3*|/\\](?![\p{L}\d/])|[xX]D{1,9}(?!\p{L})|<3{1,9}|\^[_.]?\^|[T][_.]T|-[_.]{1,3}-|>[_.]<|=\.=|@@)/uy;

/** The end of the emoticon that begins at an index, or the index itself. */
export function emoticonEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (!STARTS.has(first)) return from;
  EMOTICON.lastIndex = from;
  return EMOTICON.test(text) ? EMOTICON.lastIndex : from;
}
const STARTS = new Set([...":;=xX<^T->@"].map((character) => character.charCodeAt(0)));

const SCHEME = /(?:https?:\/\/|www\.)[^\s<>"“”]{1,2000}/iuy;
const MAIL = /[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/iuy;
/** Top-level domains that people type without a scheme; a longer list would read sentences without a space as links. */
const DOMAIN =
  /[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.(?:com|net|org|vn|info|me|gov|edu|io|ly|tv|xyz|shop|online|page|link|club|top|app|be|gl)(?![\p{L}\d.-]*@)(?!\p{L})(?:\/[^\s<>"“”]{0,2000})?/iuy;

/**
 * The end of the link or mail address that begins at `start`, where the word or number there ends at `wordEnd`;
 * `wordEnd` when there is none. Marks that close a sentence are not part of it.
 */
export function linkEnd(text: string, start: number, wordEnd: number): number {
  const next = text.charCodeAt(wordEnd);
  if (next === 0x3a || (next === 0x2e && wordEnd - start === 3)) {
    const end = endOf(SCHEME, text, start);
    if (end > wordEnd) return trimmed(text, end);
  }
  if (next === 0x40 || next === 0x2e || next === 0x2d || next === 0x5f || next === 0x2b || isDigit(next)) {
    const mail = endOf(MAIL, text, start);
    if (mail > wordEnd) return mail;
  }
  if (next === 0x2e || next === 0x2d || isDigit(next)) {
    const domain = endOf(DOMAIN, text, start);
    if (domain > wordEnd) return trimmed(text, domain);
  }
  return wordEnd;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

function endOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

function trimmed(text: string, end: number): number {
  let at = end;
  while (at > 0 && ".,;:!?)]}'\"…".includes(text.charAt(at - 1))) at -= 1;
  return at;
}
