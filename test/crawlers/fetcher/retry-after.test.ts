import { expect, test } from "vitest";
import { retryAfterMs } from "../../../crawlers/fetcher/retry-after.ts";

const NOW = Date.parse("2026-03-02T00:00:00Z");

test.each([
  ["120", null, 120_000],
  [" 0 ", null, 0],
  [String(88 * 3600), null, 24 * 3_600_000],
  ["Mon, 02 Mar 2026 00:05:00 GMT", null, 300_000],
  ["Mon, 02 Mar 2026 00:05:00 GMT", "Mon, 02 Mar 2026 00:04:00 GMT", 60_000],
  ["Sun, 01 Mar 2026 00:05:00 GMT", null, 0],
  ["Mon, 09 Mar 2026 00:00:00 GMT", null, 24 * 3_600_000],
  ["-5", null, null],
  ["soon", null, null],
  [null, null, null],
])("Retry-After %s answered at %s is %s ms", (value, answeredAt, expected) => {
  expect(retryAfterMs(value, answeredAt, NOW)).toBe(expected);
});
