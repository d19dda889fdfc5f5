import { caseRulesOf } from "../config/case-rules.ts";
import type { Config } from "../config/config.ts";
import type { HotSpot } from "../model/hot-spot.ts";
import type { Day } from "../model/ids.ts";
import type { Logger } from "../model/log.ts";
import { addDays, addMs, type Clock, instantOf } from "../model/time.ts";
import { type NotifyDeps, runNotify } from "../pipeline/stages/notify.ts";
import { alertChart } from "../response/alerts/alert-chart.ts";
import { openChannels } from "../response/alerts/channels/registry.ts";
import { type DeliveryDeps, processOwner, recoverDeliveries } from "../response/alerts/delivery.ts";
import { createSharedTexts, type StoryQuery } from "../response/alerts/evidence.ts";
import { namesIn } from "../response/mail/names.ts";
import { acknowledgementLinks } from "../state/acknowledgements.ts";
import { threadStore } from "../state/alert-threads.ts";
import { hotSpotStore } from "../state/hot-spots.ts";
import { notificationStore } from "../state/notifications.ts";
import { peopleStore } from "../state/people.ts";
import { silenceStore } from "../state/silences.ts";
import type { PortalAlerts } from "../web/deps.ts";
import type { Area } from "./areas.ts";
import type { Stores } from "./product.ts";
import { secretsFrom } from "./secrets.ts";

/** Telling people, joined from configuration and state. */
export interface Notifications {
  readonly delivery: DeliveryDeps;
  readonly deps: NotifyDeps;
  /** Tells what holds on a day; answers a sentence for each thing that did not arrive. */
  notifyDay(day: Day): Promise<readonly string[]>;
}

export function notificationsOf(
  config: Config,
  area: Area,
  stores: Stores,
  now: Clock,
  log: Logger,
  options: { readonly patient: boolean },
): Notifications {
  const people = peopleStore(stores.db);
  const delivery: DeliveryDeps = {
    notifications: notificationStore(stores.db),
    channels: openChannels({ settings: config.settings, secret: secretsFrom(process.env).read }),
    audit: stores.audit,
    log,
    now,
    owner: processOwner(),
  };
  recoverDeliveries(delivery);
  const links = acknowledgementLinks(stores.db);
  links.forget(addMs(instantOf(now()), -LINKS_KEPT_MS));
  const shared = createSharedTexts({ config, area, stores });
  const deps: NotifyDeps = {
    hotSpots: hotSpotStore(stores.db),
    people: () => people.list(),
    delivery,
    policy: config.settings.notifications,
    calendar: config.calendar,
    officeHours: caseRulesOf(config.caseRules, config.calendar).hours,
    silences: silenceStore(stores.db),
    threads: threadStore(stores.db),
    sharedTexts: (a, b) => shared(storyOf(a), storyOf(b)),
    links: {
      links,
      key: stores.linkKey,
      baseUrl: config.settings.web.baseUrl,
      hours: config.settings.notifications.acknowledgeLinkHours,
    },
    names: (language) => namesIn(config, language),
    isSensitive: area.isSensitive,
    chart: async (explanation) => alertChart(explanation),
    unitFor: (topic, places) => unitFor(config, topic, places),
    areaName: (language) => config.settings.area.name[language],
    baseUrl: config.settings.web.baseUrl,
    from: config.settings.mail?.from ?? null,
    ...(options.patient
      ? { pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }
      : {}),
  };
  return {
    delivery,
    deps,
    notifyDay: async (day) => {
      const { sentence } = await runNotify(day, deps);
      return sentence === null ? [] : [sentence];
    },
  };
}

/** A link that ended long ago is forgotten: whoever opens it then reads that it is wrong. */
const LINKS_KEPT_MS = 30 * 86_400_000;

/** What the portal reads and writes of telling people. */
export function portalAlerts({ db, linkKey }: Pick<Stores, "db" | "linkKey">): PortalAlerts {
  return {
    silences: silenceStore(db),
    threads: threadStore(db),
    links: acknowledgementLinks(db),
    linkKey,
    notifications: notificationStore(db),
  };
}

/** The texts of a hot spot since it opened. */
function storyOf({ topic, places, channel, openedOn, lastActiveOn }: HotSpot): StoryQuery {
  return { topic, places, channel, from: addDays(openedOn, -2), to: lastActiveOn };
}

/** The unit that configuration names for a topic, or for its family; one for the place before one for everywhere. */
function unitFor(config: Config, topic: string, places: readonly string[]): string | null {
  const family = topic.split("/")[0] ?? topic;
  const fitting = config.units.units.filter(
    (unit) => unit.topics.includes(topic) || unit.topics.includes(family),
  );
  const codes = places.map((place) => place.split("@")[0] ?? "");
  const local = fitting.find((unit) => unit.communes.some((code) => codes.includes(code)));
  return (local ?? fitting.find((unit) => unit.communes.length === 0))?.name ?? null;
}
