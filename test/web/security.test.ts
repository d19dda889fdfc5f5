import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formPost, PASSWORD, portalRig, type Rig, recordSpot, SPOT } from "./portal-fixture.ts";

describe("the portal's defences", () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await portalRig();
    recordSpot(rig.deps);
    await rig.signIn("officer");
  });
  afterAll(() => rig.close());

  const everyKind = [
    ["a page", "/cong-khai", 200],
    ["the sign-in", "/dang-nhap", 200],
    ["a redirect", "/hom-nay", 303],
    ["an address that no route has", "/khong-co", 404],
    ["a malformed address", "/%E0%A4%A", 400],
    ["health", "/health", 200],
    ["a file", "/tinh/portal.css", 200],
    ["a file that is not ours to give", "/tinh/htmx.js", 404],
  ] as const;
  it.each(everyKind)("sends its headers with %s", async (_name, url, status) => {
    const { headers, statusCode } = await rig.app.inject({ url });
    expect(statusCode).toBe(status);
    const policy = String(headers["content-security-policy"]);
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    if (url !== "/tinh/portal.css") expect(headers["cache-control"]).toBe("no-store");
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("loads nothing from elsewhere and writes neither style nor script into a page", async () => {
    const { cookie } = await rig.signIn("officer");
    for (const url of [
      "/hom-nay",
      `/diem-nong/${SPOT}`,
      "/tim-kiem?q=rac",
      "/xu-huong",
      "/xu-huong?linh-vuc=land",
      "/nguon",
      "/minh-bach",
    ]) {
      const { body } = await rig.app.inject({ url, headers: { cookie } });
      expect(body).not.toMatch(/\sstyle="|<style|\son[a-z]+="|<script(?! src="\/tinh\/)/);
      expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
  });

  it("promises https and binds its cookies to the host where people come over https", async () => {
    const secure = await portalRig({ baseUrl: "https://lang-nghe.example.org" });
    try {
      const response = await secure.app.inject({ url: "/dang-nhap" });
      expect(response.headers["strict-transport-security"]).toMatch(/max-age=31536000/);
      const [cookie] = response.cookies;
      expect(cookie).toMatchObject({ name: "__Host-vao", secure: true, httpOnly: true, path: "/" });
      expect(cookie).not.toHaveProperty("domain");
    } finally {
      await secure.close();
    }
  });

  it("signs in with the form's own token, and gives a new session each time", async () => {
    const form = await rig.app.inject({ url: "/dang-nhap" });
    const [cookie] = form.cookies;
    const fields = {
      _csrf: cookie?.value ?? "",
      email: "officer@example.org",
      "mat-khau": PASSWORD,
      tiep: "/xu-huong",
    };
    const send = () => rig.app.inject(formPost("/dang-nhap", fields, { cookie: `vao=${cookie?.value}` }));
    const [one, two] = [await send(), await send()];
    expect(one.statusCode).toBe(303);
    expect(one.headers.location).toBe("/xu-huong");
    const session = (response: typeof one) => response.cookies.find(({ name }) => name === "phien");
    expect(session(one)).toMatchObject({ httpOnly: true, sameSite: "Lax" });
    expect(session(one)?.value).not.toBe(session(two)?.value);
  });

  it.each([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/dang-nhap?tiep=/dang-nhap",
    "javascript:alert(1)",
  ])("never leads on to %s", async (next) => {
    const { cookie, csrf } = await rig.signIn("officer");
    const response = await rig.app.inject(
      formPost("/ngon-ngu", { _csrf: csrf, "ngon-ngu": "vi", tiep: next }, { cookie }),
    );
    expect(response.headers.location).toBe("/");
  });

  it("says the same of a wrong password and of an unknown e-mail", async () => {
    const token = "a".repeat(43);
    const attempt = (email: string) =>
      rig.app.inject(
        formPost(
          "/dang-nhap",
          { _csrf: token, email, "mat-khau": "wrong-password" },
          { cookie: `vao=${token}` },
        ),
      );
    const [known, unknown] = [await attempt("officer@example.org"), await attempt("nobody@example.org")];
    expect(known.statusCode).toBe(401);
    expect(known.body).toBe(unknown.body);
    expect(JSON.stringify(rig.deps.audit.list(10))).not.toContain("nobody@example.org");
  });

  it("slows down whoever tries many passwords", async () => {
    const fresh = await portalRig();
    try {
      const statuses: number[] = [];
      for (let at = 0; at < 12; at++) {
        const response = await fresh.app.inject(formPost("/dang-nhap", { email: "officer@example.org" }, {}));
        statuses.push(response.statusCode);
      }
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(403));
      expect(statuses.slice(10)).toEqual([429, 429]);
    } finally {
      await fresh.close();
    }
  });

  it("ends the session at sign-out", async () => {
    const { cookie, csrf } = await rig.signIn("officer");
    const out = await rig.app.inject(formPost("/dang-xuat", { _csrf: csrf }, { cookie }));
    expect(out.headers["clear-site-data"]).toContain("storage");
    expect((await rig.app.inject({ url: "/hom-nay", headers: { cookie } })).statusCode).toBe(303);
  });

  describe("a form that changes something", () => {
    const acknowledge = `/diem-nong/${SPOT}/tiep-nhan`;
    const foreign = [
      ["without its token", {}, { "sec-fetch-site": "same-origin" }],
      ["with another token", { _csrf: "x".repeat(43) }, { "sec-fetch-site": "same-origin" }],
      ["from another site", null, { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
      ["from a sister host", null, { "sec-fetch-site": "same-site", origin: "https://other.localhost" }],
      ["with a foreign origin alone", null, { "sec-fetch-site": "", origin: "https://evil.example" }],
      ["with no word of where it came from", null, { "sec-fetch-site": "", origin: "" }],
    ] as const;
    it.each(foreign)("is refused %s", async (_name, fields, headers) => {
      const { cookie, csrf } = await rig.signIn("officer");
      const request = formPost(acknowledge, fields ?? { _csrf: csrf }, { cookie });
      const merged = Object.entries({ ...request.headers, ...headers }).filter(([, value]) => value !== "");
      const response = await rig.app.inject({
        ...request,
        headers: Object.fromEntries(merged) as Record<string, string>,
      });
      expect(response.statusCode).toBe(403);
      expect(rig.deps.hotSpots.get(SPOT)?.acknowledgedAt).toBeNull();
    });

    it("is never a GET", async () => {
      const { cookie } = await rig.signIn("officer");
      expect((await rig.app.inject({ url: acknowledge, headers: { cookie } })).statusCode).toBe(404);
    });
  });

  it("tells a failure's place to the log, and neither address nor reason to anybody", async () => {
    const broken = await portalRig();
    try {
      const { cookie } = await broken.signIn("officer");
      broken.deps.index.search = () => Promise.reject(new Error("near rác: syntax error"));
      const response = await broken.app.inject({ url: "/tim-kiem?q=rac+thai", headers: { cookie } });
      expect(response.statusCode).toBe(500);
      expect(response.body).not.toContain("syntax");
      expect(broken.logged).toHaveLength(1);
      expect(broken.logged[0]?.detail).toMatch(/^GET \/tim-kiem: Error at /);
      expect(JSON.stringify(broken.logged)).not.toMatch(/rac|rác/);
    } finally {
      await broken.close();
    }
  });
});
