import { ROLES, type Role } from "../state/people.ts";

/** Who may use a route: everyone without signing in, everyone who did, or the roles named. */
export type Audience = "public" | readonly Role[];

const READERS: readonly Role[] = ["officer", "leader", "operator"];
const CASE_ROLES: readonly Role[] = ["officer", "leader", "unit"];
/** Those who work on an answer: the unit, and the officer who stands in for one that has no account. */
const WORKERS: readonly Role[] = ["officer", "unit"];

/**
 * THE table of route × role. What is not here cannot be registered, and nobody may what is not granted here.
 * `auditor` is granted nothing but their own account until its screens exist.
 */
export const ACCESS: Readonly<Record<string, Audience>> = {
  "GET /": "public",
  "GET /health": "public",
  "GET /cong-khai": "public",
  "GET /cong-khai/:id": "public",
  "GET /cong-khai/tra-loi.atom": "public",
  "GET /minh-bach": "public",
  "GET /dang-nhap": "public",
  "POST /dang-nhap": "public",
  // The link of a mail says who may (web/routes/acknowledge.ts).
  "GET /tiep-nhan/:token": "public",
  "POST /tiep-nhan/:token": "public",
  "GET /tinh/*": "public",
  "GET /phong-chu/*": "public",

  "POST /dang-xuat": ROLES,
  "POST /ngon-ngu": ROLES,
  "GET /hom-nay": READERS,
  "GET /diem-nong": READERS,
  "GET /diem-nong/:id": READERS,
  "POST /diem-nong/:id/tiep-nhan": ["officer", "leader"],
  "POST /diem-nong/:id/khong-phai-van-de": ["officer"],
  "POST /diem-nong/:id/tam-ngung": ["officer"],
  "GET /thong-bao": ["officer", "operator"],
  "POST /thong-bao/:id": ["operator"],
  "POST /tam-ngung/:id/ket-thuc": ["officer"],
  "GET /tim-kiem": ["officer", "leader"],
  "GET /xu-huong": READERS,
  "GET /nguon": ["officer", "operator"],
  "GET /nhat-ky": ["operator"],

  // Cases: of those that a unit may ask for, only its own are there for it (web/cases.ts, model/case-commands.ts).
  "GET /vu-viec": CASE_ROLES,
  "GET /vu-viec/:id": CASE_ROLES,
  "GET /vu-viec/:id/xem-truoc": ["officer", "leader"],
  "GET /vu-viec/moi": ["officer"],
  "GET /vu-viec/ket-qua": ["officer", "leader"],
  "POST /vu-viec": ["officer"],
  "POST /vu-viec/:id/xem-xet": ["officer"],
  "POST /vu-viec/:id/sua": ["officer"],
  "POST /vu-viec/:id/gop": ["officer"],
  "POST /vu-viec/:id/khong-lap": ["officer"],
  "POST /vu-viec/:id/chuyen": ["officer", "leader"],
  "POST /vu-viec/:id/tiep-nhan": WORKERS,
  "POST /vu-viec/:id/chuyen-lai": WORKERS,
  "POST /vu-viec/:id/xin-chi-dao": WORKERS,
  "POST /vu-viec/:id/chi-dao": ["leader"],
  "POST /vu-viec/:id/dang-lam": WORKERS,
  "POST /vu-viec/:id/hen-ngay": WORKERS,
  "POST /vu-viec/:id/moi-doi-thoai": ["leader"],
  "POST /vu-viec/:id/bien-ban": ["officer", "leader"],
  "POST /vu-viec/:id/cam-ket": WORKERS,
  "POST /vu-viec/:id/tra-loi": WORKERS,
  "POST /vu-viec/:id/tra-lai": ["officer", "leader"],
  "POST /vu-viec/:id/duyet": ["officer", "leader"],
  "POST /vu-viec/:id/cong-khai": ["officer", "leader"],
  "POST /vu-viec/:id/ket-qua": ["officer", "leader"],
  "POST /vu-viec/:id/mo-lai": ["officer", "leader"],
  "POST /vu-viec/:id/khep-lai": WORKERS,
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
