import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentId, type Instant } from "../../../model/ids.ts";
import { parseQuery } from "../../../search/query.ts";
import { openSqliteIndex } from "../../../search/sqlite/sqlite-index.ts";
import { searchIndexContract } from "../../contracts/search-index.contract.ts";
import { documentQuery, indexedDocument } from "../../fakes/indexed-document.ts";

searchIndexContract("sqlite", async () => openSqliteIndex({ path: ":memory:" }));

describe("the embedded index", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "langnghe-index-"));
    path = join(folder, "index.db");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const rac = documentQuery({ text: parseQuery("rác") });

  it("has no column in which a person could be kept", () => {
    const database = new DatabaseSync(path);
    openSqliteIndex({ database });
    const columns = database
      .prepare(
        "SELECT m.name AS t, c.name AS c FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
      )
      .all()
      .map((row) => `${row.t}.${row.c}`);
    const denied =
      /(^|[._])(author|handle|account|user|avatar|ip|device|phone|email|mail|profile|name_of|nick|byline|poster|person|contact|follower|member)s?(_|$)/i;
    expect(columns.length).toBeGreaterThan(30);
    expect(columns.filter((column) => denied.test(column))).toEqual([]);
    database.close();
  });

  it("keeps what was written when opened again, and reads while another connection writes", async () => {
    const first = openSqliteIndex({ path });
    await first.upsert([indexedDocument("a")]);
    const second = openSqliteIndex({ path });
    await second.upsert([indexedDocument("b", { sourceId: indexedDocument("x").sourceId, places: [] })]);
    expect((await first.search(rac)).total.citizen).toBe(2);
    await first.close();
    await second.close();
    const third = openSqliteIndex({ path });
    expect((await third.search(rac)).total.citizen).toBe(2);
    await third.close();
  });

  it("fills its full text again from its documents when our tokens have changed", async () => {
    const before = openSqliteIndex({ path });
    await before.upsert([indexedDocument("a"), indexedDocument("b", { text: "đường lầy" })]);
    await before.close();
    const database = new DatabaseSync(path);
    database.exec("UPDATE search_meta SET value = 'older tokens' WHERE name = 'tokens'");
    database.exec("INSERT INTO search_fts(search_fts) VALUES ('delete-all')");
    database.close();
    const after = openSqliteIndex({ path });
    expect((await after.search(rac)).hits.map((hit) => hit.document.id)).toEqual(["a"]);
    await after.remove([documentId("a")]);
    expect((await after.search(rac)).hits).toEqual([]);
    await after.close();
  });

  it("leaves no trace of a removed text in its file", async () => {
    const index = openSqliteIndex({ path });
    await index.upsert([
      indexedDocument("a", { text: "chữxóađi nằm đây" }),
      indexedDocument("b", { text: "còn lại" }),
    ]);
    await index.remove([documentId("a")]);
    const kept = (end: string) => (existsSync(path + end) ? readFileSync(path + end) : Buffer.alloc(0));
    const bytes = Buffer.concat(["", "-wal", "-shm"].map(kept));
    expect(bytes.includes(Buffer.from("còn lại"))).toBe(true);
    for (const trace of ["chữxóađi", "chuxoadi"])
      expect(bytes.includes(Buffer.from(trace)), trace).toBe(false);
    await index.close();
  });

  it("gathers its full text before it removes many, and leaves no trace of them either", async () => {
    const index = openSqliteIndex({ path });
    const count = 300;
    for (let at = 0; at < count; at += 20) {
      const batch = Array.from({ length: 20 }, (_, of) =>
        indexedDocument(`d${at + of}`, { text: `chữriêng${at + of}x rác ở chợ`, echoOf: null }),
      );
      await index.upsert(batch);
    }
    await index.remove(Array.from({ length: 200 }, (_, at) => documentId(`d${at}`)));
    expect((await index.search(rac)).total.citizen).toBe(100);
    expect((await index.search(documentQuery({ text: parseQuery("chợ") }))).hits).toHaveLength(50);
    await index.close();
    const bytes = readFileSync(path);
    expect(bytes.includes(Buffer.from("chữriêng"))).toBe(true);
    const left = Array.from({ length: 200 }, (_, at) => `chữriêng${at}`).filter((word) =>
      bytes.includes(Buffer.from(`${word}x`)),
    );
    expect(left).toEqual([]);
  });

  it("does not write again what is there already, but notes when it was last indexed", async () => {
    const database = new DatabaseSync(path);
    const index = openSqliteIndex({ database });
    await index.upsert([indexedDocument("a")]);
    const pieces = () => database.prepare("SELECT count(*) AS n FROM search_fts_data").get()?.n;
    const before = pieces();
    const later = indexedDocument("a", { indexedAt: "2026-11-25T00:00:00.000Z" as Instant });
    await index.upsert([later]);
    expect(await index.get(documentId("a"))).toEqual(later);
    expect(pieces()).toBe(before);
    database.close();
  });

  it("undoes a whole batch when one document cannot be written", async () => {
    const index = openSqliteIndex({ path });
    const broken = { ...indexedDocument("broken"), text: null as unknown as string };
    await expect(index.upsert([indexedDocument("a"), broken])).rejects.toThrow();
    expect((await index.search(documentQuery())).total.citizen).toBe(0);
    await index.upsert([indexedDocument("a")]);
    expect((await index.search(rac)).total.citizen).toBe(1);
    await index.close();
  });

  it("does not close a connection that it was lent", async () => {
    const database = new DatabaseSync(":memory:");
    await openSqliteIndex({ database }).close();
    expect(database.isOpen).toBe(true);
    database.close();
  });
});
