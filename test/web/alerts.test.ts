import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type HotSpotId, type Instant, topicId } from "../../model/ids.ts";
import { addMs, instantOf } from "../../model/time.ts";
import { acknowledgeUrl } from "../../response/alerts/acknowledge-link.ts";
import type { acknowledgementLinks } from "../../state/acknowledgements.ts";
import type { PeopleStore, Person } from "../../state/people.ts";
import {
  formPost,
  LINK_KEY,
  NOW,
  PASSWORD,
  portalRig,
  type Rig,
  recordSpot,
  SPOT,
} from "./portal-fixture.ts";

const HOUR_MS = 3_600_000;
let rig: Rig;
let officer: Person;
beforeEach(async () => {
  rig = await portalRig();
  recordSpot(rig.deps);
  officer = await account(rig.people);
});
afterEach(() => rig.close());

async function account(people: PeopleStore): Promise<Person> {
  return (
    await people.add({ email: "can-bo@example.org", name: "Chị Hoa", role: "officer", password: PASSWORD })
  ).person;
}

function pathOfLink(hours = 72): string {
  const links = rig.deps.alerts.links as ReturnType<typeof acknowledgementLinks>;
  const url = acknowledgeUrl(
    { hotSpotId: SPOT, personId: officer.id, notificationKey: "k" },
    instantOf(NOW),
    {
      links,
      key: () => LINK_KEY,
      baseUrl: "http://localhost:8080",
      hours,
    },
  );
  return new URL(url).pathname;
}
const open = (url: string, method: "GET" | "HEAD" = "GET") => rig.app.inject({ url, method });
const press = (url: string, headers = {}) => rig.app.inject(formPost(url, {}, headers));
const acknowledgedAt = () => rig.deps.hotSpots.get(SPOT)?.acknowledgedAt ?? null;

describe("acknowledging from a mail", () => {
  it("does nothing when a scanner opens the link, however often", async () => {
    const path = pathOfLink();
    for (const method of ["GET", "HEAD", "GET"] as const)
      expect((await open(path, method)).statusCode).toBe(200);
    expect(acknowledgedAt()).toBeNull();
    expect((await open(path)).body).toContain("Tiếp nhận</button>");
  });

  it("acknowledges by the button, in the reader's name, once, and signs nobody in", async () => {
    const path = pathOfLink();
    const done = await press(path);
    expect(done.statusCode).toBe(200);
    expect(done.headers["set-cookie"]).toBeUndefined();
    expect(done.body).toContain("Đã tiếp nhận. Cảm ơn bạn.");
    expect(rig.deps.hotSpots.get(SPOT)?.acknowledgedBy).toBe(officer.id);
    expect((await press(path)).statusCode).toBe(422);
    const rows = rig.deps.audit.list(10).filter(({ action }) => action === "hot-spot-acknowledged");
    expect(rows).toMatchObject([{ actor: officer.id, subject: SPOT }]);
    expect((await open("/diem-nong")).statusCode).toBe(303);
  });

  it("says so where a colleague was first, the time is over, or the account is closed", async () => {
    const late = pathOfLink(1);
    const path = pathOfLink();
    rig.wait(2 * HOUR_MS);
    expect((await press(late)).body).toContain("hết hạn");
    rig.deps.hotSpots.acknowledge(SPOT, instantOf(NOW), "p-other");
    expect((await open(path)).body).toContain("đã có người tiếp nhận");
    rig.people.disable(officer.email);
    expect((await open(path)).body).not.toContain("Môi trường, xã An Lão");
    expect(rig.deps.hotSpots.get(SPOT)?.acknowledgedBy).toBe("p-other");
  });

  it("believes no changed, cut or foreign link, and no form of another site", async () => {
    const path = pathOfLink();
    const token = path.split("/").at(-1) ?? "";
    for (const wrong of [
      token.slice(0, -1),
      `${token}A`,
      token.replace(/^./, (letter) => (letter === "A" ? "B" : "A")),
      `${token.slice(0, 23)}${"A".repeat(43)}`,
      "%00",
      "x".repeat(5000),
    ])
      expect((await press(`/tiep-nhan/${wrong}`)).statusCode).toBeGreaterThanOrEqual(400);
    const foreign = await press(path, {
      "sec-fetch-site": "cross-site",
      origin: "https://elsewhere.example",
    });
    expect(foreign.statusCode).toBe(403);
    expect(acknowledgedAt()).toBeNull();
  });
});

