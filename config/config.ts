import type { Gazetteer } from "./gazetteer.ts";
import type {
  AlertRule,
  Calendar,
  CaseRulesFile,
  LexiconFile,
  Settings,
  SourceSettings,
  TopicFile,
  Units,
} from "./schema.ts";

/** One mistake in configuration: where it stands, what stands there, and what to do about it. */
export interface Problem {
  readonly file: string;
  readonly line: number | null;
  readonly path: string;
  readonly value: string;
  readonly remedy: string;
}

/** Everything that an operator edits, parsed once and trusted from here on. */
export interface Config {
  readonly directory: string;
  readonly settings: Settings;
  readonly sources: readonly SourceSettings[];
  readonly topics: readonly TopicFile[];
  readonly lexicons: readonly LexiconFile[];
  readonly gazetteer: Gazetteer;
  readonly units: Units;
  readonly calendar: Calendar;
  readonly caseRules: CaseRulesFile;
  readonly alertRules: readonly AlertRule[];
}
