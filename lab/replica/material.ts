import { createHash } from "node:crypto";

/** Who wrote something, as the replica's sites show them. */
export interface Author {
  readonly name: string;
  readonly handle: string;
  readonly userId: string;
}
/** A comment of the newspaper, answers included. */
export interface SiteComment {
  readonly id: number;
  readonly author: Author;
  readonly text: string;
  readonly at: Date;
  readonly replies: readonly SiteComment[];
}
/** An article of the newspaper or the portal, at its moment. */
export interface SiteArticle {
  readonly id: number;
  readonly section: string;
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
  readonly body: readonly string[];
  readonly byline: string;
  readonly at: Date;
  readonly comments: readonly SiteComment[];
}
/** A message of the forum, at its moment. */
export interface SitePost {
  readonly id: number;
  readonly author: Author;
  readonly text: string;
  readonly at: Date;
}
/** A thread of the forum; its first post opens it. */
export interface SiteThread {
  readonly id: number;
  readonly node: string;
  readonly slug: string;
  readonly title: string;
  readonly posts: readonly SitePost[];
}
/** Everything that the three sites will have shown by the end of the replica's today. */
export interface Material {
  readonly newspaper: readonly SiteArticle[];
  readonly portal: readonly SiteArticle[];
  readonly forum: readonly SiteThread[];
}

/** An address part as Vietnamese sites make it: no diacritics, hyphens. */
export function slugOf(title: string): string {
  const plain = title
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D");
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
}

/** A number below `limit` that depends on the text alone: the replica has no other chance. */
export function pick(text: string, limit: number): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6) % limit;
}

/** Newest first; ties by id, so that the order never depends on chance. */
export function newestFirst<T extends { readonly at: Date; readonly id: number }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id);
}

/** What is already published at a moment, in the order given. */
export function published<T extends { readonly at: Date }>(items: readonly T[], now: Date): T[] {
  return items.filter(({ at }) => at <= now);
}
