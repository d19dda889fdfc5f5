import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { stateFile } from "../../app/product.ts";
import { startYoutubeReplica, type YoutubeReplica } from "../../lab/replica/youtube.ts";
import { asStored, CELLS_SQL, Installation } from "../support/installation.ts";

const SHIPPED = fileURLToPath(new URL("../../config/", import.meta.url));
let folder: string;
let replica: YoutubeReplica;
let made: Installation;

/** The shipped configuration with one source, the replica's channel, and leave to reach it. */
beforeEach(async () => {
  replica = await startYoutubeReplica();
  made = new Installation();
  folder = mkdtempSync(join(tmpdir(), "langnghe-youtube-"));
  for (const name of readdirSync(SHIPPED)) {
    if (name !== "settings.yaml" && name !== "sources" && !name.endsWith(".ts"))
      symlinkSync(join(SHIPPED, name), join(folder, name));
  }
  const settings = parse(readFileSync(join(SHIPPED, "settings.yaml"), "utf8")) as { crawl: object };
  const host = new URL(replica.url).host;
  const crawl = { ...settings.crawl, allowPrivateHosts: [host] };
  writeFileSync(join(folder, "settings.yaml"), stringify({ ...settings, crawl }));
  writeFileSync(join(folder, "khoa"), "khoa-youtube\n");
  mkdirSync(join(folder, "sources"));
  const source = {
    id: "kenh-xa",
    name: "Kênh của xã",
    scope: "local",
    legalNote: "thử",
    shape: "youtube",
    hosts: [host],
    feeds: [replica.feed],
    pace: { gapMs: 0 },
    platform: { api: replica.api, key: { file: join(folder, "khoa") } },
  };
  writeFileSync(join(folder, "sources", "kenh-xa.yaml"), stringify(source));
});
afterEach(async () => {
  await replica.close();
  made.remove();
  rmSync(folder, { recursive: true });
});

const crawl = (now: string) =>
  made.run(["crawl", "--config", folder, "--source", "kenh-xa", "--once", "--now", now]);
/** The reading that is due is left to the scheduler; here the next poll finds the videos as new. */
function forgetWhatWasSeen(): void {
  const db = new DatabaseSync(stateFile(made.dataDir));
  db.exec("DELETE FROM entries_seen; DELETE FROM feeds");
  db.close();
}
const articles = () =>
  made.rows("SELECT text, channel, fetched_at, expires_at FROM documents WHERE kind = 'article' ORDER BY id");

test("YouTube is counted apart, its texts are held 30 days from their last reading, and the key rests nowhere", async () => {
  const said = await crawl("2026-03-10T07:00:00+07:00");
  expect(said.code).toBe(0);
  expect(new Set(made.rows(CELLS_SQL).map(({ channel }) => channel))).toEqual(new Set(["youtube"]));
  const first = articles();
  expect(first.length).toBeGreaterThan(0);
  for (const article of first) {
    const held = Date.parse(String(article.expires_at)) - Date.parse(String(article.fetched_at));
    expect(held / 86_400_000).toBe(30);
  }

  // They are to be read again before that, and the same texts read again begin their days anew.
  const due = made.rows("SELECT due_at FROM readings").map(({ due_at }) => String(due_at));
  expect(due).toHaveLength(first.length);
  expect(due.every((at) => at < "2026-04-05")).toBe(true);
  forgetWhatWasSeen();
  await crawl("2026-04-04T07:00:00+07:00");
  await made.run(["retain", "--config", folder, "--now", "2026-04-20T07:00:00+07:00"]);
  expect(articles().every(({ text }) => text !== null)).toBe(true);
  await made.run(["retain", "--config", folder, "--now", "2026-05-05T07:00:00+07:00"]);
  expect(articles().every(({ text }) => text === null)).toBe(true);

  const bytes = made.bytes();
  for (const secret of ["khoa-youtube", "UCnguoiDan1", asStored("@nguoidan1")])
    expect(bytes).not.toContain(secret);
});

test("status shows what was spent of the day's quota", async () => {
  await crawl("2026-03-10T07:00:00+07:00");
  const said = await made.run(["status", "--config", folder]);
  const line = said.out.map((text) => JSON.parse(text)).find(({ quota }) => quota === "kenh-xa");
  expect(line).toMatchObject({ units: replica.hits.length, of: 3000 });
});
