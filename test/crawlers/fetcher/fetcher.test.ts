import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Resolver } from "../../../crawlers/fetcher/address-guard.ts";
import {
  createFetcher,
  type Fetcher,
  type FetcherOptions,
  type FetchRequest,
} from "../../../crawlers/fetcher/fetcher.ts";
import { createHostPace, type HostPace, realTimers } from "../../../crawlers/fetcher/host-pace.ts";
import { type FaultySite, startFaultySite } from "../../../lab/replica/faults.ts";

let site: FaultySite;
let fetcher: Fetcher;
let pauses: { host: string; ms: number }[];
let heard: string[];
const signal = new AbortController().signal;

/** Records pauses instead of keeping them, so that one test can ask the same host again. */
function recordingPace(): HostPace {
  const pace = createHostPace();
  pauses = [];
  heard = [];
  return {
    take: pace.take,
    pause: (host, untilMs) => pauses.push({ host, ms: untilMs - Date.now() }),
    heard: (_, answer) => heard.push(answer),
  };
}

function build(options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({
    contact: "https://example.org/lang-nghe",
    allowPrivateHosts: [new URL(site.url).host],
    pace: recordingPace(),
    timers: realTimers(),
    ...options,
  });
}

function get(path: string, extra: Partial<FetchRequest> = {}) {
  const url = new URL(path, site.url);
  return fetcher.fetch(
    {
      url: url.href,
      hosts: [new URL(site.url).host],
      gapMs: 0,
      maxBytes: 5_000_000,
      accept: "*/*",
      ...extra,
    },
    signal,
  );
}

beforeEach(async () => {
  site = await startFaultySite();
  fetcher = build();
});
afterEach(async () => {
  await fetcher.close();
  await site.close();
});

describe("what an answer means", () => {
  test("reads a page and says honestly who asks", async () => {
    const result = await get("/page.html");
    expect(result.kind).toBe("ok");
    expect(site.headers.get("/page.html")?.["user-agent"]).toBe(
      "LangNghe/0.1 (+https://example.org/lang-nghe)",
    );
  });

  test.each([
    ["/404", "gone"],
    ["/410", "gone"],
    ["/403", "blocked"],
    ["/451", "blocked"],
    ["/401", "login-required"],
    ["/challenge", "challenge"],
    ["/login-wall", "login-required"],
  ])("%s is the state %s, not an error", async (path, state) => {
    const result = await get(path);
    expect(result).toMatchObject({ kind: "refused", state });
    expect(result.kind === "refused" && result.problem).toContain(site.url + path);
  });

  test.each([
    ["/500", "http-500"],
    ["/reset", "connection-lost"],
    ["/truncated", "truncated"],
    ["/cut-length", "connection-lost"],
    ["/cut-chunked", "connection-lost"],
  ])("%s is tried again (%s), and the sentence names the address", async (path, code) => {
    await expect(get(path)).rejects.toMatchObject({ name: "RetryableError", code });
    await expect(get(path)).rejects.toThrow(site.url + path);
  });

  test.each([
    ["/429-seconds", 120_000],
    ["/429-date", 300_000],
    ["/429-88h", 24 * 3_600_000],
    ["/429", 60_000],
  ])("%s pauses the whole host for %s ms", async (path, ms) => {
    await expect(get(path)).rejects.toMatchObject({ code: "too-many-requests", retryAfterMs: ms });
    expect(pauses).toHaveLength(1);
    expect(pauses[0]?.host).toBe(new URL(site.url).host);
    expect(Math.round((pauses[0]?.ms ?? 0) / 1000)).toBe(ms / 1000);
  });
});

test("a host that keeps answering 429 counts as blocking us", async () => {
  let nowMs = 1_800_000_000_000;
  fetcher = build({ timers: { ...realTimers(), nowMs: () => nowMs } });
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await expect(get("/429")).rejects.toMatchObject({ code: "too-many-requests" });
    nowMs += 61_000;
  }
  expect(await get("/429")).toMatchObject({ kind: "refused", state: "blocked" });
});

describe("validators", () => {
  test("sends both and reports an unchanged feed with the validator that came along", async () => {
    const first = await get("/not-modified.rss");
    expect(first).toMatchObject({ kind: "ok", headers: { etag: '"v1"' } });
    const again = await get("/not-modified.rss", {
      etag: '"v1"',
      lastModified: new Date("2026-03-02T01:00:00Z").toUTCString(),
    });
    expect(again).toMatchObject({ kind: "not-modified", headers: { etag: '"v2"' } });
  });
});

