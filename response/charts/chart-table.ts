import type { ChartDay } from "../../model/hot-spot.ts";
import { day, number } from "../format.ts";

/** A table that says what a chart shows: headings and rows of text, for a page, a mail or paper. */
export interface TableRows {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a hot spot's chart, newest day first. */
export function chartTable(days: readonly ChartDay[], floor: number): TableRows {
  const usual = (one: ChartDay) => (one.expected === null ? "chưa đủ ngày" : number(one.expected));
  const range = (one: ChartDay) =>
    one.low === null || one.high === null ? "" : `${number(one.low)} đến ${number(one.high)}`;
  return {
    headings: ["Ngày", "Ý kiến độc lập (72 giờ)", "Mức thường thấy", "Khoảng thường thấy", "Ghi chú"],
    rows: [...days]
      .reverse()
      .map((one) => [
        day(one.day),
        one.observed === null ? `dưới ${number(floor)}` : number(one.observed),
        usual(one),
        range(one),
        [one.outage === null ? "" : `mất dữ liệu: ${one.outage}`, one.holiday ?? ""]
          .filter(Boolean)
          .join("; "),
      ]),
  };
}
