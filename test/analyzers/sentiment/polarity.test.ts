import { describe, expect, it } from "vitest";
import { createPolarityReader } from "../../../analyzers/sentiment/polarity.ts";
import { tokenize } from "../../../analyzers/text/tokens.ts";
import { readLexiconFiles } from "../../../lab/evals/load-inputs.ts";
import type { Kind } from "../../../model/document.ts";

const reader = createPolarityReader(readLexiconFiles("config"));

function read(text: string, kind: Kind = "comment", title = "") {
  return reader.read({ tokens: tokenize(text), titleTokens: tokenize(title), kind });
}
const polarity = (text: string, kind?: Kind, title?: string) => read(text, kind, title).polarity;

describe("negation", () => {
  it.each([
    ["Cán bộ không nhiệt tình", "negative"],
    ["Nước chưa sạch", "negative"],
    ["Thái độ chẳng tử tế gì", "negative"],
    ["Dịch vụ không tệ", "positive"],
    ["Đường không còn lầy lội", "positive"],
    ["Xã làm không đến nỗi nào", "positive"],
    ["Hổng có sạch", "negative"],
  ])("turns what it reaches: %s", (text, expected) => {
    expect(polarity(text)).toBe(expected);
  });

  it("stops at a comma", () => {
    expect(polarity("Không mất tiền, đường đẹp, dân vui")).toBe("positive");
  });

  it.each([
    "Không những nhanh mà còn lịch sự",
    "Phục vụ vô cùng chu đáo",
    "Không thể không khen cán bộ ở đây",
    "Bất ngờ vì đường đẹp",
    "Không gian sạch đẹp",
    "Chưa bao giờ đường làng đẹp như thế",
  ])("is not seen where the words only look like it: %s", (text) => {
    expect(polarity(text)).toBe("positive");
  });

  it("of a negation is praise, not blame", () => {
    expect(read("Không phải không tốt").score).toBeGreaterThan(0);
  });
});

describe("degree", () => {
  it("makes a neutral adjective a complaint when there is too much of it", () => {
    expect(polarity("Giá điện quá cao")).toBe("negative");
    expect(polarity("Đi xa quá")).toBe("negative");
    expect(polarity("Nhà tôi ở xa")).toBe("neutral");
  });

  it("leaves a softened blame a blame", () => {
    expect(polarity("Làm việc hơi chậm")).toBe("negative");
  });

  it("reads drawn-out letters as the word", () => {
    expect(polarity("Tệệệ quáaaaa")).toBe("negative");
  });
});

describe("contrast", () => {
  it("does not let the last clause simply win", () => {
    expect(polarity("Bác sĩ giỏi, tận tình, chu đáo, nhưng phòng hơi chật")).toBe("positive");
  });

  it("says that it is unclear where praise and blame balance", () => {
    expect(polarity("Đường đẹp nhưng bụi bặm kinh khủng, nhà mới khang trang")).not.toBe("neutral");
    expect(polarity("Bác sĩ giỏi nhưng thái độ gắt gỏng")).toBe("unclear");
  });

  it("favours what follows a concession", () => {
    expect(polarity("Tuy đường còn xấu nhưng bà con rất phấn khởi")).toBe("positive");
    expect(polarity("Tuy trụ sở đẹp nhưng cán bộ rất hách dịch")).toBe("negative");
  });
});

describe("wishes, questions, comparisons", () => {
  it.each([
    "Đề nghị xã lắp thêm đèn đường",
    "Mong chính quyền quan tâm đến con đường này",
    "Bổ sung thêm giáo viên cho lớp",
    "Bao giờ mới sửa cái cầu này?",
    "Ai chịu trách nhiệm đây?",
  ])("takes a wish or a demand for a complaint: %s", (text) => {
    expect(polarity(text)).toBe("negative");
  });

  it("does not take a kind wish for a complaint", () => {
    expect(polarity("Mong bác sớm bình phục")).not.toBe("negative");
  });

  it("knows 'nên' that means 'so'", () => {
    expect(polarity("Vì mưa nên các cháu nghỉ ở nhà")).toBe("neutral");
  });

  it.each([
    "Cho hỏi làm căn cước cần mang giấy tờ gì ạ?",
    "Nước có bị đục không?",
    "Đề nghị cho biết lịch tiêm phòng đợt này",
    "Có điện chưa?",
  ])("leaves a question neutral: %s", (text) => {
    expect(polarity(text)).toBe("neutral");
  });

  it.each([
    ["Đường giờ tốt hơn trước nhiều", "positive"],
    ["Phản ánh rồi mà vẫn vậy", "negative"],
    ["Lại mất điện nữa rồi", "negative"],
    ["Sửa mãi chưa xong", "negative"],
    ["Chưa bàn giao đã nứt", "negative"],
  ])("compares with before: %s", (text, expected) => {
    expect(polarity(text)).toBe(expected);
  });
});

