import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Config } from "../../config/config.ts";
import type { ParsedItems, RawItem } from "../../model/document.ts";
import type { Day, Instant, SourceId } from "../../model/ids.ts";
import { dayOf, instantOf } from "../../model/time.ts";
import type { Arguments } from "../arguments.ts";
import { commandClock } from "../clock.ts";
import { configOf } from "../config.ts";
import type { Io } from "../io.ts";
import { eachJsonLine } from "../json-lines.ts";
import { commandLog } from "../log.ts";
import { buildReaders, openStores, type Path, type Stores, startPath } from "../product.ts";
import { publicationTime } from "../publication-time.ts";

const lineSchema = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  sourceId: z.string().nullish(),
  kind: z.enum(["article", "post", "comment", "report"]),
  title: z.string().nullish(),
  text: z.string(),
  publishedAt: z.string().nullish(),
  url: z.url({ protocol: /^https?$/, error: "an address begins with http:// or https://" }).nullish(),
  author: z.string().nullish(),
  parentId: z.union([z.string(), z.number()]).transform(String).nullish(),
});
type Line = z.output<typeof lineSchema>;

/** Who calls `ingest` names authors: the same name is the same person, whatever the source of the line. */
const PLATFORM = "ingest";
/** Lines taken in together: one transaction, and what answers another line of the same chunk comes after it. */
const CHUNK = 1000;
/** Runs JSON lines through the whole pipeline. The last line says what became of them; its sum is `in`. */
export async function ingest(args: Arguments, io: Io): Promise<number> {
  const config = configOf(args);
  const now = commandClock(args);
  const stores = openStores(args.dataDir, now);
  try {
    const path = startPath({ config, stores, readers: buildReaders(config), now, log: commandLog(io.err) });
    const door = new Door(config, stores, path, instantOf(now()));
    const code = await eachJsonLine(io, lineSchema, (line) => door.take(line));
    await door.finish();
    await path.queue.idle();
    await path.queue.close();
    const dispositions = stores.outcomes.ofRun(door.run);
    const total = Object.values(dispositions).reduce((sum, count) => sum + count, 0);
    io.out(JSON.stringify({ in: total, dispositions }));
    return code;
  } finally {
    await stores.close();
  }
}

/** Turns lines into raw items and lets them in, chunk by chunk; comments whose parent has not come yet wait to the end. */
class Door {
  readonly run: string;
  readonly #config: Config;
  readonly #stores: Stores;
  readonly #path: Path;
  readonly #fetchedAt: Instant;
  readonly #seen = new Set<string>();
  #chunk: Line[] = [];
  #orphans: Line[] = [];
  #earliest: Day | null = null;
  readonly #groups = new Set<string>();

  constructor(config: Config, stores: Stores, path: Path, fetchedAt: Instant) {
    this.run = `ingest-${fetchedAt}-${randomBytes(4).toString("hex")}`;
    this.#config = config;
    this.#stores = stores;
    this.#path = path;
    this.#fetchedAt = fetchedAt;
  }

  async take(line: Line): Promise<void> {
    publicationTime(line.publishedAt ?? null);
    this.#chunk.push(line);
    if (this.#chunk.length >= CHUNK) await this.#flush();
  }

  async finish(): Promise<void> {
    await this.#flush();
    const orphans = this.#orphans;
    this.#orphans = [];
    // What they answer may have been among each other; what is still missing never came.
    await this.#path.queue.idle();
    await this.#admit(parentsFirst(orphans));
    await this.#path.queue.idle();
    this.#noteHistory();
  }

  async #flush(): Promise<void> {
    const lines = parentsFirst(this.#chunk);
    this.#chunk = [];
    const ready: Line[] = [];
    for (const line of lines) {
      const key = `${sourceOf(line)}\0${line.id}`;
      const waits =
        line.parentId !== null &&
        line.parentId !== undefined &&
        !this.#seen.has(`${sourceOf(line)}\0${line.parentId}`);
      if (waits && this.#orphans.length < 50_000) this.#orphans.push(line);
      else {
        this.#seen.add(key);
        ready.push(line);
      }
    }
    await this.#admit(ready);
  }

  async #admit(lines: readonly Line[]): Promise<void> {
    const bySource = new Map<string, Line[]>();
    for (const line of lines) {
      const list = bySource.get(sourceOf(line)) ?? [];
      list.push(line);
      bySource.set(sourceOf(line), list);
    }
    for (const [id, list] of bySource) {
      const settings = this.#config.sources.find((source) => source.id === id);
      const group = settings?.group ?? id;
      const parsed = toItems(list, id as SourceId, this.#fetchedAt);
      this.#note(parsed, group);
      const jobs = this.#path.admitter.admit(
        parsed,
        { id: id as SourceId, group, channel: "public", platform: PLATFORM },
        this.run,
        5,
      );
      await this.#path.queue.enqueue(jobs);
    }
    // One thread does all: reading on before these are through would only fill the queue.
    await this.#path.queue.idle();
  }

  #note(parsed: ParsedItems, group: string): void {
    this.#groups.add(group);
    for (const item of parsed.items) {
      if (item.publishedAt === null || item.publishedAt > this.#fetchedAt) continue;
      const day = dayOf(item.publishedAt);
      if (this.#earliest === null || day < this.#earliest) this.#earliest = day;
    }
  }

  /** `ingest` is complete: every group that ever came this way was heard from the earliest day that came. */
  #noteHistory(): void {
    if (this.#earliest === null) return;
    const configured = new Set(this.#config.sources.map((source) => source.group ?? source.id));
    const earlier = [...this.#stores.cells.sourceHistory()].filter(
      ([group]) => !configured.has(group) && !this.#groups.has(group),
    );
    const first = [...earlier.map(([, day]) => day), this.#earliest].sort()[0] ?? this.#earliest;
    for (const group of [...this.#groups, ...earlier.map(([name]) => name)])
      this.#stores.cells.completeSince(group, first);
  }
}

const sourceOf = (line: Line): string => line.sourceId ?? "ingest";

/** Stable: lines keep their order, but none comes before what it answers. */
function parentsFirst(lines: readonly Line[]): readonly Line[] {
  const byId = new Map(lines.map((line) => [`${sourceOf(line)}\0${line.id}`, line]));
  const done = new Set<Line>();
  const ordered: Line[] = [];
  const visit = (line: Line, depth: number): void => {
    if (done.has(line)) return;
    done.add(line);
    const parent = line.parentId ? byId.get(`${sourceOf(line)}\0${line.parentId}`) : undefined;
    if (parent && depth < 100) visit(parent, depth + 1);
    ordered.push(line);
  };
  for (const line of lines) visit(line, 0);
  return ordered;
}

function toItems(lines: readonly Line[], sourceId: SourceId, fetchedAt: Instant): ParsedItems {
  const accounts = new Map<string, string>();
  const items = lines.map((line): RawItem => {
    const speaker = line.kind === "article" ? "institution" : "citizen";
    const nativeId = line.id;
    if (line.author) accounts.set(nativeId, line.author);
    return {
      sourceId,
      kind: line.kind,
      speaker,
      nativeId,
      parentNativeId: line.parentId ?? null,
      url: speaker === "institution" ? (line.url ?? null) : null,
      title: line.title ?? null,
      text: line.text,
      publishedAt: publicationTime(line.publishedAt ?? null),
      fetchedAt,
    };
  });
  return { items, accounts };
}
