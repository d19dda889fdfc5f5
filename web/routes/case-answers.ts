import type { CaseCommand } from "../../model/case-commands.ts";
import type { DeskAnswer } from "../../response/cases/case-desk.ts";
import type { Unreadable } from "../case-steps.ts";
import { namesOf } from "../cases.ts";
import type { Kit, Reader } from "../kit.ts";
import { actorName, happeningWords } from "../views/case-history.ts";

/** Why a step was not taken, in one sentence that says what to do. */
export function problemWords(kit: Kit, reader: Reader, answer: DeskAnswer | Unreadable): string {
  const t = reader.t.cases;
  switch (answer.kind) {
    case "unreadable":
      return t.problem[answer.reason](fieldWords(reader, answer.field));
    case "held-back":
      return t.problem[answer.problem];
    case "changed": {
      const names = namesOf(kit, reader.language);
      const changes = answer.since.map(
        (event) => `${actorName(reader, event, names)} ${happeningWords(reader, event, names)}.`,
      );
      return t.problem.changed(changes.join(" "));
    }
    case "refused": {
      const { refusal } = answer;
      switch (refusal.reason) {
        case "not-possible-now":
          return t.problem[refusal.reason](t.state[refusal.state]);
        case "missing":
        case "too-long":
        case "day-in-past":
        case "day-in-future":
          return t.problem[refusal.reason](fieldWords(reader, refusal.field));
        default:
          return t.problem[refusal.reason];
      }
    }
    default:
      return t.problem.stale;
  }
}

function fieldWords(reader: Reader, name: string): string {
  const words: Readonly<Record<string, unknown>> = reader.t.cases.field;
  const word = words[name];
  return typeof word === "string" ? word : name;
}

/** Places of a form are communes of the area; whatever else was sent is dropped. */
export function knownPlaces<T extends CaseCommand>(kit: Kit, command: T): T {
  if (command.kind !== "triage") return command;
  const known = command.places.filter((place) => kit.names.communes.some(({ id }) => id === place));
  return { ...command, places: known };
}
