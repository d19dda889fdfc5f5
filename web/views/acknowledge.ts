import type { HotSpot } from "../../model/hot-spot.ts";
import type { Day, Instant } from "../../model/ids.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { layout } from "./layout.ts";
import { hotSpotPath, levelBadge } from "./parts.ts";

/** What a link from a mail can still do. */
export type AcknowledgeState =
  | { readonly kind: "open" | "done" | "used" | "past" | "closed" | "wrong" }
  | { readonly kind: "already"; readonly at: Instant };

/** The page behind a mail's link: what it is about, in the aggregate words of the mail, and one button. */
export function acknowledgePage(
  reader: Reader,
  view: {
    readonly state: AcknowledgeState;
    readonly spot: HotSpot | null;
    readonly path: string;
    readonly today: Day;
  },
): Markup {
  const { link } = reader.t.alerts;
  const { state, spot, path } = view;
  return layout(reader, {
    title: link.title,
    section: "",
    content: html`<div class="narrow stack">
<p class="eyebrow">${link.title} · ${reader.t.signal}</p>
${spot === null ? null : html`<p>${levelBadge(reader, spot.level)}</p><h1 class="finding"><span lang="vi">${spot.explanation.sentence}</span></h1>`}
${
  state.kind === "open"
    ? html`<p>${link.lead}</p><form method="post" action="${path}"><button class="button">${link.button}</button></form><p class="small quiet">${link.note}</p>`
    : html`<p class="${state.kind === "wrong" ? "notice notice-bad" : "notice"}" role="status">${said(reader, state)}</p>${state.kind === "done" ? html`<p class="small quiet">${link.doneMore}</p>` : null}`
}
${spot === null ? null : html`<p><a href="${hotSpotPath(spot)}">${link.signIn}</a></p>`}
</div>`,
  });
}

function said(reader: Reader, state: AcknowledgeState): string {
  const { link } = reader.t.alerts;
  if (state.kind === "already") return link.already(moment(state.at));
  return state.kind === "open" ? link.lead : link[state.kind];
}
