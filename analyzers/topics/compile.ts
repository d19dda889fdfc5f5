import type { TopicFile, TopicTerm } from "../../config/schema.ts";
import { type TopicId, topicId } from "../../model/ids.ts";
import type { Teencode } from "../sentiment/teencode.ts";
import { foldDiacritics } from "../text/fold.ts";
import { PhraseMatcher } from "../text/matcher.ts";
import { tokenize } from "../text/tokens.ts";

/** One topic or child: `family` is the index of the family, its own for a family. */
export interface TopicNode {
  readonly id: TopicId;
  readonly family: number;
}
/** A term of a topic, with its weight and the neighbours that it needs or refuses. */
export interface TermRule {
  readonly kind: "term";
  readonly topic: number;
  readonly term: string;
  readonly weight: number;
  /** Neighbour sets by number, -1 for none: one of `near`, none of `not`, within the sentence. */
  readonly near: number;
  readonly not: number;
}
/** A phrase in which a topic's terms do not count. */
export interface Exclusion {
  readonly kind: "exclude";
  /** The topic in which nothing counts inside this phrase; a family's exclusion holds for its children. */
  readonly topic: number;
}
/** A phrase that lets a term count, or stops it. */
export interface Neighbour {
  readonly kind: "neighbour";
  readonly set: number;
}
/** What is stored under a phrase. */
export type Rule = TermRule | Exclusion | Neighbour;

/** The topic files, compiled: one trie for text with marks, one for text without. */
export interface Compiled {
  readonly nodes: readonly TopicNode[];
  readonly exact: PhraseMatcher<Rule>;
  readonly folded: PhraseMatcher<Rule>;
  readonly teencode: Teencode;
}

/** Builds the tries from the topic files. */
export function compileTopics(topics: readonly TopicFile[], teencode: Teencode): Compiled {
  const nodes: TopicNode[] = [];
  const exact = new PhraseMatcher<Rule>();
  const folded = new PhraseMatcher<Rule>();
  let sets = 0;
  const add = (phrase: string, rule: Rule, onlyMarked = false): void => {
    const norms = tokenize(phrase).map(({ norm }) => teencode.get(norm)?.norm ?? norm);
    const unmarked = norms.map(foldDiacritics);
    exact.addTokens(norms, rule);
    // A lone syllable without its marks is many words ("cho" is chợ, chó, cho): it counts only where the file says so.
    if (onlyMarked || (rule.kind === "term" && norms.length === 1 && norms[0] !== unmarked[0])) return;
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
      const { term, weight, near, not, marked } =
        typeof written === "string"
          ? { term: written, weight: 1, near: [], not: [], marked: false }
          : written;
      add(term, { kind: "term", topic, term, weight, near: addSet(near), not: addSet(not) }, marked);
    }
    return topic;
  };
  for (const file of topics) {
    const family = addTopic(file.id, -1, file);
    for (const child of file.children) addTopic(child.id, family, child);
  }
  return { nodes, exact, folded, teencode };
}

/** The family of a topic by its number; a family is its own. */
export function familyOf(compiled: Compiled, topic: number): number {
  return compiled.nodes[topic]?.family ?? topic;
}
