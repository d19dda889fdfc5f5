import { expect, it } from "vitest";
import { runDeliver } from "../../../lab/bench/deliver.ts";

it("loses and doubles nothing through flaky channels and killed processes (seed 7)", async () => {
  const result = await runDeliver({ count: 60, kills: 2, seed: 7, speed: 3_000 });
  expect(result).toMatchObject({ notifications: 60, kills: 2, doubled: 0, lost: 0, falselySent: 0 });
  expect(result.afterReconciling).toEqual({ taken: 60, doubled: 0, lost: 0 });
}, 60_000);
