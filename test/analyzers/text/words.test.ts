import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { buildDictionary, segment } from "../../../analyzers/text/words.ts";
import { loadConfig } from "../../../config/load.ts";

const { config } = loadConfig("config");
const dictionary = buildDictionary(
  (config?.lexicons ?? []).flatMap((lexicon) => (lexicon.kind === "words" ? lexicon.words : [])),
);
const cut = (text: string): string => segment(text, dictionary).join(" | ");
const isComplete = (text: string): boolean =>
  withoutSpace(segment(text, dictionary).join(" ")) === withoutSpace(text);
const withoutSpace = (text: string): string => text.replace(/\s+/g, "");

describe("segment", () => {
  it.each([
    ["học sinh học sinh học", "học sinh | học | sinh học"],
    ["cán bộ máy", "cán bộ | máy"],
    ["khu dân cư trú", "khu | dân | cư trú"],
    ["bảo hiểm y tế xã", "bảo hiểm | y tế | xã"],
    ["ông già đi nhanh quá", "ông già | đi | nhanh | quá"],
  ])("reads the whole of %j before it cuts", (text, words) => {
    expect(cut(text)).toBe(words);
  });

  it.each([
    ["đất nước và nhà nước", "đất nước | và | nhà nước"],
    ["cái bàn, con mèo", "cái | bàn | , | con | mèo"],
    ["ủy ban nhân dân xã", "ủy ban | nhân dân | xã"],
    ["họ gây ra lỗi", "họ | gây | ra | lỗi"],
    ["anh ấy đi ra ngoài", "anh | ấy | đi | ra | ngoài"],
    ["bởi vì tuy nhiên cho nên mặc dù ngoài ra", "bởi vì | tuy nhiên | cho nên | mặc dù | ngoài ra"],
    ["thẻ bảo hiểm y tế", "thẻ | bảo hiểm | y tế"],
  ])("writes apart what the treebanks write apart: %j", (text, words) => {
    expect(cut(text)).toBe(words);
  });

  it.each([
    ["bà Trần Thị Lan ở Hải Phòng", "bà | Trần Thị Lan | ở | Hải Phòng"],
    ["gặp Nguyễn Văn A ở đường Trương Định.", "gặp | Nguyễn Văn A | ở | đường | Trương Định | ."],
    ["Ông Nguyễn Văn An nói", "Ông | Nguyễn Văn An | nói"],
    ["Chiều Hải Phòng mưa", "Chiều | Hải Phòng | mưa"],
    ["UBND huyện An Lão", "UBND | huyện | An Lão"],
    ["ở Sở Giao thông", "ở | Sở | Giao thông"],
    ["tại Lâm Đồng Nguyễn Văn An", "tại | Lâm Đồng | Nguyễn Văn An"],
    ["Đường Hư Quá Trời Sửa Giúp Dân", "Đường | Hư | Quá | Trời | Sửa | Giúp | Dân"],
  ])("joins names and nothing else that has a capital: %j", (text, words) => {
    expect(cut(text)).toBe(words);
  });

  it.each([
    ["1.234,5 đồng ngày 22/11/2026", "1.234,5 | đồng | ngày | 22/11/2026"],
    ["mất 50k lúc 20h30", "mất | 50k | lúc | 20h30"],
    ["10 triệu, 95%, tháng 4", "10 triệu | , | 95% | , | tháng 4"],
    ["xe 51A-123.45 theo 15/2020/NĐ-CP", "xe | 51A-123.45 | theo | 15/2020/NĐ-CP"],
    ["ở TP. HCM và TP.HCM", "ở | TP. | HCM | và | TP. | HCM"],
    ["bà H. nói ở Q.1", "bà | H. | nói | ở | Q. | 1"],
    ["người Ê-đê, H'Mông, v.v.", "người | Ê-đê | , | H'Mông | , | v.v."],
    ["kinh tế-xã hội", "kinh tế | - | xã hội"],
  ])("keeps numbers and abbreviations whole: %j", (text, words) => {
    expect(cut(text)).toBe(words);
  });

  it.each([
    ["xanh xanh", "xanh xanh"],
    ["đi từ từ", "đi | từ từ"],
    ["đo đỏ", "đo đỏ"],
    ["tôn tốt", "tôn tốt"],
    ["nếu nếu", "nếu | nếu"],
  ])("takes a syllable said twice for one word: %j", (text, words) => {
    expect(cut(text)).toBe(words);
  });

  it("cuts off marks, quotes, dots and emoji", () => {
    expect(cut("“Đẹp quá…” chị nói... rồi cười 😭😭")).toBe(
      "“ | Đẹp | quá | … | ” | chị | nói | ... | rồi | cười | 😭 | 😭",
    );
  });

  it("joins the syllables of a word by one space, however they were spaced, but not across lines", () => {
    expect(segment("học   sinh", dictionary)).toEqual(["học sinh"]);
    expect(segment("học\nsinh", dictionary)).toEqual(["học", "sinh"]);
  });

  it("cuts decomposed letters as composed ones, and keeps them as written", () => {
    const text = "Bảo hiểm y tế của học sinh Hải Phòng 🎉";
    expect(segment(text.normalize("NFD"), dictionary)).toEqual(
      segment(text, dictionary).map((word) => word.normalize("NFD")),
    );
  });

  it("knows a word in either style of tone marks", () => {
    expect(cut("uỷ ban hoà bình")).toBe("uỷ ban | hoà bình");
  });

  it("loses and adds nothing but white space", () => {
    assert(property(string({ unit: "binary" }), isComplete));
    const pieces = [
      "học",
      " ",
      "sinh",
      "\n",
      ".",
      "-",
      "TP.",
      "5",
      "%",
      "\u200b",
      "é",
      "e\u0301",
      "👨‍👩‍👧",
      "A",
      "#",
    ];
    assert(property(array(constantFrom(...pieces)), (parts) => isComplete(parts.join(""))));
  });

  it("gives no empty word", () => {
    expect(segment("", dictionary)).toEqual([]);
    expect(segment(" \n\t", dictionary)).toEqual([]);
    assert(
      property(string({ unit: "grapheme" }), (text) =>
        segment(text, dictionary).every((word) => word.trim() !== ""),
      ),
    );
  });

  it("cuts 100 KB without a single stop", () => {
    const text = "học sinh trường làng đi học sớm ".repeat(3200);
    expect(text.length).toBeGreaterThan(100_000);
    const words = segment(text, dictionary);
    expect(words.slice(0, 6)).toEqual(["học sinh", "trường", "làng", "đi", "học", "sớm"]);
    expect(words).toHaveLength(6 * 3200);
  });
});

describe("buildDictionary", () => {
  it("takes words as they are written, and cuts by syllables alone without any", () => {
    expect(segment("Học sinh", buildDictionary(["học sinh"]))).toEqual(["Học sinh"]);
    expect(segment("Học sinh", buildDictionary([]))).toEqual(["Học", "sinh"]);
  });
});
