import type { DatabaseSync } from "node:sqlite";
import type { UnitId } from "../model/ids.ts";

/** Which handling unit each member of staff of the role `unit` belongs to: it sees that unit's cases and no others. */
export interface UnitMembers {
  /** null where the person belongs to none: then they see no case at all. */
  unitOf(personId: string): UnitId | null;
  set(personId: string, unit: UnitId): void;
}

export function unitMembers(db: DatabaseSync): UnitMembers {
  return {
    unitOf: (personId) => {
      const row = db.prepare("SELECT unit_id FROM unit_members WHERE person_id = ?").get(personId);
      return row === undefined ? null : (String(row.unit_id) as UnitId);
    },
    set: (personId, unit) => {
      db.prepare(
        "INSERT INTO unit_members VALUES (?, ?) ON CONFLICT (person_id) DO UPDATE SET unit_id = excluded.unit_id",
      ).run(personId, unit);
    },
  };
}
