import type { MailWords } from "./words.ts";

/** Why a source could not be read, in the reader's words: addresses and technical detail stay on the Sources page. */
export function reasonInWords(reason: string, words: MailWords): string {
  const say = words.digest.reason;
  if (/probably rebuilt/.test(reason)) return say.rebuilt;
  if (/of its last \d+ pages answered/.test(reason)) return say.refuses;
  if (/drift\.minItemsPerDay/.test(reason)) return say.few;
  if (/lists only new entries/.test(reason)) return say.missed;
  if (/robots/i.test(reason)) return say.robots;
  if (/time-?d? ?-?out|ETIMEDOUT|ECONN|ENOTFOUND|EAI_AGAIN|did not answer/i.test(reason)) return say.timeout;
  const code = /(?:^|\D)([45]\d\d)(?:\D|$)/.exec(reason.replace(/https?:\/\/\S+/g, ""))?.[1];
  return code === undefined ? say.other : say.answered(code);
}
