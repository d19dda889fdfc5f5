import type { DatabaseSync } from "node:sqlite";
import type { Instant, Week } from "../model/ids.ts";
import { durably } from "./notifications.ts";

/** Digests as they were sent. */
export interface DigestStore {
  get(week: Week): { readonly builtAt: Instant; readonly content: string } | null;
  /** Keeps the first; false where the week had one. */
  put(week: Week, builtAt: Instant, content: string): boolean;
}

export function digestStore(db: DatabaseSync): DigestStore {
  return {
    get: (week) => {
      const row = db.prepare("SELECT built_at, content FROM digests WHERE week = ?").get(week);
      return row === undefined
        ? null
        : { builtAt: String(row.built_at) as Instant, content: String(row.content) };
    },
    put: (week, builtAt, content) =>
      durably(
        db,
        () =>
          db
            .prepare("INSERT INTO digests VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .run(week, builtAt, content).changes > 0,
      ),
  };
}
