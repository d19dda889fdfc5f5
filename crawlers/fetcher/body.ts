import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { PermanentError, RetryableError } from "../../model/errors.ts";

/** Beyond this many decompressed bytes a body may not be more than MAX_RATIO times its compressed size (research, section 5). */
const RATIO_FREE_BYTES = 1_000_000;
const MAX_RATIO = 100;

/** How much of a body is read: more is an error, or with `truncate` simply not read (robots.txt, RFC 9309 2.5). */
export interface BodyLimit {
  readonly maxBytes: number;
  readonly truncate?: boolean;
}

/**
 * Reads and decompresses one body under its caps. Throws `PermanentError` "too-large", "decompression-bomb" or
 * "content-encoding", each naming the address.
 */
export async function readBody(
  stream: Readable,
  contentEncoding: string | null,
  address: string,
  limit: BodyLimit,
): Promise<Uint8Array> {
  const encoding = (contentEncoding ?? "identity").trim().toLowerCase();
  const decoder = decoderOf(encoding, address);
  let received = 0;
  if (decoder) {
    stream.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    // pipe() does not carry errors over.
    stream.on("error", (error) => decoder.destroy(error));
  }
  const source = decoder ? stream.pipe(decoder) : stream;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (decoder && size > RATIO_FREE_BYTES && size > received * MAX_RATIO) throw bomb(address);
      chunks.push(chunk);
      if (size > limit.maxBytes) {
        if (limit.truncate) break;
        throw tooLarge(address, limit.maxBytes);
      }
    }
  } catch (error) {
    throw translate(error, address);
  } finally {
    if (!stream.readableEnded) {
      stream.on("error", () => undefined);
      stream.destroy();
    }
  }
  return Buffer.concat(chunks).subarray(0, limit.maxBytes);
}

/** Unpacks a file that is gzip itself (a sitemap.xml.gz) under the same caps; other bytes come back unchanged. */
export async function gunzipFile(bytes: Uint8Array, address: string, maxBytes: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return await readBody(Readable.from([Buffer.from(bytes)]), "gzip", address, { maxBytes });
}

function decoderOf(encoding: string, address: string) {
  switch (encoding) {
    case "":
    case "identity":
      return null;
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      throw new PermanentError(
        "content-encoding",
        `${address} answered with content-encoding "${encoding}"; only one of gzip, br and deflate is read`,
      );
  }
}

function translate(error: unknown, address: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (
    typeof code === "string" &&
    (code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR"))
  ) {
    return new RetryableError("truncated", `${address} broke off or sent damaged compressed data`, {
      cause: error,
    });
  }
  return error;
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
