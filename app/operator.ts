import type { Config } from "../config/config.ts";
import { type Clock, instantOf } from "../model/time.ts";
import { checkHealth, type WatchDeps } from "../response/operator/watch.ts";
import { digestStore } from "../state/digests.ts";
import { incidentStore } from "../state/incidents.ts";
import type { Notifications } from "./notifications.ts";
import type { Stores } from "./product.ts";

/** Looks at what may have fallen silent, and tells the operator; also the process's heartbeat. */
export function operatorWatch(
  config: Config,
  stores: Stores,
  notifications: Notifications,
  now: Clock,
): () => Promise<void> {
  const names = new Map(config.sources.map((source) => [source.id, source.name]));
  const deps: WatchDeps = {
    health: {
      sources: stores.sources,
      digests: digestStore(stores.db),
      marks: stores.marks,
      configured: config.sources,
      settings: config.settings,
    },
    incidents: incidentStore(stores.db),
    delivery: notifications.delivery,
    operator: config.settings.mail?.operator ?? null,
    language: "vi",
    sourceName: (id) => names.get(id) ?? id,
    areaName: config.settings.area.name.vi,
    from: config.settings.mail?.from ?? null,
  };
  return async () => {
    await checkHealth(deps, instantOf(now()));
  };
}
