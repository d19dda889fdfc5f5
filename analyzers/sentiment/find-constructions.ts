import type { PhraseMatch } from "../text/matcher.ts";
import type { Token } from "../text/tokens.ts";
import { ANY_NUMBER, type Construction, type Constructions, type Fill, type Part } from "./constructions.ts";

/** A construction found: token indices of its whole stretch, end exclusive. */
export interface FoundConstruction {
  readonly from: number;
  readonly to: number;
  readonly construction: Construction;
}

/**
 * The constructions of a text, by start; of two that share words of theirs the one earlier in the files.
 * `spelled`: what each token is compared as.
 */
export function findConstructions(
  constructions: Constructions,
  tokens: readonly Token[],
  spelled: readonly string[],
  unmarked: boolean,
): FoundConstruction[] {
  const compared = spelled.map((norm, at) => (tokens[at]?.kind === "number" ? ANY_NUMBER : norm));
  const matches = partsIn(constructions, compared, unmarked);
  const whole: Stretch[] = [];
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at];
    if (match?.value.part !== 0) continue;
    const stretch = complete(matches, at, tokens);
    if (stretch) whole.push(stretch);
  }
  return whole.length > 1 ? withoutRivals(whole, tokens.length) : whole;
}

/** Where parts stand, by start, the shorter first. */
function partsIn(constructions: Constructions, compared: readonly string[], unmarked: boolean): Matches {
  const fillers = (unmarked ? constructions.folded : constructions.exact).match(compared);
  const found: PartMatch[] = [];
  for (const [index, { from, to, value }] of fillers.entries()) {
    for (const part of value.begins) {
      if (part.slots.length === 1) found.push({ from, to, value: part });
      else
        for (const end of endsOf(part.slots, 1, to, fillers, index + 1))
          found.push({ from, to: end, value: part });
    }
  }
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Where the rest of a row of slots may end when its next slot begins at a place; fillers stand by start. */
function endsOf(
  slots: readonly number[],
  next: number,
  at: number,
  fillers: readonly Filler[],
  after: number,
): readonly number[] {
  const slot = slots[next];
  if (slot === undefined) return [at];
  const ends = new Set<number>();
  for (let index = after; index < fillers.length; index++) {
    const filler = fillers[index];
    if (filler === undefined || filler.from > at) break;
    if (filler.from < at || !filler.value.slots.has(slot)) continue;
    for (const end of endsOf(slots, next + 1, filler.to, fillers, index + 1)) ends.add(end);
  }
  return [...ends];
}

type Filler = PhraseMatch<Fill>;
type PartMatch = PhraseMatch<Part>;
type Matches = readonly PartMatch[];

interface Stretch extends FoundConstruction {
  /** Token ranges of its parts. */
  readonly claimed: readonly (readonly [number, number])[];
}

/** Follows a first part to the last, each behind the one before, none across the end of a sentence. */
function complete(matches: Matches, first: number, tokens: readonly Token[]): Stretch | null {
  const opening = matches[first];
  if (!opening) return null;
  const { construction } = opening.value;
  const claimed: [number, number][] = [[opening.from, opening.to]];
  let end = opening.to;
  for (let at = first + 1, part = 1; part < construction.parts; at++) {
    const match = matches[at];
    if (!match || match.from - end > construction.within) return null;
    if (match.value.construction !== construction || match.value.part !== part || match.from < end) continue;
    for (let word = end; word < match.from; word++) if (isEnd(tokens[word])) return null;
    claimed.push([match.from, match.to]);
    end = match.to;
    part++;
  }
  return { from: opening.from, to: end, construction, claimed };
}

function isEnd(token: Token | undefined): boolean {
  return token?.norm === "." || token?.norm === "!" || token?.norm === "?" || token?.norm === ";";
}

function withoutRivals(whole: Stretch[], length: number): FoundConstruction[] {
  whole.sort((a, b) => a.construction.rank - b.construction.rank || a.from - b.from || b.to - a.to);
  const claimed = new Uint8Array(length);
  const kept = whole.filter((stretch) => {
    if (stretch.claimed.some(([from, to]) => claimed.subarray(from, to).includes(1))) return false;
    for (const [from, to] of stretch.claimed) claimed.fill(1, from, to);
    return true;
  });
  return kept.sort((a, b) => a.from - b.from);
}
