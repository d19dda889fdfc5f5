import { randomBytes } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { RetryableError } from "../../model/errors.ts";
import { inTransaction } from "../../state/open.ts";
import type { StageName } from "../topology.ts";
import { attemptsOf, describeFailure, type Failure, retryDelayMs } from "./failures.ts";
import type { Job, JobHandler, JobQueue, JobResult } from "./job-queue.ts";

/** What the in-process queue asks of its owner. Times are real: a moved clock must not stall a retry. */
export interface InProcessQueueOptions {
  /** Attempts before a retryable failure goes to quarantine too. */
  readonly maxAttempts?: number;
  readonly realNowMs?: () => number;
  /** When the payload's text must be gone; null when it holds none. */
  readonly expiresAt: (job: Job) => string | null;
  /** Called in the transaction that moves a job to quarantine. */
  readonly onQuarantine: (job: Job, failure: Failure) => void;
}

/** The embedded JobQueue, and what commands that run to an end need beside the port. */
export interface InProcessQueue extends JobQueue {
  /** Resolves when no job of this process waits or runs (delayed ones included). */
  idle(): Promise<void>;
  /** Takes over the jobs of processes that ended without finishing them; returns how many. */
  adoptOrphans(): number;
  lengths(): ReadonlyMap<string, number>;
}

interface Consumer {
  readonly stage: StageName;
  readonly handle: JobHandler;
  readonly concurrency: number;
  readonly batchSize: number;
  running: number;
}
interface ClaimedJob extends Job {
  readonly seq: number;
  readonly attempts: number;
  readonly runAt: number;
}

/** A job as it was claimed, and where its work has come to since: itself, or the follow-up that it led to. */
interface Line {
  readonly claimed: ClaimedJob;
  readonly job: Job;
}

/**
 * A JobQueue in the state's own SQLite file. A job belongs to the process that enqueued it, because the counting keys of
 * its items are in that process's memory; jobs of a dead process are adopted by the next one. Where one batch stage
 * hands to another, the follow-up runs at once and the claimed job stands for it until the line ends: it is acknowledged
 * in one transaction with what is left to do, so a kill between stages loses nothing and what was done is done again.
 */
export function openInProcessQueue(db: DatabaseSync, options: InProcessQueueOptions): InProcessQueue {
  return new SqliteQueue(db, options);
}

/** How soon and how late the queue looks for jobs that wait for their time. */
const SOONEST_LOOK_MS = 20;
const LATEST_LOOK_MS = 60_000;

class SqliteQueue implements InProcessQueue {
  readonly #db: DatabaseSync;
  readonly #options: InProcessQueueOptions;
  readonly #owner = `${process.pid}.${randomBytes(4).toString("hex")}`;
  readonly #consumers = new Map<StageName, Consumer>();
  readonly #abort = new AbortController();
  readonly #idleWaiters: (() => void)[] = [];
  #running = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #scheduled = false;
  readonly #insert: StatementSync;
  readonly #claim: StatementSync;
  readonly #soonest: StatementSync;
  readonly #remove: StatementSync;
  readonly #retry: StatementSync;
  readonly #putBack: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #pending: StatementSync;

