import type { ChartDay } from "../../model/hot-spot.ts";
import type { Day } from "../../model/ids.ts";
import { weekdayOf } from "../../model/time.ts";
import { number, shortDay } from "../format.ts";
import { hotSpotAlternative } from "./hot-spot-words.ts";
import { type Placed, placeLabels } from "./labels.ts";
import { LEGEND_ROW, type LegendEntry, legend, legendRows } from "./legend.ts";
import { runsOf } from "./runs.ts";
import { ticksFor, upwards } from "./scale.ts";
import { type Drawing, element, hatching, idOf, LOOK, picture, text, widthOf, wrapped } from "./svg.ts";

export interface HotSpotChartOptions {
  /** The finding, in one sentence: drawn above the chart, because a mail shows the picture alone. */
  readonly title: string;
  /** Counts below it share one pale step. */
  readonly floor: number;
  /** The event's first day. */
  readonly since?: Day | null;
  readonly answeredOn?: Day | null;
  /** Pixels; 720 for a screen, 560 for a mail. */
  readonly width?: number;
}

const PLOT_HEIGHT = 190;
const LEFT = 34;
const RIGHT = 20;
/** Days are drawn no wider, so that a young chart does not shout. */
const WIDEST_DAY = 26;

/**
 * Voices of the 72 hours that end with each day, against what is usual: bars from zero, the usual range as a band and
 * its middle as a line, days without data hatched and named, holidays and the event's days as labelled lines.
 */
export function hotSpotChart(days: readonly ChartDay[], options: HotSpotChartOptions): Drawing {
  const width = options.width ?? 720;
  const titleLines = wrapped(options.title, width - 8, 16);
  const marks = marksOf(days, options);
  const plot = { left: LEFT, right: width - RIGHT };
  const step = Math.min(WIDEST_DAY, (plot.right - plot.left) / Math.max(1, days.length));
  const labels = placeLabels(
    marks.map((mark) => ({ ...mark, x: plot.left + mark.at * step })),
    plot,
  );
  const lanes = Math.max(0, ...labels.map((label) => label.lane + 1));
  const captionAt = 14 + titleLines.length * 22;
  const top = captionAt + 16 + lanes * 16;
  const area = { top, bottom: top + PLOT_HEIGHT };
  const ticks = ticksFor(largestOf(days, options.floor));
  const y = upwards(ticks.at(-1) ?? 1, area);
  const frame: Frame = { days, options, plot, step, area, y, hatch: idOf(JSON.stringify([days, options])) };
  const rows = legendRows(legendEntries(days, options, frame.hatch), width - LEFT);
  return picture(
    { width, height: area.bottom + 28 + rows.length * LEGEND_ROW },
    { title: options.title, alternative: hotSpotAlternative(days, options) },
    hatching(frame.hatch),
    ...titleLines.map((line, at) => text(0, 16 + at * 22, line, { size: 16, fill: LOOK.ink, weight: 600 })),
    text(0, captionAt + 2, "Ý kiến độc lập trong 72 giờ, tính đến từng ngày"),
    ...grid(frame, ticks),
    ...belowFloor(frame),
    ...usual(frame),
    ...outages(frame),
    ...labels.map((label) => markLine(frame, label, captionAt + 20 + label.lane * 16)),
    ...bars(frame),
    ...labels.map((label) => markWords(label, captionAt + 20 + label.lane * 16)),
    belowFloorName(frame),
    ...dayAxis(frame),
    legend(rows, LEFT, area.bottom + 40),
    nothingYet(frame),
  );
}

interface Frame {
  readonly days: readonly ChartDay[];
  readonly options: HotSpotChartOptions;
  readonly plot: { readonly left: number; readonly right: number };
  readonly step: number;
  readonly area: { readonly top: number; readonly bottom: number };
  readonly y: (value: number) => number;
  readonly hatch: string;
}

function nothingYet({ days, plot, area }: Frame): Drawing {
  if (days.some((one) => one.expected !== null)) return "";
  const words = days.length === 0 ? "Chưa có ngày nào." : "Chưa đủ ngày để biết mức thường thấy.";
  return text(plot.right, area.top + 16, words, { anchor: "end", halo: true });
}

interface Mark {
  /** Position in days, fractions allowed. */
  readonly at: number;
  readonly words: string;
  readonly kind: "event" | "holiday" | "outage";
}

