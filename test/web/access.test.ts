import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_RULES, type CommandKind } from "../../model/case-commands.ts";
import { ROLES, type Role } from "../../state/people.ts";
import { ACCESS, mayUse } from "../../web/access.ts";
import { stepPath } from "../../web/cases.ts";
import { caseAt, joinUnit } from "./case-fixture.ts";
import { formPost, portalRig, type Rig, recordSpot, SPOT } from "./portal-fixture.ts";

const FILES: Readonly<Record<string, string>> = {
  "GET /tinh/*": "/tinh/portal.css",
  "GET /phong-chu/*": "/phong-chu/be-vietnam-pro-vietnamese-400-normal.woff2",
};

describe("the table of routes and roles", () => {
  let rig: Rig;
  let published = "";
  beforeAll(async () => {
    rig = await portalRig();
    recordSpot(rig.deps);
    published = (await caseAt(rig, 5)).id;
    await joinUnit(rig);
  });
  afterAll(() => rig.close());

  const addressOf = (route: string): string =>
    FILES[route] ??
    (route.split(" ")[1] ?? "").replace(":id", route.includes("/diem-nong") ? SPOT : published);

  async function statusFor(route: string, role: Role | null): Promise<number> {
    const session = role === null ? null : await rig.signIn(role);
    const headers: Record<string, string> = session === null ? {} : { cookie: session.cookie };
    const response = route.startsWith("GET")
      ? await rig.app.inject({ url: addressOf(route), headers })
      : await rig.app.inject(formPost(addressOf(route), { _csrf: session?.csrf ?? "" }, headers));
    return response.statusCode;
  }

  const cells = Object.keys(ACCESS).flatMap((route) =>
    [null, ...ROLES].map((role) => [route, role] as const),
  );
  it.each(cells)("%s for %s", async (route, role) => {
    const status = await statusFor(route, role);
    if (mayUse(route, role)) {
      // A sign-in without its token is refused for another reason: its own test shows that it works.
      if (route !== "POST /dang-nhap") expect([200, 303, 422]).toContain(status);
    } else {
      expect(status).toBe(role === null && route.startsWith("GET") ? 303 : 403);
    }
  });

  it("grants nothing beyond their own account to the role that has no screens yet", () => {
    const granted = Object.keys(ACCESS).filter(
      (route) => ACCESS[route] !== "public" && mayUse(route, "auditor"),
    );
    expect(granted).toEqual(["POST /dang-xuat", "POST /ngon-ngu"]);
  });

  it("grants handling units cases and nothing else", () => {
    const granted = Object.keys(ACCESS).filter(
      (route) => ACCESS[route] !== "public" && mayUse(route, "unit"),
    );
    expect(granted.filter((route) => !route.includes(" /vu-viec"))).toEqual([
      "POST /dang-xuat",
      "POST /ngon-ngu",
    ]);
  });

  it("lets each role take the steps that the resolution loop gives it, and no others", () => {
    for (const [kind, { roles }] of Object.entries(CASE_RULES)) {
      const route = `POST ${stepPath(kind as CommandKind)}`;
      for (const role of ROLES) {
        expect([route, role, mayUse(route, role)]).toEqual([route, role, roles.some((one) => one === role)]);
      }
    }
  });

  it("denies a route that the table does not know", () => {
    expect(mayUse("GET /khac", "operator")).toBe(false);
    expect(mayUse("GET constructor", "operator")).toBe(false);
  });

  it("sends somebody who is not signed in to the sign-in and back to the page that was asked for", async () => {
    const response = await rig.app.inject({ url: "/diem-nong/spot-1?x=1" });
    expect(response.headers.location).toBe("/dang-nhap?tiep=%2Fdiem-nong%2Fspot-1%3Fx%3D1");
  });

  it("writes a denial of access into the journal without the address", async () => {
    const { cookie } = await rig.signIn("leader");
    await rig.app.inject({ url: "/nhat-ky?truoc=bi-mat", headers: { cookie } });
    const [last] = rig.deps.audit.list(1);
    expect(last).toMatchObject({ action: "denied", subject: "GET /nhat-ky", detail: "" });
  });
});
