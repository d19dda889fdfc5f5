import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Instant, Week } from "../../../model/ids.ts";
import { sourceId } from "../../../model/ids.ts";
import { openChannels } from "../../../response/alerts/channels/registry.ts";
import { MARKS } from "../../../response/operator/conditions.ts";
import { checkHealth, sendTestMail, type WatchDeps } from "../../../response/operator/watch.ts";
import { digestStore } from "../../../state/digests.ts";
import { incidentStore } from "../../../state/incidents.ts";
import { marks } from "../../../state/marks.ts";
import { openState } from "../../../state/open.ts";
import { sourceStore } from "../../../state/sources.ts";
import { type Choices, deliveryOf, MovedClock } from "../alerts/notify-fixture.ts";
import { type MailSink, startMailSink } from "../mail/mail-sink.ts";

const HOUR_MS = 3_600_000;
const FORUM = sourceId("forum");
let sink: MailSink;
let db: DatabaseSync;
let clock: MovedClock;
beforeEach(async () => {
  sink = await startMailSink();
  db = openState(":memory:");
  clock = new MovedClock();
});
afterEach(async () => {
  db.close();
  await sink.close();
});

function deps(changes: Partial<WatchDeps> = {}, choices: Choices = {}): WatchDeps {
  return {
    health: {
      sources: sourceStore(db),
      digests: digestStore(db),
      marks: marks(db),
      configured: [{ id: "forum", everyMinutes: 30, enabled: true }],
      settings: { backup: { directory: null, everyHours: 24 } },
    },
    incidents: incidentStore(db),
    delivery: deliveryOf(db, { port: sink.port, clock, ...choices }),
    operator: "van-hanh@anlao.example",
    language: "vi",
    sourceName: () => "Diễn đàn An Lão",
    areaName: "Năm xã An Lão",
    from: "lang-nghe@anlao.example",
    ...changes,
  };
}

/** Looks every ten minutes, as the running product does. */
async function look(ms: number, changes: Partial<WatchDeps> = {}): Promise<void> {
  for (let passed = 0; passed <= ms; passed += 600_000) {
    await checkHealth(deps(changes), clock.at);
    clock.forward(600_000);
  }
}
const subjects = (): string[] => sink.mails.map((mail) => mail.subject ?? "");

describe("a source that falls silent", () => {
  it("is told once after two intervals, and once when it is back", async () => {
    await look(0);
    sourceStore(db).beginOutage(FORUM, clock.at, "feed https://forum.example/t/1 answered 503");
    await look(50 * 60_000);
    expect(subjects()).toEqual([]);
    await look(5 * HOUR_MS);
    expect(subjects()).toEqual([
      "[Vận hành] Không đọc được nguồn Diễn đàn An Lão từ 10:10 ngày 22/11/2026 (máy chủ trả lời 503). Số liệu từ lúc đó thấp hơn thực tế.",
    ]);
    expect(sink.mails[0]?.text).not.toContain("forum.example");
    sourceStore(db).endOutage(FORUM, clock.at, 0);
    await look(HOUR_MS);
    expect(subjects().slice(1)).toEqual(["[Vận hành · đã ổn] Nguồn Diễn đàn An Lão đã đọc lại được."]);
  });

  it("is told again when it falls silent another time", async () => {
    for (let time = 0; time < 2; time++) {
      sourceStore(db).beginOutage(FORUM, clock.at, "did not answer");
      await look(2 * HOUR_MS);
      sourceStore(db).endOutage(FORUM, clock.at, 0);
      await look(0);
    }
    expect(subjects()).toHaveLength(4);
  });

  it("is not told of once configuration no longer names it", async () => {
    sourceStore(db).beginOutage(FORUM, clock.at, "did not answer");
    await look(2 * HOUR_MS);
    const health = { ...deps().health, configured: [] };
    await look(HOUR_MS, { health });
    expect(subjects()).toHaveLength(1);
  });
});

describe("a digest, a backup or the process that falls silent", () => {
  it("tells of last week's digest when Monday morning has passed without it", async () => {
    await look(0);
    clock.at = "2026-11-23T01:50:00.000Z" as Instant;
    marks(db).set(MARKS.heartbeat, clock.at);
    await look(0);
    expect(subjects()).toEqual([]);
    await look(HOUR_MS);
    expect(subjects()).toEqual(["[Vận hành] Chưa có bản tin tuần 47/2026."]);
    digestStore(db).put("2026-W47" as Week, clock.at, "{}");
    await look(HOUR_MS);
    expect(subjects().slice(1)).toEqual(["[Vận hành · đã ổn] Bản tin tuần 47/2026 đã có."]);
  });

  it("owes no digest of a week that ended before it was installed", async () => {
    clock.at = "2026-11-23T06:00:00.000Z" as Instant;
    await look(HOUR_MS);
    expect(subjects()).toEqual([]);
  });

  it("tells of a backup that is overdue, and when there is one again", async () => {
    const health = { ...deps().health, settings: { backup: { directory: "backups", everyHours: 24 } } };
    digestStore(db).put("2026-W47" as Week, clock.at, "{}");
    marks(db).set(MARKS.backup, clock.at);
    await look(29 * HOUR_MS, { health });
    expect(subjects()).toEqual([]);
    await look(3 * HOUR_MS, { health });
    expect(subjects()[0]).toBe(
      "[Vận hành] Bản sao lưu gần nhất là 10:00 ngày 22/11/2026, hạn là mỗi 24 giờ.",
    );
    marks(db).set(MARKS.backup, clock.at);
    await look(HOUR_MS, { health });
    expect(subjects().slice(1)).toEqual(["[Vận hành · đã ổn] Đã có bản sao lưu mới."]);
  });

  it("tells at the next start that nobody was running, once", async () => {
    await look(HOUR_MS);
    clock.forward(7 * HOUR_MS);
    await look(HOUR_MS);
    expect(subjects()).toEqual([
      "[Vận hành · đã ổn] Lắng Nghe không chạy từ 11:00 ngày 22/11/2026 đến 18:10 ngày 22/11/2026.",
    ]);
  });
});

describe("where nobody can be told", () => {
  it("says it once in the log without an operator's address", async () => {
    const logs: { message: string }[] = [];
    sourceStore(db).beginOutage(FORUM, clock.at, "did not answer");
    clock.forward(3 * HOUR_MS);
    for (let time = 0; time < 2; time++) await checkHealth(deps({ operator: null }, { logs }), clock.at);
    expect(logs.filter(({ message }) => message === "something fell silent")).toHaveLength(1);
    expect(subjects()).toEqual([]);
  });
});

describe("the test mail", () => {
  const mail = (port: number) => ({
    host: "127.0.0.1",
    port,
    secure: false,
    from: "lang-nghe@anlao.example",
    user: null,
    passwordFile: null,
    operator: null,
  });

  it("arrives, or says why it does not", async () => {
    const channel = openChannels({ settings: { mail: mail(sink.port) }, secret: () => null }).get("email");
    const words = { language: "vi", areaName: "Năm xã An Lão", from: "lang-nghe@anlao.example" } as const;
    expect(await sendTestMail({ ...words, channel }, "op@anlao.example", clock.at)).toEqual({ kind: "sent" });
    expect(subjects()).toEqual(["Lắng Nghe: Thư thử"]);
    expect(await sendTestMail({ ...words, channel: undefined }, "op@anlao.example", clock.at)).toMatchObject({
      kind: "unreachable",
    });
    sink.answer({ at: "rcpt", code: 550 });
    expect(await sendTestMail({ ...words, channel }, "op@anlao.example", clock.at)).toMatchObject({
      kind: "refused",
    });
  });
});
