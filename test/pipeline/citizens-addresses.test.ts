import { describe, expect, it } from "vitest";
import { withHostsOnly } from "../../crawlers/address.ts";
import { PermanentError } from "../../model/errors.ts";
import type { Instant } from "../../model/ids.ts";
import { sourceId } from "../../model/ids.ts";
import { type CollectPayload, expiryOf } from "../../pipeline/payloads.ts";
import { type CollectDeps, collectJob } from "../../pipeline/stages/collect.ts";

const THREAD = "https://dien-dan.example/threads/chu-ngo-3-de-rac.4711/";
const payload: CollectPayload = {
  v: 1,
  sourceId: sourceId("forum"),
  entry: { url: THREAD, target: "page", title: null, publishedAt: null, version: "1", parentNativeId: null },
  run: "r",
  since: "2026-11-01T00:00:00.000Z" as Instant,
};

/** A crawler whose page fails for good, naming its address as crawlers do. */
function deps(speaker: "citizen" | "institution"): CollectDeps {
  const crawler = {
    collect: async () => {
      throw new PermanentError("no-html", `${THREAD} is a picture`);
    },
  };
  const parts = { crawler, sourceOf: () => ({ id: "forum", speaker, scope: "local" }) };
  return parts as unknown as CollectDeps;
}

describe("the address of a citizen's page", () => {
  it("is in no failure that is written down, while an institution's is named", async () => {
    const never = new AbortController().signal;
    await expect(collectJob(deps("citizen"), payload, never)).rejects.toThrow(
      "a page of dien-dan.example is a picture",
    );
    await expect(collectJob(deps("institution"), payload, never)).rejects.toThrow(THREAD);
  });

  it.each([
    [`${THREAD} answered 403, then https://a.example:8080/x?y=1#z`, "dien-dan.example", "a.example:8080"],
    ["no address here", "no address here", ""],
  ])("leaves its host: %s", (sentence, first, second) => {
    const said = withHostsOnly(sentence);
    expect(said).toContain(first);
    expect(said).toContain(second);
    expect(said).not.toMatch(/4711|y=1|\/x/);
  });

  it("leaves queue and quarantine after thirty days", () => {
    const job = { id: "collect:x", stage: "collect", payload, priority: 5 } as const;
    expect(expiryOf(job)).toBe("2026-12-01T00:00:00.000Z");
  });
});
