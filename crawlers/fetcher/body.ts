import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { PermanentError, RetryableError } from "../../model/errors.ts";

/** Beyond this many decompressed bytes a body may not be more than MAX_RATIO times its compressed size (research, section 5). */
const RATIO_FREE_BYTES = 1_000_000;
const MAX_RATIO = 100;
/** What is only read to its first part may be this large before it is cut. */
const LARGEST_CUT_BYTES = 5_000_000;

/** How much of a body is read: more is an error, or with `truncate` simply not kept (robots.txt, RFC 9309 2.5). */
export interface BodyLimit {
  readonly maxBytes: number;
  readonly truncate?: boolean;
}
/** How slowly a body may come: a server that drips holds a connection for ever otherwise. */
export interface BodyRate {
  readonly rateGraceMs: number;
  readonly minBytesPerSecond: number;
}

/**
 * Reads and decompresses one body under its caps. Throws `PermanentError` "too-large", "decompression-bomb" or
 * "content-encoding", `RetryableError` "truncated" or "too-slow", each naming the address.
 */
export async function readBody(
  stream: Readable,
  contentEncoding: string | null,
  address: string,
  limit: BodyLimit & BodyRate,
): Promise<Uint8Array> {
  const decompress = decompressorOf((contentEncoding ?? "").trim().toLowerCase(), address);
  const received = await receive(stream, address, limit);
  const bytes = decompress === null ? received : await unpack(decompress, received, address, limit);
  return bytes.subarray(0, limit.maxBytes);
}

/** Unpacks a file that is gzip itself (a sitemap.xml.gz) under the same caps; other bytes come back unchanged. */
export async function gunzipFile(bytes: Uint8Array, address: string, maxBytes: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return await unpack(DECOMPRESSORS.gzip, bytes, address, { maxBytes });
}

async function receive(stream: Readable, address: string, limit: BodyLimit & BodyRate): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const beganMs = performance.now();
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (isTooSlow(size, performance.now() - beganMs, limit)) throw tooSlow(address, limit);
      if (size <= limit.maxBytes) continue;
      if (!limit.truncate) throw tooLarge(address, limit.maxBytes);
      if (size > LARGEST_CUT_BYTES) break;
    }
  } finally {
    if (!stream.readableEnded) {
      stream.on("error", () => undefined);
      stream.destroy();
    }
  }
  return Buffer.concat(chunks);
}

function isTooSlow(bytes: number, elapsedMs: number, rate: BodyRate): boolean {
  return elapsedMs > rate.rateGraceMs && bytes * 1000 < rate.minBytesPerSecond * elapsedMs;
}

interface DecompressOptions {
  readonly maxOutputLength: number;
  readonly chunkSize: number;
}
type Decompress = (bytes: Uint8Array, options: DecompressOptions) => Promise<Buffer>;
/** Most pages come out in one piece: each further one is a round trip to the thread that unpacks. */
const CHUNK_BYTES = 256 * 1024;
/** In the thread pool, so that unpacking one page does not hold up the others. */
const DECOMPRESSORS: Readonly<Record<"gzip" | "deflate" | "br", Decompress>> = {
  gzip: promisify<Uint8Array, DecompressOptions, Buffer>(gunzip),
  deflate: promisify<Uint8Array, DecompressOptions, Buffer>(inflate),
  br: promisify<Uint8Array, DecompressOptions, Buffer>(brotliDecompress),
};

function decompressorOf(encoding: string, address: string): Decompress | null {
  switch (encoding) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return DECOMPRESSORS.gzip;
    case "deflate":
    case "br":
      return DECOMPRESSORS[encoding];
    default:
      throw new PermanentError(
        "content-encoding",
        `${address} answered with content-encoding "${encoding}"; only one of gzip, br and deflate is read`,
      );
  }
}

async function unpack(
  decompress: Decompress,
  received: Uint8Array,
  address: string,
  limit: BodyLimit,
): Promise<Buffer> {
  // Some servers announce gzip and send nothing at all.
  if (received.length === 0) return Buffer.alloc(0);
  const maxBytes = limit.truncate ? Math.max(limit.maxBytes, LARGEST_CUT_BYTES) : limit.maxBytes;
  try {
    const bytes = await decompress(received, { maxOutputLength: maxBytes, chunkSize: CHUNK_BYTES });
    if (bytes.length > RATIO_FREE_BYTES && bytes.length > received.length * MAX_RATIO) throw bomb(address);
    return bytes;
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") {
      throw received.length * MAX_RATIO < maxBytes ? bomb(address) : tooLarge(address, maxBytes);
    }
    throw new RetryableError("truncated", `${address} broke off or sent damaged compressed data`, {
      cause: error,
    });
  }
}

const bomb = (address: string) =>
  new PermanentError(
    "decompression-bomb",
    `${address} unpacks to more than ${MAX_RATIO} times its size; not read further`,
  );

const tooLarge = (address: string, maxBytes: number) =>
  new PermanentError(
    "too-large",
    `${address} is larger than ${Math.round(maxBytes / 1_000_000)} MB; not read`,
  );

const tooSlow = (address: string, rate: BodyRate) =>
  new RetryableError(
    "too-slow",
    `${address} sends less than ${rate.minBytesPerSecond} bytes a second; given up for now`,
  );
