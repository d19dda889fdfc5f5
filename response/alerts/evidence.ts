import type { Evidence } from "../../analyzers/hot-spots/inputs.ts";
import { foldDiacritics } from "../../analyzers/text/fold.ts";
import { tokenize } from "../../analyzers/text/tokens.ts";
import type { Gazetteer } from "../../config/gazetteer.ts";
import type { AlertRule, Settings, SourceSettings, TopicFile } from "../../config/schema.ts";
import type { CountingChannel, IndexedDocument } from "../../model/document.ts";
import { VOICE_FLOOR } from "../../model/floors.ts";
import type { Day, PlaceId, TopicId } from "../../model/ids.ts";
import type { DocumentQuery, SearchIndex } from "../../search/search-index.ts";
import { voiceCellOf } from "../../search/tally.ts";
import { headlineText } from "../mail/plain-line.ts";
import { type Phrase, sharedPhrases, type VoicedText, withoutRepeats } from "./phrases.ts";

/** A story for which words are wanted: its documents of the days `from` to `to`. */
export interface StoryQuery {
  readonly topic: TopicId;
  /** Empty: the whole area. */
  readonly places: readonly PlaceId[];
  readonly channel: CountingChannel;
  readonly from: Day;
  readonly to: Day;
}

/** A topic with its words and those of its children, as its file has them. */
type TopicTerms = Pick<TopicFile, "id" | "terms"> & {
  readonly children: readonly Pick<TopicFile["children"][number], "id" | "terms">[];
};

/** What a story's documents are found with. */
export interface StoryDeps {
  readonly config: {
    readonly alertRules: readonly Pick<AlertRule, "topics" | "safetyWords">[];
    readonly sources: readonly Pick<SourceSettings, "id" | "name">[];
    readonly settings: Pick<Settings, "area" | "floors">;
    readonly gazetteer: Pick<Gazetteer, "unitById">;
    readonly topics: readonly TopicTerms[];
  };
  readonly area: {
    readonly communes: readonly PlaceId[];
    /** All units of any time that stand for a commune of today. */
    readonly placesNamed: (id: string) => readonly PlaceId[];
  };
  readonly stores: { readonly index: SearchIndex };
}

/** What words about a story are found with. */
export interface EvidenceDeps extends StoryDeps {
  /** Whether a phrase may name somebody; such a phrase is told nowhere. */
  readonly isPersonal: (phrase: string) => boolean;
}

/** Texts read for one story; a larger one says the same with fewer. */
const MOST_TEXTS = 2_000;
const PAGE = 500;
/** Phrases whose share in all held texts is asked for; the rest were used by fewer voices. */
const MOST_WEIGHED = 24;
const SHOWN_PHRASES = 5;
/** A phrase of the story is at least this many times as frequent in it as elsewhere (judgement). */
const LEAST_LIFT = 2;
const SHOWN_INSTITUTIONS = 5;

const EVERYTHING: DocumentQuery = {
  text: null,
  topics: [],
  places: [],
  polarities: [],
  sources: [],
  kinds: [],
  speakers: [],
  from: null,
  to: null,
  includeSensitive: false,
  includeEchoes: false,
  limit: PAGE,
  cursor: null,
};

/**
 * Makes what finds the words of a story that may outlive its texts: phrases at or above the floor, institutions'
 * headlines, and whether its voices speak of danger. Sensitive subjects give nothing (promise 7).
 */
export function createEvidence(deps: EvidenceDeps): (query: StoryQuery) => Promise<Evidence> {
  const places = placeWords(deps);
  const sourceNames = new Map(deps.config.sources.map((source) => [source.id, source.name]));
  const floor = Math.max(VOICE_FLOOR, deps.config.settings.floors.voices);
  return async (query) => {
    const documents = await documentsOf(query, deps);
    const texts = documents.filter(({ speaker }) => speaker === "citizen").map(voiced);
    const terms = termsOf(query.topic, deps);
    const shared = sharedPhrases(texts, { places, terms }, floor).filter(({ tokens }) => {
      const phrase = tokens.join(" ");
      return terms.has(phrase) || !deps.isPersonal(phrase);
    });
    return {
      phrases: await characteristic(shared, texts.length, deps.stores.index),
      institutions: headlines(documents, sourceNames),
      safetyWords: speaksOfDanger(texts, safetyWordsFor(query.topic, deps), floor),
    };
  };
}

/**
 * Makes what tells how far two stories are the same texts: the share of the smaller one's held texts that both have.
 * Sensitive subjects share none (promise 7).
 */
export function createSharedTexts(
  deps: StoryDeps,
): (first: StoryQuery, second: StoryQuery) => Promise<number> {
  return async (first, second) => {
    const [a, b] = [await documentsOf(first, deps), await documentsOf(second, deps)];
    const ids = new Set(a.map(({ id }) => id));
    const both = b.filter(({ id }) => ids.has(id)).length;
    return both / Math.max(1, Math.min(a.length, b.length));
  };
}

