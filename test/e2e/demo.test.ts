import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Demo, lastEvening, runDemo } from "../../lab/demo-run.ts";
import { readTown } from "../../lab/replica/town.ts";
import { FLOORS } from "../../model/floors.ts";
import type { LogFields } from "../../model/log.ts";
import { discloseSearch } from "../../search/disclosure.ts";
import { parseQuery } from "../../search/query.ts";
import type { DocumentQuery } from "../../search/search-index.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import { asStored } from "../support/installation.ts";

const CONFIG = fileURLToPath(new URL("../../config/", import.meta.url));
const EVENING = lastEvening(new Date("2026-11-24T15:00:00Z"));
const logged: string[] = [];

async function demo(renameAuthors?: (name: string) => string): Promise<Demo & { readonly dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), "langnghe-demo-"));
  const keep = (fields: LogFields, message: string): void => {
    logged.push(`${JSON.stringify(fields)} ${message}`);
  };
  const made = await runDemo({
    configDir: CONFIG,
    dataDir,
    corpusDir: null,
    portalPort: 0,
    mailboxPort: 0,
    from: EVENING,
    say: (line) => logged.push(line),
    log: { info: keep, warn: keep, error: keep },
    ...(renameAuthors ? { renameAuthors } : {}),
  });
  return { ...made, dataDir };
}

let town: Demo & { readonly dataDir: string };
let browser: Browser;
beforeAll(async () => {
  town = await demo();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await town?.close();
  if (town) rmSync(town.dataDir, { recursive: true, force: true });
});

const alerts = () => town.mailbox.mails.filter((mail) => mail.subject.includes("tín hiệu chưa xác minh"));

function query(text: string): DocumentQuery {
  return {
    text: parseQuery(text),
    topics: [],
    places: [],
    polarities: [],
    sources: [],
    kinds: [],
    speakers: [],
    from: null,
    to: null,
    includeSensitive: false,
    includeEchoes: true,
    limit: 100,
    cursor: null,
  };
}