function marksOf(days: readonly ChartDay[], options: HotSpotChartOptions): readonly Mark[] {
  const marks: Mark[] = [];
  const indexOf = (wanted: Day | null | undefined) => days.findIndex((one) => one.day === wanted);
  const since = indexOf(options.since);
  const answered = indexOf(options.answeredOn);
  if (since >= 0)
    marks.push({ at: since, words: `bắt đầu ${shortDay(days[since]?.day ?? ("" as Day))}`, kind: "event" });
  if (answered >= 0)
    marks.push({
      at: answered,
      words: `trả lời ${shortDay(days[answered]?.day ?? ("" as Day))}`,
      kind: "event",
    });
  for (const run of runsOf(days, (one) => one.outage))
    marks.push({ at: (run.from + run.to + 1) / 2, words: `mất dữ liệu: ${run.value}`, kind: "outage" });
  for (const run of runsOf(days, (one) => one.holiday))
    marks.push({ at: (run.from + run.to + 1) / 2, words: run.value, kind: "holiday" });
  return marks;
}

function largestOf(days: readonly ChartDay[], floor: number): number {
  return Math.max(floor, ...days.map((one) => Math.max(one.observed ?? 0, one.high ?? 0, one.expected ?? 0)));
}

function grid({ plot, y }: Frame, ticks: readonly number[]): Drawing[] {
  return ticks.flatMap((tick) => [
    element("path", {
      d: `M${plot.left} ${Math.round(y(tick)) + 0.5}H${plot.right}`,
      stroke: tick === 0 ? LOOK.quiet : LOOK.hairline,
      "stroke-width": 1,
    }),
    text(plot.left - 6, y(tick) + 4, number(tick), { anchor: "end", size: 11 }),
  ]);
}

function outages({ days, plot, step, area, hatch }: Frame): Drawing[] {
  return runsOf(days, (one) => one.outage).map((run) =>
    element("rect", {
      x: plot.left + run.from * step,
      y: area.top,
      width: (run.to - run.from + 1) * step,
      height: area.bottom - area.top,
      fill: `url(#${hatch})`,
    }),
  );
}

/** One step for all that is below the floor, none included: its height says "under five", not how many. */
function belowFloor({ days, options, plot, step, area, y }: Frame): Drawing[] {
  const runs = runsOf(days, (one) => (one.observed === null && one.outage === null ? true : null));
  const top = y(options.floor);
  return runs.map((run) =>
    element("rect", {
      x: plot.left + run.from * step,
      y: top,
      width: (run.to - run.from + 1) * step,
      height: area.bottom - top,
      fill: LOOK.pale,
    }),
  );
}

/** Names the widest stretch of that step, where the words find room and the line of what is usual does not run. */
function belowFloorName({ days, options, plot, step, area, y }: Frame): Drawing {
  const runs = runsOf(days, (one) => (one.observed === null && one.outage === null ? true : null));
  const widest = runs.reduce<(typeof runs)[number] | null>(
    (best, run) => (best === null || run.to - run.from > best.to - best.from ? run : best),
    null,
  );
  const words = `dưới ${number(options.floor)}`;
  if (widest === null || (widest.to - widest.from + 1) * step < widthOf(words, 11) + 12) return "";
  const usualHeights = days
    .slice(widest.from, widest.to + 1)
    .flatMap(({ expected }) => (expected === null ? [] : [y(expected)]));
  const clearance = (baseline: number) =>
    Math.min(Number.MAX_VALUE, ...usualHeights.map((height) => Math.abs(height - (baseline - 4))));
  const baselines = [y(options.floor) + 13, area.bottom - 5, y(options.floor) - 5];
  const free = baselines.find((baseline) => clearance(baseline) >= 9);
  const best = free ?? baselines.toSorted((a, b) => clearance(b) - clearance(a))[0] ?? area.bottom - 5;
  return text(plot.left + widest.from * step + 6, best, words, { size: 11, halo: true });
}

function usual({ days, plot, step, y }: Frame): Drawing[] {
  const band = (one: ChartDay) => (one.low === null || one.high === null ? null : true);
  const at = (index: number) => plot.left + index * step;
  return runsOf(days, band).flatMap((run) => {
    const known = days.slice(run.from, run.to + 1);
    const edge = (heightOf: (one: ChartDay) => number) =>
      known.flatMap((one, offset) => {
        const height = round(y(heightOf(one)));
        return [`${round(at(run.from + offset))} ${height}`, `${round(at(run.from + offset + 1))} ${height}`];
      });
    const upper = edge((one) => one.high ?? 0);
    const lower = edge((one) => one.low ?? 0).reverse();
    const middle = edge((one) => one.expected ?? 0);
    return [
      element("path", {
        d: `M${upper.join("L")}L${lower.join("L")}Z`,
        fill: LOOK.band,
        "fill-opacity": 0.85,
      }),
      element("path", {
        d: `M${middle.join("L")}`,
        fill: "none",
        stroke: LOOK.quiet,
        "stroke-width": 1,
        "stroke-dasharray": "3 2",
      }),
    ];
  });
}

