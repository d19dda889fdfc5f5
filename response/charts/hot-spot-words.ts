import type { ChartDay } from "../../model/hot-spot.ts";
import { day, number, shortDay } from "../format.ts";
import { runsOf } from "./runs.ts";

/** What the chart shows, in words and figures, for those who do not see it. */
export function hotSpotAlternative(days: readonly ChartDay[], options: { readonly floor: number }): string {
  const last = days.at(-1);
  if (last === undefined) return "Chưa có ngày nào.";
  const below = `dưới ${number(options.floor)}`;
  const count = (one: ChartDay) => (one.observed === null ? below : number(one.observed));
  const usualWords =
    last.expected === null
      ? "chưa đủ ngày để biết mức thường thấy"
      : `mức thường thấy khoảng ${number(last.expected)}${last.high === null ? "" : ` (${number(last.low ?? 0)} đến ${number(last.high)})`}`;
  const peak = days.reduce((best, one) => ((one.observed ?? -1) > (best.observed ?? -1) ? one : best), last);
  const sentences = [
    `Ngày ${day(last.day)}: ${count(last)} ý kiến độc lập trong 72 giờ, ${usualWords}`,
    ...(peak.observed !== null && peak !== last ? [`Cao nhất ${count(peak)}, ngày ${day(peak.day)}`] : []),
    ...runsOf(days, (one) => one.outage).map(
      (run) =>
        `Mất dữ liệu ${run.value} ${run.from === run.to ? "ngày" : "từ"} ${shortDay(days[run.from]?.day ?? last.day)}${run.from === run.to ? "" : ` đến ${shortDay(days[run.to]?.day ?? last.day)}`}`,
    ),
  ];
  return `${sentences.join(". ")}.`;
}