describe("caps", () => {
  test.each([
    ["/gzip-bomb", "decompression-bomb"],
    ["/brotli-bomb", "decompression-bomb"],
    ["/many-encodings", "content-encoding"],
    ["/large", "too-large"],
    ["/loop", "too-many-redirects"],
    ["/redirect/6", "too-many-redirects"],
  ])("%s is refused for good: %s", async (path, code) => {
    await expect(get(path)).rejects.toMatchObject({ name: "PermanentError", code });
  });

  test("follows five redirects", async () => {
    expect(await get("/redirect/4")).toMatchObject({ kind: "ok", url: `${site.url}/page.html` });
  });

  test("a body that drips is given up after the total time", async () => {
    fetcher = build({ limits: { totalMs: 300 } });
    await expect(get("/drip")).rejects.toMatchObject({ code: "timeout" });
  });

  test("headers that drip are given up after the total time", async () => {
    fetcher = build({ limits: { totalMs: 300 } });
    await expect(get("/header-drip")).rejects.toMatchObject({ code: "timeout" });
  });

  test("a body that comes too slowly on the whole is given up, however steadily it comes", async () => {
    fetcher = build({ limits: { rateGraceMs: 100, minBytesPerSecond: 1000 } });
    await expect(get("/slow-body")).rejects.toMatchObject({ name: "RetryableError", code: "too-slow" });
  });

  test("the total time is that of all redirects together", async () => {
    fetcher = build({ limits: { totalMs: 400 } });
    await expect(get("/slow-redirect/4")).rejects.toMatchObject({ code: "timeout" });
    expect(site.hits.filter((path) => path.startsWith("/slow-redirect/")).length).toBeLessThan(5);
  });

  test("a server that never answers is given up", async () => {
    fetcher = build({ limits: { headersMs: 100 } });
    await expect(get("/silent")).rejects.toMatchObject({ code: "headers-timeout" });
  });

  test("the caller's own reason comes back when it stops the request", async () => {
    const controller = new AbortController();
    const host = new URL(site.url).host;
    const url = `${site.url}/silent`;
    const running = fetcher.fetch(
      { url, hosts: [host], gapMs: 0, maxBytes: 1, accept: "*/*" },
      controller.signal,
    );
    controller.abort(new Error("shutting down"));
    await expect(running).rejects.toThrow("shutting down");
  });
});

