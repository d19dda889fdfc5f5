import type { Kind, Polarity, Speaker } from "../model/document.ts";
import type { Floors } from "../model/floors.ts";
import type { Day, DocumentId, Instant, PlaceId, SourceId, TopicId } from "../model/ids.ts";
import { addDays } from "../model/time.ts";
import { type Excerpt, excerptOf } from "./excerpt.ts";
import { familyOf, filterValues, partsOf, withoutFilter, wordRemainders } from "./neighbours.ts";
import type {
  BucketSize,
  DocumentQuery,
  Facet,
  FacetField,
  SearchHit,
  SearchIndex,
  SearchPage,
} from "./search-index.ts";
import { type ShownFacet, shownValues } from "./suppression.ts";
import { bucketStart } from "./tally.ts";
import { documentsWithin, type TimeBlock, timeBlocks } from "./time-blocks.ts";

/** A hit as people may see it: for citizens an excerpt of redacted text, never an address. */
export interface ShownHit {
  readonly id: DocumentId;
  readonly kind: Kind;
  readonly speaker: Speaker;
  readonly sourceId: SourceId;
  readonly title: string | null;
  readonly excerpt: Excerpt;
  readonly publishedAt: Instant | null;
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly polarity: Polarity;
  readonly url: string | null;
  readonly echo: boolean;
}

/** `citizen` is null for "dưới 5": none, too few, or a figure from which too few could be had by subtraction. */
export interface ShownPage {
  readonly hits: readonly ShownHit[];
  readonly total: { readonly institution: number; readonly citizen: number | null };
  /** Whether citizens' hits may be shown at all; false reads as one sentence on the screen. */
  readonly citizensShown: boolean;
  readonly cursor: string | null;
}

/** A bucket as people may see it. `citizen` sums whole time blocks within it: at least so many. */
export interface ShownBucket {
  readonly start: Day;
  readonly institution: number;
  readonly citizen: number | null;
}

/**
 * Searches as a person may (promises 4, 6 and 7): sensitive documents are no hits and in no total; where the result set
 * holds fewer voices than the floor, no citizen hit.
 *
 * The citizen total is shown only where no shown total differs from it by a set below the floor:
 * - over time it is a sum of whole blocks (time-blocks.ts), so ranges differ by whole blocks;
 * - for each filter, all its values are shown among the facets of the query without it (suppression.ts);
 * - for each word, phrase or alternative, what its absence would leave holds the floor or is empty (neighbours.ts);
 * - the total of everything is never shown, so a single word or filter needs no such look.
 * This bounds every single subtraction. Differences of three and more totals across several filters at once, of the same
 * query on two days, and of one word with and without its marks are not looked at.
 */
export async function discloseSearch(
  index: SearchIndex,
  asked: DocumentQuery,
  floors: Floors,
): Promise<ShownPage> {
  const query = { ...asked, includeSensitive: false };
  const page = await index.search(query);
  const citizensShown = page.voices >= floors.voices;
  const shown = citizensShown ? page : await index.search(institutionsOf(query));
  return {
    hits: shown.hits.map(shownHit),
    total: {
      institution: page.total.institution,
      citizen: citizensShown ? await citizenTotal(index, query, page, floors) : null,
    },
    citizensShown,
    cursor: shown.cursor,
  };
}

/** A query that no citizen document matches. */
function institutionsOf(query: DocumentQuery): DocumentQuery {
  const wanted = query.speakers.length === 0 || query.speakers.includes("institution");
  return wanted ? { ...query, speakers: ["institution"] } : { ...query, limit: 0 };
}

function shownHit({ document, highlights }: SearchHit): ShownHit {
  const institution = document.speaker === "institution";
  return {
    id: document.id,
    kind: document.kind,
    speaker: document.speaker,
    sourceId: document.sourceId,
    title: document.title,
    excerpt: excerptOf(document.text, highlights),
    publishedAt: document.publishedAt,
    topics: document.topics,
    places: document.places,
    polarity: document.polarity,
    url: institution ? document.url : null,
    echo: document.echoOf !== null,
  };
}

