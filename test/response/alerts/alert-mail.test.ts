import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Explanation } from "../../../model/hot-spot.ts";
import { runNotify } from "../../../pipeline/stages/notify.ts";
import { openState } from "../../../state/open.ts";
import { type MailSink, startMailSink } from "../mail/mail-sink.ts";
import { LEADER, notifyDeps, OFFICER, person } from "./notify-fixture.ts";
import { recordStory, TODAY } from "./story.ts";

let sink: MailSink;
let db: DatabaseSync;
beforeEach(async () => {
  sink = await startMailSink();
  db = openState(":memory:");
});
afterEach(async () => {
  db.close();
  await sink.close();
});

/** The mail that an officer gets of a story. */
async function mailOf(
  explanation: Partial<Explanation> = {},
  changes: Partial<ReturnType<typeof notifyDeps>> = {},
) {
  recordStory(db, { explanation });
  await runNotify(TODAY, { ...notifyDeps(db, { port: sink.port }), ...changes });
  const mail = sink.mails[0];
  if (mail === undefined) throw new Error("no mail arrived");
  return { mail, html: mail.html || "", text: mail.text ?? "" };
}

/** Where each of the parts stands, in the order given. */
function positions(within: string, parts: readonly string[]): readonly number[] {
  return parts.map((part) => within.indexOf(part));
}

describe("an alert mail", () => {
  it("says the finding in its subject", async () => {
    const { mail } = await mailOf();
    expect(mail.subject).toBe(
      "[Khẩn · tín hiệu chưa xác minh] Rác thải, xã An Lão và An Quang: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1",
    );
  });

  it("says everything in one order, in HTML and in text", async () => {
    const { html, text } = await mailOf();
    const parts = [
      "(gấp 9 lần)",
      "Vì sao báo",
      "Vì sao có thể nhầm",
      "rác ùn ứ",
      "https://bao.example/rac-an-lao",
      "Không phải vấn đề",
      "https://langnghe.example/diem-nong/hs-rac",
      "Thư này gửi tới: 1 chuyên viên và 1 lãnh đạo.",
    ];
    const page = positions(html.slice(html.indexOf("<h1")), parts);
    expect(page).toEqual([...page].sort((a, b) => a - b));
    expect(Math.min(...page)).toBeGreaterThanOrEqual(0);
    const plain = positions(
      text.toLowerCase(),
      parts.map((part) => part.toLowerCase()),
    );
    expect(plain).toEqual([...plain].sort((a, b) => a - b));
    expect(Math.min(...plain)).toBeGreaterThanOrEqual(0);
  });

  it("carries its chart within, with words for those who do not see it", async () => {
    const { mail, html } = await mailOf();
    const [chart] = mail.attachments;
    expect(chart).toMatchObject({ contentType: "image/png", contentDisposition: "inline" });
    expect(chart?.content.subarray(1, 4).toString()).toBe("PNG");
    // The parser puts the picture in place of its Content-ID.
    expect(html).toMatch(
      /<img src="data:image\/png;base64,[^"]+" width="584" alt="Ngày 22\/11\/2026: 11 ý kiến độc lập/,
    );
  });

  it("has a table of the last days where no chart can be drawn", async () => {
    const chart = async () => {
      throw new Error("no font");
    };
    const { mail, html } = await mailOf({}, { chart });
    expect(mail.attachments).toEqual([]);
    expect(html).toMatch(/22\/11\/2026<\/td><td[^>]*>11<\/td>/);
    expect(html).toMatch(/20\/11\/2026<\/td><td[^>]*>dưới 5<\/td>/);
  });

  it("lets no title add a header, a tag or an address of another kind", async () => {
    const title = 'Rác\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"\u202Egnp.exe ';
    const { mail, html, text } = await mailOf({
      institutions: [{ title: title + "dài ".repeat(200), url: "javascript:alert(1)", source: "<b>Báo</b>" }],
      phrases: ["<img src=x onerror=y>"],
      doubts: ["a\r\nb</p>"],
    });
    expect(mail.headers.has("bcc")).toBe(false);
    expect(html).not.toMatch(/<script|<img src=x|<b>Báo|javascript:/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html + text).not.toMatch(/\u202E/);
  });

  it("keeps its subject one line whatever a topic is called", async () => {
    const names = () => ({ topic: () => "Rác\r\nX-Evil: 1", place: () => "xã\nA", group: () => "g" });
    const { mail } = await mailOf({}, { names });
    expect(mail.subject).toContain("Rác X-Evil: 1, xã A");
    expect(mail.headers.has("x-evil")).toBe(false);
  });

  it("shows no count below the floor", async () => {
    const { text, html } = await mailOf({ items: 11, echoes: 4, negativeSharePercent: null });
    expect(text).toContain("11 bài và ý kiến, thêm dưới 5 bài chép lại");
    expect(text).not.toContain("Sắc thái tiêu cực");
    expect(html).not.toMatch(/thêm 4 bài/);
  });

  it("quotes nothing of a sensitive subject, whatever was frozen with it", async () => {
    recordStory(db, { id: "hs-faith", topic: "religion-ethnic", places: [], voices: 24 });
    await runNotify(TODAY, notifyDeps(db, { port: sink.port }));
    const all = `${sink.mails[0]?.html || ""}${sink.mails[0]?.text}`;
    expect(all).toContain("không trích nội dung");
    expect(all).toContain("toàn địa bàn: 24 ý kiến độc lập");
    expect(all).not.toMatch(/rác ùn ứ|bao\.example/);
  });

  it("names no reader but by role", async () => {
    const { html, text } = await mailOf();
    for (const { email, id } of [OFFICER, LEADER]) {
      expect(html + text).not.toContain(email);
      expect(html + text).not.toContain(id);
    }
  });

  it("stays well under what mail clients cut off", async () => {
    recordStory(db);
    await runNotify(TODAY, {
      ...notifyDeps(db, { port: sink.port }),
      people: () => [person("p", "officer", "a@anlao.example")],
    });
    const html = sink.mails[0]?.html || "";
    expect(Buffer.byteLength(html.replace(/data:image[^"]+/, ""))).toBeLessThan(100_000);
  });
});
