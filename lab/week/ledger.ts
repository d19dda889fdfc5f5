import type { DatabaseSync } from "node:sqlite";
import type { SourceId } from "../../model/ids.ts";
import { institutionId } from "../../state/week-keys.ts";
import type { WorldSite } from "./world.ts";

/** What became of everything that the world published. */
export interface Ledger {
  readonly published: number;
  readonly dispositions: Readonly<Record<string, number>>;
  /** Published, listed, and without any disposition. */
  readonly lost: readonly string[];
  /** More than one disposition beside "unchanged", or two documents. */
  readonly doubled: readonly string[];
  /** Jobs and readings that were still open. */
  readonly open: number;
}

/** The last moment whose publications are asked for, and the last at which anything was read. */
export interface Until {
  readonly published: number;
  readonly read: number;
}

/**
 * Holds the world against the state: each article exactly one disposition under its address, each message of the forums
 * at most one document, and none of a readable thread missing.
 */
export function ledgerOf(db: DatabaseSync, sites: readonly WorldSite[], untilMs: Until): Ledger {
  const found = new Map<string, string[]>();
  for (const row of db.prepare("SELECT encounter, disposition FROM outcomes").iterate()) {
    const encounter = String(row.encounter);
    const id = encounter.slice(encounter.lastIndexOf(":") + 1);
    if (row.disposition !== "unchanged") found.set(id, [...(found.get(id) ?? []), String(row.disposition)]);
  }
  const dispositions: Record<string, number> = {};
  const lost: string[] = [];
  const doubled: string[] = [];
  let published = 0;
  for (const site of sites) {
    for (const { id, at } of site.articles) {
      if (at.getTime() > untilMs.published) continue;
      published += 1;
      const address = addressOf(site, id);
      const own = found.get(institutionId(site.source.id as SourceId, address)) ?? [];
      if (own.length === 0) lost.push(`${at.toISOString()} ${address}`);
      if (own.length > 1) doubled.push(`${address}: ${own.join(", ")}`);
      for (const disposition of own.slice(0, 1))
        dispositions[disposition] = (dispositions[disposition] ?? 0) + 1;
    }
  }
  const messages = messagesIn(db, sites, untilMs);
  published += messages.published;
  for (const [name, count] of Object.entries(messages.dispositions))
    dispositions[name] = (dispositions[name] ?? 0) + count;
  const open = Number(
    db.prepare("SELECT (SELECT count(*) FROM jobs) + (SELECT count(*) FROM readings) AS n").get()?.n,
  );
  return {
    published,
    dispositions,
    lost: [...lost, ...messages.lost],
    doubled: [...doubled, ...messages.doubled],
    open,
  };
}

function addressOf({ host, kind, articles }: WorldSite, id: number): string {
  const article = articles.find((candidate) => candidate.id === id);
  if (!article) throw new Error(`${host} has no article ${id}`);
  return kind === "newspaper"
    ? `http://${host}/${article.slug}-${id}.html`
    : `http://${host}/vi/news/${article.section}/${article.slug}-${id}.html`;
}

/**
 * Ids of messages are keyed, so forums are held against their counts: as many messages as were published in threads that
 * could be read, and a disposition of its own for each thread that could not.
 */
function messagesIn(
  db: DatabaseSync,
  sites: readonly WorldSite[],
  untilMs: Until,
): Pick<Ledger, "published" | "dispositions" | "lost" | "doubled"> {
  const dispositions: Record<string, number> = {};
  const lost: string[] = [];
  const doubled: string[] = [];
  let published = 0;
  const documents = db.prepare("SELECT count(*) AS n FROM documents WHERE source_id = ?");
  const outcomes = db.prepare(
    "SELECT encounter, disposition FROM outcomes WHERE source_id = ? AND disposition <> 'unchanged'",
  );
  for (const site of sites.filter(({ kind }) => kind === "forum")) {
    const threads = new Map(
      site.threads.map(({ id, slug }) => [
        institutionId(site.source.id as SourceId, `http://${site.host}/threads/${slug}.${id}/`) as string,
        id,
      ]),
    );
    const closed = new Set<number>();
    const counts = new Map<string, number>();
    for (const row of outcomes.all(site.source.id)) {
      const id = String(row.encounter).slice(String(row.encounter).lastIndexOf(":") + 1);
      const thread = threads.get(id);
      if (thread !== undefined) closed.add(thread);
      else counts.set(id, (counts.get(id) ?? 0) + 1);
      const disposition = String(row.disposition);
      dispositions[disposition] = (dispositions[disposition] ?? 0) + 1;
    }
    // What was written after the last day is asked of nobody, but may have been read.
    const written = site.threads
      .flatMap(({ posts }) => posts)
      .filter(({ at }) => at.getTime() <= untilMs.read).length;
    const visible = site.threads.filter(
      ({ posts }) => (posts[0]?.at.getTime() ?? Number.POSITIVE_INFINITY) <= untilMs.published,
    );
    const shown = visible.flatMap(({ id, posts }) =>
      closed.has(id) ? [] : posts.filter(({ at }) => at.getTime() <= untilMs.published),
    );
    published += shown.length + visible.filter(({ id }) => closed.has(id)).length;
    const held = Number(documents.get(site.source.id)?.n);
    if (counts.size < shown.length)
      lost.push(`${site.host}: ${shown.length} messages, ${counts.size} with a disposition`);
    if (held > written) doubled.push(`${site.host}: ${written} messages, ${held} documents`);
    for (const [id, count] of counts)
      if (count > 1) doubled.push(`${site.host}: message ${id} has ${count} dispositions`);
  }
  return { published, dispositions, lost, doubled };
}
