import type { PhraseMatch } from "../text/matcher.ts";
import type { Token } from "../text/tokens.ts";
import { BELONGING, CONTINUATIONS, type Cue, FORMER, JOINING, POLICE } from "./cues.ts";
import type { Named, NameIndex, Rule } from "./names.ts";

/** A name as written, with what stands around it. */
export interface Mention {
  readonly named: Named;
  readonly from: number;
  readonly to: number;
  readonly cue: Cue | null;
  /** "không phải xã An Lão, Hải Phòng": what the text says it does not mean. */
  readonly denied: boolean;
  /** Followed by "cũ": the unit of before the reform. */
  readonly former: boolean;
  /** Written as a name is: with capitals, or in a text that uses none. */
  readonly nameLike: boolean;
  /** The text uses capitals as the language does. */
  readonly mixedCase: boolean;
  /** Part of a longer name ("Nguyễn Quang Trung", "Thái Sơn Nam"). */
  readonly partOfName: boolean;
  /** How it follows the mention before it. */
  readonly link: Link;
}

/**
 * `belongs`: separated by a comma or "thuộc"; `enclosed`: in brackets; `adjoins`: by nothing; `joins`: by "và";
 * `apart`: anything else.
 */
export type Link = "belongs" | "enclosed" | "adjoins" | "joins" | "apart";

/** A text without marks: fewer than one word in five carries one, where the language gives them to two in three. */
const UNMARKED_SHARE = 0.2;
const SENTENCE_END = new Set([".", "!", "?", "…", ":", '"', "“", "(", "-", "–", "*", "•", "'"]);

/** The names of a text in order, none overlapping another. */
export function readMentions(index: NameIndex, written: readonly Token[]): Mention[] {
  const style = styleOf(written);
  const tokens = style.hyphens ? withoutInnerHyphens(written) : written;
  const matches = style.unmarked
    ? index.folded.match(tokens.map((token) => token.folded))
    : index.exact.match(tokens.map((token) => token.norm));
  if (style.hashtags) addHashtags(index, tokens, matches);
  if (!matches.some((match) => match.value.kind === "name")) return [];
  const cues = new Map<number, PhraseMatch<Rule>>();
  const cueStarts = new Map<number, number>();
  for (const match of matches) {
    if (match.value.kind !== "cue") continue;
    const known = cues.get(match.to);
    if (known === undefined || match.from < known.from) cues.set(match.to, match);
    cueStarts.set(match.from, Math.max(match.to, cueStarts.get(match.from) ?? 0));
  }
  const chosen = chooseNames(matches, tokens, cues, cueStarts, style);
  const mentions: Mention[] = [];
  for (let at = 0; at < chosen.length; at++) {
    const match = chosen[at];
    if (match)
      mentions.push(mentionOf(tokens, match, chosen, at, cues, style, mentions[at - 1]?.denied === true));
  }
  return mentions;
}

/** "An-Lão" and "An_Lão" are "An Lão". */
function withoutInnerHyphens(tokens: readonly Token[]): readonly Token[] {
  const isInner = (token: Token, at: number): boolean =>
    (token.norm === "-" || token.norm === "_") &&
    tokens[at - 1]?.end === token.start &&
    tokens[at + 1]?.start === token.end;
  return tokens.filter((token, at) => !isInner(token, at));
}

/** Hashtags carry neither marks nor spaces, whatever the text around them does. */
function addHashtags(index: NameIndex, tokens: readonly Token[], matches: PhraseMatch<Rule>[]): void {
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.norm !== "#") continue;
    let to = at + 1;
    while (tokens[to]?.kind === "word" && tokens[to]?.start === tokens[to - 1]?.end) to++;
    const folded = tokens.slice(at + 1, to).map((token) => token.folded);
    const named = index.hashtags.get(folded.join(""));
    if (named) matches.push({ from: at + 1, to, value: named });
    else
      for (const match of index.folded.match(folded))
        matches.push({ ...match, from: match.from + at + 1, to: match.to + at + 1 });
    at = to - 1;
  }
  matches.sort((a, b) => a.from - b.from || a.to - b.to);
}

