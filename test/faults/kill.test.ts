import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { CELLS_SQL, type IngestLine, Installation, ITEMS_SQL } from "../support/installation.ts";

const MAIN = fileURLToPath(new URL("../../app/main.ts", import.meta.url));
const NOW = "2026-11-25T20:00:00+07:00";
const open: Installation[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.remove();
});
function installation(): Installation {
  const made = new Installation();
  open.push(made);
  return made;
}

const MATTERS = [
  "rác thải ùn ứ",
  "đường đầy ổ gà",
  "nước máy yếu",
  "thủ tục đất đai chậm",
  "trường thu phí cao",
  "mất điện liên tục",
];
const COMMUNES = ["An Lão", "An Trường", "An Quang", "An Khánh", "An Hưng"];
const lines: readonly IngestLine[] = Array.from({ length: 900 }, (_, at) => ({
  id: `p${at}`,
  kind: "post",
  sourceId: `nguon-${at % 3}`,
  text: `Xã ${COMMUNES[at % 5]} ${MATTERS[at % 6]} lần thứ ${at} rồi, chuyện số ${(at * 7919) % 1000} ở ngõ nhà tôi`,
  publishedAt: `2026-11-${String(10 + (at % 15)).padStart(2, "0")}T0${at % 9}:30:00+07:00`,
  author: `người ${at % 120}`,
}));

/** Feeds the lines to a real process and kills it without warning once it has said enough, or after it ended. */
function ingestAndKill(made: Installation, afterMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", MAIN, "ingest", "--data", made.dataDir, "--now", NOW],
      { stdio: ["pipe", "ignore", "ignore"] },
    );
    child.on("error", reject);
    child.stdin.on("error", () => {});
    child.stdin.end(`${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

describe("kill -9 at any moment", () => {
  test("loses nothing, doubles nothing, and never counts a voice too many", async () => {
    const clean = installation();
    await clean.ingest(lines, NOW);
    const killed = installation();
    // Whatever the machine's pace, some of these fall into the middle: a run that was killed early just did less.
    for (const afterMs of [1100, 1500, 1900, 2300, 2700]) await ingestAndKill(killed, afterMs);
    const last = await killed.ingest(lines, NOW);
    expect(last.in).toBe(lines.length);
    expect(Object.values(last.dispositions).reduce((sum, count) => sum + count, 0)).toBe(lines.length);
    expect(last.dispositions.quarantined).toBeUndefined();
    expect(killed.rows(ITEMS_SQL)).toEqual(clean.rows(ITEMS_SQL));
    expect(killed.rows("SELECT count(*) AS n FROM search_document")).toEqual(
      clean.rows("SELECT count(*) AS n FROM search_document"),
    );
    expect(killed.rows("SELECT count(*) AS n FROM jobs")[0]?.n).toBe(0);
    const truth = new Map(clean.rows(CELLS_SQL).map((row) => [key(row), row]));
    for (const row of killed.rows(CELLS_SQL)) {
      expect(Number(row.voices72h), key(row)).toBeLessThanOrEqual(Number(truth.get(key(row))?.voices72h));
      expect(Number(row.voices), key(row)).toBeLessThanOrEqual(Number(truth.get(key(row))?.voices));
    }
  });
});

const key = (row: Record<string, unknown>): string => [row.day, row.topic, row.place, row.channel].join(" ");
