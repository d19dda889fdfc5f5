import type { Config } from "../../config/config.ts";
import { topicIds } from "../../config/cross-checks.ts";
import type { Kind, Polarity } from "../../model/document.ts";
import { UsageError } from "../../model/errors.ts";
import type { Day, SourceId, TopicId } from "../../model/ids.ts";
import { dayOf, instantOf, parseDay } from "../../model/time.ts";
import { hideExpired } from "../../pipeline/stages/retain.ts";
import { discloseSearch, type ShownHit } from "../../search/disclosure.ts";
import { personShaped } from "../../search/person-query.ts";
import { parseQuery } from "../../search/query.ts";
import type { DocumentQuery } from "../../search/search-index.ts";
import { type Area, areaOf } from "../areas.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { openStores } from "../product.ts";

const POLARITIES: readonly Polarity[] = ["negative", "neutral", "positive", "unclear"];
const KINDS: readonly Kind[] = ["article", "post", "comment", "report"];
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;
/** What one look into the index gives. */
const PAGE = 100;

/** Hits within the promise, one a line; with --total a last line that counts documents, "dưới 5" below the floor. */
export async function search(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const area = areaOf(config);
  const text = args.words[0] ?? "";
  const refusal = personShaped(text, placeNamesOf(config));
  // The words of a refused query are repeated nowhere.
  if (refusal !== null) throw new UsageError("person-shaped", refusal);
  const now = commandClock(args);
  const query = queryOf(args, config, area, text, dayOf(instantOf(now())));
  const stores = openStores(args.dataDir, now);
  try {
    await hideExpired({ ...stores, now });
    const limit = limitOf(args);
    let cursor: string | null = null;
    let left = limit;
    let page = await discloseSearch(
      stores.index,
      { ...query, limit: Math.min(left, PAGE), cursor },
      config.settings.floors,
    );
    const { total } = page;
    for (;;) {
      for (const hit of page.hits.slice(0, left)) io.out(JSON.stringify(line(hit)));
      left -= page.hits.length;
      cursor = page.cursor;
      if (left <= 0 || cursor === null) break;
      page = await discloseSearch(
        stores.index,
        { ...query, limit: Math.min(left, PAGE), cursor },
        config.settings.floors,
      );
    }
    if (args.flag("total"))
      io.out(
        JSON.stringify({ total: { institution: total.institution, citizen: total.citizen ?? "dưới 5" } }),
      );
    return 0;
  } finally {
    await stores.close();
  }
}

function line(hit: ShownHit): unknown {
  const { id, kind, title, excerpt, publishedAt, topics, places, polarity, url } = hit;
  return { id, kind, title, excerpt: excerpt.text, publishedAt, topics, places, polarity, url };
}

/** Names of places that a query may hold although they look like a person's. */
function placeNamesOf(config: Config): (words: string) => boolean {
  const names = new Set([
    ...config.gazetteer.units.map((unit) => unit.name.toLowerCase()),
    ...config.gazetteer.districts.map((district) => district.name.toLowerCase()),
    ...config.gazetteer.provinces
      .flatMap((province) => [province.name, ...province.aliases])
      .map((name) => name.toLowerCase()),
    ...config.settings.area.localNames.map((name) => name.toLowerCase()),
  ]);
  return (words) => names.has(words);
}

function queryOf(args: Arguments, config: Config, area: Area, text: string, today: Day): DocumentQuery {
  const known = topicIds(config.topics);
  const from = dayOption(args, "from");
  const to = dayOption(args, "to");
  if (from !== null && to !== null && from > to)
    throw new UsageError("bad-range", `--from ${from} is after --to ${to}: give the earlier day first`);
  for (const [name, day] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (day !== null && day > today)
      throw new UsageError("future-day", `--${name} ${day} is after today (${today}): give a day up to it`);
  }
  return {
    text: parseQuery(text),
    topics: args.all("topic").map((id) => {
      if (!known.has(id))
        throw new UsageError(
          "unknown-topic",
          `there is no topic "${id}"; families: ${config.topics.map((topic) => topic.id).join(", ")}`,
        );
      return id as TopicId;
    }),
    places: args.all("place").flatMap((word) => area.placesNamed(word)),
    polarities: args.all("polarity").map((word) => oneOf(word, POLARITIES, "polarity")),
    sources: args.all("source").map((id) => id as SourceId),
    kinds: args.all("kind").map((word) => oneOf(word, KINDS, "kind")),
    speakers: [],
    from,
    to,
    includeSensitive: false,
    includeEchoes: true,
    limit: DEFAULT_LIMIT,
    cursor: null,
  };
}

function oneOf<T extends string>(word: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((candidate) => candidate === word);
  if (found === undefined)
    throw new UsageError(`bad-${option}`, `--${option} ${word} is none of ${allowed.join(", ")}`);
  return found;
}

function dayOption(args: Arguments, name: string): Day | null {
  const text = args.text(name);
  if (text === null) return null;
  const day = parseDay(text);
  if (day === null) throw new UsageError("bad-day", `--${name} ${text} is no day: write it as 2026-11-22`);
  return day;
}

function limitOf(args: Arguments): number {
  const text = args.text("limit");
  if (text === null) return DEFAULT_LIMIT;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0 || limit > MAX_LIMIT)
    throw new UsageError("bad-limit", `--limit ${text} is no number from 0 to ${MAX_LIMIT}`);
  return limit;
}