interface Style {
  readonly unmarked: boolean;
  readonly mixedCase: boolean;
  readonly hyphens: boolean;
  readonly hashtags: boolean;
}

function styleOf(tokens: readonly Token[]): Style {
  let words = 0;
  let marked = 0;
  let small = 0;
  let capitalInside = 0;
  let opening = true;
  let hyphens = false;
  let hashtags = false;
  for (const token of tokens) {
    if (token.kind !== "word") {
      if (token.norm === "-" || token.norm === "_") hyphens = true;
      else if (token.norm === "#") hashtags = true;
      if (SENTENCE_END.has(token.norm)) opening = true;
      continue;
    }
    words++;
    if (token.norm !== token.folded) marked++;
    if (!token.capital) small++;
    else if (!opening && token.end - token.start > 1) capitalInside++;
    opening = false;
  }
  const unmarked = marked < words * UNMARKED_SHARE;
  return { unmarked, mixedCase: small > 0 && capitalInside > 0, hyphens, hashtags };
}

type NameMatch = PhraseMatch<Named>;

/** Of overlapping names the leftmost and longest, unless a province or a local name begins inside it ("Dân | An Khánh"). */
function chooseNames(
  matches: readonly PhraseMatch<Rule>[],
  tokens: readonly Token[],
  cues: ReadonlyMap<number, PhraseMatch<Rule>>,
  cueStarts: ReadonlyMap<number, number>,
  style: Style,
): NameMatch[] {
  const names: NameMatch[] = [];
  for (const match of matches) {
    if (match.value.kind !== "name") continue;
    const before = tokens[match.from - 1];
    if (before && POLICE.has(before.norm) && tokens[match.from]?.folded === "an") continue;
    const lower = !style.mixedCase || tokens[match.from]?.capital === false;
    if (lower && (cueStarts.get(match.to - 1) ?? 0) > match.to) continue;
    if (lower && isIdle(match.value, style, cues.has(match.from))) continue;
    if (lower && match.value.guarded && CONTINUATIONS.has(tokens[match.to]?.norm ?? "")) continue;
    names.push({ from: match.from, to: match.to, value: match.value });
  }
  const chosen: NameMatch[] = [];
  for (let at = 0; at < names.length; at++) {
    let best = names[at];
    if (!best) continue;
    const last = chosen.at(-1);
    if (last && best.from < last.to) continue;
    for (let next = at + 1; next < names.length; next++) {
      const other = names[next];
      if (!other || other.from >= best.to) break;
      if (other.from === best.from && other.to > best.to) best = other;
      else if (
        other.from > best.from &&
        other.to > best.to &&
        (other.value.provinces.length > 0 || (other.value.local && !best.value.local)) &&
        !cues.has(best.from)
      ) {
        best = other;
      }
    }
    chosen.push(best);
  }
  return chosen;
}

/** In small letters a foreign commune's name is a word ("đất bằng") unless a type word stands before it. */
function isIdle(named: Named, style: Style, hasCue: boolean): boolean {
  if (named.local) return false;
  return style.mixedCase || (!hasCue && named.districts.length + named.provinces.length === 0);
}

