import { UsageError } from "../../model/errors.ts";
import type { CommandRun } from "../command-run.ts";

/** What a command says that this version does not have. */
export function later(name: string): CommandRun {
  return async () => {
    throw new UsageError(
      "not-here-yet",
      `${name} is not in this version of Lắng Nghe: CHANGELOG.md says what is`,
    );
  };
}
