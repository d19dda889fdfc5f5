import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { ChartDay } from "../../../model/hot-spot.ts";
import type { Day } from "../../../model/ids.ts";
import { addDays } from "../../../model/time.ts";
import { chartPng } from "../../../response/charts/chart-png.ts";
import { chartTable } from "../../../response/charts/chart-table.ts";
import { type CommuneFeatures, communeMap, mapTable } from "../../../response/charts/commune-map.ts";
import { hotSpotChart } from "../../../response/charts/hot-spot-chart.ts";
import { placeLabels } from "../../../response/charts/labels.ts";
import { ticksFor } from "../../../response/charts/scale.ts";
import { smallMultiples, sparkBars } from "../../../response/charts/small-charts.ts";
import { escaped, picture, text, wrapped } from "../../../response/charts/svg.ts";
import { toneChart, toneTable } from "../../../response/charts/tone-chart.ts";

const FLOOR = 5;
const FIRST = "2026-10-01" as Day;
const daysOf = (count: number, change: (at: number) => Partial<ChartDay>): ChartDay[] =>
  Array.from({ length: count }, (_, at) => ({
    day: addDays(FIRST, at),
    observed: null,
    expected: 1,
    low: 0,
    high: 3,
    outage: null,
    holiday: null,
    ...change(at),
  }));
const rising = daysOf(56, (at) => ({
  observed: [6, 9, 11][at - 53] ?? null,
  outage: at === 30 ? "diễn đàn" : null,
  holiday: at === 50 ? "Ngày Nhà giáo" : null,
}));
const square = (code: string, name: string, x: number): CommuneFeatures["features"][number] => ({
  type: "Feature",
  properties: { code, name },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [x, 20],
        [x, 20.1],
        [x + 0.1, 20.1],
        [x + 0.1, 20],
        [x, 20],
      ],
    ],
  },
});
const communes: CommuneFeatures = {
  type: "FeatureCollection",
  features: [square("1", "An Lão", 106), square("2", "An Hưng", 106.1), square("3", "Kiến An", 106.2)],
};
const values = new Map([
  ["1", { ratio: 6.25 }],
  ["2", { ratio: null, note: "dưới 5" }],
]);

const HOSTILE = `<script>alert("x")</script> & 'y' \u0000\u0007 ${"dài".repeat(80)}`;
const everyChart = (title: string, days: readonly ChartDay[]): Readonly<Record<string, string>> => ({
  hot: hotSpotChart(days, { title, floor: FLOOR, since: addDays(FIRST, 53), answeredOn: addDays(FIRST, 55) }),
  narrow: hotSpotChart(days, { title, floor: FLOOR, width: 320 }),
  spark: sparkBars(days, { words: title, floor: FLOOR }),
  multiples: smallMultiples([{ name: title, days }], { title, floor: FLOOR }),
  tone: toneChart(
    [
      { start: FIRST, shares: null },
      { start: addDays(FIRST, 7), shares: { negative: 0.5, neutral: 0.25, positive: 0.25 } },
    ],
    { title, unit: "tuần", usualNegative: 0.4 },
  ),
  map: communeMap(communes, { title, values }),
});

describe("every chart", () => {
  it.each([
    ["with data", rising],
    ["without a day", []],
    ["with one day", daysOf(1, () => ({ observed: 7 }))],
    [
      "with nothing known",
      daysOf(20, () => ({ expected: null, low: null, high: null, outage: "Báo & <đài>" })),
    ],
    ["with very many", daysOf(400, (at) => ({ observed: at * 1000, high: 1e6 }))],
  ] as const)("is well-formed markup and draws finite figures %s, whatever its words", (_case, days) => {
    for (const [name, svg] of Object.entries(everyChart(HOSTILE, days))) {
      const parser = new SaxesParser();
      const names: string[] = [];
      parser.on("error", (error) => {
        throw error;
      });
      parser.on("opentag", (tag) => names.push(tag.name));
      parser.write(svg).close();
      expect(names[0], name).toBe("svg");
      expect(names, name).not.toContain("script");
      expect(svg, name).not.toMatch(/NaN|Infinity|undefined/);
    }
  });

  it("says its finding, and its figures, to those who do not see it", () => {
    for (const [name, svg] of Object.entries(everyChart("Rác tăng ở An Lão", rising))) {
      const label = /aria-label="([^"]*)"/.exec(svg)?.[1] ?? "";
      expect(label, name).toMatch(/^Rác tăng ở An Lão\. .*\d/);
    }
  });

  it("becomes a picture of the size asked for", () => {
    for (const svg of Object.values(everyChart("Rác tăng", rising))) {
      const png = Buffer.from(chartPng(svg, 2));
      const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1]);
      expect(png.toString("latin1", 1, 4)).toBe("PNG");
      expect(Math.abs(png.readUInt32BE(16) - width * 2)).toBeLessThanOrEqual(1);
    }
  });
});

