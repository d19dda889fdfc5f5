import type { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { FastifyInstance, InjectOptions } from "fastify";
import { caseRulesOf } from "../../config/case-rules.ts";
import { readGazetteer } from "../../config/gazetteer.ts";
import {
  calendarSchema,
  caseRulesSchema,
  settingsSchema,
  sourceSchema,
  topicFileSchema,
  unitsSchema,
} from "../../config/schema.ts";
import type { IndexedDocument } from "../../model/document.ts";
import type { ChartDay, HotSpot } from "../../model/hot-spot.ts";
import { type Day, hotSpotId, type Instant, placeId, topicId } from "../../model/ids.ts";
import type { LogFields } from "../../model/log.ts";
import { addDays } from "../../model/time.ts";
import { createCaseDesk } from "../../response/cases/case-desk.ts";
import { createWordsGate } from "../../response/cases/words-gate.ts";
import { acknowledgementLinks } from "../../state/acknowledgements.ts";
import { threadStore } from "../../state/alert-threads.ts";
import { auditLog } from "../../state/audit.ts";
import { caseStore } from "../../state/cases.ts";
import { cellStore } from "../../state/cells.ts";
import { documentStore } from "../../state/documents.ts";
import { freshnessStore } from "../../state/freshness.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import { notificationStore } from "../../state/notifications.ts";
import { openState } from "../../state/open.ts";
import { outcomes } from "../../state/outcomes.ts";
import { pageReadings } from "../../state/page-readings.ts";
import { type PeopleStore, peopleStore, type Role } from "../../state/people.ts";
import { quarantine } from "../../state/quarantine.ts";
import { silenceStore } from "../../state/silences.ts";
import { sourceStore } from "../../state/sources.ts";
import { unitMembers } from "../../state/unit-members.ts";
import type { PortalDeps } from "../../web/deps.ts";
import { createPortal } from "../../web/server.ts";
import { indexedDocument } from "../fakes/indexed-document.ts";
import { memorySearchIndex } from "../fakes/memory-search-index.ts";

export const NOW = new Date("2026-11-25T02:20:00.000Z");
export const TODAY = "2026-11-25" as Day;
export const AN_LAO = placeId("11629@2025-07-01");
export const PASSWORD = "mat-khau-de-thu";
export const SPOT = hotSpotId("spot-1");

const gazetteer = readGazetteer(fileURLToPath(new URL("../../config/gazetteer", import.meta.url)));

const topic = (id: string, vi: string, sensitive = false) =>
  topicFileSchema.parse({
    id,
    name: { vi, en: id },
    description: { vi, en: id },
    sensitive,
    terms: [id],
    examples: [1, 2, 3].map(() => ({ text: id, topic: id })),
  });

export const LINK_KEY = Buffer.alloc(32, 7);

export interface Rig {
  readonly app: FastifyInstance;
  readonly deps: PortalDeps;
  readonly people: PeopleStore;
  readonly logged: LogFields[];
  /** Moves the product's clock on, past what the portal keeps for a while. */
  wait(ms: number): void;
  /** Signs a role in and returns its cookie and the token that its forms carry. */
  signIn(role: Role): Promise<{ readonly cookie: string; readonly csrf: string }>;
  close(): Promise<void>;
}

/** A portal over an empty state in memory; a role has an account once it has signed in. */
export async function portalRig(changes: { readonly baseUrl?: string } = {}): Promise<Rig> {
  let clockMs = NOW.getTime();
  const db = openState(":memory:");
  const people = peopleStore(db);
  const logged: LogFields[] = [];
  const log = { info: () => {}, warn: () => {}, error: (fields: LogFields) => void logged.push(fields) };
  const base: Omit<PortalDeps, "cases"> = {
    settings: settingsSchema.parse({
      area: {
        name: { vi: "Hai xã", en: "Two communes" },
        communes: ["11629", "11647"],
        province: "Hải Phòng",
      },
      crawl: { contact: "https://example.org/contact" },
      web: { baseUrl: changes.baseUrl ?? "http://localhost:8080" },
    }),
    topics: [
      topic("environment", "Môi trường"),
      topic("land", "Đất đai"),
      topic("religion-ethnic", "Tôn giáo, dân tộc", true),
    ],
    sources: [
      sourceSchema.parse({
        id: "forum",
        name: "Diễn đàn thử",
        scope: "local",
        speaker: "citizen",
        legalNote: "công khai",
        shape: "xenforo",
        hosts: ["forum.example"],
        feeds: ["https://forum.example/rss"],
      }),
    ],
    units: unitsSchema.parse({
      units: [
        { id: "kinh-te", name: "Phòng Kinh tế", topics: ["environment"] },
        { id: "van-hoa", name: "Phòng Văn hóa", topics: ["religion-ethnic"] },
        { id: "dia-chinh", name: "Bộ phận Địa chính", topics: ["land"] },
      ],
    }),
    calendar: calendarSchema.parse({ holidays: [] }),
    gazetteer,
    index: memorySearchIndex(),
    cells: cellStore(db),
    hotSpots: hotSpotStore(db),
    sourceStore: sourceStore(db),
    pages: pageReadings(db),
    freshness: freshnessStore(db),
    outcomes: outcomes(db),
    documents: documentStore(db),
    quarantine: quarantine(db),
    audit: auditLog(db),
    people,
    alerts: {
      silences: silenceStore(db),
      threads: threadStore(db),
      links: acknowledgementLinks(db),
      linkKey: () => LINK_KEY,
      notifications: notificationStore(db),
    },
    now: () => new Date(clockMs),
    log,
  };
  const deps: PortalDeps = { ...base, cases: casesOver(db, base) };
  const app = await createPortal(deps);
  const secure = deps.settings.web.baseUrl.startsWith("https:");
  return {
    app,
    deps,
    people,
    logged,
    wait: (ms) => {
      clockMs += ms;
    },
    signIn: async (role) => {
      const known = people.list().find((one) => one.role === role);
      const account = { email: `${role}@example.org`, name: `Người ${role}`, role, password: PASSWORD };
      const person = known ?? (await people.add(account)).person;
      const token = people.openSession(person);
      const csrf = people.session(token)?.csrf ?? "";
      return { cookie: `${secure ? "__Host-" : ""}phien=${token}`, csrf };
    },
    close: async () => {
      await app.close();
      db.close();
    },
  };
}

/** Rules of working days with which the tests reckon. */
export const CASE_RULES_FILE = caseRulesSchema.parse({
  use: "plain",
  ruleSets: [
    {
      id: "plain",
      name: { vi: "Quy chế thử", en: "Test rules" },
      basis: "Quyết định thử",
      kinds: [
        { id: "other", name: { vi: "Việc khác", en: "Other" }, answer: { days: 5 } },
        { id: "urgent", name: { vi: "Khẩn cấp", en: "Urgent" }, answer: { days: 1 } },
      ],
    },
  ],
});

/** Cases over the state; the redactor of the tests takes every word in angle quotes for a name. */
function casesOver(db: DatabaseSync, base: Omit<PortalDeps, "cases">): PortalDeps["cases"] {
  const rules = caseRulesOf(CASE_RULES_FILE, base.calendar);
  const store = caseStore(db);
  const redact = (text: string) => ({
    text,
    spans: [...text.matchAll(/‹[^›]+›/g)].map((found) => ({
      start: found.index,
      end: found.index + found[0].length,
      type: "name" as const,
    })),
  });
  const desk = createCaseDesk({
    store,
    documents: base.documents,
    hotSpots: base.hotSpots,
    gate: createWordsGate({ index: base.index, redact, phrases: ["Phòng Kinh tế", "xã An Lão"] }),
    rules,
    knowsUnit: (unit) => base.units.units.some(({ id }) => id === unit),
    isSensitive: (topic) => topic === "religion-ethnic",
    titleOf: (topic) => `Việc về ${topic}`,
    otherTopic: topicId("environment"),
    now: base.now,
  });
  return { store, desk, rules, file: CASE_RULES_FILE, members: unitMembers(db) };
}

/** A form as one of our own pages sends it. */
export function formPost(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): InjectOptions {
  return {
    method: "POST",
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "sec-fetch-site": "same-origin",
      origin: "null",
      ...headers,
    },
  };
}