describe("silences on the screen", () => {
  it("need a reason without a person in it, show who set them until when, and end early", async () => {
    const { cookie, csrf } = await rig.signIn("officer");
    const send = (fields: Record<string, string>, url = `/diem-nong/${SPOT}/tam-ngung`) =>
      rig.app.inject(formPost(url, { _csrf: csrf, ngay: "3", "pham-vi": "topic", ...fields }, { cookie }));
    expect((await send({})).statusCode).toBe(422);
    expect((await send({ "ly-do": "gọi 0912345678 để hỏi" })).statusCode).toBe(422);
    expect((await send({ "ly-do": "đang sửa bãi rác" })).statusCode).toBe(303);
    const [silence] = rig.deps.alerts.silences.activeAt(instantOf(NOW));
    expect(silence).toMatchObject({
      muted: { topic: topicId("environment") },
      until: "2026-11-28T17:00:00.000Z",
    });
    const page = (await rig.app.inject({ url: `/diem-nong/${SPOT}`, headers: { cookie } })).body;
    expect(page).toContain("Tạm ngừng báo đến 00:00 29/11/2026. Người đặt: Chị Hoa. Lý do: đang sửa bãi rác");
    await send({ ve: "https://elsewhere.example" }, `/tam-ngung/${silence?.id}/ket-thuc`);
    expect(rig.deps.alerts.silences.activeAt(instantOf(NOW))).toEqual([]);
    const actions = rig.deps.audit.list(10).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["silence-set", "silence-ended"]));
  });
});

describe("deliveries without an answer", () => {
  it("are listed with their Message-ID, and a person says what became of them", async () => {
    const store = rig.deps.alerts.notifications as never as ReturnType<
      typeof import("../../state/notifications.ts").notificationStore
    >;
    const at = instantOf(NOW);
    store.add({
      key: "k",
      kind: "alert",
      subject: SPOT,
      event: "opened",
      channel: "email",
      recipient: officer.id,
      createdAt: at,
      message: '{"messageId":"<abc@anlao.example>"}',
    });
    store.claim(1, "o");
    store.settle(1, "o", { state: "unknown", reason: "no answer", at });
    const { cookie, csrf } = await rig.signIn("operator");
    const page = await rig.app.inject({ url: "/thong-bao", headers: { cookie } });
    expect(page.body).toContain("&lt;abc@anlao.example&gt;");
    await rig.app.inject(formPost("/thong-bao/1", { _csrf: csrf, "ket-qua": "waiting" }, { cookie }));
    expect(store.due(addMs(at, 1) as Instant)).toHaveLength(1);
    expect(store.reconcile(1, "sent", at)).toBe(false);
  });
});

describe("the page of a hot spot", () => {
  it("names similar ones with how they ended, and makes a case", async () => {
    const { cookie } = await rig.signIn("officer");
    const url = `/diem-nong/${SPOT}`;
    const page = (await rig.app.inject({ url, headers: { cookie } })).body;
    expect(page).toContain("Chưa từng có điểm nóng tương tự.");
    expect(page).toContain(`name="hotSpotId" value="${SPOT}"`);
    expect(page).toContain("khoảng 15 % số bài, không tính là ý kiến");
  });

  it("shows a calmed one by its state, not as a warning", async () => {
    const spot = SPOT as HotSpotId;
    const [trace] = rig.deps.hotSpots.tracesOf(spot);
    if (trace === undefined) throw new Error("the spot has a trace");
    rig.deps.hotSpots.record(trace.day, {
      events: [],
      closes: true,
      traces: [{ ...trace, active: false, clearedOn: trace.day }],
      explanations: new Map(),
    });
    const { cookie } = await rig.signIn("officer");
    const page = (await rig.app.inject({ url: "/diem-nong", headers: { cookie } })).body;
    expect(page).not.toContain("level-high");
    expect(page).toContain("Đã dịu, còn theo dõi · từng ở mức khẩn");
  });
});
