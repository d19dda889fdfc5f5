import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Names } from "../../analyzers/hot-spots/inputs.ts";
import type { Instant, Week } from "../../model/ids.ts";
import { instantOf } from "../../model/time.ts";
import { type DeliveryDeps, type DeliveryReport, deliverDue } from "../../response/alerts/delivery.ts";
import { digestReaders, type Recipient } from "../../response/alerts/recipients.ts";
import { buildDigest, type DigestInputs } from "../../response/digest/build.ts";
import type { Digest } from "../../response/digest/digest.ts";
import { digestView } from "../../response/digest/digest-view.ts";
import { renderDigestHtml } from "../../response/digest/render-html.ts";
import { renderDigestText } from "../../response/digest/render-text.ts";
import { wordsIn } from "../../response/mail/catalogue.ts";
import { messageIdOf } from "../../response/mail/compose.ts";
import type { OutgoingMail } from "../../response/mail/outgoing.ts";
import type { DigestStore } from "../../state/digests.ts";
import type { NewNotification } from "../../state/notifications.ts";

type Language = "vi" | "en";

/** What the weekly report needs. */
export interface DigestDeps {
  readonly inputs: DigestInputs;
  readonly digests: DigestStore;
  readonly people: () => readonly Recipient[];
  readonly delivery: DeliveryDeps;
  readonly names: (language: Language) => Names;
  readonly areaName: (language: Language) => string;
  readonly baseUrl: string;
  /** The sender as configured; null without mail. */
  readonly from: string | null;
}

/** What a run made and sent. */
export interface DigestReport {
  readonly digest: Digest;
  readonly written: number;
  readonly delivery: DeliveryReport;
  /** One sentence where something did not arrive; null otherwise. */
  readonly sentence: string | null;
}

/**
 * Builds the report of a week, freezes it once the week is over, and mails it to officers and leaders: one per week and
 * reader whatever restarts. Running it again sends nothing and changes nothing.
 */
export async function runDigest(week: Week, deps: DigestDeps, signal?: AbortSignal): Promise<DigestReport> {
  const now = instantOf(deps.delivery.now());
  const digest = await frozenDigest(week, deps, now);
  const readers = digestReaders(deps.people());
  const notifications = readers.map((reader) => notificationOf(digest, reader, deps, now));
  const written = deps.delivery.notifications.addAll(notifications);
  const delivery = await deliverDue(deps.delivery, signal === undefined ? {} : { signal });
  return { digest, written: written.length, delivery, sentence: sentenceFor(readers, delivery, deps) };
}

/** The digest as it was sent, or as it would be now. */
async function digestOf(week: Week, deps: DigestDeps): Promise<Digest> {
  const stored = deps.digests.get(week);
  if (stored !== null) return JSON.parse(stored.content) as Digest;
  return buildDigest(week, deps.inputs, instantOf(deps.delivery.now()));
}

/** Writes digest-YYYY-Www.html and .txt and returns their paths; mails nobody and freezes nothing. */
export async function writeDigest(
  week: Week,
  directory: string,
  deps: DigestDeps,
  language: Language = "vi",
): Promise<readonly string[]> {
  const { html, text } = rendered(await digestOf(week, deps), language, deps);
  mkdirSync(directory, { recursive: true });
  return [
    { name: `digest-${week}.html`, content: html },
    { name: `digest-${week}.txt`, content: text },
  ].map(({ name, content }) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  });
}

async function frozenDigest(week: Week, deps: DigestDeps, now: Instant): Promise<Digest> {
  const digest = await digestOf(week, deps);
  if (!digest.complete) return digest;
  deps.digests.put(week, now, JSON.stringify(digest));
  return digestOf(week, deps);
}

function rendered(digest: Digest, language: Language, deps: DigestDeps) {
  const words = wordsIn(language);
  const site = { baseUrl: deps.baseUrl, areaName: deps.areaName(language) };
  const view = digestView(digest, words, deps.names(language), site);
  return {
    subject: view.subject,
    html: renderDigestHtml(view, words),
    text: renderDigestText(view, words),
  };
}

function notificationOf(digest: Digest, reader: Recipient, deps: DigestDeps, now: Instant): NewNotification {
  // A look at a week that is not over is a mail of its own: the week's report still comes.
  const part = digest.complete ? "" : ` to ${digest.to}`;
  const key = `digest ${digest.week}${part} ${reader.id}`;
  const { subject, html, text } = rendered(digest, reader.language, deps);
  const message: OutgoingMail = {
    messageId: messageIdOf(key, deps.from ?? ""),
    to: reader.email,
    subject,
    html,
    text,
    images: [],
    language: reader.language,
    date: now,
  };
  return {
    key,
    kind: "digest",
    subject: digest.week,
    event: digest.complete ? "week" : "part",
    channel: "email",
    recipient: reader.id,
    createdAt: now,
    message: JSON.stringify(message),
  };
}

function sentenceFor(
  readers: readonly Recipient[],
  delivery: DeliveryReport,
  deps: DigestDeps,
): string | null {
  if (readers.length === 0)
    return "digest: there is no officer or leader to mail it to; add one with langnghe user add";
  const missing = delivery.waiting + delivery.undelivered + delivery.failed + delivery.unknown;
  if (missing === 0) return null;
  const remedy = deps.from === null ? "set mail in settings.yaml" : "see langnghe test-mail";
  return `digest: ${missing} mails did not arrive (${delivery.problem ?? "no reason given"}); ${remedy}`;
}
