import { describe, expect, it } from "vitest";
import { candidateKeys, fingerprint, nearDuplicate } from "../../../analyzers/text/near-duplicates.ts";
import { copiedPairs, type TextPair, voicesOnOneMatter } from "./copied-texts.ts";

/** As the pipeline asks: texts meet under a key, and then one is found to be a copy of the other. */
function taken({ one, other }: Pick<TextPair, "one" | "other">): boolean {
  const [left, right] = [fingerprint(one), fingerprint(other)];
  const keys = new Set(candidateKeys(left));
  return candidateKeys(right).some((key) => keys.has(key)) && nearDuplicate(left, right);
}

describe("copies", () => {
  const copies = copiedPairs();
  const voices = voicesOnOneMatter(240);

  it("are found at 0.90 or more, and no more than 0.05 of those found are voices of their own", () => {
    expect(copies.length).toBeGreaterThanOrEqual(60);
    expect(voices).toHaveLength(240);
    const found = copies.filter(taken).length;
    const wrong = voices.filter(taken).length;
    expect(found / copies.length).toBeGreaterThanOrEqual(0.9);
    expect(found / (found + wrong)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(copies)("$name", (pair) => {
    expect(taken(pair)).toBe(true);
  });
});

describe("voices of their own", () => {
  it.each([
    ["Đường thôn 3 hỏng hết rồi, xã sửa đi", "Đường thôn 7 hỏng hết rồi, xã sửa đi"],
    ["Rác thôn Trung ba ngày chưa thu, hôi lắm", "Rác thôn Hạ bốn ngày chưa thu, hôi lắm"],
    ["Mất điện thôn Đoài từ sáng", "Mất điện thôn Đông từ sáng"],
    ["Trạm y tế phục vụ tốt, bác sĩ nhiệt tình", "Trạm y tế phục vụ kém, bác sĩ cáu gắt"],
    ["Nhà em ở xóm Đình mất nước hai hôm rồi ạ", "Nhà em ở xóm Chùa mất nước ba hôm rồi ạ"],
    ["Bao giờ có tiền đền bù đất ruộng", "Bao giờ có tiền hỗ trợ lúa đổ"],
    ["đúng rồi", "đúng rồi"],
    ["đồng ý với bác", "đồng ý với bạn"],
    ["không hài lòng", "hài lòng"],
    ["", ""],
  ])("%s / %s", (one, other) => {
    expect(taken({ one, other })).toBe(false);
  });
});

describe("fingerprint", () => {
  it("is plain data that survives storage", () => {
    const print = fingerprint("Rác để ba ngày không ai thu, mùi hôi không chịu nổi");
    expect(JSON.parse(JSON.stringify(print))).toEqual(print);
  });

  it("takes words that are names of JavaScript's own for words", () => {
    expect(fingerprint("constructor toString valueOf của tôi").syllables).toBe(5);
  });

  it("holds no more for a long text than for a middling one", () => {
    const long = fingerprint(Array.from({ length: 5000 }, (_, at) => `từ ${at}`).join(" "));
    expect(JSON.stringify(long).length).toBeLessThan(1500);
  });
});
