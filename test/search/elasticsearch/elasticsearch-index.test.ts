import { Client } from "@elastic/elasticsearch";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ElasticsearchServer, startElasticsearch } from "../../../lab/servers/elasticsearch.ts";
import type { IndexedDocument } from "../../../model/document.ts";
import { RetryableError } from "../../../model/errors.ts";
import { documentId, type Instant } from "../../../model/ids.ts";
import { openElasticsearchIndex } from "../../../search/elasticsearch/elasticsearch-index.ts";
import { parseQuery } from "../../../search/query.ts";
import { RefusedDocuments, type SearchIndex } from "../../../search/search-index.ts";
import { searchIndexContract } from "../../contracts/search-index.contract.ts";
import { documentQuery, indexedDocument } from "../../fakes/indexed-document.ts";

let server: ElasticsearchServer;
let client: Client;
let opened = 0;
beforeAll(async () => {
  server = await startElasticsearch();
  client = new Client({ node: server.url });
}, 300_000);
afterAll(async () => {
  await client.close();
  await server.stop();
});

/** An index of its own, whose traces on the server are gone when it is closed. */
async function open(): Promise<SearchIndex & { readonly prefix: string }> {
  opened++;
  const prefix = `test-${process.pid}-${opened}`;
  const index = openElasticsearchIndex({ client: { node: server.url }, prefix });
  return {
    prefix,
    upsert: (documents) => index.upsert(documents),
    remove: (ids) => index.remove(ids),
    get: (id) => index.get(id),
    search: (query) => index.search(query),
    facets: (query, field) => index.facets(query, field),
    histogram: (query, bucket) => index.histogram(query, bucket),
    close: async () => {
      await index.close();
      const found = await client.cat.indices({ index: `${prefix}-*`, h: ["index"], format: "json" });
      const names = found.flatMap((row) => row.index ?? []);
      if (names.length > 0) await client.indices.delete({ index: names });
    },
  };
}

searchIndexContract("elasticsearch", open);

describe("the index in Elasticsearch", () => {
  let index: SearchIndex & { readonly prefix: string };
  beforeEach(async () => {
    index = await open();
  });
  afterEach(() => index.close());
  const names = async () => {
    const found = await client.cat.indices({ index: `${index.prefix}-v*`, h: ["index"], format: "json" });
    return found.map((row) => (row.index ?? "").replace(/^.*-v1-1-/, "")).sort();
  };

  it("keeps institutions by month, citizens by day, and the undated by the week they keep", async () => {
    await index.upsert([
      indexedDocument("a", { speaker: "institution", kind: "article" }),
      indexedDocument("b"),
      indexedDocument("c", { publishedAt: null }),
    ]);
    expect(await names()).toEqual(["citizen-2026-11-18", "citizen-undated-2026-w47", "institution-2026-11"]);
  });

  it("moves a document whose time becomes known, though another process wrote it", async () => {
    await index.upsert([indexedDocument("a", { publishedAt: null })]);
    const other = openElasticsearchIndex({ client: { node: server.url }, prefix: index.prefix });
    await other.upsert([indexedDocument("a")]);
    expect((await other.search(documentQuery())).hits.map(({ document }) => document.publishedAt)).toEqual([
      indexedDocument("a").publishedAt,
    ]);
    await other.close();
  });

  it("lets no older write replace a newer one, in whatever order they arrive", async () => {
    const newer = indexedDocument("a", { text: "rác mới", indexedAt: "2026-11-18T04:00:00.000Z" as Instant });
    await index.upsert([newer]);
    await index.upsert([indexedDocument("a", { text: "rác cũ" })]);
    expect(await index.get(documentId("a"))).toEqual(newer);
  });

  it("drops a day of citizens' words when the last of them goes", async () => {
    await index.upsert([indexedDocument("a"), indexedDocument("b")]);
    await index.remove([documentId("a")]);
    expect(await names()).toEqual(["citizen-2026-11-18"]);
    await index.remove([documentId("b")]);
    expect(await names()).toEqual([]);
  });

  it("leaves none of a removed text in the server's files", async () => {
    await index.upsert([
      indexedDocument("gone", { text: "vanhkhuyenxanhlo" }),
      indexedDocument("stays", { text: "rác ven đường" }),
    ]);
    await client.indices.flush({ index: `${index.prefix}-*`, force: true });
    const held = server.filesHolding("vanhkhuyenxanhlo");
    await index.remove([documentId("gone")]);
    if (held !== null) {
      expect(held).toBeGreaterThan(0);
      await vi.waitFor(() => expect(server.filesHolding("vanhkhuyenxanhlo")).toBe(0), {
        timeout: 90_000,
        interval: 1_000,
      });
    }
  }, 120_000);

  it("has no field for an author, and names what the mapping refuses while the rest is written", async () => {
    const author = { author: "Nguyễn Văn Tuấn" } as Partial<IndexedDocument>;
    const writing = index.upsert([indexedDocument("good"), { ...indexedDocument("bad"), ...author }]);
    await expect(writing).rejects.toThrow(RefusedDocuments);
    await writing.catch((error: RefusedDocuments) => {
      expect([...error.reasons.keys()]).toEqual(["bad"]);
    });
    expect((await index.search(documentQuery())).hits.map(({ document }) => document.id)).toEqual(["good"]);
  });

  it("finds words longer than the engine's words", async () => {
    const long = `a${"bcdefgh".repeat(40)}`;
    await index.upsert([
      indexedDocument("long", { text: `rác ${long}x` }),
      indexedDocument("other", { text: long }),
    ]);
    const page = await index.search(documentQuery({ text: parseQuery(long) }));
    expect(page.hits.map(({ document }) => document.id)).toEqual(["other"]);
  });

  it("says that a server is away as something that passes", async () => {
    const away = openElasticsearchIndex({ client: { node: "http://127.0.0.1:9" }, prefix: "away" });
    await expect(away.upsert([indexedDocument("a")])).rejects.toThrow(RetryableError);
    await expect(away.search(documentQuery())).rejects.toThrow("the search server did not answer");
    await away.close();
  });
});