describe("pictures for mails", () => {
  const drawn = (words: string, weight: 400 | 600) =>
    Buffer.from(
      chartPng(
        picture({ width: 60, height: 30 }, { title: "", alternative: "" }, text(5, 20, words, { weight })),
      ),
    ).toString("base64");

  it.each([400, 600] as const)("hold every letter of Vietnamese in weight %d", (weight) => {
    const blank = drawn(" ", weight);
    const unknown = drawn("\u{10FFF}", weight);
    const letters = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ–…";
    const pictures = new Set<string>();
    for (const letter of letters + letters.toUpperCase()) {
      const one = drawn(letter, weight);
      expect(one, letter).not.toBe(blank);
      expect(one, letter).not.toBe(unknown);
      pictures.add(one);
    }
    expect(pictures.size).toBeGreaterThan(130);
  });
});

describe("the chart of a hot spot", () => {
  const svg = hotSpotChart(rising, { title: "Rác", floor: FLOOR, since: addDays(FIRST, 53) });

  it("names outages, holidays and the event's first day", () => {
    expect(svg).toContain("mất dữ liệu: diễn đàn");
    expect(svg).toContain("Ngày Nhà giáo");
    expect(svg).toContain("bắt đầu 23/11");
  });

  it("draws all that is below the floor as one step and says so", () => {
    expect(svg).toContain("dưới 5");
    expect(svg.match(/fill="#EBE8DF"/g)).toHaveLength(3);
  });

  it("begins at zero and draws bars in proportion", () => {
    const heights = [...svg.matchAll(/height="([\d.]+)" fill="#B3401F"/g)].map((match) => Number(match[1]));
    const [six = 0, nine = 0, eleven = 0] = heights;
    expect(nine / six).toBeCloseTo(9 / 6, 1);
    expect(eleven / six).toBeCloseTo(11 / 6, 1);
  });

  it("gives two charts of a page different ids, and one chart always the same bytes", () => {
    const other = hotSpotChart(rising.slice(1), { title: "Rác", floor: FLOOR });
    const idOf = (chart: string) => /id="([^"]+)"/.exec(chart)?.[1];
    expect(idOf(other)).not.toBe(idOf(svg));
    expect(hotSpotChart(rising, { title: "Rác", floor: FLOOR, since: addDays(FIRST, 53) })).toBe(svg);
  });

  it("has a table with the same figures, newest first", () => {
    const { headings, rows } = chartTable(rising, FLOOR);
    expect(rows).toHaveLength(56);
    expect(rows[0]).toEqual(["25/11/2026", "11", "1", "0 đến 3", ""]);
    expect(rows[25]).toEqual(["31/10/2026", "dưới 5", "1", "0 đến 3", "mất dữ liệu: diễn đàn"]);
    expect(rows.every((row) => row.length === headings.length)).toBe(true);
  });
});

describe("small multiples", () => {
  it("share one scale and say so", () => {
    const svg = smallMultiples(
      [
        { name: "An Lão", days: rising },
        { name: "An Hưng", days: daysOf(56, () => ({ observed: 40 })) },
      ],
      { title: "Rác", floor: FLOOR },
    );
    expect(svg).toContain("Các ô cùng một thang: 0 đến 40");
  });
});

describe("tone over time", () => {
  it("hides a share where too few spoke, in the picture and in the table", () => {
    const periods = [{ start: FIRST, shares: null }];
    expect(toneChart(periods, { title: "Rác", unit: "tuần" })).toContain("quá ít ý kiến để nêu tỷ lệ");
    expect(toneTable(periods, "tuần").rows[0]?.slice(1)).toEqual(Array(3).fill("quá ít ý kiến"));
  });
});

describe("the map of the communes", () => {
  it("names what it colours, hatches what is unknown and has a table", () => {
    const svg = communeMap(communes, { title: "Rác", values });
    expect(svg).toContain(">6,3 lần<");
    expect(svg).toContain(">dưới 5<");
    expect(svg).toMatch(/<path d="M[^"]*" fill="url\(#c/);
    expect(mapTable(communes, values).rows).toEqual([
      ["An Hưng", "dưới 5", ""],
      ["An Lão", "6,3 lần", "từ 5 lần trở lên"],
    ]);
  });
});

describe("parts of charts", () => {
  it("ticks are round, begin at zero and reach the largest value", () => {
    for (const largest of [0, 1, 3, 5, 7, 11, 19, 62, 99, 1234]) {
      const ticks = ticksFor(largest);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }
  });

  it("labels of one lane do not touch", () => {
    const wanted = Array.from({ length: 12 }, (_, at) => ({
      x: 40 + at * 50,
      words: "mất dữ liệu: diễn đàn",
    }));
    const placed = placeLabels(wanted, { left: 34, right: 700 });
    for (const one of placed) {
      for (const other of placed) {
        if (one === other || one.lane !== other.lane) continue;
        expect(Math.abs(one.x - other.x)).toBeGreaterThan(100);
      }
    }
  });

  it("wraps words into lines of much the same length, losing none", () => {
    const words = "Rác ùn ứ, xã An Lão và An Quang: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1";
    const lines = wrapped(words, 700, 16);
    expect(lines.join(" ")).toBe(words);
    expect(lines.at(-1)?.length).toBeGreaterThan(20);
  });

  it("escapes markup and drops what XML does not allow", () => {
    expect(escaped('<a b="c">&\u0000\ud800x')).toBe("&lt;a b=&quot;c&quot;&gt;&amp;x");
  });
});
