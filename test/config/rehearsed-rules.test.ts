import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../config/load.ts";
import { withRules } from "../../config/rehearsed-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "langnghe-rules-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { config } = loadConfig("config", {});
const tried = (yaml: string) => {
  if (config === null) throw new Error("the shipped configuration does not stand");
  const file = join(folder, "rules.yaml");
  writeFileSync(file, yaml);
  return withRules(config, file);
};

describe("rules on trial", () => {
  it("take the place of those with the same id, and leave the rest", () => {
    const read = tried("id: safety\nname: An toàn\nminVoices: 9\n");
    expect("config" in read && read.config.alertRules.map(({ id, minVoices }) => [id, minVoices])).toEqual([
      ["safety", 9],
    ]);
  });

  it("may change thresholds and raise floors", () => {
    const read = tried("detection: { alert: 4.5 }\nfloors: { voices: 8 }\n");
    expect(
      "config" in read && [read.config.settings.detection.alert, read.config.settings.floors.voices],
    ).toEqual([4.5, 8]);
    expect("config" in read && read.config.settings.detection.watch).toBe(config?.settings.detection.watch);
  });

  it.each([
    ["floors: { voices: 3 }", /voices/],
    ["detection: { alarm: 3 }", /alarm/],
    ["rules: [{ id: x }]", /name/],
    ["rules: [", /YAML/],
  ])("refuse %s with a sentence that names it", (yaml, named) => {
    const read = tried(yaml);
    expect("problems" in read && read.problems.join("\n")).toMatch(named);
  });
});