function bars({ days, options, plot, step, area, y }: Frame): Drawing[] {
  const peak = days.reduce(
    (best, one, at) => ((one.observed ?? -1) > (days[best]?.observed ?? -1) ? at : best),
    0,
  );
  return days.flatMap((one, at) => {
    if (one.observed === null) return [];
    const during = options.since != null && one.day >= options.since;
    const gap = Math.min(2, step * 0.2);
    const x = plot.left + at * step;
    const bar = element("rect", {
      x: x + gap / 2,
      y: y(one.observed),
      width: Math.max(1, step - gap),
      height: area.bottom - y(one.observed),
      fill: during ? LOOK.alarm : LOOK.accent,
    });
    const last = at === days.length - 1;
    const labelled = last || (at === peak && days.length - 1 - at > 2);
    const words = number(one.observed);
    const label = text(x + step / 2, y(one.observed) - 5, words, {
      anchor: "middle",
      fill: LOOK.ink,
      weight: 600,
      halo: true,
    });
    return labelled ? [bar, label] : [bar];
  });
}

type PlacedMark = Placed<Mark & { readonly x: number }>;

function markLine({ area }: Frame, label: PlacedMark, baseline: number): Drawing {
  const event = label.kind === "event";
  const line = element("path", {
    d: `M${round(label.x)} ${baseline - 9}V${event ? area.bottom : area.top}`,
    stroke: event ? LOOK.alarm : LOOK.quiet,
    "stroke-width": 1,
    "stroke-dasharray": label.kind === "holiday" ? "1 2" : null,
  });
  if (label.kind !== "holiday") return line;
  return (
    line + element("path", { d: `M${round(label.x) - 4} ${area.bottom + 7}h8l-4 -6Z`, fill: LOOK.quiet })
  );
}

function markWords(label: PlacedMark, baseline: number): Drawing {
  const right = label.side === "right";
  return text(label.x + (right ? 5 : -5), baseline, label.words, {
    size: 11,
    anchor: right ? "start" : "end",
    fill: label.kind === "event" ? LOOK.alarm : LOOK.quiet,
    halo: true,
    weight: label.kind === "event" ? 600 : 400,
  });
}

/** Mondays, as many as fit. */
function dayAxis({ days, plot, step, area }: Frame): Drawing[] {
  const every = Math.max(1, Math.ceil(40 / Math.max(1, step * 7)));
  let monday = -1;
  return days.flatMap((one, at) => {
    if (weekdayOf(one.day) !== 0) return [];
    monday += 1;
    if (monday % every !== 0) return [];
    const x = plot.left + at * step;
    if (x + 30 > plot.right + RIGHT) return [];
    return [
      element("path", { d: `M${round(x)} ${area.bottom}v4`, stroke: LOOK.quiet, "stroke-width": 1 }),
      text(x, area.bottom + 17, shortDay(one.day), { size: 11 }),
    ];
  });
}

function legendEntries(
  days: readonly ChartDay[],
  options: HotSpotChartOptions,
  hatch: string,
): LegendEntry[] {
  const during = (one: ChartDay) => options.since != null && one.day >= options.since;
  const entries: LegendEntry[] = [];
  const add = (shown: boolean, entry: LegendEntry) => shown && entries.push(entry);
  add(
    days.some((one) => one.observed !== null && !during(one)),
    { words: "ngày thường", fill: LOOK.accent },
  );
  add(
    days.some((one) => one.observed !== null && during(one)),
    { words: "từ khi bắt đầu", fill: LOOK.alarm },
  );
  add(
    days.some((one) => one.observed === null && one.outage === null),
    { words: `dưới ${number(options.floor)}`, fill: LOOK.pale },
  );
  add(
    days.some((one) => one.low !== null),
    { words: "mức thường thấy", fill: LOOK.band, line: true },
  );
  add(
    days.some((one) => one.outage !== null),
    { words: "mất dữ liệu", fill: `url(#${hatch})` },
  );
  return entries;
}

const round = (value: number) => Math.round(value * 10) / 10;
