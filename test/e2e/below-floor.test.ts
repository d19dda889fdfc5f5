import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { configOf } from "../../app/config.ts";
import { startService } from "../../app/service.ts";
import type { Instant } from "../../model/ids.ts";
import { peopleStore } from "../../state/people.ts";
import { type IngestLine, Installation } from "../support/installation.ts";

const CONFIG = fileURLToPath(new URL("../../config/", import.meta.url));
const NOW = "2026-11-24T20:00:00+07:00" as Instant;
const SCREENS = [
  "/hom-nay",
  "/diem-nong",
  "/xu-huong",
  "/tim-kiem",
  "/tim-kiem?q=r%C3%A1c",
  "/tim-kiem?q=%C4%91%C6%B0%E1%BB%9Dng",
  "/cong-khai",
  "/minh-bach",
];
const open: Installation[] = [];
afterEach(() => {
  for (const made of open.splice(0)) made.remove();
});

/** A concern above the floor, and a few words on another matter elsewhere that stay below it. */
function town(few: readonly number[]): IngestLine[] {
  const loud = Array.from(
    { length: 14 },
    (_, at): IngestLine => ({
      id: `w${at}`,
      kind: "post",
      sourceId: `dien-dan-${at % 2}`,
      text: `Rác ở xã An Lão ${["ùn ứ", "chất đống", "bốc mùi hôi thối", "không ai dọn", "tràn ra đường"][at % 5]} đã ${at + 3} hôm nay, nhà số chẵn lẻ gì cũng khổ ${at * 37}`,
      publishedAt: `2026-11-2${2 + (at % 3)}T0${at % 9}:20:00+07:00`,
      author: `người ${at}`,
    }),
  );
  const quiet = few.map(
    (account, at): IngestLine => ({
      id: `q${at}`,
      kind: "post",
      sourceId: "dien-dan-0",
      text: `Xã An Hưng ${["nước máy yếu", "mất nước cả sáng", "nước đục ngầu", "ống nước vỡ"][at % 4]} khổ quá các bác, lần thứ ${at + 2}`,
      publishedAt: `2026-11-23T1${at}:00:00+07:00`,
      author: `ít ${account}`,
    }),
  );
  const calm = Array.from(
    { length: 40 },
    (_, at): IngestLine => ({
      id: `k${at}`,
      kind: "post",
      sourceId: `dien-dan-${at % 2}`,
      text: `Hỏi chút về ${["học phí", "đường thôn", "sổ đỏ", "trạm y tế"][at % 4]} ở xã ${["An Quang", "An Khánh", "An Trường"][at % 3]} năm thứ ${at}`,
      publishedAt: `2026-${at % 2 ? "10" : "11"}-${String(1 + (at % 20)).padStart(2, "0")}T10:00:00+07:00`,
      author: `hỏi ${at}`,
    }),
  );
  return [...calm, ...loud, ...quiet];
}

/** Everything that anybody can read of an installation, as text; ids of keys and forms are random and left out. */
async function everythingShown(
  lines: readonly IngestLine[],
  keys: string | null,
): Promise<{ readonly shown: string; readonly keys: string }> {
  const made = new Installation();
  open.push(made);
  mkdirSync(made.dataDir, { recursive: true });
  if (keys === null) {
    // The first pass makes the weeks' keys, so that both installations give the same ids.
    await made.ingest(lines, NOW);
    return { shown: "", keys: join(made.dataDir, "keys.json") };
  }
  copyFileSync(keys, join(made.dataDir, "keys.json"));
  await made.ingest(lines, NOW);
  const parts: string[] = [];
  for (const words of ["rác", "nước", "An Hưng", '"nước máy"', "đường", "xã -rác"]) {
    for (const more of [
      [],
      ["--place", "An Hưng"],
      ["--topic", "utilities"],
      ["--from", "2026-11-23", "--to", "2026-11-23"],
    ]) {
      parts.push(...(await made.run(["search", words, "--total", "--now", NOW, ...more])).out);
    }
  }
  parts.push(...(await made.run(["detect", "--from", "2026-11-20", "--to", "2026-11-23", "--now", NOW])).out);
  parts.push(
    ...(
      await made.run(["digest", "--week", "2026-W48", "--out", join(made.dataDir, "digest"), "--now", NOW])
    ).out.map((line) => line.replaceAll(made.dataDir, "")),
  );
  for (const name of readdirSync(join(made.dataDir, "digest")))
    parts.push(readFileSync(join(made.dataDir, "digest", name), "utf8"));
  parts.push(...(await screens(made)));
  return { shown: parts.join("\n"), keys };
}

async function screens(made: Installation): Promise<readonly string[]> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const service = await startService({
    config: configOf({ configDir: CONFIG }),
    dataDir: made.dataDir,
    port: 0,
    now: () => new Date(NOW),
    log,
  });
  try {
    const people = peopleStore(service.stores.db);
    const { person } = await people.add({ email: "o@example.org", name: "O", role: "officer" });
    const cookie = `phien=${people.openSession(person)}`;
    const pages: string[] = [];
    for (const url of SCREENS) {
      const page = await service.portal.inject({ url, headers: { cookie } });
      expect(page.statusCode, url).toBe(200);
      pages.push(page.body.replace(/name="_csrf" value="[^"]*"/g, ""));
    }
    return pages;
  } finally {
    await service.close();
  }
}

describe("one more account in a cell that stays below the floor", () => {
  test("changes no byte of search, screens, events or digest", async () => {
    const items = [0, 1, 0, 1];
    const { keys } = await everythingShown(town(items), null);
    const base = await everythingShown(town(items), keys);
    expect(base.shown).toContain("xã An Lão");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
        async (accounts) => {
          const other = await everythingShown(town(accounts), keys);
          expect(other.shown).toBe(base.shown);
        },
      ),
      { numRuns: 2 },
    );
  }, 120_000);
});
