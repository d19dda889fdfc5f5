import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientOptions, errors, type estypes } from "@elastic/elasticsearch";
import type { IndexedDocument } from "../../model/document.ts";
import type { Day, DocumentId } from "../../model/ids.ts";
import { epochMs } from "../../model/time.ts";
import { highlightsOf } from "../highlights.ts";
import { cursorOf, type Position, pageSize, positionOf } from "../page-cursor.ts";
import type {
  Bucket,
  BucketSize,
  DocumentQuery,
  Facet,
  FacetField,
  SearchHit,
  SearchIndex,
  SearchPage,
} from "../search-index.ts";
import { BucketCounter, facetsOf, Tally } from "../tally.ts";
import { awayError, bulkWrite, type Write } from "./bulk.ts";
import { fieldsOf, orderOf, tallyLabel } from "./fields.ts";
import { Generations } from "./generations.ts";
import { indexOf, isCitizens, undatedIndex } from "./layout.ts";
import { engineQueries } from "./query.ts";

/** Where the server is, how to sign in, and the prefix of all that this product keeps there. */
export interface ElasticsearchOptions {
  readonly client: ClientOptions;
  readonly prefix: string;
}

/** Opens the index at scale. Nothing is asked of the server before the first write or question. */
export function openElasticsearchIndex(options: ElasticsearchOptions): SearchIndex {
  const client = new Client({ ...options.client, maxRetries: 2, requestTimeout: 60_000 });
  return new ElasticsearchIndex(client, new Generations(client, options.prefix, Date.now));
}

/** Ids that one question may name. */
const IDS_AT_ONCE = 1_000;
/** Places of writes that this process remembers: a document that moves to another day leaves the old one. */
const PLACES_REMEMBERED = 200_000;
/** More values or labels than one aggregation ever has: 27 years of days, every commune of the country. */
const MOST_VALUES = 10_000;

/** After this time (ms) what was deleted is merged out again, where the engine still held on to it. */
const MERGE_AGAIN_MS = 10_000;

const FACET_FIELDS: Readonly<Record<FacetField, string>> = {
  topic: "topicTree",
  place: "places",
  polarity: "polarity",
  source: "sourceId",
  kind: "kind",
};
const SORT: estypes.Sort = [{ order: "desc" }, { id: "asc" }];
const TALLY: estypes.AggregationsAggregationContainer = { terms: { field: "tally", size: MOST_VALUES } };

interface Placed {
  readonly index: string;
  readonly version: number;
}
interface KeyBucket {
  readonly key: string;
  readonly doc_count: number;
  readonly tally?: { readonly buckets: readonly KeyBucket[] };
}

class ElasticsearchIndex implements SearchIndex {
  readonly #client: Client;
  readonly #generations: Generations;
  /** Where this process wrote what, by generation and id. */
  readonly #written = new Map<string, string>();
  #unseen = false;
  /** Mergings to come, by index. */
  readonly #merges = new Map<string, AbortController>();

  constructor(client: Client, generations: Generations) {
    this.#client = client;
    this.#generations = generations;
  }

