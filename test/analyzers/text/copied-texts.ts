import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { foldDiacritics } from "../../../analyzers/text/fold.ts";

/** A text and one that was made from it, or two that only speak of the same matter. */
export interface TextPair {
  readonly name: string;
  readonly one: string;
  readonly other: string;
}

/** Comments and posts as people write them, short ones first. */
const COMMENTS = [
  "Rác để ba ngày không ai thu, mùi hôi không chịu nổi",
  "Đường liên thôn nát hết rồi, mong xã sớm cho sửa",
  "Mất điện từ sáng đến giờ mà gọi tổng đài không ai nghe máy",
  "Cảm ơn các anh công an xã đã giúp cháu nhỏ về với gia đình",
  "Bao giờ mới trả tiền đền bù cho dân vậy các bác, chờ hai năm rồi",
  "Nước máy dạo này đục ngầu, giặt áo trắng thành áo vàng, đóng tiền thì không thiếu một đồng",
  "Trạm y tế khám rất kỹ, bác sĩ nhẹ nhàng, chỉ có điều phải chờ hơi lâu vì đông người quá",
  "Nhà tôi ở ngay cạnh bãi đổ xà bần, xe tải chạy suốt đêm, bụi phủ kín cả sân, trẻ con ho sù sụ mà phản ánh mấy lần chưa thấy ai xuống xem",
  "Hôm trước lên xã làm giấy khai sinh cho con, cán bộ hướng dẫn tận tình, mười lăm phút là xong, không phải đi lại lần nào nữa",
  "Xe chở đất chạy qua cổng trường giờ tan học mà không ai dẹp, hôm qua suýt nữa thì có một cháu lớp hai bị quệt, đề nghị cấm tải giờ cao điểm giúp phụ huynh chúng tôi",
] as const;

const ARTICLE =
  `Sáng nay, lãnh đạo xã cùng đại diện đơn vị thi công đã kiểm tra tuyến mương thoát nước chạy dọc khu dân cư
phía đông. Đoạn mương dài gần tám trăm mét bị bồi lấp nhiều năm, mỗi khi mưa lớn nước tràn vào sân của hơn năm mươi hộ.
Theo kế hoạch, việc nạo vét bắt đầu từ đầu tháng tới và hoàn thành trước mùa mưa. Đơn vị thi công cam kết không chặn
đường vào giờ đi học và tan tầm. Người dân đề nghị lắp thêm nắp đậy ở những chỗ gần trường mầm non, bởi trẻ nhỏ thường
chơi ven bờ mương. Chủ tịch xã tiếp thu và giao cán bộ địa chính khảo sát lại từng vị trí trong tuần này. Kinh phí lấy từ
nguồn sự nghiệp môi trường, phần còn thiếu do ngân sách xã bù. Thôn sẽ cử người cùng giám sát từng ngày và niêm yết
khối lượng đã làm tại nhà văn hóa để bà con theo dõi.`.replace(/\n/g, " ");

const SHORT: Readonly<Record<string, string>> = {
  không: "ko",
  được: "dc",
  với: "vs",
  gì: "j",
  rồi: "r",
  người: "ng",
  cũng: "cx",
  trước: "trc",
  giờ: "h",
  biết: "bit",
  vậy: "z",
  làm: "lm",
  mọi: "m",
};
const SLIPS: Readonly<Record<string, string>> = {
  của: "cuả",
  mùa: "muà",
  xã: "xả",
  sửa: "sữa",
  quá: "qúa",
  kỹ: "kĩ",
};

const wordwise = (text: string, table: Readonly<Record<string, string>>): string =>
  text.replace(/\p{L}+/gu, (word) => table[word.toLowerCase()] ?? word);
const share = (text: string, from: number, to: number): string => {
  const words = text.split(" ");
  return words.slice(Math.floor(from * words.length), Math.ceil(to * words.length)).join(" ");
};

/** What people do to a text when they pass it on. */
const EDITS: Readonly<Record<string, (text: string) => string>> = {
  "diacritics dropped": foldDiacritics,
  "short forms": (text) => wordwise(text, SHORT),
  "short forms without diacritics": (text) => foldDiacritics(wordwise(text, SHORT)),
  "slips of spelling": (text) => wordwise(text, SLIPS),
  "other marks and emoji": (text) => `${text.toUpperCase().replace(/,/g, " ..")} 😡😡 #anlao`,
  "an opening of its own": (text) => `Mọi người xem này: ${text}`,
  "a word more": (text) => `${text} ạ`,
  decomposed: (text) => text.normalize("NFD"),
};
/** Cuts and quotations are recognised from twelve syllables on. */
const LONG_EDITS: Readonly<Record<string, (text: string) => string>> = {
  "the end cut": (text) => share(text, 0, 0.7),
  "the opening cut": (text) => share(text, 0.25, 1),
  "quoted in an answer": (text) => `Bác viết “${text}” là đúng đấy, em đồng ý`,
};

/** Texts that were passed on, by what was done to them. */
export function copiedPairs(): TextPair[] {
  const pairs: TextPair[] = [];
  for (const text of [...COMMENTS, ARTICLE]) {
    const edits = text.split(" ").length >= 16 ? { ...EDITS, ...LONG_EDITS } : EDITS;
    for (const [name, edit] of Object.entries(edits)) {
      const other = edit(text);
      if (other !== text) pairs.push({ name: `${name}: ${text.slice(0, 40)}`, one: text, other });
    }
  }
  const retitled = `Nạo vét mương thoát nước: dân mong nắp đậy\n${ARTICLE}`;
  pairs.push({ name: "retitled", one: `Xã kiểm tra tuyến mương phía đông\n${ARTICLE}`, other: retitled });
  pairs.push({
    name: "retitled and cut",
    one: retitled,
    other: `Tin xã: mương phía đông\n${share(ARTICLE, 0, 0.6)}`,
  });
  return pairs;
}

/** Two comments under one article or in one thread of the town: one matter, two voices; the likest 200 of them. */
export function voicesOnOneMatter(count: number): TextPair[] {
  const pairs: { pair: TextPair; likeness: number }[] = [];
  for (const voices of discussions()) {
    for (let at = 0; at < voices.length; at++) {
      for (const other of voices.slice(at + 1)) {
        const one = voices[at] ?? "";
        pairs.push({ pair: { name: one.slice(0, 40), one, other }, likeness: sharedWords(one, other) });
      }
    }
  }
  pairs.sort((a, b) => b.likeness - a.likeness);
  return pairs.slice(0, count).map(({ pair }) => pair);
}

function sharedWords(one: string, other: string): number {
  const words = (text: string): Set<string> => new Set(foldDiacritics(text.toLowerCase()).match(/\p{L}+/gu));
  const [left, right] = [words(one), words(other)];
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / (left.size + right.size - shared);
}

interface Voice {
  readonly text?: string;
  readonly posts?: readonly Voice[];
  readonly comments?: readonly Voice[];
  readonly replies?: readonly Voice[];
}

function discussions(): string[][] {
  const directory = new URL("../../../lab/replica/town/", import.meta.url);
  const matters: string[][] = [];
  for (const name of readdirSync(directory).filter((file) => /^(?:articles|threads).*\.yaml$/.test(file))) {
    for (const matter of parse(readFileSync(new URL(name, directory), "utf8")) as Voice[])
      matters.push([...(matter.posts ?? []), ...(matter.comments ?? [])].flatMap(textsOf));
  }
  return matters;
}

function textsOf(voice: Voice): string[] {
  return [...(voice.text === undefined ? [] : [voice.text]), ...(voice.replies ?? []).flatMap(textsOf)];
}
