import type { DatabaseSync } from "node:sqlite";

/** Named facts about the running product (last backup, last day closed), as text. */
export interface Marks {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

export function marks(db: DatabaseSync): Marks {
  const get = db.prepare("SELECT value FROM marks WHERE name = ?");
  const set = db.prepare(
    "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  return {
    get: (name) => {
      const row = get.get(name);
      return row === undefined ? null : String(row.value);
    },
    set: (name, value) => {
      set.run(name, value);
    },
  };
}