  constructor(db: DatabaseSync, options: InProcessQueueOptions) {
    this.#db = db;
    this.#options = options;
    this.#insert = db.prepare(
      "INSERT OR IGNORE INTO jobs (id, stage, payload, priority, owner, run_at, attempts, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#claim = db.prepare(
      `UPDATE jobs SET running = 1 WHERE seq IN (SELECT seq FROM jobs
         WHERE owner = ? AND stage = ? AND running = 0 AND priority = ? AND run_at <= ? ORDER BY run_at, seq LIMIT ?)
       RETURNING seq, id, stage, payload, priority, attempts, run_at`,
    );
    this.#soonest = db.prepare(
      "SELECT priority, run_at FROM jobs WHERE owner = ? AND stage = ? AND running = 0 AND priority > ? ORDER BY priority, run_at LIMIT 1",
    );
    this.#remove = db.prepare("DELETE FROM jobs WHERE seq = ?");
    this.#retry = db.prepare(
      "UPDATE jobs SET running = 0, attempts = attempts + 1, run_at = ? WHERE seq = ?",
    );
    this.#putBack = db.prepare("UPDATE jobs SET running = 0, run_at = ? WHERE seq = ?");
    this.#nextDue = db.prepare("SELECT min(run_at) AS due FROM jobs WHERE owner = ? AND running = 0");
    this.#pending = db.prepare("SELECT 1 FROM jobs WHERE owner = ? LIMIT 1");
  }

  async enqueue(jobs: readonly Job[], options: { readonly delayMs?: number } = {}): Promise<void> {
    const runAt = this.#now() + (options.delayMs ?? 0);
    inTransaction(this.#db, () => this.#insertAll(jobs, runAt));
    this.#wake();
  }

  consume(stage: StageName, handle: JobHandler, concurrency: number, batchSize = 1): void {
    this.#consumers.set(stage, { stage, handle, concurrency, batchSize, running: 0 });
    this.#wake();
  }

  adoptOrphans(): number {
    const owners = this.#db
      .prepare("SELECT DISTINCT owner FROM jobs")
      .all()
      .map((row) => String(row.owner));
    const adopt = this.#db.prepare("UPDATE jobs SET owner = ?, running = 0 WHERE owner = ?");
    let adopted = 0;
    for (const owner of owners) {
      const pid = Number(owner.split(".")[0]);
      // A container starts every process as the same pid: an owner with ours that is not us is dead.
      if (owner === this.#owner || (pid !== process.pid && isAlive(pid))) continue;
      adopted += Number(adopt.run(this.#owner, owner).changes);
    }
    if (adopted > 0) this.#wake();
    return adopted;
  }

  lengths(): ReadonlyMap<string, number> {
    const rows = this.#db.prepare("SELECT stage, count(*) AS n FROM jobs GROUP BY stage").all();
    return new Map(rows.map((row) => [String(row.stage), Number(row.n)]));
  }

  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#wake();
    });
  }

  async close(): Promise<void> {
    this.#abort.abort();
    if (this.#timer) clearTimeout(this.#timer);
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
    this.#db.prepare("UPDATE jobs SET running = 0 WHERE owner = ?").run(this.#owner);
  }

  #now(): number {
    return (this.#options.realNowMs ?? Date.now)();
  }

  #isIdle(): boolean {
    return this.#running.size === 0 && this.#pending.get(this.#owner) === undefined;
  }

  #insertAll(jobs: readonly Job[], runAt: number, attempts = 0): void {
    for (const job of jobs) {
      const expiresAt = this.#options.expiresAt(job);
      this.#insert.run(
        job.id,
        job.stage,
        JSON.stringify(job.payload),
        job.priority,
        this.#owner,
        runAt + (job.delayMs ?? 0),
        attempts,
        expiresAt,
      );
    }
  }

  #wake(): void {
    if (this.#scheduled || this.#abort.signal.aborted) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (this.#abort.signal.aborted) return;
    // Later stages first, so that what has begun is finished before more is begun.
    for (const consumer of [...this.#consumers.values()].reverse()) {
      while (consumer.running < consumer.concurrency) {
        const jobs = this.#claimBatch(consumer);
        if (jobs.length === 0) break;
        this.#start(consumer, jobs);
      }
    }
    this.#sleepUntilDue();
    if (this.#idleWaiters.length > 0 && this.#isIdle())
      for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }

  #claimBatch(consumer: Consumer): readonly ClaimedJob[] {
    const { stage, batchSize } = consumer;
    const now = this.#now();
    const rows: Record<string, unknown>[] = [];
    // From one priority to the next by the index: jobs that wait for their time, however many, are never walked over.
    let next = this.#soonest.get(this.#owner, stage, -1);
    while (typeof next?.priority === "number" && rows.length < batchSize) {
      const { priority } = next;
      if (Number(next.run_at) <= now)
        rows.push(...this.#claim.all(this.#owner, stage, priority, now, batchSize - rows.length));
      next = this.#soonest.get(this.#owner, stage, priority);
    }
    return rows.map(toJob).sort((a, b) => a.priority - b.priority || a.runAt - b.runAt || a.seq - b.seq);
  }

  #start(consumer: Consumer, jobs: readonly ClaimedJob[]): void {
    consumer.running++;
    const run = this.#run(consumer, jobs).finally(() => {
      consumer.running--;
      this.#running.delete(run);
      this.#wake();
    });
    this.#running.add(run);
  }

  async #run(consumer: Consumer, jobs: readonly ClaimedJob[]): Promise<void> {
    const ended: { readonly line: Line; readonly result: JobResult | undefined }[] = [];
    let lines: readonly Line[] = jobs.map((claimed) => ({ claimed, job: claimed }));
    let results = await this.#handle(consumer, lines);
    let following = this.#following(consumer, results);
    while (following !== null) {
      const onward: Line[] = [];
      for (const [index, { claimed, job }] of lines.entries()) {
        const result = results[index];
        const followUp = result?.kind === "ok" ? result.followUps[0] : undefined;
        if (followUp?.stage === following.stage) onward.push({ claimed, job: followUp });
        else ended.push({ line: { claimed, job }, result });
      }
      lines = onward;
      following.running++;
      results = await this.#handle(following, lines);
      following.running--;
      following = this.#following(following, results);
    }
    for (const [index, line] of lines.entries()) ended.push({ line, result: results[index] });
    inTransaction(this.#db, () => {
      for (const { line, result } of ended) this.#finish(line, result);
    });
  }

  async #handle(consumer: Consumer, lines: readonly Line[]): Promise<readonly JobResult[]> {
    try {
      return await consumer.handle(
        lines.map((line) => line.job),
        this.#abort.signal,
      );
    } catch (error) {
      return lines.map(() => ({ kind: "error", error }));
    }
  }

  /** The batch stage that every follow-up of a batch is for, when it has room now; null where rows must carry them. */
  #following(consumer: Consumer, results: readonly JobResult[]): Consumer | null {
    if (consumer.batchSize === 1 || this.#abort.signal.aborted) return null;
    const followUps = results.flatMap((result) => (result.kind === "ok" ? result.followUps : []));
    const next = this.#consumers.get(followUps[0]?.stage ?? consumer.stage);
    if (next === undefined || next === consumer || next.batchSize === 1) return null;
    const oneEach = results.every((result) => result.kind !== "ok" || result.followUps.length <= 1);
    const alike = followUps.every(({ stage, delayMs }) => stage === next.stage && delayMs === undefined);
    return oneEach && alike && next.running < next.concurrency ? next : null;
  }

  #finish({ claimed, job }: Line, result: JobResult | undefined): void {
    if (result?.kind === "ok") {
      this.#remove.run(claimed.seq);
      this.#insertAll(result.followUps, this.#now());
      return;
    }
    if (result?.kind === "later") {
      this.#putBack.run(Math.ceil(this.#now() + result.delayMs), claimed.seq);
      return;
    }
    const error = result?.error ?? new Error(`stage ${job.stage} gave no result for its job`);
    // Stopped in the middle: the claimed job is as if never begun.
    if (this.#abort.signal.aborted && !(error instanceof RetryableError)) {
      this.#db.prepare("UPDATE jobs SET running = 0 WHERE seq = ?").run(claimed.seq);
      return;
    }
    const attempts = (job === claimed ? claimed.attempts : 0) + 1;
    const failure = describeFailure(error, attempts, this.#options.maxAttempts ?? attemptsOf(job.stage));
    if (failure.kind === "retry")
      this.#tryAgain({ claimed, job }, retryDelayMs(failure, attempts, job.stage));
    else {
      this.#remove.run(claimed.seq);
      this.#options.onQuarantine(job, failure);
    }
  }

  /** What failed is tried again, not what led to it: a follow-up gets a row of its own, as one that was tried once. */
  #tryAgain({ claimed, job }: Line, delayMs: number): void {
    if (job === claimed) {
      this.#retry.run(this.#now() + delayMs, claimed.seq);
      return;
    }
    this.#remove.run(claimed.seq);
    this.#insertAll([job], this.#now() + delayMs, 1);
  }

  #sleepUntilDue(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const due = this.#nextDue.get(this.#owner)?.due;
    if (typeof due !== "number") return;
    // A job may have become due since the claim, or its stage is busy: look again soon, never not at all.
    const waitMs = Math.min(Math.max(due - this.#now(), SOONEST_LOOK_MS), LATEST_LOOK_MS);
    this.#timer = setTimeout(() => this.#wake(), waitMs);
  }
}

function toJob(row: Record<string, unknown>): ClaimedJob {
  return {
    seq: Number(row.seq),
    id: String(row.id),
    stage: String(row.stage) as StageName,
    payload: JSON.parse(String(row.payload)) as unknown,
    priority: Number(row.priority),
    attempts: Number(row.attempts),
    runAt: Number(row.run_at),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
