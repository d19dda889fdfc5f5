import { UsageError } from "../../model/errors.ts";
import { caseStore } from "../../state/cases.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import type { Io } from "../io.ts";
import { openStores } from "../product.ts";

/** Walks the hash chains of the audit log and of the cases: 0 when every row fits, 1 with the first row that does not. */
export async function audit(args: Arguments, io: Io): Promise<number> {
  if (args.words[0] !== "verify")
    throw new UsageError("bad-audit", `audit ${args.words[0]}: the only call is "audit verify"`);
  const stores = openStores(args.dataDir, commandClock(args));
  try {
    const { rows, head, brokenAt } = stores.audit.verify();
    const cases = caseStore(stores.db).verify();
    if (brokenAt === null && cases.brokenAt === null) {
      io.out(JSON.stringify({ rows, head, intact: true, caseEvents: cases.rows, caseHead: cases.head }));
      return 0;
    }
    const broken = [
      ["the audit log", brokenAt],
      ["the history of the cases", cases.brokenAt],
    ] as const;
    for (const [what, row] of broken) {
      if (row === null) continue;
      io.err(
        `${what} was changed at row ${row}: what follows it cannot be trusted; compare with a backup from before`,
      );
    }
    return 1;
  } finally {
    await stores.close();
  }
}