function mentionOf(
  tokens: readonly Token[],
  match: NameMatch,
  chosen: readonly NameMatch[],
  at: number,
  cues: ReadonlyMap<number, PhraseMatch<Rule>>,
  style: Style,
  previousDenied: boolean,
): Mention {
  const { from, to, value } = match;
  const previous = chosen[at - 1];
  const found = cueBefore(tokens, from, cues);
  const cue = found && (previous === undefined || found.from >= previous.to) ? found : null;
  const start = cue?.from ?? from;
  const link: Link =
    previous === undefined ? "apart" : linkBetween(tokens, previous.to, isTypeWord(cue?.cue) ? start : from);
  const denied =
    isDenial(cue ?? undefined) ||
    (cue !== null && isDenial(ruleCue(cues.get(cue.from)))) ||
    (previousDenied && (link === "adjoins" || link === "belongs" || link === "enclosed"));
  const nameLike = !style.mixedCase || isCapitalised(tokens, from, to);
  return {
    named: value,
    from,
    to,
    cue: /^\d+$/.test(value.name) ? { kind: "commune", type: "phường", plural: false } : (cue?.cue ?? null),
    denied,
    former: FORMER.has(tokens[to]?.norm ?? ""),
    nameLike,
    mixedCase: style.mixedCase,
    partOfName: style.mixedCase && isPartOfName(tokens, match, cue !== null, previous, chosen[at + 1], cues),
    link,
  };
}

function cueBefore(
  tokens: readonly Token[],
  from: number,
  cues: ReadonlyMap<number, PhraseMatch<Rule>>,
): { from: number; cue: Cue } | null {
  let end = from;
  // Marks and quotes between the type word and the name: xã "An Lão", xã: An Lão.
  const before = tokens[from - 1]?.norm ?? "";
  if (before === '"' || before === "“" || before === ":") end = from - 1;
  // "ngõ 12 Quang Trung", "số 5 Quang Trung"
  if (tokens[from - 1]?.kind === "number" && ruleCue(cues.get(from - 1))?.cue.kind === "road") end = from - 1;
  const match = cues.get(end);
  return match?.value.kind === "cue" ? { from: match.from, cue: match.value.cue } : null;
}

function isCapitalised(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.kind === "word" && !token.capital) return false;
  }
  return true;
}

/** A capital right before (not a cue, not the beginning of a sentence) or right after makes it a piece of another name. */
function isPartOfName(
  tokens: readonly Token[],
  match: NameMatch,
  hasCue: boolean,
  previous: NameMatch | undefined,
  next: NameMatch | undefined,
  cues: ReadonlyMap<number, PhraseMatch<Rule>>,
): boolean {
  const before = tokens[match.from - 1];
  if (!hasCue && before?.kind === "word" && before.capital && previous?.to !== match.from) {
    const opener = tokens[match.from - 2];
    if (opener !== undefined && !SENTENCE_END.has(opener.norm)) return true;
  }
  const after = tokens[match.to];
  if (after?.kind !== "word" || !after.capital || next?.from === match.to) return false;
  // "An Lão Huyện", "An Lão TP Hải Phòng": the next words are a cue of the next name.
  for (let to = match.to + 1; to <= match.to + 3; to++) if (cues.get(to)?.from === match.to) return false;
  return !/^(hp|hn|vn|qđ|ubnd)$/.test(after.norm);
}

function ruleCue(match: PhraseMatch<Rule> | undefined): { cue: Cue } | undefined {
  return match?.value.kind === "cue" ? match.value : undefined;
}

function isDenial(found: { cue: Cue } | undefined): boolean {
  return found?.cue.kind === "denied";
}

function isTypeWord(cue: Cue | undefined): boolean {
  return cue !== undefined && ["commune", "district", "province", "city", "hamlet"].includes(cue.kind);
}

function linkBetween(tokens: readonly Token[], from: number, to: number): Link {
  if (from >= to) return "adjoins";
  if (to - from > 3) return "apart";
  let link: Link = "apart";
  for (let at = from; at < to; at++) {
    const norm = tokens[at]?.norm ?? "";
    if (JOINING.has(norm)) link = "joins";
    else if (norm === "(") link = "enclosed";
    else if (BELONGING.has(norm)) link = link === "apart" ? "belongs" : link;
    else if (!FORMER.has(norm)) return "apart";
  }
  return link === "apart" ? "adjoins" : link;
}
