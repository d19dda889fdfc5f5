import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";

/** Which page says that something did not work. None says more than the reader needs. */
export type ErrorKind = "notFound" | "forbidden" | "forged" | "tooMany" | "badRequest" | "failure";

/** The page of an error: what happened, in one sentence, and a way on. */
export function errorPage(reader: Reader, kind: ErrorKind): Markup {
  const { title, text } = reader.t.error[kind];
  return layout(reader, {
    title,
    section: "",
    content: html`<div class="calm-page"><h1>${title}</h1><p class="lead">${text}</p><p><a class="button" href="/">${reader.t.error.back}</a></p></div>`,
  });
}
