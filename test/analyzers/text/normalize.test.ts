import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNormalizer } from "../../../analyzers/text/normalize.ts";
import { shippedLexicons } from "./shipped-lexicons.ts";

const lexicons = shippedLexicons();
const normalizer = createNormalizer(lexicons);
const normal = (text: string): string => normalizer.normalize(text).text;

describe("short forms by context", () => {
  it.each([
    [
      "ko bit bao h mới sửa dg, mn ơi k ai lm j à",
      "không biết bao giờ mới sửa đường, mọi người ơi không ai làm gì à",
    ],
    ["E hỏi c ấy r, c ấy nói là k biết", "Em hỏi chị ấy rồi, chị ấy nói là không biết"],
    [
      "xã nói ntn thì dân biết v, ngta cx chờ lâu r",
      "xã nói như thế nào thì dân biết vậy, người ta cũng chờ lâu rồi",
    ],
    ["vk ck mình đi khám, nma chờ tới trưa", "vợ chồng mình đi khám, nhưng mà chờ tới trưa"],
    ["kp tại trời mưa đâu, hok ai nạo vét cống", "không phải tại trời mưa đâu, không ai nạo vét cống"],
    [
      "Đường này bình thường ko sao, mưa vs gió là ngập",
      "Đường này bình thường không sao, mưa với gió là ngập",
    ],
    ["trc đây có đội thu rác, h thì k", "trước đây có đội thu rác, giờ thì không"],
    ["nhà m ở gần đó", "nhà mình ở gần đó"],
    ["SAO KO AI TRẢ LỜI VẬY? MN ĐỢI MÃI", "SAO KHÔNG AI TRẢ LỜI VẬY? MỌI NGƯỜI ĐỢI MÃI"],
    ["Ko hiểu nổi", "Không hiểu nổi"],
    ["sdt của CA xã là gì", "số điện thoại của Công an xã là gì"],
    ["koooo đcccc", "không được"],
  ])("%s", (given, expected) => {
    expect(normal(given)).toBe(expected);
  });

  it.each([
    "Giá 50k một kg, 5 k một bó, 20 k thôi",
    "UBND xã và HĐND họp lúc 8 h, cách 5 m",
    "Lớp a, câu c, vitamin k, viêm gan b, anh K, bà T, cổng B",
    "v/v giải quyết đơn; e-mail; C++; 30k/người; 3tr",
    "#k @b fb.com/k https://k.vn/?m=t",
    "còn e ngại, khom lưng, manh mún, củ mài, hẳn hoi, bên hông nhà",
    "dị ứng thời tiết, nhà nghỉ lợp lá",
    "Bao giờ tau mới được mần răng chi mô rứa hè",
  ])("leaves alone: %s", (text) => {
    expect(normal(text)).toBe(text);
  });
});

describe("slips of typing", () => {
  it.each([
    ["Đườnggg xấuuu quáaaa trời luônnn", "Đường xấu quá trời luôn"],
    ["hayyy ghê", "hay ghê"],
    ["cuả tôi muà mưa qúa", "của tôi mùa mưa quá"],
    ["thuỷ sản hoà bình, thủy sản hòa bình", "thuỷ sản hoà bình, thủy sản hòa bình"],
    ["nguwowif dân khoong ddược biết", "người dân không được biết"],
    ["nguo7i2 da6n kho6ng d9u7o7c5", "người dân không được"],
    ["ngừoi ta thuơng nhau trứơc", "người ta thương nhau trước"],
    ["giảiphóngmặtbằng chậm", "giải phóng mặt bằng chậm"],
    ["chia sẽ nổi khổ, xữ lý sớm", "chia sẻ nỗi khổ, xử lý sớm"],
    ["ktế khó khăn, chưa xđịnh được", "kinh tế khó khăn, chưa xác định được"],
    ["ðường lầy lội, cа́n bộ chậm", "đường lầy lội, cán bộ chậm"],
    ["bà\u200bn ghế\u00a0cũ", "bàn ghế cũ"],
    ["Đường".normalize("NFD"), "Đường"],
    ["１５ ｎｇày", "15 ngày"],
  ])("%s", (given, expected) => {
    expect(normal(given)).toBe(expected);
  });

  it.each([
    "teen book moon food seen week keep now",
    "mp3 a4 covid19 h5n1 co2 b2b f1",
    "kkkk hahaha zzz :))) =))) 👨‍👩‍👧❤️👍🏽🇻🇳 !!! ...",
    "I have to go to the shop, can you help me with this?",
    "xoong nồi, coóc, karaoke, Nguyễn Thị Nhỡn",
  ])("sees none in: %s", (text) => {
    expect(normal(text)).toBe(text);
  });
});