async function signedIn(
  role: string,
  width: number,
): Promise<{ readonly page: Page; readonly faults: string[] }> {
  const account = town.accounts.find((candidate) => candidate.role === role);
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${town.portalUrl}/dang-nhap`);
  await page.getByLabel(/thư điện tử|e-mail|email/i).fill(account?.email ?? "");
  await page.locator("input[type=password]").fill(account?.password ?? "");
  await page.locator("form button").last().click();
  await page.waitForURL((url) => !url.pathname.includes("dang-nhap"));
  return { page, faults };
}

describe("the demo", () => {
  test("ends every item in one disposition, and most of the town is heard", () => {
    const counts = town.service.stores.outcomes.ofRun("demo");
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(1000);
    expect(counts.quarantined ?? 0).toBe(0);
    expect(counts.echo).toBe(40);
    expect(counts.irrelevant).toBeGreaterThan(50);
    expect(counts.counted).toBeGreaterThan(300);
  });

  test("shows the planted concern as the first hot spot, at level high, and nothing else above watch", () => {
    const open = hotSpotStore(town.service.stores.db).list({ states: ["open"] });
    const loud = open.filter((spot) => spot.level !== "watch");
    expect(loud).toHaveLength(1);
    expect(loud[0]).toMatchObject({
      level: "high",
      topic: expect.stringMatching(/^environment/),
      places: ["11629@2025-07-01", "11647@2025-07-01"],
    });
  });

  test("mails it once to the officer and once to the leader, and nothing on the copied article, the festival, the other An Lão or the gathering", () => {
    expect(
      alerts()
        .map((mail) => mail.to)
        .sort(),
    ).toEqual(["chuyenvien@example.org", "lanhdao@example.org"]);
    for (const mail of alerts()) {
      expect(mail.subject).toMatch(
        /^\[Khẩn · tín hiệu chưa xác minh\] .*xã An Lão và An Quang: \d+ ý kiến độc lập trong 3 ngày/,
      );
      expect(mail.text).toMatch(/vì sao báo/i);
      expect(mail.text).toMatch(/vì sao có thể nhầm/i);
      expect(mail.html).toMatch(/data:image\/png;base64/);
    }
  });

  test("sends the digest, which names the concern with its counts", () => {
    const digests = town.mailbox.mails.filter((mail) => mail.subject.startsWith("Tuần "));
    expect(digests.map((mail) => mail.to).sort()).toEqual(["chuyenvien@example.org", "lanhdao@example.org"]);
    expect(digests[0]?.text).toMatch(/Rác thải.*xã An Lão và An Quang.*\d+ ý kiến độc lập/s);
    expect(readdirSync(town.digestDir).sort()).toEqual([
      expect.stringMatching(/\.html$/),
      expect.stringMatching(/\.txt$/),
    ]);
  });

  test("finds the concern by rác and by rac, redacted", async () => {
    const { index } = town.service.stores;
    for (const words of ["rác", "rac"]) {
      const page = await discloseSearch(index, query(words), FLOORS);
      expect(page.total.citizen, words).toBeGreaterThan(15);
      expect(page.hits.some((hit) => hit.speaker === "institution" && hit.url !== null)).toBe(true);
      expect(page.hits.filter((hit) => hit.speaker === "citizen").every((hit) => hit.url === null)).toBe(
        true,
      );
    }
  });

  test("shows officer and leader their screens in a browser, at a desk and on a phone, without a fault", async () => {
    for (const [role, width] of [
      ["officer", 1440],
      ["leader", 390],
    ] as const) {
      const { page, faults } = await signedIn(role, width);
      await expect(page.locator("main").textContent()).resolves.toMatch(/xã An Lão và An Quang/);
      await page
        .getByRole("link", { name: /xã An Lão và An Quang: \d+ ý kiến độc lập/ })
        .first()
        .click();
      const text = await page.locator("main").textContent();
      expect(text).toMatch(/vì sao báo/i);
      expect(await page.locator("main svg").count()).toBeGreaterThan(0);
      for (const path of ["/", "/tim-kiem?q=r%C3%A1c", "/xu-huong"]) {
        await page.goto(`${town.portalUrl}${path}`);
        expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBeLessThanOrEqual(width);
      }
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });
});

describe("the promise, on the whole town", () => {
  const { people, articles, threads } = readTown();
  /** What was planted to identify somebody: numbers, addresses, links and handles as written, and every author's handle. */
  const canaries = (): string[] => {
    const texts =
      JSON.stringify([articles, threads]).match(
        /(?:0\d{2,3}[ .-]?\d{3}[ .-]?\d{3,4}|\d{12}|\d{2}[A-Z]\d?-\d{3}\.\d{2}|[\w.]+@example\.(?:com|org)|(?:facebook|zalo)\.\w+\/[\w./-]+)/g,
      ) ?? [];
    const handles = [...people.values()]
      .map((person) => person.handle)
      .filter((handle) => handle.length >= 6);
    return [...new Set([...texts, ...handles])];
  };

  test("no planted identifier and no author's handle is found in state, mails or log", () => {
    const planted = canaries();
    expect(planted.length).toBeGreaterThan(200);
    const places: [string, string][] = readdirSync(town.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(join(town.dataDir, "config")))
      .map((entry) => [entry.name, withoutSign(readFileSync(join(entry.parentPath, entry.name), "latin1"))]);
    for (const mail of town.mailbox.mails)
      places.push([`mail to ${mail.to}`, asStored(`${mail.subject}\n${mail.text}\n${mail.html}`)]);
    places.push(["log", asStored(logged.join("\n"))]);
    // What an article itself prints is public: an office's hotline, an official's name.
    const official = asStored(JSON.stringify(articles.map(({ title, lead, body }) => [title, lead, body])));
    const found = planted
      .filter((canary) => !official.includes(asStored(canary)))
      .flatMap((canary) =>
        places
          .filter(([, content]) => content.includes(asStored(canary)))
          .map(([name, content]) => `${canary} in ${name}: ${around(content, asStored(canary))}`),
      );
    expect(found).toEqual([]);
  });

  test("renaming every author changes no stored figure, text, event, mail or answer", async () => {
    const renamed = await demo((name) => `Ẩn danh ${[...name].reverse().join("")}`);
    try {
      expect(
        renamed.mailbox.mails
          .map(({ to, subject, text }) => ({ to, subject, text: withoutPorts(text) }))
          .sort(bySubject),
      ).toEqual(
        town.mailbox.mails
          .map(({ to, subject, text }) => ({ to, subject, text: withoutPorts(text) }))
          .sort(bySubject),
      );
      expect(told(renamed)).toEqual(told(town));
    } finally {
      await renamed.close();
      rmSync(renamed.dataDir, { recursive: true, force: true });
    }
  }, 120_000);
});

/** The comment service's signature happens to hold the digits of a planted account. */
const withoutSign = (content: string): string => content.replaceAll("sign=0123456789abcdef", "");
/** Where it was found, so that the leak can be traced. */
const around = (content: string, found: string): string => {
  const at = content.indexOf(found);
  return JSON.stringify(content.slice(Math.max(0, at - 60), at + 60));
};
/** Ports and the links that acknowledge are drawn anew by each installation. */
const withoutPorts = (text: string): string =>
  text
    .replace(/localhost:\d+|127\.0\.0\.1:\d+/g, "host")
    .replace(/\/tiep-nhan\/[\w-]+\.[\w-]+/g, "/tiep-nhan/link");
const bySubject = (a: { subject: string; to: string }, b: { subject: string; to: string }): number =>
  a.subject + a.to < b.subject + b.to ? -1 : 1;

/** Everything stored that a person could read; which of an article's copies came first may differ, and keys, and so citizens' ids, differ between installations. */
function told(made: Demo): unknown {
  const { db } = made.service.stores;
  const rows = (sql: string): unknown =>
    db
      .prepare(sql)
      .all()
      .map((row) => withoutPorts(JSON.stringify(row)))
      .sort();
  return {
    documents: rows(
      "SELECT kind, status, title, text, url, week, published_at, annotations, counted <> 'no' AS counted, counted_voice, echo_of IS NOT NULL AND speaker = 'citizen' AS echo FROM documents ORDER BY published_at, text, url",
    ),
    cells: rows(
      "SELECT topic, place, channel, day, max(voices) AS v, max(voices_72h) AS w, max(negative_72h) AS n, max(first_heard_72h) AS f FROM cell_parts GROUP BY day, topic, place, channel ORDER BY day, topic, place, channel",
    ),
    events: rows(
      "SELECT day, hot_spot_id, event, level, topic, places, voices, expected, score, sentence FROM hot_spot_events ORDER BY day, hot_spot_id, event",
    ),
    index: rows(
      "SELECT kind, title, text, topics, places, polarity FROM search_document ORDER BY published_at, text, url",
    ),
  };
}
