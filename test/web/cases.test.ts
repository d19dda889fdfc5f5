import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DocumentId, Instant } from "../../model/ids.ts";
import { caseRound } from "../../response/cases/case-rounds.ts";
import type { Role } from "../../state/people.ts";
import { ANSWER, caseAt, joinUnit, now, SUMMARY } from "./case-fixture.ts";
import { comments, formPost, portalRig, type Rig, recordSpot, SPOT } from "./portal-fixture.ts";

let rig: Rig;
beforeEach(async () => {
  rig = await portalRig();
});
afterEach(() => rig.close());

/** Reads a page as a role. */
async function page(role: Role | null, url: string): Promise<{ status: number; body: string }> {
  const headers: Record<string, string> = role === null ? {} : { cookie: (await rig.signIn(role)).cookie };
  const { statusCode: status, body } = await rig.app.inject({ url, headers });
  return { status, body };
}

/** Fills in a form of a page as a browser does: its hidden fields, then what is typed. */
async function fill(
  role: Role,
  from: string,
  action: string,
  typed: Readonly<Record<string, string>>,
): Promise<{ status: number; body: string; location: string }> {
  const { cookie } = await rig.signIn(role);
  const { body } = await rig.app.inject({ url: from, headers: { cookie } });
  const form = body.split("<form").find((part) => part.includes(`action="${action}"`));
  if (form === undefined) throw new Error(`${from} has no form for ${action}`);
  const hidden = [...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fields = Object.fromEntries(hidden.map(([, name, value]) => [name ?? "", value ?? ""]));
  const response = await rig.app.inject(formPost(action, { ...fields, ...typed }, { cookie }));
  const { location } = response.headers;
  return { status: response.statusCode, body: response.body, location: String(location ?? "") };
}

const TRIAGE = {
  title: "Rác ùn ứ ở chợ An Lão",
  summary: SUMMARY,
  topic: "environment",
  places: "11629@2025-07-01",
  urgency: "other",
};

describe("the loop from a hot spot to a published answer, by its screens alone", () => {
  it("is walked by the officer, the unit and the leader, and read by anybody", async () => {
    recordSpot(rig.deps);
    await joinUnit(rig);
    const { cookie, csrf } = await rig.signIn("officer");
    const made = await rig.app.inject(formPost("/vu-viec", { _csrf: csrf, hotSpotId: SPOT }, { cookie }));
    const path = String(made.headers.location);
    expect([made.statusCode, path]).toEqual([303, "/vu-viec/2026-1"]);

    const step = async (role: Role, name: string, typed: Record<string, string> = {}) => {
      const { status, body } = await fill(role, path, `${path}/${name}`, typed);
      expect([name, status, /role="alert"><p>([^<]*)/.exec(body)?.[1]]).toEqual([name, 303, undefined]);
    };
    await step("officer", "xem-xet", TRIAGE);
    await step("officer", "chuyen", { unit: "kinh-te", note: "Đề nghị kiểm tra trong ngày" });
    await step("unit", "tiep-nhan");
    await step("unit", "dang-lam", { plan: "Đưa xe gom rác đến chợ trong sáng mai" });
    await step("leader", "moi-doi-thoai", { on: "2026-11-25", place: "Nhà văn hóa thôn" });
    await step("leader", "bien-ban", {
      on: "2026-11-25",
      attendance: "42",
      minutes: "Bà con mong gom rác hằng ngày. Xã nhận tăng chuyến.",
      commitmentWhat1: "Tăng chuyến xe gom rác",
      commitmentUnit1: "kinh-te",
      commitmentDue1: "2026-12-01",
    });
    await step("unit", "cam-ket", { commitmentNumber: "1", note: "Đã ký thêm một chuyến mỗi ngày" });
    await step("unit", "tra-loi", {
      text: "Xã đã cho gom hết rác. Từ nay mỗi ngày có hai chuyến xe.",
      legalBasis: "Luật Bảo vệ môi trường năm 2020, Điều 75",
      measures: "Tăng chuyến xe, đặt thêm thùng rác.",
    });
    expect((await page(null, "/cong-khai/2026-1")).status).toBe(404);
    await step("leader", "duyet");
    expect((await page("officer", `${path}/xem-truoc`)).body).toContain("mỗi ngày có hai chuyến xe");
    await step("officer", "cong-khai", { question: "Bao giờ rác ở chợ được gom hằng ngày?" });

    const read = await page(null, "/cong-khai/2026-1");
    expect(read.status).toBe(200);
    for (const told of ["Bao giờ rác ở chợ", "hai chuyến xe", "Điều 75", "Phòng Kinh tế"])
      expect(read.body).toContain(told);
    for (const kept of [SUMMARY, "Người officer", "Đề nghị kiểm tra", "Nhà văn hóa"])
      expect(read.body).not.toContain(kept);
    expect((await page(null, "/cong-khai")).body).toContain('href="/cong-khai/2026-1"');
    const feed = await page(null, "/cong-khai/tra-loi.atom");
    expect(feed.body).toContain("http://localhost:8080/cong-khai/2026-1#lan-1");
    expect(rig.deps.hotSpots.get(SPOT)?.acknowledgedAt).not.toBeNull();
    expect(rig.deps.cases.store.verify().brokenAt).toBeNull();

    await step("officer", "mo-lai", { cause: "unresolved", comment: "Người dân báo rác lại tồn" });
    const again = await page(null, "/cong-khai/2026-1");
    expect(again.body).toContain("hai chuyến xe");
    expect(again.body).toContain("đang xem lại từ ngày 25/11/2026");
  });

  it("offers only the steps that are possible, and to those whose they are", async () => {
    await joinUnit(rig);
    const one = await caseAt(rig, 1);
    const forms = async (role: Role) =>
      [
        ...(await page(role, `/vu-viec/${one.id}`)).body.matchAll(/action="\/vu-viec\/[\d-]+\/([a-z-]+)"/g),
      ].map(([, name]) => name);
    expect(await forms("unit")).toEqual(["tiep-nhan", "chuyen-lai", "khep-lai"]);
    expect(await forms("leader")).toEqual(["moi-doi-thoai"]);
    expect((await forms("officer")).sort()).toEqual(
      ["chuyen-lai", "gop", "khep-lai", "sua", "tiep-nhan"].sort(),
    );
  });
});

describe("who sees a case", () => {
  it("shows a unit its own cases only; another's is not there for it, to read or to act on", async () => {
    await joinUnit(rig);
    const theirs = await caseAt(rig, 1, "Rác ở chợ An Lão");
    const { id } = await caseAt(rig, 0, "Đường làng hỏng");
    const board = await page("unit", "/vu-viec");
    expect(board.body).toContain("Rác ở chợ An Lão");
    expect(board.body).not.toContain("Đường làng hỏng");
    expect((await page("unit", `/vu-viec/${theirs.id}`)).status).toBe(200);
    expect((await page("unit", `/vu-viec/${id}`)).status).toBe(404);
    const { cookie, csrf } = await rig.signIn("unit");
    const form = { _csrf: csrf, "phien-ban": "2", lenh: randomUUID() };
    const refused = await rig.app.inject(formPost(`/vu-viec/${id}/tiep-nhan`, form, { cookie }));
    expect(refused.statusCode).toBe(404);
    expect(now(rig, id).version).toBe(2);
  });

  it("shows a unit's account without a unit no case at all", async () => {
    const one = await caseAt(rig, 1);
    expect((await page("unit", "/vu-viec")).body).toContain("chưa gắn với đơn vị nào");
    expect((await page("unit", `/vu-viec/${one.id}`)).status).toBe(404);
  });

  it("hides from leaders what no officer has looked at", async () => {
    recordSpot(rig.deps);
    const { cookie, csrf } = await rig.signIn("officer");
    await rig.app.inject(formPost("/vu-viec", { _csrf: csrf, hotSpotId: SPOT }, { cookie }));
    expect((await page("leader", "/vu-viec")).body).not.toContain("/vu-viec/2026-1");
    expect((await page("leader", "/vu-viec/2026-1")).status).toBe(404);
    expect((await page("officer", "/vu-viec/2026-1")).status).toBe(200);
  });
});

describe("two people on one case", () => {
  it("gives one event; the second sees in plain words what happened, and what they typed is still there", async () => {
    await joinUnit(rig);
    const one = await caseAt(rig, 2);
    const { cookie, csrf } = await rig.signIn("unit");
    const form = (plan: string) =>
      formPost(
        `/vu-viec/${one.id}/dang-lam`,
        { _csrf: csrf, "phien-ban": String(one.version), lenh: randomUUID(), plan },
        { cookie },
      );
    const [first, second] = await Promise.all([
      rig.app.inject(form("Đưa xe đến chợ")),
      rig.app.inject(form("Xin thêm kinh phí")),
    ]);
    const statuses = [first.statusCode, second.statusCode].sort();
    expect(statuses).toEqual([303, 409]);
    expect(now(rig, one.id).version).toBe(one.version + 1);
    const late = first.statusCode === 409 ? first : second;
    expect(late.body).toContain("Người unit (Phòng Kinh tế) ghi việc đang làm");
    expect(late.body).toContain("Chưa có gì bị ghi đè");
    expect(late.body).toMatch(/>(Đưa xe đến chợ|Xin thêm kinh phí)<\/textarea>/);
  });

  it("keeps on the page what was typed where the step itself is no longer possible", async () => {
    const one = await caseAt(rig, 3);
    const { cookie, csrf } = await rig.signIn("officer");
    const fields = { _csrf: csrf, "phien-ban": "4", lenh: randomUUID(), plan: "Một kế hoạch dài" };
    const late = await rig.app.inject(formPost(`/vu-viec/${one.id}/dang-lam`, fields, { cookie }));
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain("Một kế hoạch dài");
  });

  it("does once what was sent twice", async () => {
    const one = await caseAt(rig, 1);
    const { cookie, csrf } = await rig.signIn("officer");
    const form = { _csrf: csrf, "phien-ban": String(one.version), lenh: randomUUID() };
    const send = () => rig.app.inject(formPost(`/vu-viec/${one.id}/tiep-nhan`, form, { cookie }));
    expect([(await send()).statusCode, (await send()).statusCode]).toEqual([303, 303]);
    expect(now(rig, one.id).version).toBe(one.version + 1);
  });
});

describe("what an office may write", () => {
  const entry = { ...TRIAGE, channel: "dialogue" };

  it("refuses a summary that repeats a resident's words, and keeps what was typed to be rewritten", async () => {
    await comments(rig.deps, 6, () => ({
      text: "Ba hôm nay rác chất thành đống trước cổng chợ mà chẳng thấy xe nào tới lấy",
    }));
    for (const summary of [
      "Bà con nói: ba hôm nay rác chất thành đống trước cổng chợ mà chẳng thấy xe nào tới lấy.",
      "Rác chất thành đống trước cổng chợ ba hôm nay, chẳng thấy xe nào tới lấy",
      "ba hom nay rac chat thanh dong truoc cong cho ma chang thay xe nao toi lay",
    ]) {
      const { status, body } = await fill("officer", "/vu-viec/moi", "/vu-viec", { ...entry, summary });
      expect([summary, status]).toEqual([summary, 422]);
      expect(body).toContain("nguyên văn lời của người dân");
      expect(body).toContain(`${summary}</textarea>`);
    }
    expect(rig.deps.cases.store.list()).toEqual([]);
    const summary = "Chợ An Lão tồn rác nhiều ngày; bà con mong xe thu gom đến đều.";
    expect((await fill("officer", "/vu-viec/moi", "/vu-viec", { ...entry, summary })).status).toBe(303);
  });

  it.each([
    "Ông Nguyễn Văn Bình phản ánh rác ở chợ.",
    "Rác ở chợ, liên hệ 0912 345 678 để biết thêm.",
    "Xe 15A-123.45 đổ rác trộm ở chợ.",
  ])("refuses what leads to a person: %s", async (summary) => {
    const { status, body } = await fill("officer", "/vu-viec/moi", "/vu-viec", { ...entry, summary });
    expect(status).toBe(422);
    expect(body).toContain("đừng nêu người");
  });

  it("publishes words that may be names only after a person has looked at them", async () => {
    const one = await caseAt(rig, 4);
    const path = `/vu-viec/${one.id}`;
    const question = "Bao giờ chợ ‹Phú Hà› có xe gom rác?";
    const held = await fill("officer", path, `${path}/cong-khai`, { question });
    expect(held.status).toBe(422);
    expect(held.body).toContain("không phải tên người dân: ‹Phú Hà›");
    expect(now(rig, one.id).publications).toEqual([]);
    const looked = { question, "da-xem": "1" };
    expect((await fill("officer", path, `${path}/cong-khai`, looked)).status).toBe(303);
  });

  it("does not let the author of an answer approve it", async () => {
    const one = await caseAt(rig, 2);
    const path = `/vu-viec/${one.id}`;
    const { text, legalBasis, measures } = { ...ANSWER } as Extract<typeof ANSWER, { kind: "answer" }>;
    await fill("officer", path, `${path}/tra-loi`, { text, legalBasis, measures });
    expect((await page("officer", path)).body).not.toContain(`${path}/duyet`);
    const { cookie, csrf } = await rig.signIn("officer");
    const form = { _csrf: csrf, "phien-ban": "5", lenh: randomUUID() };
    const refused = await rig.app.inject(formPost(`${path}/duyet`, form, { cookie }));
    expect([refused.statusCode, now(rig, one.id).state]).toEqual([422, "answered"]);
  });

  it("escapes whatever was typed, everywhere it is shown", async () => {
    const title = '<img src=x onerror="alert(1)">"\'';
    const { location } = await fill("officer", "/vu-viec/moi", "/vu-viec", { ...entry, title });
    for (const url of ["/vu-viec", location]) {
      expect((await page("officer", url)).body).not.toContain("<img src=x");
    }
  });
});

describe("a direct report", () => {
  const REPORT = "c000000000000000000000001" as DocumentId;
  const WORDS = "Nhà tôi cuối ngõ mất nước sạch đã bốn ngày rồi, mong xã giúp";

  function holdReport(): void {
    const { documents } = rig.deps;
    documents.put(
      {
        id: REPORT,
        sourceId: "ingest" as never,
        sourceGroup: "ingest",
        channel: "public",
        kind: "report",
        speaker: "citizen",
        url: null,
        title: null,
        text: WORDS,
        publishedAt: "2026-11-24T03:00:00.000Z" as Instant,
        fetchedAt: "2026-11-24T03:00:00.000Z" as Instant,
        week: "2026-W48" as never,
        parentId: null,
      },
      {
        textHash: "h",
        fingerprint: "",
        keys: [],
        encounter: "e",
        echoOf: null,
        expiresAt: "2026-12-24T03:00:00.000Z" as Instant,
      },
    );
    documents.annotate(REPORT, {
      polarity: "negative",
      score: -0.5,
      confidence: 0.8,
      topics: [],
      places: [],
      relevant: true,
    });
    documents.markHeld(REPORT, "2026-11-24T03:00:01.000Z" as Instant);
  }

  it("becomes a case whose original words the officer alone reads, and only while they are held", async () => {
    holdReport();
    await joinUnit(rig);
    const { cookie, csrf } = await rig.signIn("officer");
    const made = await rig.app.inject(formPost("/vu-viec", { _csrf: csrf, reportId: REPORT }, { cookie }));
    const path = String(made.headers.location);
    const triaged = await fill("officer", path, `${path}/xem-xet`, {
      ...TRIAGE,
      title: "Mất nước ở xã An Lão",
      summary: "Một hộ cuối ngõ thiếu nước sạch nhiều ngày.",
    });
    expect(triaged.status).toBe(303);
    await fill("officer", path, `${path}/chuyen`, { unit: "kinh-te" });
    expect((await page("officer", path)).body).toContain(WORDS);
    for (const role of ["unit", "leader"] as const) {
      const { status, body } = await page(role, path);
      expect([status, body.includes(WORDS)]).toEqual([200, false]);
    }
    rig.wait(31 * 86_400_000);
    const later = await page("officer", path);
    expect(later.body).not.toContain(WORDS);
    expect(later.body).toContain("đã được xóa theo thời hạn");
    expect(now(rig, "2026-1" as never).state).toBe("routed");
    expect(JSON.stringify(rig.deps.cases.store.events("2026-1" as never))).not.toContain("bốn ngày rồi");
  });

  it("is found by the product's own round, once, and not after its words are gone", async () => {
    holdReport();
    const { deps } = rig;
    const round = (waiting: readonly DocumentId[]) =>
      caseRound({
        store: deps.cases.store,
        desk: deps.cases.desk,
        hotSpots: deps.hotSpots,
        reports: { waiting: () => waiting },
        words: { notAnIssue: "x", volumeBack: () => "y" },
        now: deps.now,
      });
    expect((await round([REPORT])).begun).toBe(1);
    await round([REPORT]);
    expect(deps.cases.store.list()).toHaveLength(1);
    rig.wait(31 * 86_400_000);
    const { cookie, csrf } = await rig.signIn("officer");
    const gone = { _csrf: csrf, reportId: "c000000000000000000000002" };
    expect((await rig.app.inject(formPost("/vu-viec", gone, { cookie }))).statusCode).toBe(404);
  });
});

describe("the board and the results", () => {
  it("says first what is overdue, in working days", async () => {
    await caseAt(rig, 1);
    rig.wait(9 * 86_400_000);
    const { body } = await page("officer", "/vu-viec");
    expect(body).toContain("Một vụ việc quá hạn: rác ở chợ An Lão.");
    expect(body).toMatch(/quá hạn 6 ngày làm việc để tiếp nhận/);
  });

  it("is calm when nothing waits", async () => {
    expect((await page("officer", "/vu-viec")).body).toContain("Không có vụ việc nào đang chờ.");
  });

  it("tells the figures of a period, the same whenever it is asked for", async () => {
    await caseAt(rig, 5);
    const url = "/vu-viec/ket-qua?tu=2026-11-01&den=2026-11-25";
    const figuresOf = async () => /<main[\s\S]*<\/main>/.exec((await page("leader", url)).body)?.[0];
    const before = await figuresOf();
    expect(before).toContain("1 câu trả lời, 1 đúng hạn.");
    rig.wait(20 * 86_400_000);
    await caseAt(rig, 5, "Việc sau này");
    expect((await figuresOf())?.replaceAll(/max="[^"]*"/g, "")).toBe(before?.replaceAll(/max="[^"]*"/g, ""));
  });
});
