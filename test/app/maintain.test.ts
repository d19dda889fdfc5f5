import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { asStored, CELLS_SQL, type IngestLine, Installation, ITEMS_SQL } from "../support/installation.ts";

const NOW = "2026-11-25T20:00:00+07:00";
let made: Installation;
afterEach(() => made.remove());

const lines: readonly IngestLine[] = [
  {
    id: "a1",
    kind: "article",
    sourceId: "bao",
    title: "Rác ùn ứ ở xã An Lão, Hải Phòng",
    text: "Rác thải ùn ứ nhiều ngày tại xã An Lão, thành phố Hải Phòng.",
    publishedAt: "2026-11-24T08:00:00+07:00",
    url: "https://bao.example/a1.html",
  },
  ...[
    "hôi quá đi mất",
    "bao giờ dọn rác vậy",
    "rác chất cao như núi",
    "ruồi nhặng đầy nhà",
    "đề nghị thu gom rác sớm",
    "ô nhiễm lắm rồi xã ơi",
  ].map(
    (text, at): IngestLine => ({
      id: `c${at}`,
      kind: "comment",
      sourceId: "bao",
      parentId: "a1",
      text: `${text} zzqx${at}`,
      publishedAt: `2026-11-2${at < 3 ? 3 : 4}T09:00:00+07:00`,
      author: `n${at}`,
    }),
  ),
];

describe("retain", () => {
  test("forgets texts on the day after their thirtieth, and every byte of them; counts stay", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const cells = made.rows(CELLS_SQL);
    expect(made.bytes()).toContain("zzqx1");
    const said = await made.run(["retain", "--now", "2026-12-25T20:00:00+07:00"]);
    expect(JSON.parse(said.out[0] ?? "")).toMatchObject({ texts: 6 });
    expect(made.bytes()).not.toContain("zzqx");
    expect(made.rows(CELLS_SQL)).toEqual(cells);
    expect(made.rows("SELECT id FROM documents WHERE text IS NOT NULL")).toHaveLength(1);
  });

  test("destroys a week's key once its last text is gone, and a late replay adds nothing", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    await made.run(["retain", "--now", "2027-01-10T20:00:00+07:00"]);
    expect(made.rows("SELECT id FROM documents WHERE speaker = 'citizen'")).toEqual([]);
    const items = made.rows(ITEMS_SQL);
    const again = await made.ingest(lines, "2027-01-10T20:00:00+07:00");
    expect(again.dispositions).toEqual({ counted: 6, unchanged: 1 });
    expect(made.rows(ITEMS_SQL)).toEqual(items);
    expect(made.bytes()).not.toContain("zzqx");
  });
});

describe("takedown", () => {
  test("removes a comment from every file, and no replay brings it back", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const id = String(made.rows("SELECT id FROM documents WHERE text LIKE '%zzqx2%'")[0]?.id);
    expect((await made.run(["takedown", id, "--now", NOW])).code).toBe(0);
    expect(made.bytes()).not.toContain("zzqx2");
    const again = await made.ingest(lines, NOW);
    expect(again.dispositions).toEqual({ unchanged: 6, gone: 1 });
    await made.run(["reindex", "--now", NOW]);
    expect(made.bytes()).not.toContain("zzqx2");
  });

  test("removes an article by its address, and logs neither", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    expect((await made.run(["takedown", "https://bao.example/a1.html", "--now", NOW])).code).toBe(0);
    expect(made.bytes()).not.toContain("bao.example/a1.html");
    expect(JSON.stringify(made.rows("SELECT * FROM audit"))).not.toMatch(/bao\.example|i[0-9a-f]{24}/);
  });

  test("answers an unknown address with a sentence", async () => {
    made = new Installation();
    const said = await made.run(["takedown", "https://nowhere.example/"]);
    expect(said).toMatchObject({
      code: 2,
      err: [expect.stringContaining("no document held has this address")],
    });
  });
});