async function citizenTotal(
  index: SearchIndex,
  query: DocumentQuery,
  page: SearchPage,
  floors: Floors,
): Promise<number | null> {
  const { words, filters } = partsOf(query);
  if (words.length + filters.length === 0) return null;
  if (!(await wordsSafe(index, query, floors))) return null;
  for (const field of filters) {
    if (words.length + filters.length > 1 && !(await filterSafe(index, query, field, floors))) return null;
  }
  if (!(await familiesSafe(index, query, page, floors))) return null;
  if (query.from === null && query.to === null) return page.total.citizen;
  return documentsWithin(await blocksOf(index, query, floors), query.from, query.to);
}

async function wordsSafe(index: SearchIndex, query: DocumentQuery, floors: Floors): Promise<boolean> {
  const remainders = wordRemainders(query);
  if (remainders === null) return false;
  for (const remainder of remainders) {
    const rest = await index.search(remainder);
    if (rest.total.citizen > 0 && rest.voices < floors.voices) return false;
  }
  return true;
}

async function filterSafe(
  index: SearchIndex,
  query: DocumentQuery,
  field: FacetField,
  floors: Floors,
): Promise<boolean> {
  const { safe } = await safeValues(index, withoutFilter(query, field), field, floors);
  return filterValues(query, field).every((value) => safe.has(value));
}

/** A child topic beside its family: what the family has besides must hold the floor, or be nothing. */
async function familiesSafe(
  index: SearchIndex,
  query: DocumentQuery,
  page: SearchPage,
  floors: Floors,
): Promise<boolean> {
  const families = [...new Set(query.topics.map(familyOf))];
  if (query.topics.every((topic) => families.includes(topic))) return true;
  const family = await index.search({ ...query, topics: families, limit: 0, cursor: null });
  return family.total.citizen === page.total.citizen || family.voices - page.voices >= floors.voices;
}

async function blocksOf(
  index: SearchIndex,
  query: DocumentQuery,
  floors: Floors,
): Promise<readonly TimeBlock[]> {
  const always: DocumentQuery = {
    ...query,
    from: null,
    to: null,
    speakers: ["citizen"],
    limit: 0,
    cursor: null,
  };
  const [days, weeks, whole] = [
    await index.histogram(always, "day"),
    await index.histogram(always, "week"),
    await index.search(always),
  ];
  const blocks = timeBlocks(days, weeks, floors.voices);
  // Documents without a time are the whole less all blocks: if these are few, one block is never shown apart.
  const timed = blocks.reduce((sum, block) => sum + block.documents, 0);
  const untimed = whole.total.citizen - timed;
  return untimed > 0 && blocks.length > 0 ? blocks.slice(1) : blocks;
}

/**
 * The values of a field over a result set. Citizens' figures are held back below the floor, and where one could be had
 * by subtracting others from the total; a value that only such documents have is not listed at all. Over a range of days
 * no citizens' figure is told: two ranges a day apart would differ by one day's figure of a value.
 */
export async function discloseFacets(
  index: SearchIndex,
  asked: DocumentQuery,
  field: FacetField,
  floors: Floors,
): Promise<readonly ShownFacet[]> {
  const { facets, safe } = await safeValues(index, asked, field, floors);
  const ranged = asked.from !== null || asked.to !== null;
  return facets
    .map(({ value, institution, citizen }) => ({
      value,
      institution,
      citizen: !ranged && safe.has(value) ? citizen : null,
    }))
    .filter((facet) => facet.institution > 0 || facet.citizen !== null)
    .sort(
      (a, b) =>
        b.institution + (b.citizen ?? 0) - a.institution - (a.citizen ?? 0) || (a.value < b.value ? -1 : 1),
    );
}

