import type { ChartDay } from "../../model/hot-spot.ts";
import { html, type Markup } from "../html.ts";

const DAYS = 28;
const BAR = 5;
const GAP = 2;
const HEIGHT = 40;

/**
 * The last four weeks of a hot spot at a glance: bars of 72-hour voices before the expected band. A day below the floor
 * is the same pale step whatever it held; a day without data is hatched.
 */
export function sparkBars(chart: readonly ChartDay[], alternative: string): Markup {
  const days = chart.slice(-DAYS);
  const width = Math.max(1, days.length) * (BAR + GAP) - GAP;
  const top = Math.max(6, ...days.map((one) => Math.max(one.observed ?? 0, one.high ?? 0)));
  const y = (value: number): number => Math.round((HEIGHT - (value / top) * HEIGHT) * 10) / 10;
  const bands = days.map((one, index) =>
    one.low === null || one.high === null
      ? null
      : html`<rect class="spark-band" x="${index * (BAR + GAP)}" width="${BAR + GAP}" y="${y(one.high)}" height="${Math.max(1, y(one.low) - y(one.high))}"/>`,
  );
  const bars = days.map((one, index) => {
    const x = index * (BAR + GAP);
    if (one.outage !== null)
      return html`<rect class="spark-gap" fill="url(#hatch)" x="${x}" width="${BAR}" y="0" height="${HEIGHT}"/>`;
    if (one.observed === null)
      return html`<rect class="spark-low" x="${x}" width="${BAR}" y="${HEIGHT - 4}" height="4"/>`;
    return html`<rect class="spark-bar" x="${x}" width="${BAR}" y="${y(one.observed)}" height="${HEIGHT - y(one.observed)}"/>`;
  });
  return html`<svg class="spark" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${alternative}">${bands}${bars}</svg>`;
}
