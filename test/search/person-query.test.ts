import { describe, expect, it } from "vitest";
import { PERSON_REFUSAL, personShaped } from "../../search/person-query.ts";
import { NAME_QUERIES, ORDINARY_QUERIES, PATTERN_QUERIES } from "./person-query-cases.ts";

const answered = (queries: readonly string[]) => queries.filter((query) => personShaped(query) === null);

describe("queries that look for a person", () => {
  it("come in more than five hundred kinds, beside more than two hundred ordinary ones", () => {
    expect(new Set([...PATTERN_QUERIES, ...NAME_QUERIES]).size).toBeGreaterThan(500);
    expect(new Set(ORDINARY_QUERIES).size).toBeGreaterThan(200);
  });

  it("are refused when they hold a number, an address or an account: at least 99 in 100", () => {
    const missed = answered(PATTERN_QUERIES);
    expect(missed.length / PATTERN_QUERIES.length, missed.join(" | ")).toBeLessThanOrEqual(0.01);
  });

  it("are refused when they hold a name: at least 95 in 100", () => {
    const missed = answered(NAME_QUERIES);
    expect(missed.length / NAME_QUERIES.length, missed.join(" | ")).toBeLessThanOrEqual(0.05);
  });

  it("are hardly ever seen in an ordinary question: at most 2 in 100", () => {
    const refused = ORDINARY_QUERIES.filter((query) => personShaped(query) !== null);
    expect(refused.length / ORDINARY_QUERIES.length, refused.join(" | ")).toBeLessThanOrEqual(0.02);
  });

  it.each([
    "chủ tịch Nguyễn Văn A",
    "ông Hùng",
    "cô Lan lớp 5",
    "nguyen van hung",
    "0912 345 678",
    "facebook.com/nguyen.van.a",
    "hiệu trưởng trường Lê Khắc Cẩn cô Hương",
    "chủ tịch xã Nguyễn Văn Hùng",
  ])("are refused with one sentence that helps: %s", (query) => {
    expect(personShaped(query)).toBe(PERSON_REFUSAL);
    expect(PERSON_REFUSAL).not.toContain(query);
  });

  it.each([
    "trường Lê Khắc Cẩn",
    "đường Trần Phú",
    "đường dây nóng 1022",
    "chủ tịch xã",
    "chủ tịch xã Lê Lợi",
    "hiệu trưởng trường Lê Khắc Cẩn",
    "rác An Lão",
    "anh hùng",
    "",
    "   ",
    "😡😡",
  ])("are not these: %s", (query) => {
    expect(personShaped(query)).toBeNull();
  });

  it("spare places that only the caller knows", () => {
    expect(personShaped("Trần Lan")).toBe(PERSON_REFUSAL);
    expect(personShaped("Trần Lan", (words) => words === "trần lan")).toBeNull();
  });
});

describe("queries that a reviewer found", () => {
  it.each(["user nguyenvana", "Tuấn bí thư", "thằng Tuấn", "lão Tuấn", "nick hanhnt85"])(
    "refuses %s",
    (query) => {
      expect(personShaped(query)).not.toBeNull();
    },
  );
  it.each(["lão thành cách mạng", "chủ tịch xã", "tài khoản vneid", "người già neo đơn"])(
    "answers %s",
    (query) => {
      expect(personShaped(query)).toBeNull();
    },
  );
});
