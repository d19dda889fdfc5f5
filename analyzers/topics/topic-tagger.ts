import type { LexiconFile, TopicFile, TopicTerm } from "../../config/schema.ts";
import type { EvidenceSpan, TopicScore } from "../../model/document.ts";
import { type TopicId, topicId } from "../../model/ids.ts";
import { compileTeencode, spelledOut, type Teencode } from "../sentiment/teencode.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { type Token, tokenize } from "../text/tokens.ts";

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
}

/** One topic or child: `family` is the index of the family, its own for a family. */
interface TopicNode {
  readonly id: TopicId;
  readonly family: number;
}
interface TermRule {
  readonly kind: "term";
  readonly topic: number;
  readonly term: string;
  readonly weight: number;
  /** Neighbour sets by number, -1 for none: one of `near`, none of `not`, within the sentence. */
  readonly near: number;
  readonly not: number;
}
interface Exclusion {
  readonly kind: "exclude";
  /** The topic in which nothing counts inside this phrase; a family's exclusion holds for its children. */
  readonly topic: number;
}
interface Neighbour {
  readonly kind: "neighbour";
  readonly set: number;
}
type Rule = TermRule | Exclusion | Neighbour;

interface Compiled {
  readonly nodes: readonly TopicNode[];
  readonly exact: PhraseMatcher<Rule>;
  readonly folded: PhraseMatcher<Rule>;
  readonly teencode: Teencode;
}

/** A text must gather this much to be about a topic: one plain term reaches 0.59, one half-weight term 0.36. */
const ENOUGH = 0.4;
const SATURATION = 0.9;
const TITLE_WEIGHT = 2;
/** Words that a reader wrote without their marks may be others. */
const UNMARKED_WEIGHT = 0.8;
/** A topic with less than this share of the leading one is mentioned, not spoken of. */
const ASIDE = 0.3;
const INHERITED_SCORE = 0.3;
/** Beyond this many words one mention no longer makes a subject. */
const LONG_TEXT = 80;
const SENTENCE_ENDS = new Set([".", "!", "?", ";", "…"]);

/** Compiles the topic files once and returns the tagger; of the lexicons it reads teencode. */
export function createTopicTagger(
  topics: readonly TopicFile[],
  lexicons: readonly LexiconFile[] = [],
): TopicTagger {
  const compiled = { ...compileTopics(topics), teencode: compileTeencode(lexicons) };
  return { tag: (input) => tagText(compiled, input) };
}

function compileTopics(topics: readonly TopicFile[]): Omit<Compiled, "teencode"> {
  const nodes: TopicNode[] = [];
  const exact = new PhraseMatcher<Rule>();
  const folded = new PhraseMatcher<Rule>();
  let sets = 0;
  const add = (phrase: string, rule: Rule): void => {
    const norms = tokenize(phrase).map((token) => token.norm);
    const unmarked = norms.map(foldDiacritics);
    exact.addTokens(norms, rule);
    // A lone syllable without its marks is many words ("cho" is chợ, chó, cho): it counts only where the file says so.
    if (rule.kind === "term" && norms.length === 1 && norms[0] !== unmarked[0]) return;
    folded.addTokens(unmarked, rule);
  };
  const addSet = (phrases: readonly string[]): number => {
    if (phrases.length === 0) return -1;
    const set = sets++;
    for (const phrase of phrases) add(phrase, { kind: "neighbour", set });
    return set;
  };
  const addTopic = (
    id: string,
    family: number,
    part: { terms: readonly TopicTerm[]; exclude: readonly string[] },
  ) => {
    const topic = nodes.length;
    nodes.push({ id: topicId(id), family: family < 0 ? topic : family });
    for (const phrase of part.exclude) add(phrase, { kind: "exclude", topic });
    for (const written of part.terms) {
      const { term, weight, near, not } =
        typeof written === "string" ? { term: written, weight: 1, near: [], not: [] } : written;
      add(term, { kind: "term", topic, term, weight, near: addSet(near), not: addSet(not) });
    }
    return topic;
  };
  for (const file of topics) {
    const family = addTopic(file.id, -1, file);
    for (const child of file.children) addTopic(child.id, family, child);
  }
  return { nodes, exact, folded };
}

/** A term found: token indices, end exclusive. */
interface Hit {
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
  readonly rule: TermRule;
  readonly unmarked: boolean;
}

interface ExcludedPlace {
  readonly from: number;
  readonly to: number;
  readonly topic: number;
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
  else if (!spans.some((known) => known.start === span.start && known.end === span.end)) spans.push(span);
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
  for (const hit of hits) {
    const { rule } = hit;
    const family = familyOf(compiled, rule.topic);
    const again = seen.has(rule);
    seen.add(rule);
    const weight = rule.weight * factor * (hit.unmarked ? UNMARKED_WEIGHT : 1) * (again ? 1 / 3 : 1);
    if (family !== rule.topic) sums.set(rule.topic, (sums.get(rule.topic) ?? 0) + weight);
    if (isCounted(compiled, hits, hit, family)) continue;
    sums.set(family, (sums.get(family) ?? 0) + weight);
  }
}

