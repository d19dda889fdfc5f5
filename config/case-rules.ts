import type { CaseRules } from "../model/case-rules.ts";
import type { Calendar, CaseRulesFile } from "./schema.ts";

/** The clocks in force: the rule set that the file names, over the calendar. The file was checked before. */
export function caseRulesOf(file: CaseRulesFile, calendar: Calendar): CaseRules {
  const set = file.ruleSets.find(({ id }) => id === file.use) ?? file.ruleSets[0];
  if (set === undefined) throw new Error("case-rules.yaml holds no rule set");
  const { triage, accept, approve, publish, verify, kinds } = set;
  const { officeHours: hours, maxReroutes } = file;
  return { calendar, hours, triage, accept, approve, publish, verify, kinds, maxReroutes };
}