async function documentsOf(query: StoryQuery, deps: StoryDeps): Promise<readonly IndexedDocument[]> {
  const units = query.places.flatMap((place) => [place, ...deps.area.placesNamed(place)]);
  const found: IndexedDocument[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<SearchIndex["search"]>> = await deps.stores.index.search({
      ...EVERYTHING,
      topics: [query.topic],
      places: [...new Set(units)],
      from: query.from,
      to: query.to,
      cursor,
    });
    found.push(...page.hits.map((hit) => hit.document));
    cursor = page.cursor;
  } while (cursor !== null && found.length < MOST_TEXTS);
  return found.filter((document) => document.channel === query.channel && !document.sensitive);
}

function voiced(document: IndexedDocument): VoicedText {
  return { text: document.text, voiceCell: voiceCellOf(document) };
}

/** The phrases that mark this story: many voices, and far more frequent here than in everything held. */
async function characteristic(
  shared: readonly Phrase[],
  texts: number,
  index: SearchIndex,
): Promise<readonly string[]> {
  const candidates = shared.slice(0, MOST_WEIGHED);
  if (candidates.length === 0) return [];
  const held = await countOf(null, index);
  const weighed: { readonly phrase: Phrase; readonly weight: number }[] = [];
  for (const phrase of candidates) {
    const everywhere = await countOf(phrase.tokens, index);
    const elsewhere = Math.max(everywhere - phrase.voices, 0) + 0.5;
    const lift = phrase.voices / Math.max(texts, 1) / (elsewhere / Math.max(held - texts, 1));
    if (lift >= LEAST_LIFT)
      weighed.push({ phrase, weight: phrase.voices * Math.log2(lift) * phrase.tokens.length });
  }
  const ordered = weighed.sort((a, b) => b.weight - a.weight).map(({ phrase }) => phrase);
  return withoutRepeats(ordered)
    .slice(0, SHOWN_PHRASES)
    .map(({ tokens }) => tokens.join(" "));
}

async function countOf(tokens: readonly string[] | null, index: SearchIndex): Promise<number> {
  const [only, ...more] = tokens ?? [];
  const text =
    tokens === null || only === undefined
      ? null
      : more.length === 0
        ? { kind: "term" as const, token: only }
        : { kind: "phrase" as const, tokens };
  const { total } = await index.search({ ...EVERYTHING, text, limit: 1 });
  return total.institution + total.citizen;
}

/** What registered bodies published of it: one line a title, newest first, never a citizen's words. */
function headlines(
  documents: readonly IndexedDocument[],
  sourceNames: ReadonlyMap<string, string>,
): Evidence["institutions"] {
  const seen = new Set<string>();
  return documents
    .filter(({ speaker, kind, title }) => speaker === "institution" && kind === "article" && title !== null)
    .map(({ title, url, sourceId }) => ({
      title: headlineText(title ?? ""),
      url,
      source: sourceNames.get(sourceId) ?? sourceId,
    }))
    .filter(({ title }) => title !== "" && !seen.has(title) && seen.add(title))
    .slice(0, SHOWN_INSTITUTIONS);
}

function safetyWordsFor(topic: TopicId, deps: EvidenceDeps): readonly string[] {
  return deps.config.alertRules
    .filter(
      ({ topics }) =>
        topics.length === 0 || topics.some((own) => topic === own || topic.startsWith(`${own}/`)),
    )
    .flatMap(({ safetyWords }) => safetyWords);
}

/** Whether as many voices as an alert needs use words of danger: one person's word lifts nothing to a leader. */
function speaksOfDanger(texts: readonly VoicedText[], words: readonly string[], floor: number): boolean {
  const wanted = words.map((word) => normOf(word)).filter((word) => word.trim() !== "");
  const cells = new Map<string, number>();
  for (const { text, voiceCell } of texts) {
    if (voiceCell === null) continue;
    const norm = normOf(text);
    if (wanted.some((word) => norm.includes(word))) cells.set(voiceCell, (cells.get(voiceCell) ?? 0) + 1);
  }
  return Math.max(0, ...cells.values()) >= floor;
}

function normOf(text: string): string {
  return ` ${tokenize(text)
    .filter(({ kind }) => kind === "word")
    .map(({ norm }) => norm)
    .join(" ")} `;
}

/** The words by which a topic is known, its children's with it, as tokens. */
function termsOf(topic: TopicId, { config }: EvidenceDeps): ReadonlySet<string> {
  const terms = config.topics
    .flatMap((family) =>
      family.id === topic ? [family, ...family.children] : family.children.filter(({ id }) => id === topic),
    )
    .flatMap((part) => part.terms)
    .map((term) => normOf(typeof term === "string" ? term : term.term).trim());
  return new Set(terms);
}

/** Names of the area's places as tokens, with and without marks: a place is no phrase. */
export function placeWords({ config, area }: Pick<EvidenceDeps, "config" | "area">): ReadonlySet<string> {
  const { area: studied } = config.settings;
  const units = area.communes
    .flatMap((commune) => [commune, ...area.placesNamed(commune)])
    .map((id) => config.gazetteer.unitById.get(id)?.name ?? "");
  const names = [...units, studied.province, studied.oldDistrict ?? "", ...studied.localNames];
  const norms = names.map((name) => normOf(name).trim()).filter((name) => name !== "");
  return new Set(norms.flatMap((name) => [name, foldDiacritics(name)]));
}
