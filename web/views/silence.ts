import type { HotSpot } from "../../model/hot-spot.ts";
import type { Silence } from "../../state/silences.ts";
import { moment } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { csrfField } from "./layout.ts";
import { hotSpotPath } from "./parts.ts";

/** How long a silence may be set for; each ends with its day. */
export const SILENCE_DAYS = [1, 3, 7, 14] as const;

/** The form that silences a hot spot. */
export function silenceForm(reader: Reader, spot: HotSpot, problem: string | null): Markup {
  const say = reader.t.alerts.silence;
  return html`<details${problem === null ? null : html` open`}><summary class="quiet-button">${say.open}</summary>
<form class="card stack" method="post" action="${hotSpotPath(spot)}/tam-ngung">${csrfField(reader)}
${problem === null ? null : html`<p class="notice notice-bad" role="alert">${problem}</p>`}
<label>${say.what}<select name="pham-vi"><option value="spot">${say.spot}</option><option value="topic">${say.topic}</option></select></label>
<label>${say.until}<select name="ngay">${SILENCE_DAYS.map((days) => html`<option value="${String(days)}">${say.days(reader.number(days))}</option>`)}</select></label>
<label>${say.reason}<textarea name="ly-do" rows="2" maxlength="300" required></textarea></label>
<p class="small quiet">${say.help}</p><button class="quiet-button">${say.submit}</button></form></details>`;
}

/** A silence that runs: until when, by whom, why; and the button that ends it. */
export function silenceNotice(
  reader: Reader,
  silence: Silence,
  about: { readonly who: string | null; readonly mayEnd: boolean; readonly back: string },
): Markup {
  const say = reader.t.alerts.silence;
  return html`<div class="notice stack" role="status"><p>${say.running(moment(silence.until), about.who ?? say.someone, silence.reason)}</p>${
    about.mayEnd
      ? html`<form method="post" action="/tam-ngung/${String(silence.id)}/ket-thuc">${csrfField(reader)}<input type="hidden" name="ve" value="${about.back}"><button class="quiet-button">${say.end}</button></form>`
      : null
  }</div>`;
}
