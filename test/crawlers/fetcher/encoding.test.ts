import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { decodeText } from "../../../crawlers/fetcher/encoding.ts";

const TEXT = "Đường liên xã hỏng nặng";
const plain = (text: string): string => text.normalize("NFC");

test.each([
  ["valid UTF-8 whatever is declared", Buffer.from(TEXT), "text/html; charset=iso-8859-1"],
  ["a UTF-8 byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TEXT)]), null],
  ["UTF-16 by its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(TEXT, "utf-16le")]), null],
])("reads %s", (_, bytes, type) => {
  expect(decodeText(bytes, type)).toBe(TEXT);
});

test.each([
  ["by its header", "", "text/html; charset=windows-1258"],
  ["by its XML declaration", '<?xml version="1.0" encoding="windows-1258"?>', null],
  ["by its meta element", '<meta charset="windows-1258">', null],
  ["without any declaration", "", null],
  ["whose declaration is wrong", "", "text/html; charset=utf-8"],
])("reads windows-1258 %s", (_, head, type) => {
  // The code page has base letters and combining tone marks apart.
  const decomposed = TEXT.replace(
    /[ờảặ]/g,
    (letter) => ({ ờ: "ơ\u0300", ả: "a\u0309", ặ: "ă\u0323" })[letter] ?? letter,
  )
    .replace("ỏ", "o\u0309")
    .replace("ã", "a\u0303");
  expect(plain(decodeText(iconv.encode(head + decomposed, "windows-1258"), type))).toBe(head + TEXT);
});

test("a damaged byte in a long UTF-8 page does not turn the page into another encoding", () => {
  const bytes = Buffer.concat([Buffer.from(TEXT.repeat(50)), Buffer.from([0xff]), Buffer.from(TEXT)]);
  expect(decodeText(bytes, null)).toContain(`\uFFFD${TEXT}`);
});

test("never throws", () => {
  expect(() => decodeText(Buffer.from([0xc3, 0x28, 0x00, 0xff]), "text/html; charset=no-such")).not.toThrow();
});
