import type { SourceState } from "../crawler.ts";

/** What stands between a reader and the text. We go around none of them: each is a state that the operator sees. */
export interface Wall {
  readonly state: Extract<SourceState, "challenge" | "login-required" | "encrypted-body">;
  /** Belongs after an address. */
  readonly sentence: string;
}

/** Walls are small, and their marks stand near the top. */
const LONGEST_WALL = 300_000;
/** A page that says more than this beside its wall is a page with a form on it, not a wall. */
const LONGEST_WALL_TEXT = 400;
/** Marks in the page's source, of the services that Vietnamese sites stand behind. */
const CHALLENGE_MARKS =
  /_cf_chl_opt|cf-chl-|cf-turnstile|challenges\.cloudflare\.com|g-recaptcha|recaptcha\/api|h-captcha|hcaptcha\.com|geetest|ddos-guard|awswaf|captcha[-_]?(?:form|container|image|img)|name=["']?captcha/i;
const CHALLENGE_WORDS =
  /just a moment|checking (?:if the site|your browser)|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|xác (?:minh|nhận) (?:rằng )?bạn (?:là người|không phải)|kiểm tra trình duyệt|anti[- ]?ddos|nhập mã (?:xác nhận|captcha)/iu;
const PASSWORD_FIELD = /<input\b[^>]{0,400}\btype\s*=\s*["']?password/i;
const LOGIN_WORDS =
  /(?:phải|cần|hãy|vui lòng|xin) đăng nhập|đăng nhập (?:để|mới)|must (?:be logged[- ]in|log in)|(?:log|sign) in to (?:view|see|continue|read)/iu;
/** The heading of a login page: many a portal has a login form in the head of every page. */
const LOGIN_TITLE = /(?:^|[\s|–-])(?:đăng nhập|log ?in|sign ?in)(?:[\s|–-]|$)/iu;
const DECODER_MARKS =
  /CryptoJS\s*\.\s*(?:AES|TripleDES|RC4)|\b(?:decrypt|giaiMa)\w*\s*\(|data-(?:encrypted|cipher|crypt)\w*\s*=/i;
/** No word of any language: the alphabet of base64 and hex, without a break. */
const CIPHERTEXT = /(?:^|\s)[A-Za-z0-9+/=_-]{240,}(?:\s|$)/;

/**
 * The wall that a page is, judged by its source and by the text that was found on it; null for a page that can be read.
 * `refused` says that the site answered 403 or 503 with it: then its marks alone are enough.
 */
export function wallIn(page: string, text: string, refused = false): Wall | null {
  const html = page.slice(0, LONGEST_WALL);
  if (CIPHERTEXT.test(text)) return ENCRYPTED;
  if (!refused && text.length > LONGEST_WALL_TEXT) return null;
  const title = /<title[^>]{0,200}>([^<]{0,300})/i.exec(html)?.[1] ?? "";
  const shown = `${title}\n${text}`;
  const empty = refused || text === "";
  if (CHALLENGE_WORDS.test(shown) || (empty && CHALLENGE_MARKS.test(html))) return CHALLENGE;
  if (LOGIN_WORDS.test(shown) || (PASSWORD_FIELD.test(html) && LOGIN_TITLE.test(title))) return LOGIN;
  if (empty && LOGIN_WORDS.test(html)) return LOGIN;
  return empty && DECODER_MARKS.test(html) ? ENCRYPTED : null;
}

const CHALLENGE: Wall = {
  state: "challenge",
  sentence: "asks for proof of a human visitor; ask the site's owner to let LangNghe through",
};
const LOGIN: Wall = {
  state: "login-required",
  sentence: "shows its text to members only; find a public address or switch the source off",
};
const ENCRYPTED: Wall = {
  state: "encrypted-body",
  sentence:
    "scrambles its text and lets a script put it together; it is not unscrambled, ask the site's owner",
};
