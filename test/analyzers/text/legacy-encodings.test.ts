import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { repairLegacyText } from "../../../analyzers/text/legacy-encodings.ts";
import { TCVN3, VNI } from "../../../analyzers/text/legacy-tables.ts";

const SENTENCES = [
  "Ủy ban nhân dân xã An Lão kính mời bà con đến dự buổi tiếp xúc cử tri.",
  "Đường làng bị ngập suốt ba ngày, đề nghị xã cho nạo vét mương.",
  "Phòng khám đã mở cửa trở lại, người già được khám miễn phí.",
  "Giá đất đền bù thấp quá, dân chưa đồng ý bàn giao mặt bằng!",
  "Nước máy có mùi lạ từ tối thứ bảy, mong được kiểm tra sớm.",
  "Những mẫu giấy này cần chữ ký của chủ hộ và xác nhận của thôn.",
  "Hội làng năm nay vui vẻ, sạch sẽ, không có cảnh chặt chém khách.",
  "Cầu yếu mà xe tải nặng vẫn chạy, kỹ sư hãy về xem ngay kẻo muộn.",
  "Trẻ nhỏ đi học phải lội ruộng, ỷ lại mãi vào mấy tấm ván mỏng.",
];

/** Writes a text with a font of its time: the table backwards. */
function writeWith(table: ReadonlyMap<string, string>, text: string): string {
  const back = new Map<string, string>();
  for (const [written, letter] of table) if (!back.has(letter)) back.set(letter, written);
  return [...text.normalize("NFC")].map((letter) => back.get(letter) ?? letter).join("");
}

const asLatin1 = (text: string, encoding: string): string =>
  iconv.decode(iconv.encode(text, encoding), "latin1");

/** Windows-1258 keeps tones apart from their letters; what it lacks otherwise it has composed. */
function toWindows1258(text: string): string {
  return [...text.normalize("NFC")]
    .map((letter) => {
      const decomposed = letter.normalize("NFD");
      const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(decomposed)?.[0] ?? "";
      return tone ? decomposed.replace(tone, "").normalize("NFC") + tone : letter;
    })
    .join("");
}

describe("text in old encodings", () => {
  it.each(SENTENCES)("is read from TCVN3: %s", (sentence) => {
    const lower = sentence.toLowerCase();
    expect(repairLegacyText(writeWith(TCVN3, lower))).toEqual({ text: lower, encoding: "tcvn3" });
  });

  it.each(SENTENCES)("is read from VNI: %s", (sentence) => {
    expect(repairLegacyText(writeWith(VNI, sentence))).toEqual({ text: sentence, encoding: "vni" });
  });

  it.each(SENTENCES)("is composed from Windows-1258: %s", (sentence) => {
    expect(repairLegacyText(toWindows1258(sentence))).toEqual({ text: sentence, encoding: "windows-1258" });
  });

  it.each(SENTENCES)("is read from Windows-1258 that was taken for Latin-1: %s", (sentence) => {
    const bytes = asLatin1(toWindows1258(sentence), "windows-1258");
    expect(repairLegacyText(bytes)).toEqual({ text: sentence, encoding: "windows-1258" });
  });

  it.each(SENTENCES)("is read from UTF-8 that was taken for Latin-1 or Windows-1252: %s", (sentence) => {
    const bytes = Buffer.from(sentence, "utf8");
    for (const shown of [bytes.toString("latin1"), new TextDecoder("windows-1252").decode(bytes)])
      expect(repairLegacyText(shown)).toEqual({ text: sentence, encoding: "utf-8-as-latin-1" });
  });

  it("agrees with the published tables of TCVN3", () => {
    for (const [character, letter] of TCVN3)
      expect(iconv.decode(Buffer.from(character, "latin1"), "tcvn").normalize("NFC")).toBe(letter);
  });

  it("reads what fonts of the nineties showed", () => {
    expect(repairLegacyText("H¶i Phßng, ñy ban nh©n d©n").text).toBe("Hải Phòng, ủy ban nhân dân");
    expect(repairLegacyText("Haûi Phoøng, UÛy ban nhaân daân").text).toBe("Hải Phòng, Ủy ban nhân dân");
    expect(repairLegacyText("Háº£i PhÃ²ng vÃ  An LÃ£o").text).toBe("Hải Phòng và An Lão");
  });
});

describe("text that is fine", () => {
  it.each([
    ...SENTENCES,
    ...SENTENCES.map((sentence) => sentence.normalize("NFD")),
    ...SENTENCES.map((sentence) => sentence.toUpperCase()),
    "cá và gà là hai món bà làm",
    "Chữ “Ê” đứng sau chữ “E”, chữ “Â” đứng sau “Ă”.",
    "The café déjà vu, naïve façade: £5 at 30 °C, § 12 ¶ 3.",
    "Straße, Mädchen, Frühstück, Größe",
    "mañana año niño señor corazón está aquí",
    "garçon français élève très bientôt où ça hôtel forêt",
    "Não são irmãos, é a coração à manhã",
    "khong co dau gi ca",
    "👍🏽 ❤️ 🇻🇳 :)))",
    "Жизнь, 東京, ประเทศ",
    "",
    "ñ",
    "© 2025 • ® ™ … “quá”",
    "Công ty Nestlé và bạn José gặp Müller ở Đà Nẵng",
  ])("comes back unchanged: %s", (text) => {
    expect(repairLegacyText(text)).toEqual({ text, encoding: null });
  });

  it("keeps its lines beside lines that are not", () => {
    const [good = "", bad = ""] = SENTENCES;
    const mixed = `${good}\n${writeWith(VNI, bad)}\n${good}`;
    expect(repairLegacyText(mixed)).toEqual({ text: `${good}\n${bad}\n${good}`, encoding: "vni" });
  });
});
