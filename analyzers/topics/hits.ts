import type { TopicId } from "../../model/ids.ts";
import { spelledOut } from "../sentiment/teencode.ts";
import type { Token } from "../text/tokens.ts";
import { type Compiled, familyOf, type TermRule } from "./compile.ts";

/** A term found: token indices, end exclusive. */
export interface Hit {
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

/** Things in a text by the token where they start, so that only near ones are compared. */
export type ByStart<T> = ReadonlyMap<number, readonly T[]>;

/** No phrase of the topic files is longer, in tokens. */
const LONGEST_PHRASE = 14;

/** The terms that count in a text: neighbours asked, exclusions and terms inside longer ones left out. */
export function findHits(
  compiled: Compiled,
  tokens: readonly Token[],
  parentTopics: readonly TopicId[],
): Hit[] {
  const counted: Hit[] = [];
  judgeHits(compiled, tokens, parentTopics, (hit, verdict) => {
    if (verdict === "counted") counted.push(hit);
  });
  return counted;
}

/** Why a term that stands in the text counts for its topic, or does not. */
export type Verdict = "counted" | "refused-neighbour" | "no-neighbour" | "excluded" | "inside-longer";

/** Finds every term of the topics in a text and tells `told` of each, with the verdict. */
export function judgeHits(
  compiled: Compiled,
  tokens: readonly Token[],
  parentTopics: readonly TopicId[],
  told: (hit: Hit, verdict: Verdict) => void,
): void {
  const { matches, unmarkedFrom } = matchRules(compiled, tokens);
  if (!matches.some(({ value }) => value.kind === "term")) return;
  const sentences = sentenceNumbers(tokens);
  const neighbours = new Set<number>();
  const exclusions: ExcludedPlace[] = [];
  const found: Hit[] = [];
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at];
    if (!match) continue;
    const { from, to, value: rule } = match;
    const sentence = sentences[from] ?? 0;
    if (rule.kind === "neighbour") neighbours.add(rule.set * 0x10000 + sentence);
    else if (rule.kind === "exclude") exclusions.push({ from, to, topic: rule.topic });
    else if (to - from > 1 || !isNamePart(tokens, from)) {
      found.push({ from, to, sentence, rule, unmarked: at >= unmarkedFrom });
    }
  }
  const parents = new Set<string>(parentTopics);
  const hits = found.filter((hit) => {
    const { near, not, topic } = hit.rule;
    const beside = (set: number) => neighbours.has(set * 0x10000 + hit.sentence);
    const verdict =
      not >= 0 && beside(not) ? "refused-neighbour" : near < 0 || beside(near) ? null : "no-neighbour";
    if (verdict === null) return true;
    if (verdict === "no-neighbour" && parents.has(compiled.nodes[topic]?.id ?? "")) return true;
    told(hit, verdict);
    return false;
  });
  const excluded = byStart(exclusions);
  const near = byStart(hits);
  for (const hit of hits) {
    if (isExcluded(compiled, excluded, hit)) told(hit, "excluded");
    else told(hit, isInsideOther(compiled, near, hit) ? "inside-longer" : "counted");
  }
}

/** Sorts things by the token where they start. */
export function byStart<T extends { readonly from: number }>(things: readonly T[]): ByStart<T> {
  const starts = new Map<number, T[]>();
  for (const thing of things) {
    const known = starts.get(thing.from);
    if (known) known.push(thing);
    else starts.set(thing.from, [thing]);
  }
  return starts;
}

/** Those that start at a token or so little before it that they may reach it. */
function* around<T>(starts: ByStart<T>, from: number): Generator<T> {
  for (let at = Math.max(0, from - LONGEST_PHRASE); at <= from; at++) yield* starts.get(at) ?? [];
}

/** True when the family counts this place by a longer term, or by the same words listed earlier. */
export function isCounted(compiled: Compiled, near: ByStart<Hit>, hit: Hit, family: number): boolean {
  for (const other of around(near, hit.from)) {
    if (other === hit || other.from > hit.from || other.to < hit.to) continue;
    if (familyOf(compiled, other.rule.topic) !== family) continue;
    if (contains(other, hit) || other.rule.weight > hit.rule.weight) return true;
    if (other.rule.weight === hit.rule.weight && other.rule.topic < hit.rule.topic) return true;
  }
  return false;
}

/** Inside, or begun inside, a phrase in which the topic does not count ("môi trường" + "trường học"). */
function isExcluded(compiled: Compiled, exclusions: ByStart<ExcludedPlace>, hit: Hit): boolean {
  if (exclusions.size === 0) return false;
  const family = familyOf(compiled, hit.rule.topic);
  for (const { to, topic } of around(exclusions, hit.from)) {
    if (hit.from < to && (topic === hit.rule.topic || topic === family)) return true;
  }
  return false;
}

/** Inside a longer term of the same topic or of another family ("rác thải y tế" is waste, not health). */
function isInsideOther(compiled: Compiled, near: ByStart<Hit>, hit: Hit): boolean {
  const family = familyOf(compiled, hit.rule.topic);
  for (const other of around(near, hit.from)) {
    if (!contains(other, hit)) continue;
    if (other.rule.topic === hit.rule.topic || familyOf(compiled, other.rule.topic) !== family) return true;
  }
  return false;
}

function contains(outer: Hit, inner: Hit): boolean {
  return outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from;
}

const SENTENCE_ENDS = new Set([".", "!", "?", ";", "…"]);

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
  const folded = compiled.folded.match(bare).filter((match) => match.to - match.from >= 2);
  if (folded.length === 0) return { matches, unmarkedFrom };
  const exact = byStart(matches);
  for (const match of folded) {
    const known = exact.get(match.from)?.some((other) => other.value === match.value);
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
