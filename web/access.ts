import { ROLES, type Role } from "../state/people.ts";

/** Who may use a route: everyone without signing in, everyone who did, or the roles named. */
export type Audience = "public" | readonly Role[];

const READERS: readonly Role[] = ["officer", "leader", "operator"];

/**
 * THE table of route × role. What is not here cannot be registered, and nobody may what is not granted here.
 * `unit` and `auditor` are granted nothing but their own account until their screens exist.
 */
export const ACCESS: Readonly<Record<string, Audience>> = {
  "GET /": "public",
  "GET /health": "public",
  "GET /cong-khai": "public",
  "GET /minh-bach": "public",
  "GET /dang-nhap": "public",
  "POST /dang-nhap": "public",
  "GET /tinh/*": "public",
  "GET /phong-chu/*": "public",

  "POST /dang-xuat": ROLES,
  "POST /ngon-ngu": ROLES,
  "GET /hom-nay": READERS,
  "GET /diem-nong": READERS,
  "GET /diem-nong/:id": READERS,
  "POST /diem-nong/:id/tiep-nhan": ["officer"],
  "POST /diem-nong/:id/khong-phai-van-de": ["officer"],
  "GET /tim-kiem": ["officer", "leader"],
  "GET /xu-huong": READERS,
  "GET /nguon": ["officer", "operator"],
  "GET /nhat-ky": ["operator"],
};

/** Whether a role (null: not signed in) may use a route, named as `GET /hom-nay`. Unknown routes: nobody. */
export function mayUse(route: string, role: Role | null): boolean {
  const audience = ACCESS[route];
  if (audience === undefined) return false;
  if (audience === "public") return true;
  return role !== null && audience.includes(role);
}

/** The name of a route in the table; HEAD asks what GET asks. */
export function routeName(method: string, pattern: string): string {
  return `${method === "HEAD" ? "GET" : method} ${pattern}`;
}
