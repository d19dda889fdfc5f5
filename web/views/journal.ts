import type { AuditRow } from "../../state/audit.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";

/** What the journal's page shows: the chain's state and some of its rows. */
export interface JournalView {
  readonly chain: { readonly rows: number; readonly head: string; readonly brokenAt: number | null };
  readonly rows: readonly AuditRow[];
  /** Where the older rows begin; null where these are the oldest. */
  readonly before: number | null;
  /** How an actor is called: a colleague's name, or the part of the product. */
  actor(id: string): string;
}

/** Nhật ký: who did what, and whether anybody changed the log. */
export function journalPage(reader: Reader, view: JournalView): Markup {
  const { t } = reader;
  const { chain } = view;
  const finding =
    chain.brokenAt !== null
      ? t.journal.broken(reader.number(chain.brokenAt))
      : chain.rows === 0
        ? t.journal.empty
        : t.journal.whole(reader.number(chain.rows));
  return layout(reader, {
    title: t.journal.title,
    section: "/nhat-ky",
    content: html`<p class="eyebrow">${t.journal.title}</p>
<h1 class="finding">${finding}</h1>
<p class="small quiet">${t.journal.head}: <code class="wrap">${chain.head}</code><br>${t.journal.headNote}</p>
${view.rows.length === 0 ? null : table(reader, view)}
${view.before === null ? null : html`<p><a class="quiet-button" href="/nhat-ky?truoc=${view.before}">${t.journal.older}</a></p>`}`,
  });
}

function table(reader: Reader, view: JournalView): Markup {
  const { t } = reader;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${t.journal.title}"><table><thead><tr><th scope="col" class="n">${t.journal.number}</th><th scope="col">${t.journal.at}</th><th scope="col">${t.journal.who}</th><th scope="col">${t.journal.what}</th><th scope="col">${t.journal.subject}</th><th scope="col">${t.journal.detail}</th></tr></thead><tbody>${view.rows.map(
    (row) =>
      html`<tr><td class="n">${row.seq}</td><td>${moment(row.at)}</td><td>${view.actor(row.actor)}</td><td>${actionName(reader, row.action)}</td><td class="wrap">${view.actor(row.subject)}</td><td class="wrap">${row.detail}</td></tr>`,
  )}</tbody></table></div>`;
}

/** An action in words where the catalogue has them; other parts of the product name their own. */
function actionName(reader: Reader, action: string): string {
  const names: Readonly<Record<string, string>> = { ...reader.t.journal.action, ...reader.t.cases.journal };
  return names[action] ?? action;
}
