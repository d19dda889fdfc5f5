/** A text with, for every UTF-16 unit, the offset of what it was made from. */
export interface MappedText {
  readonly text: string;
  readonly map: readonly number[];
}

/** Puts `text` in place of what stands from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes edits that are in order and do not overlap. The units of a replacement are spread over what it replaces, so
 * that the map never falls.
 */
export function applyEdits(text: string, edits: readonly Edit[]): MappedText {
  const parts: string[] = [];
  const map: number[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    for (; at < edit.start; at++) map.push(at);
    const width = edit.end - edit.start;
    const size = edit.text.length;
    for (let unit = 0; unit < size; unit++) map.push(edit.start + Math.floor((unit * width) / size));
    at = edit.end;
  }
  parts.push(text.slice(at));
  for (; at < text.length; at++) map.push(at);
  return { text: parts.join(""), map };
}

/** The map of the second rewriting, led back through the first. */
export function rewrittenTwice(first: MappedText, second: MappedText): MappedText {
  if (second.text === first.text) return first;
  return { text: second.text, map: second.map.map((offset) => first.map[offset] ?? 0) };
}
