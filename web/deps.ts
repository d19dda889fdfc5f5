import type { Gazetteer } from "../config/gazetteer.ts";
import type {
  Calendar,
  CaseRulesFile,
  Settings,
  SourceSettings,
  TopicFile,
  Units,
} from "../config/schema.ts";
import type { CaseRules } from "../model/case-rules.ts";
import type { Logger } from "../model/log.ts";
import type { Clock } from "../model/time.ts";
import type { CaseDesk } from "../response/cases/case-desk.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { AcknowledgementLinks } from "../state/acknowledgements.ts";
import type { ThreadStore } from "../state/alert-threads.ts";
import type { AuditLog } from "../state/audit.ts";
import type { CaseStore } from "../state/cases.ts";
import type { CellStore } from "../state/cells.ts";
import type { DocumentStore } from "../state/documents.ts";
import type { FreshnessStore } from "../state/freshness.ts";
import type { HotSpotStore } from "../state/hot-spots.ts";
import type { NotificationStore } from "../state/notifications.ts";
import type { Outcomes } from "../state/outcomes.ts";
import type { PageReadings } from "../state/page-readings.ts";
import type { PeopleStore } from "../state/people.ts";
import type { Quarantine } from "../state/quarantine.ts";
import type { SilenceStore } from "../state/silences.ts";
import type { SourceStore } from "../state/sources.ts";
import type { UnitMembers } from "../state/unit-members.ts";

/** Cases as the portal reads them and works on them. */
export interface PortalCases {
  readonly store: CaseStore;
  readonly desk: CaseDesk;
  readonly rules: CaseRules;
  /** The rules as they are written down, with their name and paper. */
  readonly file: CaseRulesFile;
  readonly members: UnitMembers;
}

/** What the portal reads and writes of telling people. */
export interface PortalAlerts {
  readonly silences: SilenceStore;
  readonly threads: Pick<ThreadStore, "all">;
  readonly links: Pick<AcknowledgementLinks, "get" | "use">;
  readonly linkKey: () => Uint8Array;
  readonly notifications: Pick<NotificationStore, "latest" | "about" | "reconcile" | "counts">;
}

/** Everything that the portal reads or writes. It closes none of it: whoever built a part closes it. */
export interface PortalDeps {
  readonly settings: Settings;
  readonly topics: readonly TopicFile[];
  readonly sources: readonly SourceSettings[];
  readonly units: Units;
  readonly calendar: Calendar;
  /** Its boundaries draw the map. */
  readonly gazetteer: Gazetteer;
  readonly index: SearchIndex;
  readonly cells: CellStore;
  readonly hotSpots: HotSpotStore;
  readonly sourceStore: SourceStore;
  readonly pages: PageReadings;
  readonly freshness: FreshnessStore;
  readonly outcomes: Outcomes;
  readonly documents: DocumentStore;
  readonly quarantine: Quarantine;
  readonly audit: AuditLog;
  readonly people: PeopleStore;
  readonly cases: PortalCases;
  readonly alerts: PortalAlerts;
  /** The product's clock, which `--now` may move; sessions do not follow it. */
  readonly now: Clock;
  /** Told of failures, by route pattern only: an address may hold what somebody searched for. */
  readonly log: Logger;
}
