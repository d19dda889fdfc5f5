import { afterEach, describe, expect, it } from "vitest";
import { areaOf } from "../../../app/areas.ts";
import { casesOf } from "../../../app/cases.ts";
import { configOf } from "../../../app/config.ts";
import { openStores } from "../../../app/product.ts";
import type { Actor } from "../../../model/case.ts";
import { topicId, unitId } from "../../../model/ids.ts";
import { asStored, Installation } from "../../support/installation.ts";

const OFFICER: Actor = { id: "officer-1", role: "officer", unit: null };
const WORDS = "Nước máy nhà tôi ở thôn cuối xã An Lão bốn ngày nay đục như nước gạo, xin xã cho kiểm tra";

describe("a report's own words", () => {
  let home: Installation | null = null;
  afterEach(() => home?.remove());

  async function withCases<T>(
    now: string,
    work: (cases: ReturnType<typeof casesOf>) => Promise<T> | T,
  ): Promise<T> {
    if (home === null) throw new Error("no installation");
    const clock = () => new Date(now);
    const stores = openStores(home.dataDir, clock);
    const config = configOf({ configDir: "config" });
    try {
      return await work(casesOf(config, areaOf(config), stores, clock));
    } finally {
      await stores.close();
    }
  }

  it("become a case by themselves and leave after 30 days, the case open or not", async () => {
    home = new Installation();
    const line = { id: "r1", kind: "report", text: WORDS, publishedAt: "2026-11-20T03:00:00Z" } as const;
    await home.ingest([line], "2026-11-20T04:00:00Z");
    expect(home.bytes()).toContain(asStored("đục như nước gạo"));

    await withCases("2026-11-20T05:00:00Z", async ({ round, desk, store }) => {
      expect((await round()).begun).toBe(1);
      expect((await round()).begun).toBe(0);
      const one = store.list()[0];
      if (one === undefined) throw new Error("no case");
      expect(one.topic.split("/")[0]).toBe("utilities");
      const triage = {
        kind: "triage",
        title: "Nước đục",
        topic: topicId("utilities"),
        places: one.places,
        urgency: "other",
      } as const;
      const by = { actor: OFFICER, seenVersion: 1 };
      const copied = await desk.act(one.id, { ...triage, summary: WORDS }, { ...by, commandId: "copied" });
      expect(copied).toEqual({ kind: "held-back", problem: "quote" });
      const summary = "Một hộ cuối tuyến báo nước bẩn nhiều ngày, mong được lấy mẫu.";
      expect((await desk.act(one.id, { ...triage, summary }, { ...by, commandId: "own words" })).kind).toBe(
        "done",
      );
      const route = { kind: "route", unit: unitId("phong-kinh-te"), note: "" } as const;
      const routed = { actor: OFFICER, seenVersion: 2, commandId: "route" };
      expect((await desk.act(one.id, route, routed)).kind).toBe("done");
    });

    await home.run(["retain", "--now", "2026-12-21T04:00:00Z"]);
    expect(home.bytes()).not.toContain(asStored("đục như nước gạo"));
    await withCases("2026-12-21T05:00:00Z", async ({ round, store }) => {
      expect((await round()).begun).toBe(0);
      expect(store.list().map(({ state, summary }) => [state, summary])).toEqual([
        ["routed", "Một hộ cuối tuyến báo nước bẩn nhiều ngày, mong được lấy mẫu."],
      ]);
    });
    const verified = await home.run(["audit", "verify"]);
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out[0] ?? "{}")).toMatchObject({ intact: true, caseEvents: 3 });
  });
});
