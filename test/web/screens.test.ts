import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WHOLE_AREA } from "../../model/cell.ts";
import type { ChartDay } from "../../model/hot-spot.ts";
import { type Day, type Instant, type SourceId, topicId } from "../../model/ids.ts";
import { addDays } from "../../model/time.ts";
import { KEPT_MS } from "../../web/past.ts";
import { areaBounds } from "../../web/trends.ts";
import { indexedDocument } from "../fakes/indexed-document.ts";
import {
  AN_LAO,
  comments,
  formPost,
  portalRig,
  type Rig,
  recordSpot,
  SPOT,
  TODAY,
} from "./portal-fixture.ts";

describe("the screens", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await portalRig();
  });
  afterEach(() => rig.close());

  async function page(url: string, role: "officer" | "leader" | "operator" = "officer"): Promise<string> {
    const { cookie } = await rig.signIn(role);
    return (await rig.app.inject({ url, headers: { cookie } })).body;
  }
  const listening = (since: Day) => rig.deps.cells.completeSince("forum", since);
  const count = (voices: number, day: Day, topic = "environment", place = WHOLE_AREA) =>
    rig.deps.cells.putPart({
      topic: topicId(topic),
      place,
      day,
      channel: "public",
      epoch: "k1",
      voices,
      voices72h: voices,
      negative72h: 0,
      toned72h: 0,
      firstHeard72h: voices,
    });

  describe("Hôm nay", () => {
    it("says that nothing was heard before the first source was read", async () => {
      expect(await page("/hom-nay")).toContain("Hệ thống chưa nghe được gì.");
    });

    it("is a whole page on a calm day", async () => {
      listening(addDays(TODAY, -90));
      const body = await page("/hom-nay");
      expect(body).toContain("Không có gì bất thường.");
      expect(body).toContain("Không lĩnh vực nào trong 3 lĩnh vực có dấu hiệu tăng bất thường.");
    });

    it("tells what is only watched apart from what needs a look", async () => {
      listening(addDays(TODAY, -90));
      recordSpot(rig.deps, {}, "watch");
      const body = await page("/hom-nay");
      expect(body).toContain("Chưa có điểm nóng nào cần xem ngay.");
      expect(body).toContain("1 tín hiệu đang được theo dõi, trước hết là môi trường, xã An Lão.");
    });

    it("names the hot spot first, then what could not be heard, then what is calm", async () => {
      listening(addDays(TODAY, -90));
      recordSpot(rig.deps);
      rig.deps.sourceStore.beginOutage(
        "forum" as SourceId,
        "2026-11-24T07:00:00.000Z" as Instant,
        "máy chủ trả lời 503",
      );
      const body = await page("/hom-nay");
      const at = (text: string) => body.indexOf(text);
      expect(at("Một điểm nóng cần xem: môi trường, xã An Lão.")).toBeGreaterThan(0);
      expect(at("Không đọc được Diễn đàn thử từ 14:00 24/11/2026")).toBeGreaterThan(at("Một điểm nóng"));
      expect(at("2 lĩnh vực còn lại không có dấu hiệu bất thường.")).toBeGreaterThan(at("Không đọc được"));
      expect(body).toContain("Gợi ý đơn vị: Phòng Kinh tế");
    });
  });

  describe("Tìm kiếm", () => {
    it("shows residents' words, marked, from the floor up", async () => {
      await comments(rig.deps, 5);
      const body = await page("/tim-kiem?q=rac");
      expect(body).toContain("<mark>Rác</mark> ùn ứ ở chợ 3");
      expect(body).toContain("5 ý kiến của người dân");
    });

    it("shows no word of residents below the floor and gives the same page for four as for none", async () => {
      await comments(rig.deps, 4);
      const four = await page("/tim-kiem?q=rac");
      expect(four).not.toContain("ùn ứ");
      expect(four).toContain("dưới 5 nên không hiển thị nội dung");
      await rig.deps.index.remove(["c0", "c1", "c2", "c3"] as never);
      const csrf = /name="_csrf" value="[^"]*"/g;
      expect((await page("/tim-kiem?q=rac")).replace(csrf, "")).toBe(four.replace(csrf, ""));
    });

    it("refuses a query that looks like a person, and repeats and records nothing of it", async () => {
      const { cookie } = await rig.signIn("officer");
      const before = rig.deps.audit.list(100).length;
      const response = await rig.app.inject({
        url: `/tim-kiem?q=${encodeURIComponent("Nguyễn Văn Nam")}`,
        headers: { cookie },
      });
      expect(response.statusCode).toBe(422);
      expect(response.body).toContain("Lắng Nghe không tìm theo người.");
      expect(response.body).toContain("/tim-kiem?q=m%E1%BA%A5t");
      expect(response.body).not.toMatch(/Nguyễn|Nguy%E1/);
      expect(rig.deps.audit.list(100)).toHaveLength(before);
    });

    it("says what is wrong with a query or a date", async () => {
      expect(await page(`/tim-kiem?q=${encodeURIComponent('"đền bù')}`)).toContain(
        "Thiếu dấu ngoặc kép đóng",
      );
      expect(await page("/tim-kiem?tu=2026-13-40")).toContain("không phải là ngày");
      expect(await page("/tim-kiem?q=rac&tiep=xxx")).toContain("Hãy tìm lại từ trang đầu");
    });

    it("keeps the filters in the address and ignores values that configuration does not know", async () => {
      await comments(rig.deps, 6);
      const body = await page(
        "/tim-kiem?q=rac&linh-vuc=environment&linh-vuc=%3Cscript%3E&dia-ban=11629%402025-07-01",
      );
      expect(body).toContain("Bỏ lọc Môi trường");
      expect(body).toContain("Bỏ lọc xã An Lão");
      expect(body).not.toMatch(/href="[^"]*script%3E|name="linh-vuc" value="&lt;/);
    });

    it("escapes hostile titles and links to no hostile address", async () => {
      const hostile = { kind: "article", speaker: "institution", firstOfAuthor: false } as const;
      await rig.deps.index.upsert([
        indexedDocument("a1", {
          ...hostile,
          title: "<img src=x onerror=alert(1)> rác",
          url: "javascript:alert(1)",
        }),
        indexedDocument("a2", {
          ...hostile,
          title: '"><script>alert(2)</script> rác',
          url: 'https://x.example/"><b>',
        }),
      ]);
      const body = await page("/tim-kiem?q=rac");
      expect(body).toContain("&lt;img src=x onerror=alert(1)&gt;");
      expect(body).not.toMatch(/<img|<script>|javascript:|<b>"/);
      expect(body).toContain('href="https://x.example/%22%3E%3Cb%3E"');
    });

    it("speaks of residents only where they were asked for", async () => {
      await comments(rig.deps, 4);
      const press = await page("/tim-kiem?q=rac&ai=institution");
      expect(press).not.toContain("dưới 5");
      const residents = await page("/tim-kiem?q=rac&ai=citizen");
      expect(residents).toContain("dưới 5 nên không hiển thị nội dung");
      expect(residents).not.toContain("Không tìm thấy tin, bài");
    });

    it("leads on by a cursor that holds no word of the query", async () => {
      await comments(rig.deps, 25);
      const body = await page("/tim-kiem?q=rac");
      const next = /href="(\/tim-kiem\?q=rac&amp;tiep=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
      const second = await page(next ?? "");
      expect(second.match(/<li class="hit/g)).toHaveLength(5);
    });
  });

  describe("Điểm nóng", () => {
    beforeEach(() => recordSpot(rig.deps));

    it("explains itself: sentence, gates, doubts, phrases, table", async () => {
      const body = await page(`/diem-nong/${SPOT}`);
      for (const text of [
        "11 ý kiến độc lập trong 3 ngày",
        "Tín hiệu, chưa xác minh",
        "Đủ số ý kiến độc lập",
        "rác ùn ứ",
        "mất dữ liệu: Diễn đàn thử",
        "dưới 5",
      ]) {
        expect(body).toContain(text);
      }
    });

    it("quotes residents only while the result holds the floor, and never to a role without search", async () => {
      await comments(rig.deps, 4);
      expect(await page(`/diem-nong/${SPOT}`)).not.toContain("Rác ùn ứ ở chợ");
      await comments(rig.deps, 5);
      expect(await page(`/diem-nong/${SPOT}`)).toContain("Rác ùn ứ ở chợ");
      expect(await page(`/diem-nong/${SPOT}`, "operator")).not.toContain("Rác ùn ứ ở chợ");
    });

    it("is acknowledged once, by name, and this is in the journal", async () => {
      const { cookie, csrf } = await rig.signIn("officer");
      const acknowledge = () =>
        rig.app.inject(formPost(`/diem-nong/${SPOT}/tiep-nhan`, { _csrf: csrf }, { cookie }));
      await acknowledge();
      await acknowledge();
      expect(rig.deps.hotSpots.get(SPOT)?.acknowledgedAt).not.toBeNull();
      const rows = rig.deps.audit.list(10).filter((row) => row.action === "hot-spot-acknowledged");
      expect(rows).toHaveLength(1);
      expect(await page("/nhat-ky", "operator")).toContain("Tiếp nhận điểm nóng");
    });

    it.each([
      ["", "Hãy ghi một lý do ngắn"],
      ["do ông Nguyễn Văn Nam đăng", "Lý do không nêu tên"],
    ])("is not dismissed for the reason %j", async (reason, answer) => {
      const { cookie, csrf } = await rig.signIn("officer");
      const response = await rig.app.inject(
        formPost(`/diem-nong/${SPOT}/khong-phai-van-de`, { _csrf: csrf, "ly-do": reason }, { cookie }),
      );
      expect(response.statusCode).toBe(422);
      expect(response.body).toContain(answer);
      expect(rig.deps.hotSpots.get(SPOT)?.state).toBe("open");
    });

    it("is dismissed with a reason", async () => {
      const { cookie, csrf } = await rig.signIn("officer");
      await rig.app.inject(
        formPost(
          `/diem-nong/${SPOT}/khong-phai-van-de`,
          { _csrf: csrf, "ly-do": "tin cũ chép lại" },
          { cookie },
        ),
      );
      expect(rig.deps.hotSpots.get(SPOT)?.state).toBe("not-an-issue");
      expect(rig.deps.audit.list(1)[0]).toMatchObject({ detail: "tin cũ chép lại" });
    });

    it("has a page of its own for an id that nobody knows", async () => {
      expect(await page("/diem-nong/khac")).toContain("Không có trang này");
    });
  });

  describe("Xu hướng", () => {
    const days = (values: readonly (number | null)[]): readonly ChartDay[] =>
      values.map((observed) => ({
        day: TODAY,
        observed,
        expected: null,
        low: null,
        high: null,
        outage: null,
        holiday: null,
      }));

    it.each([
      ["every commune is shown", [11, 6, 5], undefined],
      ["what a commune leaves of the area holds the floor", [30, 6, null], undefined],
      ["one hidden commune would follow from the area", [8, 6, null], 6],
      ["the hidden ones would follow as none", [11, 11, null, null], 11],
      ["the hidden one would follow from all that are shown", [20, 10, 8, null], 10],
      ["the communes overlap", [24, 18, 16, null], undefined],
      ["no commune is shown", [9, null, null], undefined],
      ["the area is below the floor itself", [null, null, null], undefined],
    ] as const)(
      "bounds the area's figure only where it gives a place away: %s",
      (_name, [area, ...communes], bound) => {
        const charts = [days([area]), ...communes.map((value) => days([value]))];
        expect(areaBounds(charts, 5).get(0)).toBe(bound);
      },
    );

    it("gives the same page for a cell of four as for none", async () => {
      listening(addDays(TODAY, -90));
      for (let back = 1; back <= 60; back++) count(8, addDays(TODAY, -back), "land");
      const csrf = /name="_csrf" value="[^"]*"/g;
      const none = await page("/xu-huong");
      count(4, addDays(TODAY, -1), "environment", AN_LAO);
      rig.wait(KEPT_MS);
      expect((await page("/xu-huong")).replace(csrf, "")).toBe(none.replace(csrf, ""));
    });

    it("counts a sensitive subject for the whole area only, from its higher floor", async () => {
      listening(addDays(TODAY, -90));
      count(19, addDays(TODAY, -1), "religion-ethnic");
      expect(await page("/xu-huong?linh-vuc=religion-ethnic")).not.toMatch(/>19</);
      count(21, addDays(TODAY, -1), "religion-ethnic");
      rig.wait(KEPT_MS);
      const body = await page("/xu-huong?linh-vuc=religion-ethnic");
      expect(body).toMatch(/>21</);
      expect(body).toContain("chỉ được đếm cho toàn địa bàn");
    });

    it("shades the communes by their own rate and names them", async () => {
      listening(addDays(TODAY, -90));
      for (let back = 1; back <= 60; back++) {
        count(back < 3 ? 30 : 6, addDays(TODAY, -back), "environment", AN_LAO);
        count(back < 3 ? 30 : 6, addDays(TODAY, -back));
      }
      const body = await page("/xu-huong?linh-vuc=environment");
      expect(body).toContain("Môi trường vượt mức thường thấy");
      expect(body).toContain("An Quang");
    });
  });

  describe("Nguồn", () => {
    it("tells the state of a source, what to do, and no small number of residents' items", async () => {
      rig.deps.sourceStore.putFeed({
        sourceId: "forum" as SourceId,
        url: "https://forum.example/rss",
        etag: null,
        lastModified: null,
        entriesHash: null,
        firstSuccessAt: null,
        lastSuccessAt: null,
        lastPolledAt: null,
        nextPollAt: "2026-11-25T03:00:00.000Z" as Instant,
        intervalMs: 1,
        failures: 3,
        state: "robots-denied",
        problem: null,
        lastNewAt: null,
      });
      for (let at = 0; at < 3; at++) {
        rig.deps.outcomes.record(
          `e${at}`,
          "forum" as SourceId,
          "indexed",
          "2026-11-25T01:00:00.000Z" as Instant,
        );
      }
      const body = await page("/nguon", "operator");
      expect(body).toContain("1 trong 1 nguồn cần xem lại.");
      expect(body).toContain("Tôn trọng ý muốn của trang.");
      expect(body).toContain("<dt>đã lưu</dt><dd>dưới 5</dd>");
    });
  });

  describe("the public pages", () => {
    it("tell of closed weeks in aggregate, the same for four voices as for none", async () => {
      const friday = "2026-11-20" as Day;
      count(12, friday);
      count(4, friday, "land");
      count(19, friday, "religion-ethnic");
      const { body } = await rig.app.inject({ url: "/cong-khai" });
      expect(body).toContain("Tuần 47/2026 (16–22/11): người dân nói nhiều nhất về môi trường.");
      expect(body).toContain("1 lĩnh vực có từ 5 ý kiến độc lập trở lên.");
      expect(body).not.toMatch(/>(4|19)</);
    });

    it("print the running configuration and the promise in ten lines, in both languages", async () => {
      const { body } = await rig.app.inject({ url: "/minh-bach" });
      expect(body.match(/<ol class="promise">.*<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(10);
      expect(body).toContain("forum.example");
      expect(body).toContain("xã An Lão, xã An Quang");
      const english = await rig.app.inject({ url: "/minh-bach?lang=en" });
      expect(english.body).toContain('<html lang="en">');
      expect(english.body).toContain("The promise in ten lines");
    });

    it("health tells that it works and nothing else", async () => {
      expect((await rig.app.inject({ url: "/health" })).json()).toEqual({ ok: true });
    });
  });

  it("speaks the language that a person chose", async () => {
    const { cookie, csrf } = await rig.signIn("leader");
    await rig.app.inject(
      formPost("/ngon-ngu", { _csrf: csrf, "ngon-ngu": "en", tiep: "/hom-nay" }, { cookie }),
    );
    const { body } = await rig.app.inject({ url: "/hom-nay", headers: { cookie } });
    expect(body).toContain("Nothing was heard yet.");
  });
});