describe("fixed expressions and official style", () => {
  it.each([
    ["Đúng là cha chung không ai khóc", "negative"],
    ["Đánh trống bỏ dùi", "negative"],
    ["Làm được lòng dân", "positive"],
    ["Xã đã khắc phục tình trạng ô nhiễm", "positive"],
    ["Xã chưa khắc phục ô nhiễm", "negative"],
    ["Tỷ lệ hộ nghèo giảm, công tác giảm nghèo hiệu quả", "positive"],
  ])("%s", (text, expected) => {
    expect(polarity(text)).toBe(expected);
  });

  it("does not take the culprit's arrest for bad news", () => {
    expect(polarity("Công an bắt giữ nhóm trộm chó", "article")).not.toBe("negative");
  });

  it("takes a culprit brought to book for no bad news in anybody's mouth", () => {
    expect(polarity("Kẻ trộm chó đã bị bắt")).not.toBe("negative");
    expect(polarity("Trộm vẫn chưa bị bắt")).toBe("negative");
  });

  it("does not take a reported accident for the public's tone, but takes reported anger", () => {
    expect(polarity("Hai xe va chạm, một người bị thương", "article")).toBe("neutral");
    expect(polarity("Người dân bức xúc vì mùi hôi", "article")).toBe("negative");
  });
});

describe("signs, slang and missing marks", () => {
  it.each([
    ["Rác ngập đầu làng 😡😡", "negative"],
    ["Đường mới đây 😍👍", "positive"],
    ["duong hong khong ai sua", "negative"],
    ["can bo nhiet tinh, rat hai long", "positive"],
    ["ko hài lòng", "negative"],
    ["làm ăn như mèo mửa", "negative"],
  ])("%s", (text, expected) => {
    expect(polarity(text)).toBe(expected);
  });

  it("does not read 'k' after a number as a negation", () => {
    expect(read("Có 50k mà ngon").score).toBeGreaterThan(0);
  });

  it("lowers its confidence where somebody may be joking", () => {
    const plain = read("Đường đẹp tuyệt vời");
    const joking = read("Đường đẹp tuyệt vời =))");
    expect(joking.confidence).toBeLessThan(plain.confidence * 0.6);
    expect(polarity("Không khí trong lành, toàn mùi hôi thối :)))")).toBe("negative");
  });

  it("does not believe praise that mocks, nor take politeness for mockery", () => {
    expect(polarity("Hay quá nhỉ")).toBe("unclear");
    expect(polarity("Giỏi thế cơ mà")).toBe("unclear");
    expect(polarity("Vâng, em biết rồi ạ")).toBe("neutral");
  });

  it("is unsure of text without marks", () => {
    expect(read("can bo nhiet tinh").confidence).toBeLessThan(read("cán bộ nhiệt tình").confidence);
  });
});

describe("turns of speech with open places", () => {
  it.each([
    ["Ba tháng nay nước máy chưa về", "negative"],
    ["Nước máy đen như mực", "negative"],
    ["Xã bên có xe rác từ lâu còn xã mình thì chưa", "negative"],
    ["Hỏi ai cũng lắc đầu", "negative"],
    ["Phản ánh mãi chẳng ai nghe", "negative"],
    ["Gia dinh liet si ma gio chua duoc ho tro sua nha", "negative"],
    ["Ngồi nhà bấm điện thoại là xong", "positive"],
    ["Giờ trả kết quả tại thôn, khỏi phải đi lên tận xã", "positive"],
  ])("lean as people mean them: %s", (text, expected) => {
    expect(polarity(text)).toBe(expected);
  });

  it.each([
    "Chợ hôm nay vừa mở lại sau ba ngày sửa mái.",
    "Cháu nhà tôi bị sốt, hôm nay nghỉ học.",
    "Cứ mưa xuống là tôi cất xe sang nhà bên.",
    "Nước lên tới đâu rồi bà con?",
    "Sao hôm nay không thấy bác Ba ra chợ nhỉ?",
    "Không phải làm lại đâu bạn.",
    "Tiền điện tháng này trả ở đâu hả các bác?",
    "Thôn khác họp tối thứ bảy, thôn mình thì chủ nhật.",
    "Sổ hẹn hai hôm nữa ra lấy.",
  ])("leave plain facts and real questions alone: %s", (text) => {
    expect(polarity(text)).toBe("neutral");
  });
});

describe("what is no opinion", () => {
  it.each(["", "...", "12345", "Ngày mai họp lúc 8 giờ", "Phát hiện hành tinh mới", "Giá vàng đi ngang"])(
    "is neutral: %j",
    (text) => {
      const reading = read(text);
      expect(reading.polarity).toBe("neutral");
      expect(reading.confidence).toBeGreaterThanOrEqual(0);
    },
  );

  it("does not see a word in a person's name", () => {
    expect(read("Ông Nguyễn Văn Vui họp lúc 8 giờ").score).toBe(0);
  });
});

describe("rubbish", () => {
  it.each([
    "không, ",
    "rác ",
    "😡",
    "? ",
    "vì nên ",
    "\u0000\u200b",
    "ạ\u0301\u0300",
    "dat dai o nhiem khong tot ",
  ])("of 100 KB is read to its end: %j", (piece) => {
    const reading = read(piece.repeat(100_000 / piece.length));
    expect(Math.abs(reading.score)).toBeLessThanOrEqual(1);
    expect(reading.confidence).toBeLessThanOrEqual(1);
  });
});

describe("explanation", () => {
  it("names each entry, what shaped it and its effect, with offsets of the text", () => {
    const text = "Cán bộ không nhiệt tình lắm";
    const { steps } = reader.explain({ tokens: tokenize(text), titleTokens: [], kind: "comment" });
    const step = steps.find(({ term }) => term === "nhiệt tình");
    expect(step && text.slice(step.start, step.end)).toBe("nhiệt tình");
    expect(step?.shapedBy).toContain("không");
    expect(step?.effect).toBeLessThan(0);
  });
});
