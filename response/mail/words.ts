import type { Gate, HotSpotEventKind, Level } from "../../model/hot-spot.ts";
import type { Day, Instant, Week } from "../../model/ids.ts";

/** Everything mails say, in one language; a language that lacks a sentence does not compile. Counts come already judged. */
export interface MailWords {
  readonly language: "vi" | "en";
  readonly product: string;
  readonly day: (day: Day) => string;
  /** Day and hour on the clocks of Viet Nam. */
  readonly moment: (instant: Instant) => string;
  readonly week: (week: Week) => string;
  /** A week with its first and last day. */
  readonly weekDays: (week: Week, from: Day, to: Day) => string;
  readonly number: (value: number) => string;
  /** A count, or the words for one below the floor. */
  readonly count: (value: number | null) => string;
  readonly level: Readonly<Record<Level, string>>;
  readonly signal: string;
  readonly wholeArea: string;
  readonly list: (parts: readonly string[]) => string;
  readonly usually: (expected: number) => string;
  /** Where the whole band lies below the floor. */
  readonly usuallyBelowFloor: (floor: string) => string;
  readonly voicesIn3Days: (voices: string) => string;
  readonly alert: AlertWords;
  readonly digest: DigestWords;
  readonly operator: OperatorWords;
}

export interface AlertWords {
  readonly subjectTag: (level: string, event: HotSpotEventKind) => string;
  readonly reopened: string;
  readonly event: Readonly<Record<Exclude<HotSpotEventKind, "cleared">, string>>;
  readonly since: (day: string) => string;
  readonly times: (times: number) => string;
  readonly reach: (items: string, echoes: string) => string;
  readonly chartAlt: (sentence: string) => string;
  readonly lastDays: string;
  readonly tableDay: string;
  readonly tableObserved: string;
  readonly tableExpected: string;
  readonly outage: string;
  readonly whyTold: string;
  readonly whyWrong: string;
  readonly nothingDoubtful: string;
  readonly gate: Readonly<Record<Gate, string>>;
  readonly heardFrom: (sources: string) => string;
  readonly tone: (now: number, usual: number | null) => string;
  readonly phrases: string;
  readonly noPhrases: string;
  /** In place of words, for subjects of which only counts are told. */
  readonly sensitive: string;
  readonly institutions: string;
  readonly noInstitutions: string;
  readonly actions: string;
  readonly actionList: readonly { readonly name: string; readonly meaning: string }[];
  readonly suggestedUnit: (unit: string) => string;
  readonly open: string;
  readonly acknowledge: string;
  /** Under the button: what it does and does not do. */
  readonly acknowledgeNote: string;
  readonly escalated: (hours: string) => string;
  readonly together: (stories: string) => string;
  readonly receivedBy: (roles: string) => string;
  readonly role: (role: string, count: number) => string;
  readonly promise: string;
}

export interface DigestWords {
  readonly title: (week: string) => string;
  readonly subject: (week: string, finding: string) => string;
  readonly upTo: (day: string) => string;
  readonly calm: string;
  readonly changed: string;
  readonly decide: string;
  readonly closed: string;
  readonly risen: (topics: string) => string;
  readonly fallen: (topics: string) => string;
  readonly newSpots: (count: number) => string;
  readonly undecided: (count: number) => string;
  readonly nothingToDecide: string;
  readonly closedSpots: (count: number) => string;
  readonly nothingClosed: string;
  readonly unheard: (count: number) => string;
  readonly hotSpots: string;
  readonly noHotSpots: string;
  readonly openOnes: string;
  readonly newOnes: string;
  readonly closedOnes: string;
  readonly watched: string;
  readonly more: (count: number) => string;
  readonly age: (days: number) => string;
  readonly acknowledged: (day: string) => string;
  readonly notAcknowledged: string;
  readonly topics: string;
  readonly topicsNote: string;
  readonly noTopics: string;
  readonly noBaseline: string;
  readonly above: string;
  readonly below: string;
  /** In place of a figure that a hot spot above tells already. */
  readonly seeSpots: string;
  readonly peak: (voices: string) => string;
  readonly band: (low: string, high: string) => string;
  readonly places: string;
  readonly placesNote: string;
  readonly step: readonly [string, string, string, string, string];
  readonly unknownStep: string;
  readonly institutions: string;
  readonly noInstitutions: string;
  readonly echoes: (count: number) => string;
  readonly hearing: string;
  readonly heard: (sources: string) => string;
  readonly allHeard: string;
  readonly gap: (source: string, from: string, to: string | null, reason: string) => string;
  readonly gapEffect: string;
  readonly reason: {
    readonly answered: (code: string) => string;
    readonly timeout: string;
    readonly robots: string;
    readonly rebuilt: string;
    readonly refuses: string;
    readonly few: string;
    readonly missed: string;
    readonly other: string;
  };
  readonly late: (articles: string, voices: string) => string;
  readonly method: string;
  readonly methodText: readonly string[];
  readonly alertsSent: (count: number) => string;
  readonly openPortal: string;
  readonly youtube: string;
}

export interface OperatorWords {
  readonly subjectTag: string;
  readonly wellTag: string;
  readonly silentSource: (name: string, since: string, reason: string) => string;
  readonly sourceBack: (name: string) => string;
  readonly sourceRemedy: string;
  readonly digestMissing: (week: string) => string;
  readonly digestBack: (week: string) => string;
  readonly digestRemedy: string;
  readonly backupOverdue: (last: string | null, hours: number) => string;
  readonly backupBack: string;
  readonly backupRemedy: string;
  readonly processSilent: (from: string, to: string) => string;
  readonly processRemedy: string;
  readonly whatToDo: string;
  readonly status: string;
  readonly test: string;
  readonly testBody: (area: string) => string;
}
