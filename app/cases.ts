import type { Redactor } from "../analyzers/redaction/redactor.ts";
import { caseRulesOf } from "../config/case-rules.ts";
import type { Config } from "../config/config.ts";
import type { CaseRules } from "../model/case-rules.ts";
import type { TopicId } from "../model/ids.ts";
import type { Clock } from "../model/time.ts";
import { instantOf } from "../model/time.ts";
import { type CaseDesk, createCaseDesk } from "../response/cases/case-desk.ts";
import { caseRound, type RoundReport } from "../response/cases/case-rounds.ts";
import { writeReminders } from "../response/cases/reminders.ts";
import { createWordsGate } from "../response/cases/words-gate.ts";
import { number } from "../response/format.ts";
import { namesIn } from "../response/mail/names.ts";
import { type CaseStore, caseStore } from "../state/cases.ts";
import { hotSpotStore } from "../state/hot-spots.ts";
import { peopleStore } from "../state/people.ts";
import { reportStore } from "../state/reports.ts";
import { type UnitMembers, unitMembers } from "../state/unit-members.ts";
import type { Area } from "./areas.ts";
import type { Notifications } from "./notifications.ts";
import { buildRedactor, type Stores } from "./product.ts";

/** Cases, joined from configuration and state. */
export interface Cases {
  readonly store: CaseStore;
  readonly desk: CaseDesk;
  readonly rules: CaseRules;
  readonly members: UnitMembers;
  /** Begins and opens cases as the product may by itself. */
  round(): Promise<RoundReport>;
  /** Writes the reminders that are due; they are sent with everything else that waits. */
  remind(notifications: Notifications): number;
}

/** Sentences that the product writes into histories. */
const ROUND_WORDS = {
  notAnIssue: "Điểm nóng đã được đánh dấu: không phải vấn đề.",
  volumeBack: (voices: number, expected: number) =>
    `Người dân nói lại về việc này: ${number(voices)} ý kiến độc lập trong 72 giờ, thường khoảng ${number(expected)}.`,
};

export function casesOf(config: Config, area: Area, stores: Stores, now: Clock): Cases {
  const { settings, units, gazetteer, topics } = config;
  const names = namesIn(config, "vi");
  const rules = caseRulesOf(config.caseRules, config.calendar);
  const hotSpots = hotSpotStore(stores.db);
  const members = unitMembers(stores.db);
  const store = caseStore(stores.db);
  let redactor: Redactor | null = null;
  const gate = createWordsGate({
    index: stores.index,
    // Its tables take most of a second to build: only who writes something waits for them, once.
    redact: (text) => {
      redactor ??= buildRedactor(config);
      return redactor.redact(text);
    },
    phrases: [
      ...units.units.map(({ name }) => name),
      ...area.communes.map((id) => gazetteer.unitById.get(id)?.label ?? id),
      "Ủy ban nhân dân",
    ],
  });
  const desk = createCaseDesk({
    store,
    documents: stores.documents,
    hotSpots,
    gate,
    rules,
    knowsUnit: (unit) => units.units.some(({ id }) => id === unit),
    isSensitive: area.isSensitive,
    titleOf: (topic, places) => {
      const where = places.map((place) => names.place(place)).join(", ");
      return `${names.topic(topic)}, ${where === "" ? settings.area.name.vi.toLocaleLowerCase("vi") : where}`;
    },
    otherTopic: (topics[0]?.id ?? "") as TopicId,
    now,
  });
  return {
    store,
    desk,
    rules,
    members,
    round: () =>
      caseRound({ store, desk, hotSpots, reports: reportStore(stores.db), words: ROUND_WORDS, now }),
    remind: ({ delivery }) =>
      writeReminders(
        {
          store,
          notifications: delivery.notifications,
          rules,
          people: () => peopleStore(stores.db).list(),
          unitOf: members.unitOf,
          unitName: (unit) => units.units.find(({ id }) => id === unit)?.name ?? unit,
          areaName: (language) => settings.area.name[language],
          baseUrl: settings.web.baseUrl,
          from: settings.mail?.from ?? null,
        },
        instantOf(now()),
      ),
  };
}
