import { createHash } from "node:crypto";
import type { Gazetteer } from "../config/gazetteer.ts";
import type { LexiconFile, Settings, TopicFile } from "../config/schema.ts";
import type { Annotations, Kind, PlaceMention } from "../model/document.ts";
import type { Instant, PlaceId, TopicId } from "../model/ids.ts";
import type { SourceScope } from "./places/evidence.ts";
import { createPlaceResolver, type PlaceReading } from "./places/place-resolver.ts";
import { createPolarityReader } from "./sentiment/polarity.ts";
import type { ToneStep } from "./sentiment/sentence-input.ts";
import { type Token, tokenize } from "./text/tokens.ts";
import { createTopicTagger, type TopicStep } from "./topics/topic-tagger.ts";

/** The files that decide what a text is said to be about. */
export interface AnalyzerResources {
  readonly topics: readonly TopicFile[];
  readonly lexicons: readonly LexiconFile[];
  readonly gazetteer: Gazetteer;
  readonly area: Settings["area"];
}

/** The article or thread that a comment answers. */
export interface AnalyzedParent {
  readonly topics: readonly TopicId[];
  readonly places: readonly PlaceId[];
  readonly relevant: boolean;
}

/** A text with what is known of its origin. */
export interface AnalyzerInput {
  readonly text: string;
  readonly title: string | null;
  /** null is read as a post. */
  readonly kind: Kind | null;
  /** null: today's communes. */
  readonly publishedAt: Instant | null;
  readonly sourceScope: SourceScope;
  readonly parent: AnalyzedParent | null;
}

/** Topics, tone, places and relevance of a text. Pure: no store, no privacy floor; what is blanked is blanked when stored. */
export interface Analyzer {
  /** Changes with any topic, lexicon, place or area: texts analysed under another version may read differently now. */
  readonly version: string;
  analyze(input: AnalyzerInput): Annotations;
  /** The same reading with every entry that had a part in it, for the workbench; slower. */
  explain(input: AnalyzerInput): Explained;
}

/** A reading with its steps: the entries found, what shaped each, and what it did. Offsets are of the text, not the title. */
export interface Explained {
  readonly annotations: Annotations;
  readonly tone: readonly ToneStep[];
  readonly topics: readonly TopicStep[];
}

/** An inherited place is likely, not said. */
const INHERITED_CONFIDENCE = 0.5;

/** Compiles the resources once (some 300 ms) and returns the analyzer, safe to share. */
export function createAnalyzer(resources: AnalyzerResources): Analyzer {
  const topics = createTopicTagger(resources.topics, resources.lexicons);
  const polarity = createPolarityReader(resources.lexicons);
  const places = createPlaceResolver(resources.gazetteer, resources.area);
  const analyze = (input: AnalyzerInput): Annotations => {
    const tokens = tokenize(input.text);
    const titleTokens: Token[] = input.title === null ? [] : tokenize(input.title);
    const parentTopics = input.parent?.topics ?? [];
    const tone = polarity.read({ tokens, titleTokens, kind: input.kind ?? "post", parentTopics });
    const reading = places.resolve({
      tokens,
      titleTokens,
      publishedAt: input.publishedAt,
      sourceScope: input.sourceScope,
      parentPlaces: input.parent?.places ?? [],
      parentRelevant: input.parent?.relevant ?? false,
    });
    return {
      polarity: tone.polarity,
      score: tone.score,
      confidence: tone.confidence,
      topics: topics.tag({ tokens, titleTokens, parentTopics }),
      places: withInherited(resources.gazetteer, reading, input),
      relevant: isRelevant(reading, input),
    };
  };
  return {
    version: versionOf(resources),
    analyze,
    explain: (input) => {
      const tokens = tokenize(input.text);
      const titleTokens: Token[] = input.title === null ? [] : tokenize(input.title);
      const parentTopics = input.parent?.topics ?? [];
      return {
        annotations: analyze(input),
        tone: polarity.explain({ tokens, titleTokens, kind: input.kind ?? "post", parentTopics }).steps,
        topics: topics.explain({ tokens, titleTokens, parentTopics }),
      };
    },
  };
}

/** A comment that names no place speaks of the place of what it answers. */
function withInherited(
  gazetteer: Gazetteer,
  reading: PlaceReading,
  { parent }: AnalyzerInput,
): readonly PlaceMention[] {
  if (reading.places.length > 0 || parent === null || reading.elsewhere) return reading.places;
  return parent.places.map((id) => ({
    id,
    name: gazetteer.unitById.get(id)?.label ?? id,
    confidence: INHERITED_CONFIDENCE,
  }));
}

/**
 * A place in the area, a relevant parent, or a local source (DESIGN section 5); but a text whose only places lie elsewhere
 * is not about the area, whoever published it.
 */
function isRelevant(reading: PlaceReading, { sourceScope, parent }: AnalyzerInput): boolean {
  if (reading.area) return true;
  if (reading.elsewhere) return false;
  // Whoever answers a text about another place, and names none, speaks of that place too.
  return parent === null ? sourceScope === "local" : parent.relevant;
}

function versionOf({ topics, lexicons, gazetteer, area }: AnalyzerResources): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([topics, lexicons, area, [...gazetteer.guardedNames], gazetteer.villages]));
  hash.update(String(gazetteer.units.length));
  return hash.digest("hex").slice(0, 16);
}
