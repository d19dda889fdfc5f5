import type { RedactionSpan, View } from "./view.ts";

/** "ten (a) gmail.com", "ten @ gmail . com", "ten[at]gmail[dot]com": addresses written to escape a filter. */
const SPLIT_MAIL =
  /[a-z0-9][a-z0-9._%+-]{1,63}\s{0,2}(?:@|\(at\)|\[at\]|\(a\)|\[a\]|a còng|a cong)\s{0,2}(?:gmail|yahoo|hotmail|outlook|icloud|[a-z0-9-]{2,40})\s{0,2}(?:\.|\(dot\)|\[dot\]|chấm|cham)\s{0,2}(?:com|vn|net|org|info|edu|gov)(?:\s{0,1}\.\s{0,1}vn)?/giu;
const AT_NAME = /(?<![\p{L}\d@])@[\p{L}\p{M}\d_][\p{L}\p{M}\d_.]{1,60}/gu;
/** The same without the ending, where the provider's name says it all: "ten chấm a còng gmail". */
const SPOKEN_MAIL =
  /[a-z0-9][a-z0-9._%+-]{1,63}(?:\s{0,2}(?:chấm|cham)\s{0,2}[a-z0-9_-]{0,40}){0,3}\s{0,2}(?:@|\(at\)|\[at\]|\(a\)|\[a\]|a còng|a cong)\s{0,2}(?:gmail|yahoo|hotmail|outlook|icloud)(?![\p{L}\d])/giu;
/** What stands behind "facebook:" up to the next mark is how somebody is called there. */
const LABELLED =
  /(?<![\p{L}\p{M}\d])(?:facebook|fb|face|zalo|tiktok|insta|instagram|telegram|viber|youtube|nick|nickname|messenger|skype)(?:\s(?:là|la|tên|ten|của|cua|mình|em|tôi))?\s?[:=]\s?(?<account>[\p{L}\p{M}\d][\p{L}\p{M}\d_.-]{0,30}(?: [\p{L}\p{M}\d_.-]{1,30}){0,3})/giu;
/** Where the name behind a label ends and the sentence goes on. */
const AFTER_LABEL =
  /\s(?:nhé|nha|ạ|ib|inbox|nhắn|liên|để|thì|mà|và|có|đang|bán|mua|xin|ai|mình|em|các|mọi|hỏi|gọi)(?:\s|$)/iu;
/** Places where people have accounts; what follows as one latin word with a mark or digit is the account. */
const NETWORK =
  /(?<![\p{L}\p{M}\d])(?:facebook|fb|face|zalo|tiktok|insta|instagram|telegram|tele|viber|youtube|nick|nickname|messenger|twitter|skype)(?:\s{0,2}(?:là|la|tên|ten|của|cua|mình|em|tôi|nick|id|cá nhân))?\s{0,2}[:=]?\s{0,2}(?<account>[a-z0-9][a-z0-9_.-]{3,40})(?![\p{L}\p{M}])/giu;

/** E-mail addresses, links and accounts. */
export function findContacts(view: View): RedactionSpan[] {
  const { text } = view;
  const spans: RedactionSpan[] = [];
  if (/@|\(a|\[a|a c[òo]ng/iu.test(text)) {
    for (const found of text.matchAll(SPLIT_MAIL))
      spans.push({ start: found.index, end: found.index + found[0].length, type: "email" });
    for (const found of text.matchAll(SPOKEN_MAIL))
      spans.push({ start: found.index, end: found.index + found[0].length, type: "email" });
  }
  for (const found of text.matchAll(LABELLED)) {
    const account = (found.groups?.account ?? "").split(AFTER_LABEL)[0] ?? "";
    if (account === "" || /^[\d ]+$/.test(account)) continue;
    const start = found.index + found[0].length - (found.groups?.account ?? "").length;
    spans.push({ start, end: start + account.length, type: "handle" });
  }
  for (const token of view.tokens) {
    if (token.kind !== "link") continue;
    const mail = token.norm.includes("@") && !token.norm.includes("/");
    spans.push({ start: token.start, end: token.end, type: mail ? "email" : "link" });
  }
  if (text.includes("@")) {
    for (const found of text.matchAll(AT_NAME)) {
      spans.push({
        start: found.index,
        end: found.index + found[0].replace(/\.+$/, "").length,
        type: "handle",
      });
    }
  }
  for (const found of text.matchAll(NETWORK)) {
    const account = found.groups?.account ?? "";
    if (!/[\d_.-]/.test(account) || /^\d+$/.test(account) || /\.$/.test(account.slice(0, -1))) continue;
    const written = account.replace(/[.-]+$/, "");
    if (!/[\d_.-]/.test(written)) continue;
    const start = found.index + found[0].length - account.length;
    spans.push({ start, end: start + written.length, type: "handle" });
  }
  return spans;
}
