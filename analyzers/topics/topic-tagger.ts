import type { LexiconFile, TopicFile } from "../../config/schema.ts";
import type { EvidenceSpan, TopicScore } from "../../model/document.ts";
import type { TopicId } from "../../model/ids.ts";
import { compileTeencode } from "../sentiment/teencode.ts";
import type { Token } from "../text/tokens.ts";
import { type Compiled, compileTopics, familyOf, type TermRule } from "./compile.ts";
import { byStart, findHits, type Hit, isCounted, judgeHits, type Verdict } from "./hits.ts";

/** A text whose topics are asked for. */
export interface TopicInput {
  readonly tokens: readonly Token[];
  readonly titleTokens: readonly Token[];
  /** Topics of the article or thread that it answers: given to a comment that names none, at a lower score. */
  readonly parentTopics: readonly TopicId[];
}

/** Says what a text is about; pure, built once from the topic files, safe to share. */
export interface TopicTagger {
  /** Families and children, best first; none when the text is about none of them. */
  tag(input: TopicInput): readonly TopicScore[];
  /** Every term of any topic that stands in the text, counted or not and why, for the workbench; slower. */
  explain(input: TopicInput): readonly TopicStep[];
}

/** One term found, with the verdict on it; offsets of the text. */
export interface TopicStep {
  readonly start: number;
  readonly end: number;
  readonly term: string;
  readonly topic: TopicId;
  readonly weight: number;
  readonly verdict: Verdict;
}

/** A text must gather this much to be about a topic: one plain term reaches 0.59, one half-weight term 0.36. */
const ENOUGH = 0.4;
const SATURATION = 0.9;
const TITLE_WEIGHT = 2;
/** Words that a reader wrote without their marks may be others. */
const UNMARKED_WEIGHT = 0.8;
/** A topic with less than this share of the leading one is mentioned, not spoken of. */
const ASIDE = 0.3;
/** Evidence shown for one topic; a text that says one thing a thousand times need not be marked a thousand times. */
const MOST_SPANS = 40;
const INHERITED_SCORE = 0.3;
/** Beyond this many words one mention no longer makes a subject. */
const LONG_TEXT = 80;

/** Compiles the topic files once and returns the tagger; of the lexicons it reads teencode. */
export function createTopicTagger(
  topics: readonly TopicFile[],
  lexicons: readonly LexiconFile[] = [],
): TopicTagger {
  const compiled = compileTopics(topics, compileTeencode(lexicons));
  return {
    tag: (input) => tagText(compiled, input),
    explain: (input) => explainText(compiled, input),
  };
}

function explainText(compiled: Compiled, input: TopicInput): readonly TopicStep[] {
  const steps: TopicStep[] = [];
  judgeHits(compiled, input.tokens, input.parentTopics, (hit, verdict) => {
    const topic = compiled.nodes[hit.rule.topic]?.id;
    if (topic === undefined) return;
    steps.push({ ...spanOf(input.tokens, hit), topic, weight: hit.rule.weight, verdict });
  });
  return steps.sort((a, b) => a.start - b.start || b.end - a.end);
}

function tagText(compiled: Compiled, input: TopicInput): readonly TopicScore[] {
  const hits = findHits(compiled, input.tokens, input.parentTopics);
  const titleHits =
    input.titleTokens.length === 0 ? [] : findHits(compiled, input.titleTokens, input.parentTopics);
  const sums = new Map<number, number>();
  const evidence = new Map<number, EvidenceSpan[]>();
  const length = input.tokens.length;
  const dilution = length <= LONG_TEXT ? 1 : 1 + Math.log2(length / LONG_TEXT) * 0.6;
  addHits(compiled, sums, titleHits, TITLE_WEIGHT);
  addHits(compiled, sums, hits, 1 / dilution);
  for (const hit of hits) {
    const span = spanOf(input.tokens, hit);
    const family = familyOf(compiled, hit.rule.topic);
    addSpan(evidence, hit.rule.topic, span);
    if (family !== hit.rule.topic) addSpan(evidence, family, span);
  }
  const scores: TopicScore[] = [];
  const leading = Math.max(0, ...sums.values()) * ASIDE;
  for (const [topic, sum] of sums) {
    const node = compiled.nodes[topic];
    if (sum < leading) continue;
    const score = 1 - Math.exp(-SATURATION * sum);
    if (node && score >= ENOUGH) scores.push({ id: node.id, score, evidence: evidence.get(topic) ?? [] });
  }
  if (scores.length === 0) {
    return input.parentTopics.map((id) => ({ id, score: INHERITED_SCORE, evidence: [] }));
  }
  return scores.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function addSpan(evidence: Map<number, EvidenceSpan[]>, topic: number, span: EvidenceSpan): void {
  const spans = evidence.get(topic);
  if (!spans) evidence.set(topic, [span]);
  else if (
    spans.length < MOST_SPANS &&
    !spans.some((known) => known.start === span.start && known.end === span.end)
  )
    spans.push(span);
}

function spanOf(tokens: readonly Token[], hit: Hit): EvidenceSpan {
  return { start: tokens[hit.from]?.start ?? 0, end: tokens[hit.to - 1]?.end ?? 0, term: hit.rule.term };
}

/**
 * Adds each distinct term once at full weight; said again it adds a third, so that repetition does not make a subject.
 * A family counts a place of the text once, however many of its terms and children's terms lie there.
 */
function addHits(compiled: Compiled, sums: Map<number, number>, hits: readonly Hit[], factor: number): void {
  const seen = new Set<TermRule>();
  const near = byStart(hits);
  for (const hit of hits) {
    const { rule } = hit;
    const family = familyOf(compiled, rule.topic);
    const again = seen.has(rule);
    seen.add(rule);
    const weight = rule.weight * factor * (hit.unmarked ? UNMARKED_WEIGHT : 1) * (again ? 1 / 3 : 1);
    if (family !== rule.topic) sums.set(rule.topic, (sums.get(rule.topic) ?? 0) + weight);
    if (isCounted(compiled, near, hit, family)) continue;
    sums.set(family, (sums.get(family) ?? 0) + weight);
  }
}
