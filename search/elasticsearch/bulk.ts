import type { Client, estypes } from "@elastic/elasticsearch";
import { RetryableError } from "../../model/errors.ts";
import type { DocumentId } from "../../model/ids.ts";
import { RefusedDocuments } from "../search-index.ts";

/** One write of one document; `version` grows with the state's, so that an older write never replaces a newer one. */
export interface Write {
  readonly id: DocumentId;
  readonly index: string;
  readonly version: number;
  /** Null deletes. */
  readonly fields: Record<string, unknown> | null;
}

/** Bodies of this size are written in one request: large enough to be quick, far below what a server takes. */
const REQUEST_BYTES = 5 * 1024 * 1024;
/** A server that is busy is asked again after these times (ms), then the work goes back to its queue. */
const PATIENCE_MS = [100, 400, 1_600, 6_400];

/**
 * Writes, and reads the answer of every item: already newer is success, busy is asked again, what the mapping refuses
 * is named. Throws RetryableError when the server is away or stays busy, RefusedDocuments after all others are written.
 */
export async function bulkWrite(
  client: Client,
  writes: readonly Write[],
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const refused = new Map<DocumentId, string>();
  for (const part of portions(writes)) {
    let left = part;
    for (let attempt = 0; left.length > 0; attempt++) {
      left = settle(left, await send(client, left), refused);
      if (left.length === 0) break;
      const pause = PATIENCE_MS[attempt];
      if (pause === undefined)
        throw new RetryableError("index-busy", `the search server is busy: ${left.length} documents wait`);
      await wait(pause);
    }
  }
  if (refused.size > 0) throw new RefusedDocuments(refused);
}

interface Portion {
  readonly write: Write;
  readonly lines: readonly string[];
}

function* portions(writes: readonly Write[]): Generator<readonly Portion[]> {
  let part: Portion[] = [];
  let bytes = 0;
  for (const write of writes) {
    const lines = linesOf(write);
    const size = lines.reduce((sum, line) => sum + line.length, 0);
    if (part.length > 0 && bytes + size > REQUEST_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push({ write, lines });
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function linesOf({ id, index, version, fields }: Write): readonly string[] {
  const target = { _index: index, _id: id, version, version_type: "external_gte" };
  if (fields === null) return [JSON.stringify({ delete: target })];
  return [JSON.stringify({ index: target }), JSON.stringify(fields)];
}

async function send(client: Client, part: readonly Portion[]): Promise<estypes.BulkResponse> {
  try {
    const operations = part.flatMap(({ lines }) => lines) as unknown as object[];
    return await client.bulk({ operations }, { maxRetries: 0 });
  } catch (cause) {
    throw awayError(cause);
  }
}

/** What is left to ask again. */
function settle(
  part: readonly Portion[],
  response: estypes.BulkResponse,
  refused: Map<DocumentId, string>,
): readonly Portion[] {
  return part.filter(({ write }, at) => {
    const item = Object.values(response.items[at] ?? {})[0];
    const status = item?.status ?? 500;
    if (status < 300 || status === 409 || (write.fields === null && status === 404)) return false;
    if (status === 429 || status >= 500) return true;
    refused.set(write.id, item?.error?.reason ?? `status ${status}`);
    return false;
  });
}

/** A failure of the whole request: the server is away, or refuses us; both are the operator's to mend, and pass. */
export function awayError(cause: unknown): RetryableError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RetryableError("index-away", `the search server did not answer: ${reason}`, { cause });
}
