import iconv from "iconv-lite";

/**
 * Turns bytes into text and never throws: byte order mark, else valid UTF-8 whatever was declared, else the header's
 * charset, the document's own (meta or XML declaration), else windows-1258 (Vietnamese). NFC follows in the parsers.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return iconv.decode(Buffer.from(bytes), marked);
  const utf8 = strictUtf8(bytes);
  if (utf8 !== null) return utf8;
  const declared = [charsetOf(contentType), declaredInside(bytes)].find(
    (name) => name !== null && iconv.encodingExists(name) && !isUtf8(name),
  );
  if (declared) return iconv.decode(Buffer.from(bytes), declared);
  return mostlyUtf8(bytes)
    ? new TextDecoder("utf-8").decode(bytes)
    : iconv.decode(Buffer.from(bytes), "windows-1258");
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A UTF-8 page with a few damaged bytes (cut off, a foreign fragment) is still UTF-8: under 1 in 200 bytes lost. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const damaged = text.split("�").length - 1;
  return damaged * 200 < bytes.length && /[ạ-ỹđơư]/i.test(text);
}

const isUtf8 = (name: string): boolean => /^utf-?8$/i.test(name);

function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? "")?.[1] ?? null;
}

function declaredInside(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString("latin1");
  return (
    /<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ??
    null
  );
}