/** Puts comments of different authors of one week into the index. */
export async function comments(
  deps: PortalDeps,
  count: number,
  changes: (at: number) => Partial<IndexedDocument> = () => ({}),
): Promise<void> {
  await deps.index.upsert(
    Array.from({ length: count }, (_, at) =>
      indexedDocument(`c${at}`, {
        publishedAt: "2026-11-23T03:00:00.000Z" as Instant,
        topics: [topicId("environment")],
        places: [AN_LAO],
        text: `Rác ùn ứ ở chợ ${at}`,
        ...changes(at),
      }),
    ),
  );
}

/** Records one open hot spot at An Lão. */
export function recordSpot(
  deps: PortalDeps,
  changes: Partial<HotSpot["explanation"]> = {},
  level: HotSpot["level"] = "high",
): void {
  const day = addDays(TODAY, -1);
  const chart: readonly ChartDay[] = Array.from({ length: 56 }, (_, at) => ({
    day: addDays(day, at - 55),
    observed: at > 53 ? 11 : null,
    expected: 1.2,
    low: 0,
    high: 4,
    outage: at === 40 ? "Diễn đàn thử" : null,
    holiday: null,
  }));
  const common = { topic: topicId("environment"), places: [AN_LAO], voices: 11, expected: 1.2 };
  const sentence =
    changes.sentence ?? "Môi trường, xã An Lão: 11 ý kiến độc lập trong 3 ngày, thường khoảng 1";
  deps.hotSpots.record(day, {
    events: [
      {
        day,
        hotSpotId: SPOT,
        event: "opened",
        level,
        score: 6,
        failedGates: [],
        sentence,
        ...common,
      },
    ],
    closes: true,
    traces: [
      {
        id: SPOT,
        day,
        channel: "public",
        level,
        active: true,
        openedOn: day,
        lastActiveOn: day,
        clearedOn: null,
        reportedVoices: 11,
        quietDays: 0,
        ...common,
      },
    ],
    explanations: new Map([
      [
        SPOT,
        {
          since: day,
          voices: 11,
          expected: 1.2,
          score: 6,
          chart,
          sources: [{ group: "Diễn đàn thử", sharePercent: 60 }],
          items: 14,
          echoes: 2,
          negativeSharePercent: 80,
          usualNegativeSharePercent: 30,
          phrases: ["rác ùn ứ"],
          institutions: [],
          gates: [{ gate: "voices", passed: true, detail: "11 ý kiến độc lập, cần ít nhất 5." }],
          doubts: [],
          ...changes,
          sentence,
        },
      ],
    ]),
  });
}
