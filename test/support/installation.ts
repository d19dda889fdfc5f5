import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Arguments } from "../../app/arguments.ts";
import { parseArguments } from "../../app/arguments.ts";
import { COMMANDS } from "../../app/commands.ts";
import type { Io } from "../../app/io.ts";
import { stateFile } from "../../app/product.ts";

/** One line of `ingest`. */
export interface IngestLine {
  readonly id: string;
  readonly kind: "article" | "post" | "comment" | "report";
  readonly text: string;
  readonly title?: string;
  readonly sourceId?: string;
  readonly publishedAt?: string;
  readonly url?: string;
  readonly author?: string;
  readonly parentId?: string;
}

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

/** An installation in a folder of its own, driven by commands in this process; `remove` deletes the folder. */
export class Installation {
  readonly dataDir: string;
  constructor(dataDir: string = mkdtempSync(join(tmpdir(), "langnghe-test-"))) {
    this.dataDir = dataDir;
  }

  /** Runs a command as the command line would; a thrown sentence becomes its stderr, as in `app/main.ts`. */
  async run(argv: readonly string[], input: readonly (string | object)[] = []): Promise<Said> {
    const [name = "", ...rest] = argv;
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (!command) throw new Error(`no command ${name}`);
    const out: string[] = [];
    const err: string[] = [];
    const lines = input.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    const io: Io = {
      lines: async function* () {
        yield* lines;
      },
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      finish: async () => {},
      isInteractive: false,
    };
    try {
      const args: Arguments = parseArguments(["--data", this.dataDir, ...rest], command);
      const run = await command.load();
      return { code: await run(args, io), out, err };
    } catch (error) {
      const usage = error instanceof Error && error.name === "UsageError";
      return {
        code: usage ? 2 : 1,
        out,
        err: [...err, error instanceof Error ? error.message : String(error)],
      };
    }
  }

  /** Ingests lines and answers the last line. */
  async ingest(
    lines: readonly (IngestLine | string)[],
    now: string,
  ): Promise<{ readonly in: number; readonly dispositions: Record<string, number> }> {
    const said = await this.run(["ingest", "--now", now], lines);
    return JSON.parse(said.out.at(-1) ?? "{}") as { in: number; dispositions: Record<string, number> };
  }

  /** Rows of a query on the state file. */
  rows(sql: string): readonly Record<string, unknown>[] {
    const db = new DatabaseSync(stateFile(this.dataDir), { readOnly: true });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  }

  /** Every byte of every file of the installation, as Latin-1 text. */
  bytes(): string {
    return readdirSync(this.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .join("\n");
  }

  remove(): void {
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** UTF-8 text as it looks in `bytes()`. */
export function asStored(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** The counted days, of partial counts the largest, without the names of counting keys. */
export const CELLS_SQL = `SELECT topic, place, channel, day, max(voices) AS voices, max(voices_72h) AS voices72h,
  max(negative_72h) AS negative, max(first_heard_72h) AS firstHeard FROM cell_parts
  GROUP BY day, topic, place, channel ORDER BY day, topic, place, channel`;
export const ITEMS_SQL = `SELECT topic, place, channel, day, source_group, max(items) AS items, max(echoes) AS echoes
  FROM cell_sources GROUP BY day, topic, place, channel, source_group ORDER BY day, topic, place, channel, source_group`;
