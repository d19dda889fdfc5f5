import { en } from "./en.ts";
import { vi } from "./vi.ts";
import type { MailWords } from "./words.ts";

/** What mails say in a reader's language. */
export function wordsIn(language: "vi" | "en"): MailWords {
  return language === "en" ? en : vi;
}
