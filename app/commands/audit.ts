import { UsageError } from "../../model/errors.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import type { Io } from "../io.ts";
import { openStores } from "../product.ts";

/** Walks the hash chain of the audit log: 0 when every row fits, 1 with the first row that does not. */
export async function audit(args: Arguments, io: Io): Promise<number> {
  if (args.words[0] !== "verify")
    throw new UsageError("bad-audit", `audit ${args.words[0]}: the only call is "audit verify"`);
  const stores = openStores(args.dataDir, commandClock(args));
  try {
    const { rows, head, brokenAt } = stores.audit.verify();
    if (brokenAt === null) {
      io.out(JSON.stringify({ rows, head, intact: true }));
      return 0;
    }
    io.err(
      `the audit log was changed at row ${brokenAt}: what follows it cannot be trusted; compare with a backup from before`,
    );
    return 1;
  } finally {
    await stores.close();
  }
}
