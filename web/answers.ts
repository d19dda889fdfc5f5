import type { Case } from "../model/case.ts";
import { isOpen } from "../model/case.ts";
import { type CaseId, caseId } from "../model/ids.ts";
import { dayOf, instantOf } from "../model/time.ts";
import { day } from "../response/format.ts";
import type { Kit } from "./kit.ts";
import type { PublicCase } from "./views/answer.ts";

/** Answers on the page of what was heard, and in the feed. */
const SHOWN = 20;

/** What anybody may read of a case; null where nothing of it was published. */
export function publicCase(kit: Kit, id: string): PublicCase | null {
  const one = kit.deps.cases.store.get(caseId(id));
  return one === null || one.publications.length === 0 ? null : publicly(kit, one);
}

/** The last answers that were published, newest first. */
export function readAnswers(kit: Kit): readonly PublicCase[] {
  return kit.deps.cases.store
    .list()
    .filter((one) => one.publications.length > 0)
    .toSorted((a, b) => (lastPublished(a) < lastPublished(b) ? 1 : -1))
    .slice(0, SHOWN)
    .map((one) => publicly(kit, one));
}

/** How a case would read if it were published at this moment; null where there is nothing to publish. */
export function previewOf(kit: Kit, one: Case, question: string): PublicCase | null {
  if (one.answer === null && one.closing === null) return null;
  const next = {
    number: one.publications.length + 1,
    question,
    answer: one.closing === null ? one.answer : null,
    closing: one.closing,
    unit: one.unit,
    publishedBy: "",
    publishedAt: instantOf(kit.deps.now()),
  };
  const shown = publicly(kit, one);
  return { ...shown, reopenedOn: null, verdict: null, publications: [next, ...shown.publications] };
}

const lastPublished = (one: Case): string => one.publications.at(-1)?.publishedAt ?? "";

function publicly(kit: Kit, one: Case): PublicCase {
  const { store } = kit.deps.cases;
  const reopened = isOpen(one.state) ? lastReopening(store.events(one.id)) : null;
  const verified =
    one.verdict === null ? null : store.events(one.id).findLast(({ what }) => what.kind === "verified");
  return {
    id: one.id,
    topic: one.topic,
    places: one.places,
    publications: one.publications.toReversed(),
    reopenedOn: reopened,
    verdict:
      one.verdict === null || verified === undefined || verified === null
        ? null
        : { verdict: one.verdict.verdict, on: day(dayOf(verified.at)) },
    unit: (id) => kit.deps.units.units.find((unit) => unit.id === id)?.name ?? id,
  };
}

function lastReopening(events: ReturnType<Kit["deps"]["cases"]["store"]["events"]>): string | null {
  const event = events.findLast(({ what }) => what.kind === "reopened");
  return event === undefined ? null : day(dayOf(event.at));
}

/** The answers as an Atom feed (RFC 4287); ids are the stable addresses of the answers, so that none is told twice. */
export function answersFeed(kit: Kit, answers: readonly PublicCase[]): string {
  const { settings } = kit.deps;
  const base = settings.web.baseUrl.replace(/\/$/, "");
  const updated = answers[0]?.publications[0]?.publishedAt ?? "1970-01-01T00:00:00.000Z";
  const entries = answers.flatMap((shown) => {
    const [latest] = shown.publications;
    if (latest === undefined) return [];
    const address = `${base}/cong-khai/${shown.id}`;
    const author = latest.unit === null ? settings.area.name.vi : shown.unit(latest.unit);
    const text = latest.answer?.text ?? latest.closing?.publicReason ?? "";
    return [
      `<entry><id>${address}#lan-${latest.number}</id><title>${xml(latest.question)}</title><link rel="alternate" href="${address}"/><published>${latest.publishedAt}</published><updated>${latest.publishedAt}</updated><author><name>${xml(author)}</name></author><summary>${xml(text)}</summary></entry>`,
    ];
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><id>${base}/cong-khai</id><title>${xml(`Lắng Nghe: đã trả lời, ${settings.area.name.vi}`)}</title><link rel="self" href="${base}/cong-khai/tra-loi.atom"/><link rel="alternate" href="${base}/cong-khai"/><updated>${updated}</updated>
${entries.join("\n")}
</feed>
`;
}

/** Text for XML: markup escaped, and without the control characters that XML 1.0 has no way to write. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, " ")
    .replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one] ?? "");
}

/** Ids as addresses carry them: a year and a number, nothing else. */
export function isCaseId(text: string): text is CaseId {
  return /^\d{4}-\d{1,6}$/.test(text);
}
