import type { DatabaseSync } from "node:sqlite";
import type { Instant } from "../model/ids.ts";
import { inTransaction } from "./open.ts";

/** Something that the operator was told is wrong. */
export interface Incident {
  readonly id: string;
  /** What is wrong with what: "source:forum", "digest:2026-W47", "backup". */
  readonly subject: string;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
}

/** What was found wrong, so that each is told once when it begins and once when it ends. */
export interface IncidentStore {
  open(): readonly Incident[];
  /** Returns the open incident of the subject, begun now where there was none. */
  begin(subject: string, at: Instant): Incident;
  end(id: string, at: Instant): void;
}

export function incidentStore(db: DatabaseSync): IncidentStore {
  const open = (): readonly Incident[] =>
    db
      .prepare("SELECT * FROM incidents WHERE ended_at IS NULL ORDER BY began_at, id")
      .all()
      .map((row) => ({
        id: String(row.id),
        subject: String(row.subject),
        beganAt: String(row.began_at) as Instant,
        endedAt: null,
      }));
  return {
    open,
    begin: (subject, at) =>
      inTransaction(db, () => {
        const known = open().find((incident) => incident.subject === subject);
        if (known) return known;
        const id = `${subject} ${at}`;
        db.prepare("INSERT INTO incidents VALUES (?, ?, ?, NULL) ON CONFLICT DO NOTHING").run(
          id,
          subject,
          at,
        );
        return { id, subject, beganAt: at, endedAt: null };
      }),
    end: (id, at) => {
      db.prepare("UPDATE incidents SET ended_at = ? WHERE id = ? AND ended_at IS NULL").run(at, id);
    },
  };
}
