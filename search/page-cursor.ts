import { UsageError } from "../model/errors.ts";
import type { DocumentId, Instant } from "../model/ids.ts";

/** The most hits of one page; a larger wish is cut to this. */
const MAX_PAGE = 500;

/** Where a page ended: a position in the order exact first, newest, id. It holds no word of the query. */
export interface Position {
  readonly exact: boolean;
  readonly publishedAt: Instant | null;
  readonly id: DocumentId;
}

/** The opaque text of a position. */
export function cursorOf(position: Position): string {
  const parts = [position.exact ? 1 : 0, position.publishedAt, position.id];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a cursor that `cursorOf` wrote. Throws UsageError on anything else. */
export function positionOf(cursor: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parts) && parts.length === 3) {
      const [exact, publishedAt, id] = parts as unknown[];
      const timed = publishedAt === null || typeof publishedAt === "string";
      if ((exact === 0 || exact === 1) && timed && typeof id === "string") {
        return { exact: exact === 1, publishedAt: publishedAt as Instant | null, id: id as DocumentId };
      }
    }
  } catch {
    // Not base64, not JSON: the sentence below says so.
  }
  throw new UsageError("bad-cursor", "Địa chỉ trang kết quả không còn đúng. Hãy tìm lại từ trang đầu.");
}

/** Order within one pass: newest first, unknown time last, then id. */
export function newestFirst(
  a: { readonly publishedAt: Instant | null; readonly id: DocumentId },
  b: { readonly publishedAt: Instant | null; readonly id: DocumentId },
): number {
  if (a.publishedAt !== b.publishedAt) {
    if (a.publishedAt === null) return 1;
    if (b.publishedAt === null) return -1;
    return a.publishedAt < b.publishedAt ? 1 : -1;
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The number of hits to return for a wish: whole, at least none, at most MAX_PAGE. */
export function pageSize(limit: number): number {
  return Number.isFinite(limit) ? Math.min(MAX_PAGE, Math.max(0, Math.floor(limit))) : MAX_PAGE;
}
