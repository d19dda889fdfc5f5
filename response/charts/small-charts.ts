import type { ChartDay } from "../../model/hot-spot.ts";
import { number, shortDay } from "../format.ts";
import { runsOf } from "./runs.ts";
import { ticksFor, upwards } from "./scale.ts";
import { type Drawing, element, hatching, idOf, LOOK, picture, text, wrapped } from "./svg.ts";

export interface SmallChartArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The bars of some days without axis or words: pale under the floor, hatched without data, dark above what is usual. */
function miniature(
  days: readonly ChartDay[],
  area: SmallChartArea,
  top: number,
  floor: number,
  hatch: string,
): Drawing {
  const step = area.width / Math.max(1, days.length);
  const bottom = area.top + area.height;
  const y = upwards(top, { top: area.top, bottom });
  const column = (at: number, count: number, upper: number, fill: string, gap = 0) =>
    element("rect", {
      x: area.left + at * step + gap / 2,
      y: upper,
      width: Math.max(0.5, step * count - gap),
      height: Math.max(0.5, bottom - upper),
      fill,
    });
  const pale = runsOf(days, (one) => (one.observed === null && one.outage === null ? true : null));
  const band = days.flatMap((one, at) =>
    one.low === null || one.high === null
      ? []
      : [
          element("rect", {
            x: area.left + at * step,
            y: y(one.high),
            width: step + 0.3,
            height: Math.max(1, y(one.low) - y(one.high)),
            fill: LOOK.band,
          }),
        ],
  );
  return [
    ...pale.map((run) => column(run.from, run.to - run.from + 1, y(floor), LOOK.pale)),
    ...runsOf(days, (one) => one.outage).map((run) =>
      column(run.from, run.to - run.from + 1, area.top, `url(#${hatch})`),
    ),
    ...band,
    ...days.flatMap((one, at) =>
      one.observed === null
        ? []
        : [column(at, 1, y(one.observed), beyond(one) ? LOOK.alarm : LOOK.accent, Math.min(1, step * 0.2))],
    ),
    element("path", { d: `M${area.left} ${bottom}h${area.width}`, stroke: LOOK.quiet, "stroke-width": 0.75 }),
  ].join("");
}

const beyond = (one: ChartDay) => one.observed !== null && one.high !== null && one.observed > one.high;

/** Bars as small as a line of text, for lists. `words` say what they show. */
export function sparkBars(
  days: readonly ChartDay[],
  options: {
    readonly words: string;
    readonly floor: number;
    readonly width?: number;
    readonly height?: number;
  },
): Drawing {
  const size = { width: options.width ?? 120, height: options.height ?? 28 };
  const top = Math.max(options.floor, ...days.map((one) => one.observed ?? 0));
  const hatch = idOf(JSON.stringify([days, options]));
  const area = { left: 0, top: 1, width: size.width, height: size.height - 2 };
  const last = days.at(-1);
  const figure = last?.observed == null ? `dưới ${number(options.floor)}` : number(last.observed);
  return picture(
    size,
    { title: options.words, alternative: `Hiện nay ${figure} ý kiến độc lập trong 72 giờ.` },
    hatching(hatch),
    miniature(days, area, top, options.floor, hatch),
  );
}

export interface SmallMultiple {
  readonly name: string;
  readonly days: readonly ChartDay[];
}

const CELL = { width: 220, plot: 66, gap: 20 };

/** Many series side by side on one scale, which is said once; each has its latest figure beside its name. */
export function smallMultiples(
  series: readonly SmallMultiple[],
  options: { readonly title: string; readonly floor: number; readonly columns?: number },
): Drawing {
  const columns = Math.max(1, Math.min(options.columns ?? 3, series.length));
  const all = series.flatMap((one) => one.days);
  const ticks = ticksFor(
    Math.max(options.floor, ...all.map((one) => Math.max(one.observed ?? 0, one.high ?? 0))),
  );
  const top = ticks.at(-1) ?? options.floor;
  const width = columns * CELL.width + (columns - 1) * CELL.gap;
  const lines = wrapped(options.title, width, 16);
  const head = 18 + lines.length * 22;
  const rows = Math.ceil(series.length / columns);
  const hatch = idOf(JSON.stringify([series, options]));
  const scale = `Các ô cùng một thang: 0 đến ${number(top)} ý kiến độc lập trong 72 giờ.`;
  const nameLines = Math.max(1, ...series.map((one) => nameOf(one).length));
  const rowHeight = CELL.plot + nameLines * 17 + 44;
  const look = { top, floor: options.floor, hatch, nameLines };
  const cells = series.map((one, at) =>
    cell(
      one,
      { left: (at % columns) * (CELL.width + CELL.gap), top: head + Math.floor(at / columns) * rowHeight },
      look,
    ),
  );
  return picture(
    { width, height: head + rows * rowHeight },
    {
      title: options.title,
      alternative: `${scale} ${series.map((one) => `${one.name}: ${latest(one, options.floor)}`).join("; ")}.`,
    },
    hatching(hatch),
    ...lines.map((line, at) => text(0, 16 + at * 22, line, { size: 16, fill: LOOK.ink, weight: 600 })),
    text(0, head - 4, scale),
    ...cells,
  );
}

function cell(
  one: SmallMultiple,
  at: { readonly left: number; readonly top: number },
  look: { readonly top: number; readonly floor: number; readonly hatch: string; readonly nameLines: number },
): Drawing {
  const right = at.left + CELL.width;
  const head = 14 + look.nameLines * 17;
  const area = { left: at.left, top: at.top + head, width: CELL.width, height: CELL.plot };
  const foot = at.top + head + CELL.plot + 15;
  const [first, last] = [one.days[0], one.days.at(-1)];
  const ink = { size: 13, fill: LOOK.ink } as const;
  return [
    ...nameOf(one).map((line, row) => text(at.left, at.top + 20 + row * 17, line, { ...ink, weight: 600 })),
    text(right, at.top + 20, latest(one, look.floor), { ...ink, anchor: "end" }),
    miniature(one.days, area, look.top, look.floor, look.hatch),
    text(at.left, foot, first === undefined ? "" : shortDay(first.day), { size: 11 }),
    text(right, foot, last === undefined ? "" : shortDay(last.day), { size: 11, anchor: "end" }),
  ].join("");
}

/** A name in at most two lines beside the figure. */
function nameOf(one: SmallMultiple): readonly string[] {
  const lines = wrapped(one.name, CELL.width - 64, 13);
  return lines.length <= 2 ? lines : [lines[0] ?? "", `${lines[1]}…`];
}

function latest(one: SmallMultiple, floor: number): string {
  const last = one.days.at(-1);
  if (last === undefined) return "chưa có";
  if (last.outage !== null && last.observed === null) return "mất dữ liệu";
  return last.observed === null ? `dưới ${number(floor)}` : number(last.observed);
}
