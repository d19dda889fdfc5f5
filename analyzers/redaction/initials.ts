import { HONORIFICS } from "./name-lists.ts";
import type { NameReading } from "./name-reading.ts";
import type { View } from "./view.ts";

/** "anh N.V.T", "bà T.": initials after a word that announces a person, and runs of two or more initials anywhere. */
export function maskInitials({ view, phrases, masked }: NameReading): void {
  for (let at = 0; at < view.tokens.length; at++) {
    if (!isInitial(view, at)) continue;
    let end = at + 1;
    while (view.norms[end] === "." && isInitial(view, end + 1)) end += 2;
    const dotted = end > at + 1;
    const person =
      phrases.before(at, ["honorific", "role"]) !== null && HONORIFICS.has(view.norms[at - 1] ?? "");
    if (dotted || person) {
      const close = view.tokens[end]?.capital && view.norms[end - 1] === "." ? end + 1 : end;
      if (person || end - at >= 5) masked.fill(1, at, close);
    }
    at = end - 1;
  }
}

function isInitial(view: View, at: number): boolean {
  const token = view.tokens[at];
  if (token?.kind !== "word" || !token.capital || token.norm.length !== 1) return false;
  const next = view.tokens[at + 1];
  return next?.kind !== "number" || next.start !== token.end;
}