  async upsert(documents: readonly IndexedDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const last = [...new Map(documents.map((document) => [document.id, document])).values()];
    const { writing } = await this.#ask(() => this.#generations.current());
    for (const generation of writing) {
      const moved = await this.#moved(generation, last);
      const writes = last.map(
        (document): Write => ({
          id: document.id,
          index: indexOf(generation, document),
          version: epochMs(document.indexedAt),
          fields: fieldsOf(document),
        }),
      );
      this.#unseen = true;
      await bulkWrite(this.#client, [...moved, ...writes], sleep);
      for (const { id, index } of writes) this.#remember(`${generation} ${id}`, index);
    }
  }

  async remove(ids: readonly DocumentId[]): Promise<void> {
    if (ids.length === 0) return;
    const { writing, reading } = await this.#ask(() => this.#generations.current());
    await this.#see();
    const writes: Write[] = [];
    for (const generation of new Set([...writing, reading])) {
      for (const [id, place] of await this.#locate(generation, ids))
        writes.push({ id, ...place, fields: null });
    }
    await bulkWrite(this.#client, writes, sleep);
    this.#unseen = true;
    await this.#see();
    await this.#wipe([...new Set(writes.map(({ index }) => index))]);
  }

  async get(id: DocumentId): Promise<IndexedDocument | null> {
    const found = await this.#search({ query: { ids: { values: [id] } }, size: 1 });
    return found.hits.hits[0]?._source ?? null;
  }

  async search(query: DocumentQuery): Promise<SearchPage> {
    const after = query.cursor === null ? null : positionOf(query.cursor);
    const size = pageSize(query.limit);
    const { all, exact, rest } = engineQueries(query);
    // Those in the form typed come first; without words all are, and a place behind them has nothing after it.
    const typed = after === null || after.exact;
    const none = size === 0 || (!typed && rest === null);
    const first = await this.#search({
      query: all,
      aggs: { tally: TALLY },
      ...(none ? { size: 0 } : page(rest === null ? null : typed ? exact : rest, after, size + 1)),
    });
    const hits = first.hits.hits.map((hit) => hitOf(query, hit, typed));
    if (typed && rest !== null && size > 0 && hits.length <= size) {
      const second = await this.#search({ query: rest, ...page(null, null, size + 1 - hits.length) });
      hits.push(...second.hits.hits.map((hit) => hitOf(query, hit, false)));
    }
    const total = tallyFrom(bucketsOf(first.aggregations?.tally));
    const shown = hits.slice(0, size);
    const last = shown.at(-1);
    return {
      hits: shown,
      total: { institution: total.institution, citizen: total.citizen },
      voices: total.voices,
      cursor:
        hits.length > size && last !== undefined ? cursorOf({ ...last.document, exact: last.exact }) : null,
    };
  }

  async facets(query: DocumentQuery, field: FacetField): Promise<readonly Facet[]> {
    const values = { terms: { field: FACET_FIELDS[field], size: MOST_VALUES }, aggs: { tally: TALLY } };
    const found = await this.#search({ query: engineQueries(query).all, size: 0, aggs: { values } });
    return facetsOf(
      new Map(
        bucketsOf(found.aggregations?.values).map(({ key, tally }) => [key, tallyFrom(tally?.buckets ?? [])]),
      ),
    );
  }

  async histogram(query: DocumentQuery, bucket: BucketSize): Promise<readonly Bucket[]> {
    const days = { terms: { field: "day", size: MOST_VALUES }, aggs: { tally: TALLY } };
    const found = await this.#search({ query: engineQueries(query).all, size: 0, aggs: { days } });
    const counter = new BucketCounter(bucket);
    for (const { key, tally } of bucketsOf(found.aggregations?.days)) {
      for (const { key: label, doc_count: count } of tally?.buckets ?? [])
        counter.add({ day: key as Day, ...tallyLabel(label), count });
    }
    return counter.buckets();
  }

  async close(): Promise<void> {
    for (const later of this.#merges.values()) later.abort();
    await this.#client.close();
  }

  /** Deletes where documents stood before: on another day, or among those without a time. */
  async #moved(generation: string, documents: readonly IndexedDocument[]): Promise<readonly Write[]> {
    const undated = await this.#undated(generation, documents);
    return documents.flatMap((document): Write[] => {
      const now = indexOf(generation, document);
      const before = new Set([this.#written.get(`${generation} ${document.id}`), undated.get(document.id)]);
      return [...before].flatMap((index) =>
        index === undefined || index === now
          ? []
          : [{ id: document.id, index, version: epochMs(document.indexedAt), fields: null }],
      );
    });
  }

  /** The dated documents that another reading left among those without a time. */
  async #undated(
    generation: string,
    documents: readonly IndexedDocument[],
  ): Promise<ReadonlyMap<DocumentId, string>> {
    const docs = documents
      .filter((document) => document.publishedAt !== null)
      .map((document) => ({ _index: undatedIndex(generation, document), _id: document.id, _source: false }));
    if (docs.length === 0) return new Map();
    const answer = await this.#ask(() => this.#client.mget({ docs }));
    const found = answer.docs.filter((doc) => "found" in doc && doc.found);
    return new Map(found.map((doc) => [doc._id as DocumentId, doc._index]));
  }

  async #locate(
    generation: string,
    ids: readonly DocumentId[],
  ): Promise<readonly (readonly [DocumentId, Placed])[]> {
    const found: (readonly [DocumentId, Placed])[] = [];
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
      const values = ids.slice(at, at + IDS_AT_ONCE);
      const { hits } = await this.#ask(() =>
        this.#client.search({
          index: `${generation}-*`,
          query: { ids: { values } },
          size: IDS_AT_ONCE * 4,
          _source: false,
          version: true,
        }),
      );
      for (const { _id, _index, _version } of hits.hits)
        found.push([_id as DocumentId, { index: _index, version: _version ?? 0 }]);
    }
    return found;
  }

  /**
   * A deleted document's words stay in the engine's files until it merges them: an emptied day of citizens' words is
   * dropped whole, which is how most of them end, and from the others the deleted are merged out now (promise 10).
   */
  async #wipe(indices: readonly string[]): Promise<void> {
    for (const index of indices) {
      const { count } = await this.#ask(() => this.#client.count({ index }));
      if (count === 0 && isCitizens(index))
        await this.#ask(() => this.#client.indices.delete({ index, ignore_unavailable: true }));
      else await this.#ask(() => this.#mergeDeleted(index));
    }
  }

  /**
   * Merges now, and once more when the engine has told its copies of the deletion, which it does every 30 seconds;
   * before that it holds on to what was deleted.
   */
  async #mergeDeleted(index: string): Promise<void> {
    await this.#client.indices.forcemerge({ index, only_expunge_deletes: true });
    await this.#client.indices.flush({ index, force: true, wait_if_ongoing: true });
    // Open readers hold the files of merged segments until they are renewed.
    await this.#client.indices.refresh({ index });
    this.#merges.get(index)?.abort();
    const stats = await this.#client.indices.stats({ index, metric: "docs" });
    if ((stats._all.primaries?.docs?.deleted ?? 0) === 0) return;
    const later = new AbortController();
    this.#merges.set(index, later);
    sleep(MERGE_AGAIN_MS, undefined, { ref: false, signal: later.signal })
      .then(() => this.#mergeDeleted(index))
      // Closed, or the server is away: the next removal merges again.
      .catch(() => {});
  }

  async #search(
    request: estypes.SearchRequest,
  ): Promise<estypes.SearchResponse<IndexedDocument, Record<string, unknown>>> {
    const index = await this.#ask(() => this.#generations.alias());
    await this.#see();
    return this.#ask(() =>
      this.#client.search<IndexedDocument, Record<string, unknown>>({
        index,
        ignore_unavailable: true,
        allow_no_indices: true,
        track_total_hits: false,
        allow_partial_search_results: false,
        ...request,
      }),
    );
  }

  /** What this process wrote is seen by its next question, not a second later. */
  async #see(): Promise<void> {
    if (!this.#unseen) return;
    this.#unseen = false;
    const { writing, reading } = await this.#generations.current();
    const index = [...new Set([...writing, reading])].map((generation) => `${generation}-*`);
    await this.#ask(() => this.#client.indices.refresh({ index, allow_no_indices: true }));
  }

  /** A server that does not answer is a failure that passes; what it refuses is a mistake of ours. */
  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      const status = error instanceof errors.ResponseError ? (error.statusCode ?? 0) : 0;
      if (
        error instanceof errors.ElasticsearchClientError &&
        (status === 0 || status === 429 || status >= 500)
      )
        throw awayError(error);
      throw error;
    }
  }

  #remember(key: string, index: string): void {
    if (this.#written.size >= PLACES_REMEMBERED) this.#written.clear();
    this.#written.set(key, index);
  }
}

/** One page in our order; the filter comes after the counting, which is of all matches. */
function page(
  filter: estypes.QueryDslQueryContainer | null,
  after: Position | null,
  size: number,
): Partial<estypes.SearchRequest> {
  return {
    size,
    sort: SORT,
    ...(filter === null ? {} : { post_filter: filter }),
    ...(after === null ? {} : { search_after: [orderOf(after.publishedAt), after.id] }),
  };
}

function hitOf(query: DocumentQuery, hit: estypes.SearchHit<IndexedDocument>, exact: boolean): SearchHit {
  const document = hit._source;
  if (document === undefined) throw new Error(`document ${hit._id ?? ""} came without its source`);
  return { document, highlights: highlightsOf(query.text, document.text), exact };
}

function bucketsOf(aggregation: unknown): readonly KeyBucket[] {
  return (aggregation as { readonly buckets?: readonly KeyBucket[] } | undefined)?.buckets ?? [];
}

function tallyFrom(buckets: readonly KeyBucket[]): Tally {
  const tally = new Tally();
  for (const { key, doc_count: count } of buckets) {
    const { speaker, voiceCell } = tallyLabel(key);
    tally.add(speaker, voiceCell, count);
  }
  return tally;
}
