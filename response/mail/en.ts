import type { Day, Instant, Week } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import type { MailWords } from "./words.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const shortDay = (value: Day): string => {
  const [, month, date] = value.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1]}`;
};
const day = (value: Day): string => `${shortDay(value)} ${value.slice(0, 4)}`;
/** Hours and minutes at UTC+7. */
const clock = (instant: Instant): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(11, 16);
const week = (value: Week): string => `Week ${Number(value.slice(6))}/${value.slice(0, 4)}`;
const number = (value: number): string => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });
const usually = (expected: number): string =>
  expected < 0.95 ? "usually below 1" : `usually about ${number(Math.round(expected))}`;
const several = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Mails in English. */
export const en: MailWords = {
  language: "en",
  product: "Lắng Nghe",
  day,
  moment: (instant) => `${clock(instant)} on ${day(dayOf(instant))}`,
  week,
  weekDays: (value, from, to) => `${week(value)} (${shortDay(from)} – ${shortDay(to)})`,
  number,
  count: (value) => (value === null ? "below 5" : number(value)),
  level: { watch: "Watch", alert: "Alert", high: "Urgent" },
  signal: "a signal, not verified",
  wholeArea: "whole area",
  list: (parts) =>
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`,
  usually,
  usuallyBelowFloor: (floor) => `usually ${floor}`,
  voicesIn3Days: (voices) => `${voices} independent voices in 3 days`,
  alert: {
    subjectTag: (level, event) => `[${event === "updated" ? "Update" : level} · unverified signal]`,
    reopened: "Back again: ",
    event: {
      opened: "New hot spot",
      raised: "Hot spot at a higher level",
      updated: "New developments",
      reopened: "Hot spot back again",
    },
    since: (since) => `Since ${since}`,
    times: (times) => `${times} times as many`,
    reach: (items, echoes) => `${items} items, and ${echoes} copies`,
    chartAlt: (sentence) =>
      `Chart of 56 days, independent voices in 3 days against what is usual. ${sentence}`,
    lastDays: "The last seven days, each line over 3 days",
    tableDay: "Day",
    tableObserved: "Independent voices",
    tableExpected: "Usual",
    outage: "data missing",
    whyTold: "Why you are told",
    whyWrong: "Why it may be wrong",
    nothingDoubtful: "No sign of a mistake so far. Somebody must still check before concluding.",
    gate: {
      score: "An unusual rise against the area's own baseline.",
      voices: "Enough independent voices.",
      ratio: "At least twice what is usual.",
      sources: "Heard from several independent sources.",
      tone: "Clearly more negative than usual.",
      history: "Enough history to compare with.",
      health: "All sources could be read.",
    },
    heardFrom: (sources) => `Heard from: ${sources}.`,
    tone: (now, usual) =>
      `Negative in tone: about ${now}%${usual === null ? "" : `, usually about ${usual}%`}.`,
    phrases: "Phrases used often",
    sensitive: "A sensitive subject: counted over the whole area only, nothing is quoted.",
    noPhrases: "No phrase was used by 5 people or more.",
    institutions: "Published by the press and agencies",
    noInstitutions: "Nothing published by the press or an agency about this so far.",
    actions: "What you can do",
    actionList: [
      { name: "Acknowledge", meaning: "take it on, so that others know somebody does" },
      { name: "Route to a unit", meaning: "have the responsible unit answer, with a deadline" },
      { name: "Hold a dialogue", meaning: "meet residents where it happens" },
      { name: "Not an issue", meaning: "close it with a reason, so that the next alert is better" },
    ],
    suggestedUnit: (unit) => `Suggested unit: ${unit}.`,
    open: "Open the hot spot",
    acknowledge: "Acknowledge",
    acknowledgeNote: "For the reader of this mail only, once; it does not sign you in.",
    escalated: (hours) => `Not acknowledged for ${hours} office hours`,
    together: (stories) => `The same story, not told by itself: ${stories}.`,
    receivedBy: (roles) => `Sent to: ${roles}.`,
    role: (role, count) =>
      role === "leader" ? several(count, "leader", "leaders") : several(count, "officer", "officers"),
    promise:
      "This is a signal, not verified. Lắng Nghe hears issues and follows nobody: no resident is quoted and no person is named.",
  },
  digest: {
    title: (value) => `Digest, ${value}`,
    subject: (value, finding) => `${value}: ${finding}`,
    upTo: (value) => `The week is not over: figures up to ${value}.`,
    calm: "No subject was above its usual level.",
    changed: "Changed",
    decide: "To decide",
    closed: "Closed",
    risen: (topics) => `${topics} above the usual level.`,
    fallen: (topics) => `${topics} below the usual level.`,
    newSpots: (count) => `${several(count, "new hot spot", "new hot spots")}.`,
    undecided: (count) => `${several(count, "hot spot", "hot spots")} nobody has acknowledged.`,
    nothingToDecide: "Nothing waits for a decision.",
    closedSpots: (count) => `${several(count, "hot spot", "hot spots")} died down.`,
    nothingClosed: "No hot spot closed this week.",
    unheard: (count) =>
      `${several(count, "source", "sources")} could not be read for part of the week: see the end.`,
    hotSpots: "Hot spots",
    noHotSpots: "No hot spots this week.",
    openOnes: "Open from before",
    newOnes: "New this week",
    closedOnes: "Died down",
    watched: "Watched, below alert level",
    more: (count) => `and ${count} more in the portal.`,
    age: (days) => (days === 0 ? "just opened" : several(days, "day", "days")),
    acknowledged: (value) => `acknowledged ${value}`,
    notAcknowledged: "not acknowledged",
    topics: "Subjects beyond their usual band",
    topicsNote:
      "Each against its own earlier weeks; figures are independent voices of the highest 3 days of the week.",
    noTopics: "No subject left its usual band.",
    noBaseline: "Fewer than 4 weeks of figures to compare with. The digest compares once there are enough.",
    above: "Above usual",
    below: "Below usual",
    seeSpots: "figures under Hot spots",
    peak: (voices) => `at most ${voices} independent voices in 3 days`,
    band: (low, high) => `usually ${low} to ${high}`,
    places: "Places against themselves",
    placesNote: "Each commune against its own earlier weeks only, never against another.",
    step: ["far below usual", "below usual", "as usual", "above usual", "far above usual"],
    unknownStep: "not enough figures to compare",
    institutions: "Most published by the press and agencies",
    noInstitutions: "Nothing published by the press or agencies about the area this week.",
    echoes: (count) => (count === 0 ? "" : several(count, "copy", "copies")),
    hearing: "Heard and not heard",
    heard: (sources) => `Heard: ${sources}.`,
    allHeard: "Every source could be read all week.",
    gap: (source, from, to, reason) =>
      `${source} could not be read from ${from}${to === null ? ", and still cannot" : ` to ${to}`} (${reason}).`,
    reason: {
      answered: (code) => `the server answered ${code}`,
      timeout: "the server did not answer",
      robots: "the site does not allow reading",
      rebuilt: "the site seems to have been rebuilt: its pages come without text or title",
      refuses: "the site refuses most of its pages",
      few: "far fewer articles than usual",
      missed: "nothing was read in that time, and older items have left the list",
      other: "cause not known",
    },
    gapEffect: "Figures of these days are below the truth.",
    late: (articles, voices) =>
      `More than 3 days late: ${articles} items of the press and agencies; of residents: ${voices}.`,
    method: "Method",
    methodText: [
      "Independent voices are different people speaking in their own words; copies do not count. Counts below 5 are not shown, so that nobody can be recognised.",
      "A hot spot needs at least 5 independent voices from 2 sources and twice the usual level. It is a signal, not verified.",
    ],
    alertsSent: (count) => `Alerts raised this week: ${count}.`,
    openPortal: "Open the portal",
    youtube: "YouTube",
  },
  operator: {
    subjectTag: "[Operations]",
    wellTag: "[Operations · well again]",
    silentSource: (name, since, reason) =>
      `Source ${name} could not be read since ${since} (${reason}). Figures since then are below the truth.`,
    sourceBack: (name) => `Source ${name} can be read again.`,
    sourceRemedy:
      "See the error on the portal's Sources page; try the address with langnghe crawl --source ID --dry-run.",
    digestMissing: (value) => `The digest of ${value} is missing.`,
    digestBack: (value) => `The digest of ${value} is there.`,
    digestRemedy: "Check the process and the clock; make it with langnghe digest --week.",
    backupOverdue: (last, hours) =>
      last === null
        ? `There is no backup yet; one is due every ${hours} hours.`
        : `The last backup is from ${last}; one is due every ${hours} hours.`,
    backupBack: "There is a new backup.",
    backupRemedy: "Check the space and the rights of the backup directory; run langnghe backup FILE.",
    processSilent: (from, to) => `Lắng Nghe did not run from ${from} to ${to}.`,
    processRemedy:
      "Items of that time are read now if their sources still have them. The machine's log says why it stopped.",
    whatToDo: "What to do",
    status: "langnghe status tells the state of everything.",
    test: "Test mail",
    testBody: (area) => `This mail confirms that Lắng Nghe (${area}) can send mail. Nothing needs doing.`,
  },
};