describe("addresses", () => {
  test.each([
    ["/to-loopback", "host-not-listed"],
    ["/to-mapped", "host-not-listed"],
    ["/to-decimal", "host-not-listed"],
    ["/to-file", "bad-address"],
    ["/with-user", "bad-address"],
  ])("a redirect %s is not followed: %s", async (path, code) => {
    await expect(get(path)).rejects.toMatchObject({ name: "PermanentError", code });
  });

  test.each([
    "http://127.0.0.1:9/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://[::1]/",
    "http://[::ffff:7f00:1]/",
    "http://169.254.169.254/",
    "http://localhost/",
    "http://127.0.0.1./",
    "http://017700000001/",
    "http://１２７．０．０．１/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://[::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fec0::1]/",
    "http://[::ffff:0:7f00:1]/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "https://192.168.1.1/",
  ])("%s is refused even when the source lists it", async (url) => {
    const hosts = [new URL(url).host];
    const running = fetcher.fetch({ url, hosts, gapMs: 0, maxBytes: 1, accept: "*/*" }, signal);
    await expect(running).rejects.toThrow(/not an address of the public internet/);
  });

  test("a name with one private address among its answers is refused", async () => {
    const resolve: Resolver = async () => [
      { address: "93.184.216.34", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ];
    fetcher = build({ resolve });
    const request = {
      url: "http://rebind.example/",
      hosts: ["rebind.example"],
      gapMs: 0,
      maxBytes: 1,
      accept: "*/*",
    };
    await expect(fetcher.fetch(request, signal)).rejects.toThrow(/rebind.example \(127.0.0.1\)/);
  });

  test("a name is resolved and checked for every connection, never once for all", async () => {
    let asked = 0;
    const resolve: Resolver = async () => {
      asked += 1;
      return [{ address: "10.0.0.1", family: 4 }];
    };
    fetcher = build({ resolve });
    const request = {
      url: "http://rebind.example/",
      hosts: ["rebind.example"],
      gapMs: 0,
      maxBytes: 1,
      accept: "*/*",
    };
    await expect(fetcher.fetch(request, signal)).rejects.toThrow(/rebind.example \(10.0.0.1\)/);
    const other = { ...request, url: "https://rebind.example/" };
    await expect(fetcher.fetch(other, signal)).rejects.toThrow(/rebind.example \(10.0.0.1\)/);
    expect(asked).toBe(2);
  });

  test("a name that answers publicly first and privately afterwards is refused the second time", async () => {
    let answer = "127.0.0.1";
    const resolve: Resolver = async () => [{ address: answer, family: 4 }];
    const { port } = new URL(site.url);
    const own = `rebind.example:${port}`;
    // The first answer stands for a public one: the operator's word allows that address by its name and port only.
    fetcher = build({ resolve, allowPrivateHosts: [own] });
    const request = {
      url: `http://${own}/page.html`,
      hosts: [own],
      gapMs: 0,
      maxBytes: 100_000,
      accept: "*/*",
    };
    expect((await fetcher.fetch(request, signal)).kind).toBe("ok");
    answer = "10.0.0.7";
    const other = { ...request, url: "http://rebind.example/", hosts: ["rebind.example"] };
    await expect(fetcher.fetch(other, signal)).rejects.toThrow(/rebind\.example \(10\.0\.0\.7\)/);
  });

  test("a name with a trailing dot is checked like any other", async () => {
    fetcher = build({ resolve: async () => [{ address: "127.0.0.1", family: 4 }] });
    const request = { hosts: ["localhost."], gapMs: 0, maxBytes: 1, accept: "*/*" };
    const running = fetcher.fetch({ ...request, url: "http://localhost./" }, signal);
    await expect(running).rejects.toThrow(/localhost\. \(127\.0\.0\.1\) is not an address of the public/);
    const unlisted = fetcher.fetch(
      { ...request, hosts: ["tin.example"], url: "http://tin.example./" },
      signal,
    );
    await expect(unlisted).rejects.toMatchObject({ code: "host-not-listed" });
  });

  test("another port of a listed host is another host", async () => {
    const url = `http://${new URL(site.url).hostname}:22/`;
    const hosts = [new URL(site.url).host];
    const running = fetcher.fetch({ url, hosts, gapMs: 0, maxBytes: 1, accept: "*/*" }, signal);
    await expect(running).rejects.toMatchObject({ code: "host-not-listed" });
  });

  test("a private host that the operator named is read", async () => {
    const { port } = new URL(site.url);
    const resolve: Resolver = async () => [{ address: "127.0.0.1", family: 4 }];
    fetcher = build({ resolve, allowPrivateHosts: [`intranet.example:${port}`] });
    const url = `http://intranet.example:${port}/page.html`;
    const result = await fetcher.fetch(
      { url, hosts: [`intranet.example:${port}`], gapMs: 0, maxBytes: 100_000, accept: "*/*" },
      signal,
    );
    expect(result.kind).toBe("ok");
  });
});

test("a host that takes no connection is told to its clock, a page that fails is not", async () => {
  await expect(get("/500")).rejects.toThrow();
  expect(heard).not.toContain("dead");
  await site.close();
  await expect(get("/page.html")).rejects.toMatchObject({ code: "connection-lost" });
  await expect(get("/page.html")).rejects.toMatchObject({ code: "connection-refused" });
  expect(heard).toContain("dead");
});

describe("calls of a platform's API", () => {
  const call = (path: string, hosts = [new URL(site.url).host]) =>
    fetcher.call(
      { url: site.url + path, hosts, gapMs: 0, credentials: { "x-goog-api-key": "khoa-bi-mat" } },
      signal,
    );

  test("carry the key in a header of that one request and ask no robots.txt", async () => {
    site.robots.body = "User-agent: *\nDisallow: /";
    expect(await call("/404")).toMatchObject({ status: 404, body: null });
    expect(site.hits).toEqual(["/404"]);
    expect(site.headers.get("/404")?.["x-goog-api-key"]).toBe("khoa-bi-mat");
  });

  test.each(["/redirect/1", "/to-loopback"])(
    "follow no redirect (%s): a key stays where it belongs",
    async (path) => {
      const failed = await call(path).catch((error: unknown) => error);
      expect(failed).toMatchObject({ name: "PermanentError", code: "api-redirect" });
      expect(String(failed)).not.toContain("khoa-bi-mat");
      expect(site.hits).toEqual([path]);
    },
  );

  test("go to listed hosts only, and rest when asked to", async () => {
    await expect(call("/page.html", ["graph.example"])).rejects.toMatchObject({ code: "host-not-listed" });
    await expect(call("/429-seconds")).rejects.toMatchObject({ code: "too-many-requests" });
    expect(heard).toEqual(["strained"]);
    expect(pauses).toHaveLength(1);
  });
});

test("every request waits for its turn on its host: robots.txt, pages and each redirect", async () => {
  const turns: string[] = [];
  fetcher = build({
    pace: {
      take: async (host, gapMs) => void turns.push(`${host} ${gapMs}`),
      pause: () => undefined,
      heard: () => undefined,
    },
  });
  await get("/redirect/1", { gapMs: 5000 });
  await get("/404", { gapMs: 5000 });
  const { host } = new URL(site.url);
  expect(site.hits).toEqual(["/robots.txt", "/redirect/1", "/redirect/0", "/page.html", "/404"]);
  expect(turns).toEqual([`${host} 0`, ...Array.from({ length: 4 }, () => `${host} 5000`)]);
});

describe("robots.txt", () => {
  test.each([
    [404, "ok"],
    [403, "ok"],
    [410, "ok"],
  ])("answered with %s allows everything", async (status, kind) => {
    site.robots.status = status;
    expect((await get("/page.html")).kind).toBe(kind);
  });

  test.each([500, 503, 429])("answered with %s refuses everything for now", async (status) => {
    site.robots.status = status;
    await expect(get("/page.html")).rejects.toMatchObject({
      name: "RetryableError",
      code: "robots-unreachable",
    });
    expect(site.hits).toEqual(["/robots.txt"]);
  });

  test("that asks for a rest gets it for the whole host", async () => {
    Object.assign(site.robots, { status: 503, headers: { "retry-after": "7200" } });
    await expect(get("/page.html")).rejects.toMatchObject({ code: "robots-unreachable" });
    expect(pauses.map(({ ms }) => Math.round(ms / 1000))).toEqual([7200]);
  });

  test("that never comes refuses everything for now", async () => {
    site.robots.silent = true;
    fetcher = build({ limits: { totalMs: 200 } });
    await expect(get("/page.html")).rejects.toMatchObject({ code: "robots-unreachable" });
  });

  test("that redirects for ever refuses everything for now", async () => {
    Object.assign(site.robots, { status: 301, headers: { location: "/robots.txt" } });
    await expect(get("/page.html")).rejects.toMatchObject({ code: "robots-unreachable" });
    expect(site.hits).toHaveLength(6);
  });

  test.each([
    ["User-agent: *\nDisallow: /", "refused"],
    ["User-agent: LangNghe\nDisallow: /page\n\nUser-agent: *\nAllow: /", "refused"],
    ["User-agent: langnghe\nAllow: /\n\nUser-agent: *\nDisallow: /", "ok"],
    ["User-agent: *\nDisallow: /?", "ok"],
    ["\uFEFFUser-agent: *\nDisallow: /page", "refused"],
    ["User-agent: *\nDisallow: /p\nAllow: /page.html", "ok"],
    ["User-agent: Other\nUser-agent: LangNghe\nDisallow: /", "refused"],
    ["User-agent: *\nDisallow: /%70age.html", "refused"],
    ["User-agent: *\nDisallow: /*.html$", "refused"],
    ["", "ok"],
  ])("%j: %s", async (body, kind) => {
    site.robots.body = body;
    expect((await get("/page.html")).kind).toBe(kind);
  });

  test("is read to 500 KiB, and what stands beyond does not count", async () => {
    site.robots.body = `User-agent: *\nDisallow: /secret\n${"# x\n".repeat(140_000)}Disallow: /\n`;
    expect((await get("/page.html")).kind).toBe("ok");
    expect(await get("/secret")).toMatchObject({ kind: "refused", state: "robots-denied" });
  });

  test("is asked for once, not before every page", async () => {
    await Promise.all([get("/page.html"), get("/feed.rss"), get("/404")]);
    expect(site.hits.filter((path) => path === "/robots.txt")).toHaveLength(1);
  });

  test("is asked for again after a day", async () => {
    let nowMs = Date.now();
    fetcher = build({ timers: { ...realTimers(), nowMs: () => nowMs } });
    await get("/page.html");
    nowMs += 24 * 3_600_000 + 1;
    site.robots.body = "User-agent: *\nDisallow: /";
    expect(await get("/page.html")).toMatchObject({ kind: "refused", state: "robots-denied" });
  });

  test("of the host that a redirect leads to decides there", async () => {
    const other = await startFaultySite();
    other.robots.body = "User-agent: *\nDisallow: /";
    Object.assign(site.robots, { status: 200 });
    const hosts = [new URL(site.url).host, new URL(other.url).host];
    fetcher = build({ allowPrivateHosts: hosts });
    const request = { url: `${other.url}/page.html`, hosts, gapMs: 0, maxBytes: 1000, accept: "*/*" };
    expect(await fetcher.fetch(request, signal)).toMatchObject({ kind: "refused", state: "robots-denied" });
    await other.close();
  });

  test("may ask for a longer gap than the source's own", async () => {
    const gaps: number[] = [];
    site.robots.body = "User-agent: *\nCrawl-delay: 20";
    fetcher = build({
      pace: {
        take: async (_, gapMs) => void gaps.push(gapMs),
        pause: () => undefined,
        heard: () => undefined,
      },
    });
    await get("/page.html", { gapMs: 5000 });
    expect(gaps).toEqual([0, 20_000]);
  });

  test("that asks for more than a minute between requests suspends the source", async () => {
    site.robots.body = "User-agent: *\nCrawl-delay: 120";
    expect(await get("/page.html")).toMatchObject({ kind: "refused", state: "robots-denied" });
  });
});
