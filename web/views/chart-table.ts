import type { ChartDay } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { day } from "../../response/format.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import { scrollable } from "./parts.ts";

/** The figures of a chart, newest first. `bounded` days hold only a bound from below. */
export function chartTable(
  reader: Reader,
  chart: readonly ChartDay[],
  about: { readonly floor: number; readonly bounded?: ReadonlySet<Day> },
): Markup {
  const { t } = reader;
  return scrollable(
    t.hotSpot.table,
    html`<table><thead><tr><th scope="col">${t.hotSpot.day}</th><th scope="col" class="n">${t.hotSpot.observed}</th><th scope="col" class="n">${t.hotSpot.expected}</th><th scope="col" class="n">${t.hotSpot.band}</th><th scope="col">${t.hotSpot.note}</th></tr></thead>
<tbody>${chart.toReversed().map((one) => dayRow(reader, one, about))}</tbody></table>`,
  );
}

function dayRow(
  reader: Reader,
  one: ChartDay,
  about: { readonly floor: number; readonly bounded?: ReadonlySet<Day> },
): Markup {
  const { t } = reader;
  const band =
    one.low === null || one.high === null ? "–" : `${reader.number(one.low)}–${reader.number(one.high)}`;
  const expected = one.expected === null ? "–" : reader.number(one.expected);
  const notes = [one.outage === null ? null : t.hotSpot.noData(one.outage), one.holiday];
  return html`<tr><th scope="row">${day(one.day)}</th><td class="n">${observedText(reader, one, about)}</td><td class="n">${expected}</td><td class="n">${band}</td><td>${notes.filter((note) => note !== null).join("; ")}</td></tr>`;
}

function observedText(
  reader: Reader,
  one: ChartDay,
  about: { readonly floor: number; readonly bounded?: ReadonlySet<Day> },
): string {
  const { t } = reader;
  if (one.observed === null) return t.floor.count(reader.number(about.floor));
  const told = reader.number(one.observed);
  return about.bounded?.has(one.day) === true ? t.trends.atLeast(told) : told;
}
