import type { DatabaseSync } from "node:sqlite";
import type { z } from "zod";
import { type ChannelsSettings, notificationsSchema } from "../../../config/notification-settings.ts";
import type { Instant } from "../../../model/ids.ts";
import type { LogFields } from "../../../model/log.ts";
import { addMs, epochMs } from "../../../model/time.ts";
import type { NotifyDeps } from "../../../pipeline/stages/notify.ts";
import { alertChart } from "../../../response/alerts/alert-chart.ts";
import { openChannels } from "../../../response/alerts/channels/registry.ts";
import { type DeliveryDeps, processOwner } from "../../../response/alerts/delivery.ts";
import type { Recipient } from "../../../response/alerts/recipients.ts";
import { acknowledgementLinks } from "../../../state/acknowledgements.ts";
import { threadStore } from "../../../state/alert-threads.ts";
import { auditLog } from "../../../state/audit.ts";
import { hotSpotStore } from "../../../state/hot-spots.ts";
import { notificationStore } from "../../../state/notifications.ts";
import { silenceStore } from "../../../state/silences.ts";

export const OFFICER: Recipient = person("p-officer", "officer", "can-bo@anlao.example");
export const LEADER: Recipient = person("p-leader", "leader", "lanh-dao@anlao.example");

/** A member of staff. */
export function person(id: string, role: string, email: string, language: "vi" | "en" = "vi"): Recipient {
  return { id, role, email, language, disabled: false };
}

/** A clock that a test moves. */
export class MovedClock {
  at = "2026-11-22T03:00:00.000Z" as Instant;
  forward(ms: number): void {
    this.at = addMs(this.at, ms);
  }
  readonly read = (): Date => new Date(epochMs(this.at));
}

/** What a test chooses; without a port there is no mail server configured. */
export interface Choices {
  readonly port?: number;
  readonly people?: readonly Recipient[];
  readonly clock?: MovedClock;
  readonly answerTimeoutMs?: number;
  readonly channels?: ChannelsSettings;
  readonly policy?: z.input<typeof notificationsSchema>;
  /** The share of texts that any two hot spots have in common. */
  readonly sharedTexts?: number;
  readonly logs?: (LogFields & { readonly message: string })[];
}

export const LINK_KEY = Buffer.alloc(32, 7);
const FROM = "Lắng Nghe <lang-nghe@anlao.example>";

/** Delivery over the real stores and channels, as one process has it: each call is a process of its own. */
export function deliveryOf(db: DatabaseSync, choices: Choices = {}): DeliveryDeps {
  const clock = choices.clock ?? new MovedClock();
  const mail =
    choices.port === undefined
      ? null
      : {
          host: "127.0.0.1",
          port: choices.port,
          secure: false,
          from: FROM,
          user: null,
          passwordFile: null,
          operator: null,
        };
  const note = (fields: LogFields, message: string): void => {
    choices.logs?.push({ ...fields, message });
  };
  return {
    notifications: notificationStore(db),
    channels: openChannels({
      settings: { mail, ...(choices.channels ? { channels: choices.channels } : {}) },
      secret: () => "bi-mat-thu",
      answerTimeoutMs: choices.answerTimeoutMs ?? 5_000,
    }),
    audit: auditLog(db),
    log: { info: note, warn: note, error: note },
    now: clock.read,
    owner: processOwner(),
  };
}

/** Everything `runNotify` needs. */
export function notifyDeps(db: DatabaseSync, choices: Choices = {}): NotifyDeps {
  const placeNames: Record<string, string> = {
    "11629@2025-07-01": "xã An Lão",
    "11647@2025-07-01": "xã An Quang",
  };
  return {
    hotSpots: hotSpotStore(db),
    people: () => choices.people ?? [OFFICER, LEADER],
    delivery: deliveryOf(db, choices),
    policy: notificationsSchema.parse(choices.policy ?? {}),
    calendar: { holidays: [], makeUpDays: [] },
    officeHours: { from: 8, to: 17 },
    silences: silenceStore(db),
    threads: threadStore(db),
    sharedTexts: async () => choices.sharedTexts ?? 0,
    links: {
      links: acknowledgementLinks(db),
      key: () => LINK_KEY,
      baseUrl: "https://langnghe.example/",
      hours: 72,
    },
    names: (language) => ({
      topic: () => (language === "vi" ? "Rác thải" : "Waste"),
      place: (id) => placeNames[id] ?? id,
      group: (id) => id,
    }),
    isSensitive: (topic) => topic === "religion-ethnic",
    chart: async (explanation) => alertChart(explanation),
    unitFor: () => "Phòng Kinh tế",
    areaName: (language) => (language === "vi" ? "Năm xã An Lão" : "The five communes of An Lão"),
    baseUrl: "https://langnghe.example/",
    from: choices.port === undefined ? null : FROM,
  };
}