describe("texts without marks", () => {
  it.each([
    ["duong lang toi ngap suot ma khong ai sua", "đường làng tôi ngập suốt mà không ai sửa"],
    ["can bo o day rat nhiet tinh, cam on cac anh chi", "cán bộ ở đây rất nhiệt tình, cảm ơn các anh chị"],
    ["De nghi xa xu ly rac thai o nhiem", "Đề nghị xã xử lý rác thải ô nhiễm"],
    ["goi dien thoai khong ai nghe", "gọi điện thoại không ai nghe"],
  ])("are read where one reading is likely: %s", (given, expected) => {
    expect(normal(given)).toBe(expected);
  });

  it("keep what nobody can tell", () => {
    expect(normal("ban")).toBe("ban");
    expect(normal("ok ban")).toBe("ok ban");
  });

  it("are left alone within a message that has marks, but for words that can be nothing else", () => {
    expect(normal("Anh ba lo cho con đi thi, hai tay hai va li")).toBe(
      "Anh ba lo cho con đi thi, hai tay hai va li",
    );
    expect(normal("Mùi từ bãi rất khó chịu, kênh o nhiem quá rồi")).toBe(
      "Mùi từ bãi rất khó chịu, kênh ô nhiễm quá rồi",
    );
  });
});

describe("old encodings", () => {
  it("are undone before anything else", () => {
    expect(normal("Haûi Phoøng ko coù nöôùc saïch")).toBe("Hải Phòng không có nước sạch");
  });
});

describe("offsets", () => {
  it("lead from each unit of the result to what it was made from", () => {
    const given = "Mn ơi, k có nước".normalize("NFD");
    const { text, map } = normalizer.normalize(given);
    expect(text).toBe("Mọi người ơi, không có nước");
    const at = text.indexOf("không");
    expect(given.slice(map[at], map[at + "không".length])).toBe("k");
    expect(given.slice(map[text.indexOf("nước")]).normalize("NFC")).toBe("nước");
  });

  it("never fall, stay within the text and are one for each unit, whatever is given", () => {
    const pieces = [
      "k",
      "ko",
      " ",
      "đường",
      "a\u0301",
      "👨‍👩‍👧",
      "\ud83d",
      "\udc00",
      "Haûi ",
      "khoong",
      "\u200b",
      "50k",
      "\n",
      "#",
      "Ã¡",
      "dc",
    ];
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, (given) => {
        const { text, map } = normalizer.normalize(given);
        expect(map).toHaveLength(text.length);
        let last = 0;
        for (const offset of map) {
          expect(offset).toBeGreaterThanOrEqual(last);
          expect(offset).toBeLessThan(given.length);
          last = offset;
        }
      }),
    );
  });

  it("are the identity for a text that needs nothing", () => {
    const given = "Xã đã thay đèn ở ngõ 12, cảm ơn các anh.";
    expect(normalizer.normalize(given)).toEqual({ text: given, map: [...given].map((_, at) => at) });
  });
});

describe("the lexicon of short forms", () => {
  it("holds no key twice and nothing but lower case letters, digits and blanks", () => {
    const keys = Object.keys(lexicons.teencode);
    expect(keys.length).toBeGreaterThan(1000);
    for (const key of keys) expect(key).toMatch(/^[\p{Ll}\d]+(?: [\p{Ll}\d]+)*$/u);
    for (const text of Object.values(lexicons.teencode)) expect(text.trim()).toBe(text);
  });
});
