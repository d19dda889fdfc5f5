import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { configOf } from "../../app/config.ts";
import { startService } from "../../app/service.ts";
import { Installation } from "../support/installation.ts";

const made = new Installation();
afterAll(() => made.remove());

test("a product that starts after texts fell due has them in its index no more, though retain has not run", async () => {
  const lines = Array.from({ length: 6 }, (_, at) => ({
    id: `p${at}`,
    kind: "post" as const,
    text: `Xã An Lão rác ùn ứ lần ${at}, khổ quá bà con ơi`,
    publishedAt: "2026-11-24T08:00:00+07:00",
    author: `n${at}`,
  }));
  await made.ingest(lines, "2026-11-25T08:00:00+07:00");
  expect(made.rows("SELECT id FROM search_document").length).toBeGreaterThan(0);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const config = configOf({ configDir: fileURLToPath(new URL("../../config/", import.meta.url)) });
  const later = new Date("2026-12-30T08:00:00+07:00");
  const service = await startService({ config, dataDir: made.dataDir, port: 0, now: () => later, log });
  await service.close();
  expect(made.rows("SELECT id FROM search_document")).toEqual([]);
});
