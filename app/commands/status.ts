import type { ChannelsSettings } from "../../config/notification-settings.ts";
import type { SecretPlace } from "../../config/schema.ts";
import { quotaUse } from "../../crawlers/platforms/quota.ts";
import { sourceId } from "../../model/ids.ts";
import { addDays, dayOf, instantOf } from "../../model/time.ts";
import type { Freshness } from "../../state/freshness.ts";
import { hotSpotStore } from "../../state/hot-spots.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { portalAlerts } from "../notifications.ts";
import { openStores } from "../product.ts";
import { secretsFrom } from "../secrets.ts";

/** Figures of freshness and of parsers cover this many days. */
const FIGURE_DAYS = 7;
/** Fewer items are not told: of residents' items no small number is, and a percentile of them says nothing. */
const FEWEST_ITEMS = 5;

function rounded(minutes: Freshness | undefined): { readonly p50: number; readonly p95: number } | null {
  if (minutes === undefined || minutes.items < FEWEST_ITEMS) return null;
  return { p50: Math.round(minutes.p50 * 10) / 10, p95: Math.round(minutes.p95 * 10) / 10 };
}

/** What works and what does not, one line a matter: sources, queue, quarantine, detection, mail, backup, audit. */
export async function status(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    const today = dayOf(instantOf(now()));
    const fresh = stores.freshness.bySource(addDays(today, -FIGURE_DAYS));
    const dispositions = stores.outcomes.bySource();
    const held = stores.documents.countsBySource();
    const quarantined = stores.quarantine.countBySource();
    const feeds = stores.sources.feeds();
    const ids = new Set([
      ...config.sources.filter((source) => source.enabled).map((source) => source.id),
      ...dispositions.keys(),
    ]);
    for (const id of [...ids].sort()) {
      const own = feeds.filter((feed) => feed.sourceId === id);
      const ailing =
        own.find((feed) => feed.failures > 0 || feed.state !== "ok") ?? stores.pages.state(sourceId(id));
      io.out(
        JSON.stringify({
          source: id,
          state: own.length === 0 ? "not-polled" : (ailing?.state ?? "ok"),
          problem: ailing?.problem ?? null,
          lastSuccessAt:
            own
              .map((feed) => feed.lastSuccessAt)
              .filter((at) => at !== null)
              .sort()
              .at(-1) ?? null,
          documents: held.get(id) ?? { institution: 0, citizen: 0 },
          dispositions: dispositions.get(id) ?? {},
          quarantined: quarantined.get(id) ?? 0,
          minutesToSearchable: rounded(fresh.get(id)),
          parsers: stores.pages.sums(sourceId(id), addDays(today, -FIGURE_DAYS), today).byParser,
        }),
      );
    }
    for (const source of config.sources.filter(({ enabled, platform }) => enabled && platform)) {
      const use = quotaUse(stores.marks, source.id, now().getTime());
      io.out(JSON.stringify({ quota: source.id, ...use, of: source.platform?.quotaPerDay }));
    }
    for (const [name, minutes] of stores.freshness.byClass(addDays(today, -FIGURE_DAYS)))
      io.out(JSON.stringify({ freshness: name, minutes: rounded(minutes) }));
    const waiting = stores.db.prepare("SELECT stage, count(*) AS n FROM jobs GROUP BY stage").all();
    io.out(
      JSON.stringify({
        queue: Object.fromEntries(waiting.map((row) => [row.stage, row.n])),
        at: instantOf(now()),
      }),
    );
    const spots = hotSpotStore(stores.db);
    io.out(
      JSON.stringify({
        detection: { lastClosedDay: spots.lastClosedDay(), open: spots.list({ states: ["open"] }).length },
      }),
    );
    io.out(
      JSON.stringify({
        mail:
          config.settings.mail === null
            ? "not configured: alerts are recorded, nobody is mailed"
            : config.settings.mail.host,
      }),
    );
    const { silences, notifications } = portalAlerts(stores);
    io.out(
      JSON.stringify({
        notifications: notifications.counts(),
        silences: silences.activeAt(instantOf(now())).length,
      }),
    );
    for (const [channel, place] of channelSecrets(config.settings.channels)) {
      const found = secretsFrom(process.env).read(place) !== null;
      const where = "file" in place ? place.file : `$${place.environment}`;
      io.out(JSON.stringify({ channel, secret: found ? "found" : `missing: nothing stands in ${where}` }));
    }
    io.out(JSON.stringify({ backup: stores.marks.get("backup.last") }));
    for (const failed of stores.quarantine.list(20)) io.out(JSON.stringify({ quarantine: failed }));
    return 0;
  } finally {
    await stores.close();
  }
}

/** Where the secret of each channel lies. */
function channelSecrets(channels: ChannelsSettings): readonly (readonly [string, SecretPlace])[] {
  const { webhooks, zaloOa, zns, sms } = channels;
  const named = { "zalo-oa": zaloOa?.token, zns: zns?.token, sms: sms?.token };
  return [
    ...webhooks.map(({ id, secret }) => [`webhook:${id}`, secret] as const),
    ...Object.entries(named).flatMap(([name, place]) =>
      place === undefined ? [] : [[name, place] as const],
    ),
  ];
}
