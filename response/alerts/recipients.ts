import type { Level } from "../../model/hot-spot.ts";

/** Someone who may be told; `id` is the person's, never an address, in everything that is kept. */
export interface Recipient {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly language: "vi" | "en";
  readonly disabled: boolean;
}

/** Levels at which each role is told of a hot spot (DESIGN section 1); a role not named is told nothing. */
const TOLD_FROM: Readonly<Record<string, readonly Level[]>> = {
  officer: ["alert", "high"],
  leader: ["high"],
  // Another system, told by webhook of the levels that configuration names for it.
  system: ["alert", "high"],
};
/** Roles that may take a hot spot on. */
export function mayAcknowledge(role: string): boolean {
  return role === "officer" || role === "leader";
}

/** Roles that read the weekly digest. */
const DIGEST_ROLES: readonly string[] = ["officer", "leader"];

/** Whether a role is told of a hot spot of this level. */
export function isTold(role: string, level: Level): boolean {
  return TOLD_FROM[role]?.includes(level) ?? false;
}

/** Those who get the digest, in the order of their ids. */
export function digestReaders(people: readonly Recipient[]): readonly Recipient[] {
  return inOrder(people).filter((person) => !person.disabled && DIGEST_ROLES.includes(person.role));
}

/** By id, so that every run writes the same rows in the same order. */
export function inOrder(people: readonly Recipient[]): readonly Recipient[] {
  return [...people].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
