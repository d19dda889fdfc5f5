import type { FastifyReply, FastifyRequest } from "fastify";
import type { Boundary } from "../config/gazetteer.ts";
import type { Language, Person, Session } from "../state/people.ts";
import type { PortalDeps } from "./deps.ts";
import { number } from "./format.ts";
import { type Markup, render } from "./html.ts";
import { en } from "./locale/en.ts";
import { type Catalogue, vi } from "./locale/vi.ts";
import type { ScreenNames } from "./names.ts";
import type { Past } from "./past.ts";
import type { PortalCookies } from "./security/cookies.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; null where nobody is signed in. Set before any route runs. */
    staff: Session | null;
  }
}

/** What every route of the portal works with. */
export interface Kit {
  readonly deps: PortalDeps;
  readonly names: ScreenNames;
  readonly cookies: PortalCookies;
  /** The closed days, as counted. */
  readonly past: () => Past;
  /** Changes with the files that pages load, so that a browser may keep them. */
  readonly assetVersion: string;
}

/** What every view needs to know of the one who reads it. */
export interface Reader {
  readonly t: Catalogue;
  readonly language: Language;
  /** null on public pages read without signing in. */
  readonly person: Person | null;
  /** Stands in every form of the page; empty where there is no session. */
  readonly csrf: string;
  /** The address of the page itself, with its query, for forms that come back to it. */
  readonly here: string;
  readonly now: Date;
  readonly areaName: string;
  readonly names: ScreenNames;
  readonly assetVersion: string;
  /** Voices that a shown number needs, as configured. */
  readonly floor: number;
  /** The higher one of sensitive subjects. */
  readonly sensitiveFloor: number;
  /** Outlines of the communes of today. */
  readonly boundaries: readonly Boundary[];
  /** Writes a number as the reader's language does. */
  number(value: number): string;
}

/** A staff member's language is their own; `?lang=` chooses on public pages. */
export function readerOf(kit: Kit, request: FastifyRequest): Reader {
  const asked = (request.query as Record<string, unknown> | null)?.lang;
  const person = request.staff?.person ?? null;
  const language = person?.language ?? (asked === "en" ? "en" : "vi");
  return {
    t: language === "vi" ? vi : en,
    language,
    person,
    csrf: request.staff?.csrf ?? "",
    here: request.url,
    now: kit.deps.now(),
    areaName: kit.deps.settings.area.name[language],
    names: kit.names,
    assetVersion: kit.assetVersion,
    floor: kit.deps.settings.floors.voices,
    sensitiveFloor: kit.deps.settings.floors.sensitiveVoices,
    boundaries: kit.deps.gazetteer.boundaries,
    number: (value) => number(value, language),
  };
}

/** Sends a finished page. */
export function sendPage(reply: FastifyReply, page: Markup, status = 200): FastifyReply {
  return reply.code(status).type("text/html; charset=utf-8").send(render(page));
}

/** One value of a query or form field; the first where several were sent; empty where none. */
export function field(from: unknown, name: string): string {
  if (typeof from !== "object" || from === null) return "";
  const value: unknown = Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : "";
}

/** All values of a query field, at most 20. */
export function fields(from: unknown, name: string): readonly string[] {
  if (typeof from !== "object" || from === null) return [];
  const value: unknown = Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === "string" && one !== "").slice(0, 20);
}
