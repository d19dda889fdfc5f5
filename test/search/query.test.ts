import { describe, expect, it } from "vitest";
import { UsageError } from "../../model/errors.ts";
import { MAX_QUERY_LENGTH, parseQuery } from "../../search/query.ts";

const term = (token: string) => ({ kind: "term", token });
const phrase = (...tokens: string[]) => ({ kind: "phrase", tokens });
const not = (of: unknown) => ({ kind: "not", of });
const and = (...of: unknown[]) => ({ kind: "and", of });
const or = (...of: unknown[]) => ({ kind: "or", of });

describe("a query as typed", () => {
  it.each([
    ["rác", term("rác")],
    ["  Rác  AN lão ", and(term("rác"), term("an"), term("lão"))],
    ['"đền bù"', phrase("đền", "bù")],
    ["“đền bù” đất", and(phrase("đền", "bù"), term("đất"))],
    ['"rác"', term("rác")],
    ["rác -đốt", and(term("rác"), not(term("đốt")))],
    ['-"đốt rơm" rác', and(term("rác"), not(phrase("đốt", "rơm")))],
    ["rác OR nước", or(term("rác"), term("nước"))],
    ["rác OR nước OR điện", or(term("rác"), term("nước"), term("điện"))],
    ["chợ rác OR nước", and(term("chợ"), or(term("rác"), term("nước")))],
    ["rác or nước", and(term("rác"), term("or"), term("nước"))],
    ["rác-thải", phrase("rác", "thải")],
    ["rác - thải", and(term("rác"), term("thải"))],
    ["hoà", term("hòa")],
    ["rác, thải!", and(term("rác"), term("thải"))],
  ])("%s", (text, expected) => {
    expect(parseQuery(text)).toEqual(expected);
  });

  it("is nothing when it is empty", () => {
    expect(parseQuery("")).toBeNull();
    expect(parseQuery("  \n ")).toBeNull();
  });

  it.each([
    ['"đền bù', 'Thiếu dấu ngoặc kép đóng sau cụm “đền bù”. Thêm " ở cuối cụm.'],
    ['rác "', "Dấu ngoặc kép cuối câu chưa có cụm từ nào. Hãy bỏ dấu ấy đi."],
    ['""', "Giữa hai dấu ngoặc kép chưa có từ nào. Hãy gõ cụm từ vào giữa, hoặc bỏ dấu đi."],
    ["-rác", "Câu tìm chỉ có phần loại trừ. Hãy thêm ít nhất một từ cần tìm, ví dụ: đường -rác."],
    ["OR rác", "Thiếu từ trước chữ OR. Viết như: rác OR nước thải."],
    ["rác OR", "Thiếu từ sau chữ OR. Viết như: rác OR nước thải."],
    ["rác OR OR nước", "Thiếu từ sau chữ OR. Viết như: rác OR nước thải."],
    ["rác OR -nước", "Phần loại trừ “-nước” không đứng cạnh OR được. Hãy đặt nó ở cuối câu, không có OR."],
    ["!!! ???", "Câu tìm chưa có từ nào để tìm. Hãy gõ một từ, ví dụ: rác An Lão."],
    ["OR", "Câu tìm chưa có từ nào để tìm. Hãy gõ một từ, ví dụ: rác An Lão."],
  ])("is refused with one sentence that helps: %s", (text, sentence) => {
    expect(() => parseQuery(text)).toThrow(UsageError);
    expect(() => parseQuery(text)).toThrow(sentence);
  });

  it("is refused when it is a paragraph", () => {
    expect(() => parseQuery("rác ".repeat(200))).toThrow(`nhiều hơn ${MAX_QUERY_LENGTH}`);
    expect(() => parseQuery("rác ".repeat(40))).toThrow("Hãy giữ lại vài từ chính");
  });

  it.each(["\u0000", "\ud800", "a\u0301", "'; DROP TABLE x; --", "%", "()", "\\", "-", '-"', "—"])(
    "never fails but with a sentence: %j",
    (text) => {
      try {
        parseQuery(text);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    },
  );
});
