/**
 * The floors of promises 6 and 7, as constants: configuration may raise one, never lower it.
 */

/** Voices an alert, a shown citizen excerpt or a shown count needs. */
export const VOICE_FLOOR = 5;
/** Independent sources an alert needs. */
export const SOURCE_FLOOR = 2;
/** Voices that a sensitive subject needs to be counted at all, whole area only. */
export const SENSITIVE_VOICE_FLOOR = 20;
/** Days from publication that a citizen's text may live; configuration may shorten. */
export const CITIZEN_TEXT_DAYS = 30;
/** Real days that a counting key may live in memory. */
export const COUNTING_KEY_DAYS = 7;

export interface Floors {
  readonly voices: number;
  readonly sources: number;
  readonly sensitiveVoices: number;
}

export const FLOORS: Floors = {
  voices: VOICE_FLOOR,
  sources: SOURCE_FLOOR,
  sensitiveVoices: SENSITIVE_VOICE_FLOOR,
};

/** A count as people may see it: the number, or null for "dưới 5" (zero included, so that nothing shows by absence). */
export function shownCount(count: number, floor: number = VOICE_FLOOR): number | null {
  return count >= floor ? count : null;
}

/**
 * Decides which of a family of counts and its total may be shown, so that no part below the floor can be had by
 * subtraction: the total is shown only when it is at the floor and the hidden parts are none, or at least two whose
 * sum is at the floor and still leaves each of them open (not all zero, not all at floor - 1).
 */
export function disclose(
  parts: readonly number[],
  total: number,
  floor: number = VOICE_FLOOR,
): { readonly parts: readonly (number | null)[]; readonly total: number | null } {
  const shown = parts.map((part) => shownCount(part, floor));
  const hidden = shown.filter((part) => part === null).length;
  const rest = total - shown.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  const safe = hidden === 0 || (hidden >= 2 && rest >= floor && rest < hidden * (floor - 1));
  return { parts: shown, total: safe && total >= floor ? total : null };
}