function familyOf(compiled: Compiled, topic: number): number {
  return compiled.nodes[topic]?.family ?? topic;
}

/** True when the family counts this place by a longer term, or by the same words listed earlier. */
function isCounted(compiled: Compiled, hits: readonly Hit[], hit: Hit, family: number): boolean {
  for (const other of hits) {
    if (other === hit || other.from > hit.from || other.to < hit.to) continue;
    if (familyOf(compiled, other.rule.topic) !== family) continue;
    if (contains(other, hit) || other.rule.weight > hit.rule.weight) return true;
    if (other.rule.weight === hit.rule.weight && other.rule.topic < hit.rule.topic) return true;
  }
  return false;
}

/** The terms that count in a text: neighbours asked, exclusions and terms inside longer ones left out. */
function findHits(compiled: Compiled, tokens: readonly Token[], parentTopics: readonly TopicId[]): Hit[] {
  const { matches, unmarkedFrom } = matchRules(compiled, tokens);
  if (!matches.some(({ value }) => value.kind === "term")) return [];
  const sentences = sentenceNumbers(tokens);
  const neighbours = new Set<number>();
  const exclusions: ExcludedPlace[] = [];
  let hits: Hit[] = [];
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at];
    if (!match) continue;
    const { from, to, value: rule } = match;
    const sentence = sentences[from] ?? 0;
    if (rule.kind === "neighbour") neighbours.add(rule.set * 0x10000 + sentence);
    else if (rule.kind === "exclude") exclusions.push({ from, to, topic: rule.topic });
    else if (to - from > 1 || !isNamePart(tokens, from)) {
      hits.push({ from, to, sentence, rule, unmarked: at >= unmarkedFrom });
    }
  }
  const parents = new Set<string>(parentTopics);
  hits = hits.filter(({ rule, sentence }) => {
    if (rule.not >= 0 && neighbours.has(rule.not * 0x10000 + sentence)) return false;
    if (rule.near < 0 || neighbours.has(rule.near * 0x10000 + sentence)) return true;
    return parents.has(compiled.nodes[rule.topic]?.id ?? "");
  });
  return hits.filter((hit) => !isExcluded(compiled, exclusions, hit) && !isInsideOther(compiled, hits, hit));
}

/** Inside, or begun inside, a phrase in which the topic does not count ("môi trường" + "trường học"). */
function isExcluded(compiled: Compiled, exclusions: readonly ExcludedPlace[], hit: Hit): boolean {
  const family = familyOf(compiled, hit.rule.topic);
  return exclusions.some(
    ({ from, to, topic }) =>
      from <= hit.from && hit.from < to && (topic === hit.rule.topic || topic === family),
  );
}

/** Inside a longer term of the same topic or of another family ("rác thải y tế" is waste, not health). */
function isInsideOther(compiled: Compiled, hits: readonly Hit[], hit: Hit): boolean {
  const family = familyOf(compiled, hit.rule.topic);
  return hits.some(
    (other) =>
      contains(other, hit) &&
      (other.rule.topic === hit.rule.topic || familyOf(compiled, other.rule.topic) !== family),
  );
}

function contains(outer: Hit, inner: Hit): boolean {
  return outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from;
}

/** Matches with marks first, then, from `unmarkedFrom` on, those of words written without them. */
function matchRules(compiled: Compiled, tokens: readonly Token[]) {
  let words = 0;
  let marked = 0;
  for (const token of tokens) {
    if (token.kind !== "word") continue;
    words++;
    if (token.norm !== token.folded) marked++;
  }
  if (words > 0 && marked === 0) {
    const folded = tokens.map((_, at) => spelledOut(compiled.teencode, tokens, at, true));
    return { matches: compiled.folded.match(folded), unmarkedFrom: 0 };
  }
  const matches = compiled.exact.match(
    tokens.map((_, at) => spelledOut(compiled.teencode, tokens, at, false)),
  );
  const unmarkedFrom = matches.length;
  const bare = tokens.map((token) => (token.norm === token.folded ? token.norm : ""));
  for (const match of compiled.folded.match(bare)) {
    if (match.to - match.from < 2) continue;
    const known = matches.some((other) => other.from === match.from && other.value === match.value);
    if (!known) matches.push(match);
  }
  return { matches, unmarkedFrom };
}

function sentenceNumbers(tokens: readonly Token[]): Uint16Array {
  const numbers = new Uint16Array(tokens.length);
  let sentence = 0;
  for (let at = 0; at < tokens.length; at++) {
    numbers[at] = sentence;
    if (SENTENCE_ENDS.has(tokens[at]?.norm ?? "") && sentence < 0xffff) sentence++;
  }
  return numbers;
}

/** A lone capitalised syllable beside another capital is part of a name ("Đất Mũi", "Trường Sơn"). */
function isNamePart(tokens: readonly Token[], at: number): boolean {
  if (!tokens[at]?.capital) return false;
  const before = tokens[at - 1];
  return before?.kind === "word" && (before.capital || tokens[at + 1]?.capital === true);
}
