import type { Day } from "../../model/ids.ts";
import { day, percent, shortDay } from "../format.ts";
import type { TableRows } from "./chart-table.ts";
import { runsOf } from "./runs.ts";
import { type Drawing, element, hatching, idOf, LOOK, picture, text, wrapped } from "./svg.ts";

/** The tone of one week or day: shares that add up to one, or null where too few voices spoke. */
export interface TonePeriod {
  readonly start: Day;
  readonly shares: { readonly negative: number; readonly neutral: number; readonly positive: number } | null;
}

export interface ToneChartOptions {
  /** The finding, in one sentence. */
  readonly title: string;
  /** "tuần" or "ngày": what one column is. */
  readonly unit: "tuần" | "ngày";
  /** The usual negative share, drawn as a line across. */
  readonly usualNegative?: number | null;
  readonly width?: number;
}

/** Negative at the foot, so that its height can be compared from zero. */
const TONES = [
  { key: "negative", name: "tiêu cực", fill: LOOK.alarm },
  { key: "neutral", name: "trung lập", fill: "#C9CCD1" },
  { key: "positive", name: "tích cực", fill: LOOK.positive },
] as const;

const HEIGHT = 160;
const LEFT = 44;
const RIGHT = 108;

/** The shares of tones over time, as columns of one height; too few voices are hatched. */
export function toneChart(periods: readonly TonePeriod[], options: ToneChartOptions): Drawing {
  const width = options.width ?? 720;
  const lines = wrapped(options.title, width, 16);
  const top = 38 + lines.length * 22;
  const bottom = top + HEIGHT;
  const y = (share: number) => bottom - share * HEIGHT;
  const right = width - RIGHT;
  const step = Math.min(64, (right - LEFT) / Math.max(1, periods.length));
  const end = LEFT + step * periods.length;
  const hatch = idOf(JSON.stringify([periods, options]));
  const gap = Math.min(3, step * 0.15);
  const columns = periods.flatMap((period, at) => column(period, LEFT + at * step + gap / 2, step - gap, y));
  const unknown = runsOf(periods, (period) => (period.shares === null ? true : null)).map((run) =>
    element("rect", {
      x: LEFT + run.from * step + gap / 2,
      y: top,
      width: (run.to - run.from + 1) * step - gap,
      height: HEIGHT,
      fill: `url(#${hatch})`,
    }),
  );
  const every = Math.max(1, Math.ceil(42 / step));
  return picture(
    { width, height: bottom + (unknown.length > 0 ? 46 : 28) },
    { title: options.title, alternative: toneAlternative(periods, options) },
    hatching(hatch),
    ...lines.map((line, at) => text(0, 16 + at * 22, line, { size: 16, fill: LOOK.ink, weight: 600 })),
    text(0, top - 16, `Tỷ lệ ý kiến độc lập theo sắc thái, từng ${options.unit}`),
    ...[0, 0.5, 1].map((share) => text(LEFT - 6, y(share) + 4, percent(share), { anchor: "end", size: 11 })),
    ...columns,
    ...unknown,
    element("path", { d: `M${LEFT} ${bottom + 0.5}H${end}`, stroke: LOOK.quiet }),
    ...periods.map((period, at) =>
      at % every === 0
        ? text(LEFT + at * step + gap / 2, bottom + 17, shortDay(period.start), { size: 11 })
        : "",
    ),
    ...usualLine(options, y, end),
    ...toneNames(periods, y, end + 10),
    unknown.length > 0 ? unknownNote(hatch, bottom + 40) : "",
  );
}

function column(period: TonePeriod, x: number, width: number, y: (share: number) => number): Drawing[] {
  if (period.shares === null) return [];
  let from = 0;
  return TONES.map(({ key, fill }) => {
    const share = period.shares?.[key] ?? 0;
    const part = element("rect", { x, y: y(from + share), width, height: y(from) - y(from + share), fill });
    from += share;
    return part;
  });
}

function usualLine(options: ToneChartOptions, y: (share: number) => number, end: number): Drawing[] {
  if (options.usualNegative == null) return [];
  const at = y(options.usualNegative);
  return [
    element("path", {
      d: `M${LEFT} ${at}H${end}`,
      stroke: LOOK.ink,
      "stroke-width": 1.25,
      "stroke-dasharray": "4 3",
    }),
    text(LEFT + 4, at - 5, `tiêu cực thường khoảng ${percent(options.usualNegative)}`, {
      size: 11,
      fill: LOOK.ink,
      halo: true,
    }),
  ];
}

/** Each tone named beside its part of the last known column, with its share, moved apart where they would touch. */
function toneNames(periods: readonly TonePeriod[], y: (share: number) => number, x: number): Drawing[] {
  const shares = periods.findLast((period) => period.shares !== null)?.shares;
  if (shares == null) return [];
  let from = 0;
  let lowest = Number.POSITIVE_INFINITY;
  return TONES.flatMap(({ key, name, fill }) => {
    const middle = y(from + shares[key] / 2) + 4;
    from += shares[key];
    const baseline = Math.min(middle, lowest - 15);
    lowest = baseline;
    return [
      element("rect", { x, y: baseline - 9, width: 9, height: 9, fill }),
      text(x + 14, baseline, `${name} ${percent(shares[key])}`, { size: 11, fill: LOOK.ink }),
    ];
  });
}

function unknownNote(hatch: string, y: number): Drawing {
  const sign = element("rect", { x: LEFT, y: y - 10, width: 14, height: 11, fill: `url(#${hatch})` });
  return sign + text(LEFT + 20, y, "quá ít ý kiến để nêu tỷ lệ", { size: 11 });
}

function toneAlternative(periods: readonly TonePeriod[], options: ToneChartOptions): string {
  const known = periods.filter((period) => period.shares !== null);
  const last = known.at(-1);
  if (last?.shares == null) return "Chưa đủ ý kiến để nêu tỷ lệ.";
  const shares = TONES.map(({ key, name }) => `${name} ${percent(last.shares?.[key] ?? 0)}`).join(", ");
  const usual =
    options.usualNegative == null ? "" : `; tiêu cực thường khoảng ${percent(options.usualNegative)}`;
  return `${options.unit === "tuần" ? "Tuần từ" : "Ngày"} ${day(last.start)}: ${shares}${usual}.`;
}

/** The figures of a tone chart, newest first. */
export function toneTable(periods: readonly TonePeriod[], unit: ToneChartOptions["unit"]): TableRows {
  return {
    headings: [unit === "tuần" ? "Tuần từ" : "Ngày", "Tiêu cực", "Trung lập", "Tích cực"],
    rows: [...periods]
      .reverse()
      .map(({ start, shares }) => [
        day(start),
        ...TONES.map(({ key }) => (shares === null ? "quá ít ý kiến" : percent(shares[key]))),
      ]),
  };
}
