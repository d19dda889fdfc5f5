import type { CommandShape } from "./arguments.ts";
import type { CommandRun } from "./command-run.ts";

/** One command: how it is called, what it is for, and where its code is (loaded only when it is called). */
export interface Command extends CommandShape {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<CommandRun>;
}

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;
const none = { min: 0, max: 0 };

function command(
  name: string,
  usage: string,
  summary: string,
  load: () => Promise<CommandRun>,
  options: CommandShape["options"] = {},
  positionals = none,
): Command {
  return {
    name,
    usage: `langnghe ${name}${usage === "" ? "" : ` ${usage}`}`,
    summary,
    load,
    options,
    positionals,
  };
}

/** Commands of later issues: named, so that calling one says plainly that it is not here yet. */
function later(name: string, summary: string): Command {
  return command(
    name,
    "",
    `${summary} (not in this version)`,
    async () => (await import("./commands/later.ts")).later(name),
    {},
    { min: 0, max: 99 },
  );
}

/** Every command of the command line, in the order in which --help lists them. */
export const COMMANDS: readonly Command[] = [
  command(
    "start",
    "",
    "the whole product: portal, scheduler, pipeline",
    async () => (await import("./commands/start.ts")).start,
    { port: text },
  ),
  command(
    "check-config",
    "",
    "every problem of the configuration, with file, value and remedy; starts nothing",
    async () => (await import("./commands/check-config.ts")).checkConfig,
  ),
  command(
    "crawl",
    "--source ID|FILE [--once] [--dry-run]",
    "reads one source; prints dispositions, or with --dry-run the items",
    async () => (await import("./commands/crawl.ts")).crawl,
    { source: text, once: flag, "dry-run": flag },
  ),
  command(
    "ingest",
    "",
    'JSON lines {"id","sourceId"?,"kind","title"?,"text","publishedAt"?,"url"?,"author"?,"parentId"?} through the whole pipeline',
    async () => (await import("./commands/ingest.ts")).ingest,
  ),
  command(
    "detect",
    "--from DAY --to DAY",
    "closes each day in turn and prints every hot-spot event",
    async () => (await import("./commands/detect.ts")).detect,
    { from: text, to: text },
  ),
  command(
    "rehearse",
    "--from DAY --to DAY [--rules FILE]",
    "the same as if no hot spot were known; nothing is written, nobody notified",
    async () => (await import("./commands/detect.ts")).rehearse,
    { from: text, to: text, rules: text },
  ),
  command(
    "analyze",
    "[--explain]",
    'JSON lines {"id","text",…}: polarity, topics, places, relevance; with the entries found and what each did',
    async () => (await import("./commands/analyze.ts")).analyze,
    { explain: flag },
  ),
  command(
    "normalize",
    "",
    'JSON lines {"id","text"}: the text in its normal spelling',
    async () => (await import("./commands/text.ts")).normalize,
  ),
  command(
    "segment",
    "",
    'JSON lines {"id","text"}: its words, in order and complete',
    async () => (await import("./commands/text.ts")).segmentWords,
  ),
  command(
    "redact",
    "",
    'JSON lines {"id","text"}: what identifies people, masked, with spans',
    async () => (await import("./commands/text.ts")).redact,
  ),
  command(
    "extract",
    "",
    'JSON lines {"id","url","html"}: title, text, time and address of a page',
    async () => (await import("./commands/extract.ts")).extract,
  ),
  command(
    "search",
    "QUERY [--topic …] [--place …] [--polarity …] [--source …] [--kind …] [--from DAY] [--to DAY] [--limit N] [--total]",
    "hits, one a line, within the promise",
    async () => (await import("./commands/search.ts")).search,
    {
      topic: many,
      place: many,
      polarity: many,
      source: many,
      kind: many,
      from: text,
      to: text,
      limit: text,
      total: flag,
    },
    { min: 0, max: 1 },
  ),
  command(
    "score",
    "",
    'JSON lines {"id","start","counts"} daily: the bare signal',
    async () => (await import("./commands/score.ts")).score,
  ),
  command(
    "farrington",
    "[--alpha 0.005] [--threshold nbPlugin|delta]",
    'JSON lines {"id","counts"} weekly: the published yardstick',
    async () => (await import("./commands/score.ts")).farringtonWeeks,
    { alpha: text, threshold: text },
  ),
  command(
    "digest",
    "--week YYYY-Www --out DIR",
    "the weekly digest as HTML and text",
    async () => (await import("./commands/digest.ts")).digest,
    { week: text, out: text },
  ),
  command(
    "reindex",
    "",
    "rebuilds the search index from the state",
    async () => (await import("./commands/maintain.ts")).reindex,
  ),
  command(
    "backup",
    "FILE",
    "the state in one file, without any citizen's text",
    async () => (await import("./commands/maintain.ts")).backup,
    {},
    { min: 1, max: 1 },
  ),
  command(
    "restore",
    "FILE",
    "puts a backup in place; takedowns are applied before anything is served",
    async () => (await import("./commands/maintain.ts")).restore,
    { force: flag },
    { min: 1, max: 1 },
  ),
  command(
    "retain",
    "",
    "forgets what is due: citizens' texts past their days, and the keys of their weeks",
    async () => (await import("./commands/maintain.ts")).retain,
  ),
  command(
    "takedown",
    "ID|ADDRESS",
    "removes a document for good, replays and restores included",
    async () => (await import("./commands/maintain.ts")).takedown,
    {},
    { min: 1, max: 1 },
  ),
  command(
    "user",
    "add EMAIL --name NAME --role ROLE [--unit ID] | list | disable EMAIL | unit EMAIL --unit ID",
    "accounts of the portal",
    async () => (await import("./commands/user.ts")).user,
    { name: text, role: text, language: text, unit: text, "password-file": text },
    { min: 1, max: 2 },
  ),
  command(
    "status",
    "",
    "what works and what does not",
    async () => (await import("./commands/status.ts")).status,
  ),
  command(
    "test-mail",
    "[ADDRESS]",
    "one mail, to check the server",
    async () => (await import("./commands/test-mail.ts")).testMail,
    {},
    { min: 0, max: 1 },
  ),
  command(
    "audit",
    "verify",
    "walks the log's hash chain",
    async () => (await import("./commands/audit.ts")).audit,
    {},
    { min: 1, max: 1 },
  ),
  command(
    "eval",
    "",
    "scores of our labelled sets",
    async () => (await import("./commands/eval.ts")).evaluate,
  ),
  later("init", "a configuration for an area"),
  command(
    "add-source",
    "URL",
    "a source's YAML from a live page, with a sample of ten items; writes nothing",
    async () => (await import("./commands/add-source.ts")).addSource,
    {},
    { min: 1, max: 1 },
  ),
  command(
    "record-fixture",
    "URL [--name NAME] [--shape SHAPE] [--out DIR]",
    "a golden pair from a live page; people's names, ids, links and words are replaced before it is written",
    async () => (await import("./commands/record-fixture.ts")).recordFixture,
    { name: text, shape: text, out: text },
    { min: 1, max: 1 },
  ),
  later("report", "a report ready to sign, and its verification"),
  later("work", "a stateless worker of the scale mode"),
  command(
    "bench",
    "crawl [--count PAGES] [--rounds N] [--page FILE] [--pages FILE]",
    "a benchmark beside its peers, as a table; installs the peers into the data folder",
    async () => (await import("./commands/bench.ts")).bench,
    { count: text, rounds: text, page: text, pages: text },
    { min: 1, max: 1 },
  ),
];
