import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addDays } from "../../model/time.ts";
import { runDigest, writeDigest } from "../../pipeline/stages/digest.ts";
import { digestStore } from "../../state/digests.ts";
import { openState } from "../../state/open.ts";
import { MovedClock, person } from "../response/alerts/notify-fixture.ts";
import { recordStory } from "../response/alerts/story.ts";
import {
  digestDeps,
  everyWeek,
  forumSilent,
  heard,
  listenedSince,
  MONDAY,
  MONDAY_AFTER,
  WEEK,
} from "../response/digest/digest-fixture.ts";
import { type MailSink, startMailSink } from "../response/mail/mail-sink.ts";

let sink: MailSink;
let db: DatabaseSync;
let clock: MovedClock;
let directory: string;
beforeEach(async () => {
  sink = await startMailSink();
  db = openState(":memory:");
  clock = new MovedClock();
  clock.at = MONDAY_AFTER;
  directory = mkdtempSync(join(tmpdir(), "digest-"));
});
afterEach(async () => {
  db.close();
  rmSync(directory, { recursive: true });
  await sink.close();
});
const deps = (choices = {}) => digestDeps(db, { port: sink.port, clock, ...choices });
const mailed = (): string[] => sink.mails.map((mail) => mail.subject ?? "");
const textOf = (index: number): string => sink.mails[index]?.text ?? "";

describe("the weekly digest", () => {
  it("reaches officer and leader once each, whatever is started again", async () => {
    sink.answer({ at: "data", code: 451 });
    await runDigest(WEEK, deps());
    await runDigest(WEEK, deps());
    clock.forward(600_000);
    await runDigest(WEEK, deps());
    expect(sink.mails).toHaveLength(2);
  });

  it("stays as it was sent although more comes in later", async () => {
    listenedSince(db);
    const { digest } = await runDigest(WEEK, deps());
    heard(db, addDays(MONDAY, 3), "environment", 40);
    clock.forward(600_000);
    expect((await runDigest(WEEK, deps())).digest).toEqual(digest);
    expect(JSON.parse(digestStore(db).get(WEEK)?.content ?? "")).toEqual(digest);
  });

  it("names the concern with its counts, its age and what waits for a decision", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 6);
    heard(db, addDays(MONDAY, 5), "environment", 30);
    recordStory(db);
    await runDigest(WEEK, deps());
    expect(mailed()[0]).toBe("Tuần 47/2026: Môi trường cao hơn mức thường thấy. 1 điểm nóng mới.");
    expect(textOf(0)).toContain("Cần quyết định: 1 điểm nóng chưa ai tiếp nhận.");
    expect(textOf(0)).toContain(
      "Môi trường, xã An Lão và An Quang: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1",
    );
    expect(textOf(0)).toContain("+ Môi trường: số liệu ở phần Điểm nóng (cao hơn thường lệ)");
    expect(textOf(0)).toContain("https://langnghe.example/diem-nong/hs-rac");
  });

  it("reads a calm week as a result", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 6, undefined, 0);
    await runDigest(WEEK, deps());
    expect(mailed()[0]).toBe("Tuần 47/2026: không lĩnh vực nào vượt mức thường thấy.");
    expect(textOf(0)).toContain("Cần quyết định: Không có việc nào chờ quyết định.");
    expect(textOf(0)).toContain("Không có điểm nóng trong tuần.");
  });

  it("says plainly what could not be heard, without the address that failed", async () => {
    listenedSince(db);
    forumSilent(db, "2026-11-20T07:00:00.000Z", null);
    await runDigest(WEEK, deps());
    expect(textOf(0)).toContain(
      "Không đọc được Diễn đàn An Lão từ 14:00 ngày 20/11/2026, đến nay vẫn chưa đọc lại được (máy chủ trả lời 503).",
    );
    expect(textOf(0)).not.toContain("forum.example");
  });

  it("shows no count below the floor", async () => {
    listenedSince(db);
    everyWeek(db, "environment", 30);
    heard(db, addDays(MONDAY, 3), "environment", 4);
    await runDigest(WEEK, deps());
    expect(textOf(0)).toContain(
      "Môi trường: cao nhất dưới 5 ý kiến độc lập trong 3 ngày, thường từ 17 đến 44",
    );
  });

  it("sends a look at a week that is not over apart from the week's own report", async () => {
    clock.at = "2026-11-22T05:00:00.000Z" as never;
    await runDigest(WEEK, deps());
    expect(textOf(0)).toContain("Tuần chưa hết: số liệu tính đến 22/11/2026.");
    clock.at = MONDAY_AFTER;
    await runDigest(WEEK, deps());
    expect(sink.mails).toHaveLength(4);
    expect(textOf(3)).not.toContain("Tuần chưa hết");
  });

  it("speaks each reader's language", async () => {
    await runDigest(WEEK, deps({ people: [person("p-en", "officer", "officer@anlao.example", "en")] }));
    expect(mailed()).toEqual([
      "Week 47/2026: Fewer than 4 weeks of figures to compare with. The digest compares once there are enough.",
    ]);
  });

  it("says who is missing where there is nobody to mail it to", async () => {
    const report = await runDigest(WEEK, deps({ people: [person("p", "operator", "op@anlao.example")] }));
    expect(report.sentence).toContain("no officer or leader");
  });

  it("writes the page and the text, twice the same, and mails nobody", async () => {
    recordStory(db);
    const paths = await writeDigest(WEEK, directory, deps());
    expect(paths.map((path) => path.slice(directory.length + 1))).toEqual([
      `digest-${WEEK}.html`,
      `digest-${WEEK}.txt`,
    ]);
    const first = paths.map((path) => readFileSync(path, "utf8"));
    await writeDigest(WEEK, directory, deps());
    expect(paths.map((path) => readFileSync(path, "utf8"))).toEqual(first);
    expect(first[0]).toContain('<html lang="vi">');
    expect(sink.mails).toHaveLength(0);
    expect(digestStore(db).get(WEEK)).toBeNull();
  });
});
