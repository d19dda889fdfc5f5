import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CODES_SINCE, REFORM_DAY, readGazetteer } from "../../config/gazetteer.ts";
import type { PlaceId } from "../../model/ids.ts";

const gazetteer = readGazetteer("config/gazetteer");
const unit = (id: string) => gazetteer.unitById.get(id as PlaceId);

describe("the shipped gazetteer", () => {
  test("holds every commune of the country since the reform, and those of before", () => {
    expect(gazetteer.units.filter((entry) => entry.since === REFORM_DAY)).toHaveLength(3321);
    expect(gazetteer.units.filter((entry) => entry.since === CODES_SINCE)).toHaveLength(10035);
    expect(gazetteer.unitById.size).toBe(gazetteer.units.length);
  });

  test("knows that a code names another unit before and since the reform", () => {
    expect(unit("11629@2004-07-08")?.label).toBe("thị trấn An Lão");
    expect(unit("11629@2025-07-01")?.label).toBe("xã An Lão");
  });

  test("knows what the 17 units of the old district became", () => {
    const units = gazetteer.units.filter(
      (entry) => entry.district === "An Lão" && entry.province === "Hải Phòng",
    );
    expect(units).toHaveLength(17);
    const divided = units.filter((entry) => entry.became.length > 1).map((entry) => entry.name);
    expect(divided.sort()).toEqual(["Thái Sơn", "Trường Sơn"]);
    expect(unit("11632@2004-07-08")?.became).toEqual(["11635@2025-07-01"]);
  });

  test("knows the 63 provinces of before and which of the 34 of today each became", () => {
    expect(gazetteer.provinces).toHaveLength(63);
    expect(gazetteer.provinces.filter((province) => province.until === null)).toHaveLength(34);
    const now = (name: string) => gazetteer.provinces.find((province) => province.name === name)?.became;
    expect([now("Hải Dương"), now("Bình Định"), now("Hà Nam"), now("Hải Phòng")]).toEqual([
      "Hải Phòng",
      "Gia Lai",
      "Ninh Bình",
      "Hải Phòng",
    ]);
  });

  test("gives every commune of today a centre within the country, and the studied ones a boundary", () => {
    const outside = gazetteer.units.filter(({ until, centre }) => {
      if (until !== null) return false;
      return centre === null || centre.lat < 7 || centre.lat > 24 || centre.lon < 101 || centre.lon > 116;
    });
    expect(outside.map((entry) => entry.label)).toEqual([]);
    const drawn = new Set(gazetteer.boundaries.map((boundary) => boundary.code));
    expect(["11629", "11635", "11647", "11668", "11674"].every((code) => drawn.has(code))).toBe(true);
    expect(gazetteer.boundaries).toHaveLength(15);
  });
});

describe("a mistake in a file", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "gazetteer-"));
    cpSync("config/gazetteer", directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test("in the number of columns is named with file, line and remedy", () => {
    writeFileSync(join(directory, "villages.tsv"), "name\tbefore\tsince\nCâu Thượng 11644 11647\n");
    expect(() => readGazetteer(directory)).toThrow(/villages\.tsv:2: 1 columns instead of 3.*one tab each/);
  });

  test("in a village's code is named", () => {
    appendFileSync(join(directory, "villages.tsv"), "Câu Thượng\t11644\t99999\n");
    expect(() => readGazetteer(directory)).toThrow(/villages\.tsv: Câu Thượng lies in 99999@2025-07-01/);
  });

  test("a village with right codes is read", () => {
    appendFileSync(join(directory, "villages.tsv"), "# a remark\nCâu Thượng\t11644\t11647\n");
    expect(readGazetteer(directory).villages).toEqual([
      { name: "Câu Thượng", before: "11644@2004-07-08", since: "11647@2025-07-01" },
    ]);
  });
});
