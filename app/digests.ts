import type { Config } from "../config/config.ts";
import type { TopicId, Week } from "../model/ids.ts";
import { type DigestDeps, runDigest, writeDigest } from "../pipeline/stages/digest.ts";
import { namesIn } from "../response/mail/names.ts";
import { digestStore } from "../state/digests.ts";
import { hotSpotStore } from "../state/hot-spots.ts";
import { lateItems } from "../state/late-items.ts";
import type { Area } from "./areas.ts";
import type { Notifications } from "./notifications.ts";
import type { Stores } from "./product.ts";

/** The weekly report, joined from configuration and state. */
export interface Digests {
  /** Mails it, once per week and reader; answers a sentence where something did not arrive. */
  send(week: Week): Promise<string | null>;
  /** Writes it as files and answers their paths. */
  write(week: Week, directory: string): Promise<readonly string[]>;
}

export function digestsOf(config: Config, area: Area, stores: Stores, notifications: Notifications): Digests {
  const deps: DigestDeps = {
    inputs: {
      cells: stores.cells,
      hotSpots: hotSpotStore(stores.db),
      sources: stores.sources,
      index: stores.index,
      lateItems: (from, to) => lateItems(stores.db, from, to),
      topics: config.topics.map((topic) => ({ id: topic.id as TopicId, sensitive: topic.sensitive })),
      communes: area.communes,
      floors: config.settings.floors,
      configured: config.sources.filter((source) => source.enabled),
    },
    digests: digestStore(stores.db),
    people: notifications.deps.people,
    delivery: notifications.delivery,
    names: (language) => namesIn(config, language),
    areaName: (language) => config.settings.area.name[language],
    baseUrl: config.settings.web.baseUrl,
    from: config.settings.mail?.from ?? null,
  };
  return {
    send: async (week) => (await runDigest(week, deps)).sentence,
    write: (week, directory) => writeDigest(week, directory, deps),
  };
}
