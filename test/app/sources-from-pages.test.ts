import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseArguments } from "../../app/arguments.ts";
import { addSource } from "../../app/commands/add-source.ts";
import { recordFixture } from "../../app/commands/record-fixture.ts";
import { COMMANDS } from "../../app/commands.ts";
import type { Io } from "../../app/io.ts";
import { sourceSchema } from "../../config/schema.ts";
import { writeReplicaConfig } from "../../lab/replica/config.ts";
import { FAMILY_SITES, startFamilySite } from "../../lab/replica/families.ts";
import type { SiteArticle } from "../../lab/replica/material.ts";
import { listen } from "../../lab/replica/serve.ts";
import { type Replica, startReplica } from "../../lab/replica/start-replica.ts";

const NOW = new Date("2026-03-10T05:00:00Z");
const SHIPPED = fileURLToPath(new URL("../../config/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "langnghe-pages-"));
const closing: (() => Promise<void>)[] = [];
let replica: Replica;
let wall: string;
const sites = new Map<string, string>();
const ARTICLES: readonly SiteArticle[] = Array.from({ length: 12 }, (_, index) => ({
  id: 5_300_000 + index,
  section: "thoi-su",
  slug: `kenh-tuoi-thon-moi-can-nuoc-doan-${index}`,
  title: `Kênh tưới thôn mới cạn nước, đoạn ${index}`,
  lead: `Nông dân đoạn ${index} lo vụ chiêm thiếu nước khi kênh chính chưa được nạo vét xong.`,
  body: [
    `Trạm bơm đầu kênh đoạn ${index} chạy cầm chừng từ giữa tháng hai vì mực nước sông xuống thấp.`,
    `Xã hẹn trong tuần sẽ thuê thêm hai máy bơm dầu để cứu những thửa ruộng ở cuối nguồn.`,
  ],
  byline: "Trần Văn Phóng",
  at: new Date(NOW.getTime() - (24 + index) * 3_600_000),
  comments: [],
}));

beforeAll(async () => {
  replica = await startReplica({ now: () => NOW });
  closing.push(() => replica.close());
  for (const name of ["plain", "bao-hai-phong", "liferay"]) {
    const family = FAMILY_SITES.find((each) => each.name === name);
    if (!family) throw new Error(name);
    const site = await startFamilySite(
      family,
      { articles: ARTICLES, threads: [] },
      { now: () => NOW, log: [] },
    );
    closing.push(() => site.close());
    sites.set(name, site.url);
  }
  const closed = await listen((request, response) => {
    if (request.url === "/robots.txt") response.end("User-agent: *\nDisallow: /cam/");
    else
      response.end(
        `<html><head><title>Đăng nhập</title></head><body><form><input type="password" name="p"></form></body></html>`,
      );
  });
  closing.push(() => closed.close());
  wall = closed.url;
  writeReplicaConfig(SHIPPED, folder, replica, {
    today: null,
    settings: {
      crawl: {
        contact: "https://example.org/",
        allowPrivateHosts: [
          replica.newspaperUrl,
          replica.portalUrl,
          replica.forumUrl,
          wall,
          ...sites.values(),
        ].map((url) => new URL(url).host),
      },
    },
  });
});
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  rmSync(folder, { recursive: true });
});

