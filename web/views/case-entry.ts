import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { entryForm, type FormChoices, type Typed } from "./case-forms.ts";
import { layout } from "./layout.ts";

/** The page on which an officer enters what was heard, in the office's words. */
export function entryPage(
  reader: Reader,
  view: {
    readonly choices: FormChoices;
    readonly commandId: string;
    readonly typed: Typed | null;
    readonly problem: string | null;
  },
): Markup {
  const t = reader.t.cases;
  return layout(reader, {
    title: t.entry.title,
    section: "/vu-viec",
    content: html`<p class="eyebrow"><a href="/vu-viec">${t.nav}</a></p><h1>${t.entry.title}</h1><p class="lead">${t.entry.lead}</p>
${view.problem === null ? null : html`<p class="notice notice-bad" role="alert">${view.problem}</p>`}${entryForm(reader, view)}`,
  });
}