describe("backup and restore", () => {
  test("a backup holds no citizen's text, and a restore counts nothing twice", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const before = { cells: made.rows(CELLS_SQL), items: made.rows(ITEMS_SQL) };
    const file = join(made.dataDir, "copy.backup");
    expect((await made.run(["backup", file, "--now", NOW])).code).toBe(0);
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(file, "latin1");
    expect(bytes).not.toContain("zzqx");
    expect(bytes).toContain(asStored("Rác ùn ứ ở xã An Lão"));
    const said = await made.run(["restore", file, "--now", NOW]);
    expect(JSON.parse(said.out[0] ?? "{}")).toMatchObject({ indexed: 1, auditIntact: true });
    const again = await made.ingest(lines, NOW);
    expect(again.dispositions).toEqual({ indexed: 6, unchanged: 1 });
    expect({ cells: made.rows(CELLS_SQL), items: made.rows(ITEMS_SQL) }).toEqual(before);
  });

  test("after a restore without the key file, what citizens published before is only counted", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const file = join(made.dataDir, "copy.backup");
    await made.run(["backup", file, "--now", NOW]);
    rmSync(join(made.dataDir, "keys.json"));
    await made.run(["restore", file, "--now", NOW]);
    const items = made.rows(ITEMS_SQL);
    const again = await made.ingest(lines, NOW);
    expect(again.dispositions).toEqual({ counted: 6, unchanged: 1 });
    expect(made.rows(ITEMS_SQL)).toEqual(items);
  });

  test("a takedown made after the backup stays gone through the restore", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const file = join(made.dataDir, "copy.backup");
    await made.run(["backup", file, "--now", NOW]);
    await made.run(["takedown", "https://bao.example/a1.html", "--now", NOW]);
    const said = await made.run(["restore", file, "--now", NOW]);
    expect(JSON.parse(said.out[0] ?? "{}")).toMatchObject({ takenDown: 1, indexed: 0 });
    expect(made.rows("SELECT id FROM search_document")).toEqual([]);
  });

  test("refuses while a product holds the state", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const file = join(made.dataDir, "copy.backup");
    await made.run(["backup", file, "--now", NOW]);
    const { openState } = await import("../../state/open.ts");
    const held = openState(join(made.dataDir, "langnghe.db"));
    const said = await made.run(["restore", file, "--now", NOW]);
    held.close();
    expect(said).toMatchObject({ code: 2, err: [expect.stringContaining("stop it, then restore")] });
    expect((await made.run(["restore", file, "--now", NOW])).code).toBe(0);
  });

  test("refuses a damaged file and leaves the state as it was", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    const file = join(made.dataDir, "broken.backup");
    writeFileSync(file, "not a database");
    const said = await made.run(["restore", file, "--now", NOW]);
    expect(said.code).toBe(2);
    expect(said.err[0]).toContain("no sound backup");
    expect(made.rows("SELECT id FROM documents")).toHaveLength(7);
    expect(existsSync(join(made.dataDir, "keys.json"))).toBe(true);
  });
});

describe("the audit log", () => {
  test("verifies, and names the first row that was changed behind its back", async () => {
    made = new Installation();
    await made.ingest(lines, NOW);
    await made.run(["retain", "--now", NOW]);
    await made.run(["takedown", "https://bao.example/a1.html", "--now", NOW]);
    expect((await made.run(["audit", "verify"])).code).toBe(0);
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(join(made.dataDir, "langnghe.db"));
    expect(() => db.exec("UPDATE audit SET detail = 'nothing'")).toThrow(/append-only/);
    db.exec("DROP TRIGGER audit_no_update; UPDATE audit SET detail = 'nothing' WHERE seq = 1");
    db.close();
    const said = await made.run(["audit", "verify"]);
    expect(said).toMatchObject({ code: 1, err: [expect.stringContaining("row 1")] });
  });
});