async function run(
  name: "add-source" | "record-fixture",
  ...words: string[]
): Promise<{ code: number; out: string; err: string }> {
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) throw new Error(name);
  const args = parseArguments([...words, "--config", folder, "--now", NOW.toISOString()], command);
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    lines: async function* () {},
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    finish: async () => undefined,
    isInteractive: false,
  };
  const code = await (name === "add-source" ? addSource : recordFixture)(args, io);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("add-source", () => {
  test.each([
    ["a newspaper by its front page", () => `${replica.newspaperUrl}/`, "vnexpress", "sitemaps"],
    ["a NukeViet portal", () => `${replica.portalUrl}/`, "nukeviet", "sitemaps"],
    ["a forum's node", () => `${replica.forumUrl}/forums/hoi-dap.3/`, "xenforo", "sitemaps"],
    [
      "a provincial paper's section",
      () => `${sites.get("bao-hai-phong")}/xa-hoi`,
      "bao-hai-phong",
      "sitemaps",
    ],
    ["a Liferay list", () => `${sites.get("liferay")}/tin-tuc`, "liferay", "sitemaps"],
    ["a page of no known make", () => `${sites.get("plain")}/tin-tuc.aspx`, "generic", "selectors"],
    ["a feed", () => `${replica.newspaperUrl}/rss/thoi-su.rss`, "vnexpress", "feeds"],
  ])("proposes %s as a source that stands, is off, and reads", async (_, address, shape, found) => {
    const { code, out } = await run("add-source", address());
    const source = sourceSchema.parse(parse(out));
    expect(source).toMatchObject({ shape, enabled: false });
    expect(source.legalNote).toContain("robots.txt");
    expect(Object.keys(parse(out))).toContain(found);
    expect(out.split("\n").filter((line) => line.startsWith("# - "))).toHaveLength(10);
    expect(code).toBe(0);
  });

  test("a forum's sample names nobody", async () => {
    const { out } = await run("add-source", `${replica.forumUrl}/forums/hoi-dap.3/`);
    expect(parse(out)).toMatchObject({
      speaker: "citizen",
      feeds: [`${replica.forumUrl}/forums/hoi-dap.3/`],
    });
    expect(out).not.toMatch(/members\/|data-user-id/);
  });

  test.each([
    ["https://www.tiktok.com/@ai-do", /TikTok/],
    ["https://www.facebook.com/groups/123", /groups and profiles/],
    ["https://www.facebook.com/mot-trang", /their own interface/],
  ])("says in one sentence why %s is not read", async (address, reason) => {
    const { code, out, err } = await run("add-source", address);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(reason);
    expect(err.split("\n")).toHaveLength(1);
  });

  test("refuses what robots.txt or a login closes", async () => {
    expect(await run("add-source", `${wall}/cam/trang`)).toMatchObject({ code: 1, out: "" });
    const login = await run("add-source", `${wall}/mo`);
    expect(login).toMatchObject({ code: 1, out: "", err: expect.stringContaining("members only") });
  });
});

describe("record-fixture", () => {
  test("keeps an institution's article without its byline, and what the parser reads from it", async () => {
    const out = join(folder, "golden-article");
    const address = `${sites.get("bao-hai-phong")}/${ARTICLES[0]?.slug}-5300000.html`;
    expect((await run("record-fixture", address, "--name", "bai-mau", "--out", out)).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(["bai-mau.html", "bai-mau.json"]);
    const html = readFileSync(join(out, "bai-mau.html"), "utf8");
    const golden = JSON.parse(readFileSync(join(out, "bai-mau.json"), "utf8"));
    expect(html).not.toContain("Trần Văn Phóng");
    expect(golden).toMatchObject({
      layout: "bao-hai-phong/1",
      page: {
        title: ARTICLES[0]?.title,
        text: [ARTICLES[0]?.lead, ...(ARTICLES[0]?.body ?? [])].join("\n"),
        publishedAt: ARTICLES[0]?.at.toISOString(),
      },
    });
  });

  test("replaces everything in a thread that is people's: names, ids, links and every word", async () => {
    const out = join(folder, "golden-thread");
    const list = await (await fetch(`${replica.forumUrl}/forums/hoi-dap.3/`)).text();
    const path = /href="(\/threads\/[^"]+\/)"/.exec(list)?.[1] ?? "";
    const original = await (await fetch(replica.forumUrl + path)).text();
    expect(
      (await run("record-fixture", replica.forumUrl + path, "--name", "chu-de", "--out", out)).code,
    ).toBe(0);
    const html = readFileSync(join(out, "chu-de.html"), "utf8");
    const golden = JSON.parse(readFileSync(join(out, "chu-de.json"), "utf8"));
    const messages = [
      ...original.matchAll(/<div class="bbWrapper">([\s\S]*?)<div class="js-selectToQuoteEnd/g),
    ];
    expect(golden.page.messages).toHaveLength(messages.length);
    const secrets = [
      ...[...original.matchAll(/data-author="([^"]+)"/g)].map(([, name]) => name ?? ""),
      ...[...original.matchAll(/data-user-id="(\d+)"/g)].map(([, id]) => id ?? ""),
      ...[...original.matchAll(/data-content="post-(\d+)"/g)].map(([, id]) => id ?? ""),
      path.split("/")[2] ?? "",
      ...messages.flatMap(
        ([, words]) => (words ?? "").match(/[\p{L}\p{M}]+ [\p{L}\p{M}]+ [\p{L}\p{M}]+ [\p{L}\p{M}]+/gu) ?? [],
      ),
    ];
    const kept = secrets.filter(
      (secret) => secret.length > 2 && (html + JSON.stringify(golden)).includes(secret),
    );
    expect(kept).toEqual([]);
    const times = [...original.matchAll(/data-time="(\d+)"/g)].map(([, time]) => Number(time) * 1000);
    for (const { publishedAt } of golden.page.messages) expect(times).toContain(Date.parse(publishedAt));
  });
});
