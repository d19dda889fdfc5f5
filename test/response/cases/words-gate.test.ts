import { beforeAll, describe, expect, it } from "vitest";
import type { IndexedDocument } from "../../../model/document.ts";
import { createWordsGate, type WordsGate } from "../../../response/cases/words-gate.ts";
import { indexedDocument } from "../../fakes/indexed-document.ts";
import { memorySearchIndex } from "../../fakes/memory-search-index.ts";

const SAID = [
  "Từ hôm qua tới giờ nước máy nhà em đục ngầu như nước vo gạo, không ai dám dùng nấu cơm cả",
  "Trung tâm Phục vụ hành chính công xã An Lão làm việc chậm, chờ mãi không tới lượt",
  "Mất nước rồi",
];

describe("what an office writes down for good", () => {
  let gate: WordsGate;
  beforeAll(async () => {
    const index = memorySearchIndex();
    const documents = SAID.map((text, at): IndexedDocument => indexedDocument(`c${at}`, { text }));
    const title = "Xã lắp thêm sáu mươi bóng đèn chiếu sáng trên trục đường liên thôn";
    await index.upsert([
      ...documents,
      indexedDocument("i1", { speaker: "institution", kind: "article", title, text: title }),
    ]);
    gate = createWordsGate({
      index,
      redact: (text) => ({ text, spans: [] }),
      phrases: ["Trung tâm Phục vụ hành chính công", "xã An Lão"],
    });
  });

  it.each([
    ["the sentence itself", SAID[0] ?? ""],
    ["with a frame around it", `Có ý kiến: "${SAID[0]}". Đề nghị kiểm tra.`],
    ["typed without marks", "tu hom qua toi gio nuoc may nha em duc ngau nhu nuoc vo gao"],
    ["half of it", "Phản ánh nước máy nhà em đục ngầu như nước vo gạo tại thôn"],
    [
      "with two words changed",
      "Từ hôm trước tới giờ nước máy nhà em đục ngầu như nước vo gạo, chẳng ai dám dùng nấu cơm cả",
    ],
  ])("is no citizen's sentence: %s", async (_, text) => {
    expect(await gate.judge(["Tên việc", text])).toBe("quote");
  });

  it.each([
    "Nước máy đục nhiều giờ liền; bà con không dám dùng để nấu ăn.",
    "Trung tâm Phục vụ hành chính công xã An Lão đã bố trí thêm hai quầy, giảm thời gian chờ.",
    "Mất nước rồi",
    "Xã lắp thêm sáu mươi bóng đèn chiếu sáng trên trục đường liên thôn",
    "",
  ])("may say the same in the office's words, and what institutions said: %s", async (text) => {
    expect(await gate.judge([text])).toBeNull();
  });

  it("names no person", async () => {
    expect(await gate.judge(["Việc thử", "Bà Trần Thị Hoa đề nghị sửa đường"])).toBe("person");
    expect(await gate.judge(["UBND xã, đường dây nóng 0225 3872 123, tiếp nhận phản ánh"])).toBeNull();
  });
});