/** Which values of a field hold the floor, and leave it where they are taken from the whole. */
async function safeValues(
  index: SearchIndex,
  asked: DocumentQuery,
  field: FacetField,
  floors: Floors,
): Promise<{ readonly facets: readonly Facet[]; readonly safe: ReadonlySet<string> }> {
  const query: DocumentQuery = { ...asked, includeSensitive: false, limit: 0, cursor: null };
  const facets = await index.facets(query, field);
  const page = await index.search(query);
  const whole = { citizen: page.total.citizen, voices: page.voices };
  const safe =
    field === "topic"
      ? shownTopics(facets, whole, floors)
      : shownValues(facets, whole, floors.voices, field === "place");
  return { facets, safe };
}

/** Families against the whole, then the children of each shown family against it. */
function shownTopics(
  facets: readonly Facet[],
  whole: { citizen: number; voices: number },
  floors: Floors,
): ReadonlySet<string> {
  const families = facets.filter((facet) => familyOf(facet.value) === facet.value);
  const shown = new Set(shownValues(families, whole, floors.voices, true));
  for (const family of families.filter((facet) => shown.has(facet.value))) {
    const children = facets.filter(
      (facet) => facet.value !== family.value && familyOf(facet.value) === family.value,
    );
    const childrenWhole = { citizen: family.citizen, voices: family.voices };
    for (const value of shownValues(children, childrenWhole, floors.voices, true)) shown.add(value);
  }
  return shown;
}

/**
 * A result set over time. Citizens' figures are sums of the whole time blocks within each bucket; where none lies
 * within, null. The buckets run over the days asked for, else over those that have something to show, so that neither
 * the first nor the last tells of a citizen's text.
 */
export async function discloseHistogram(
  index: SearchIndex,
  asked: DocumentQuery,
  size: BucketSize,
  floors: Floors,
): Promise<readonly ShownBucket[]> {
  const query: DocumentQuery = { ...asked, includeSensitive: false, limit: 0, cursor: null };
  const institutions = await index.histogram(institutionsOf(query), size);
  const { words, filters } = partsOf(query);
  const page = await index.search(query);
  const open =
    words.length + filters.length > 0 &&
    page.voices >= floors.voices &&
    (await citizenTotal(index, query, page, floors)) !== null;
  const blocks = open ? await blocksOf(index, query, floors) : [];
  const inside = blocks.filter(
    (block) =>
      (query.from === null || block.from >= query.from) && (query.to === null || block.to <= query.to),
  );
  return bucketsOver(query, size, institutions, inside);
}

function bucketsOver(
  query: DocumentQuery,
  size: BucketSize,
  institutions: readonly { readonly start: Day; readonly items: number; readonly echoes: number }[],
  blocks: readonly TimeBlock[],
): readonly ShownBucket[] {
  const figures = new Map<Day, { institution: number; citizen: number | null }>();
  const at = (start: Day) => figures.get(start) ?? { institution: 0, citizen: null };
  for (const { start, items, echoes } of institutions) {
    figures.set(start, { ...at(start), institution: items + echoes });
  }
  for (const block of blocks) {
    const start = bucketStart(block.from, size);
    if (bucketStart(block.to, size) !== start) continue;
    const figure = at(start);
    figures.set(start, { ...figure, citizen: (figure.citizen ?? 0) + block.documents });
  }
  const starts = [...figures.keys()].sort();
  const first = query.from === null ? starts[0] : bucketStart(query.from, size);
  const last = query.to === null ? starts.at(-1) : bucketStart(query.to, size);
  if (first === undefined || last === undefined) return [];
  const result: ShownBucket[] = [];
  for (let start = first; start <= last; start = following(start, size)) result.push({ start, ...at(start) });
  return result;
}

function following(start: Day, size: BucketSize): Day {
  return bucketStart(addDays(start, size === "day" ? 1 : size === "week" ? 7 : 31), size);
}
