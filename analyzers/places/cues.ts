import type { CommuneType } from "../../config/gazetteer.ts";

/**
 * What the words right before a name say about it. Closed classes of the language, so they stand in code: type words
 * with the short forms of office text, words before roads, persons and things, words of location.
 */
export type Cue =
  | { readonly kind: "commune"; readonly type: CommuneType; readonly plural: boolean }
  | { readonly kind: "district" }
  | { readonly kind: "province" }
  /** "thành phố": of a province or of a district. */
  | { readonly kind: "city" }
  | { readonly kind: "hamlet" }
  /** A body or building named after the place where it stands. */
  | { readonly kind: "facility"; readonly school: boolean }
  | { readonly kind: "road" }
  | { readonly kind: "person" }
  /** A company, range, park…: bears the name without being there. */
  | { readonly kind: "thing" }
  /** A word of location; `firm` ones introduce nothing but places. */
  | { readonly kind: "at"; readonly firm: boolean }
  /** "như Hà Nội", "về Hà Nội": names a place that the text may not be about. */
  | { readonly kind: "aside" }
  /** "không phải An Lão": says which place is not meant. */
  | { readonly kind: "denied" };

/** Numbers and plurals that make a list of what follows: "hai xã An Lão, An Trường". */
const SEVERAL = ["các", "những", "hai", "ba", "bốn", "năm", "mấy", "2", "3", "4", "5", "liên"];

const commune = (type: CommuneType, written: string): [Cue, string][] => [
  [{ kind: "commune", type, plural: false }, `${type}, ${type} mới, ${written}`],
  [{ kind: "commune", type, plural: true }, SEVERAL.map((several) => `${several} ${type}`).join(",")],
];

const LISTS: readonly (readonly [Cue, string])[] = [
  ...commune("thị trấn", "tt., tt, ttr., ttr, t.t."),
  ...commune("xã", "x., x, xã nông thôn mới, xã ntm"),
  ...commune("phường", "p., p"),
  ...commune("đặc khu", ""),
  [{ kind: "district" }, "huyện, h., quận, q., q, thị xã, tx., tx, huyện ủy, quận ủy, huyện đảo"],
  [{ kind: "province" }, "tỉnh, t."],
  [{ kind: "city" }, "thành phố, tp., tp, t.p., t.p"],
  [{ kind: "hamlet" }, "thôn, làng, xóm, ấp, tổ dân phố, tdp, khu dân cư, kdc"],
  [
    { kind: "facility", school: true },
    `trường, thpt, thcs, tiểu học, mầm non, mẫu giáo, trường thpt, trường thcs, trường tiểu học, trường mầm non,
     trường mẫu giáo, trường học, cấp 1, cấp 2, cấp 3, trường cấp 1, trường cấp 2, trường cấp 3, đại học, cao đẳng,
     trung học, trường trung học, trường trung học cơ sở, trường trung học phổ thông, trung học cơ sở,
     trung học phổ thông, th, trường th, mn, trường mn`,
  ],
  [
    { kind: "facility", school: false },
    `ubnd, hđnd, ủy ban, ủy ban nhân dân, hội đồng nhân dân, công an, ca, đảng ủy, mttq, mặt trận, chợ, trạm y tế, trạm,
     bệnh viện, bv, trung tâm y tế, trung tâm, đình, chùa, đền, miếu, nhà thờ, giáo xứ, htx, hợp tác xã, bến xe, bến,
     bưu điện, nhà văn hóa, sân vận động, nghĩa trang, cầu, cống, đò, ngã ba, ngã tư, khu công nghiệp, kcn, điện lực,
     cụm công nghiệp, ccn, bí thư, chủ tịch, tòa án, viện kiểm sát, nhóm, hội, hội nhóm, bãi rác, trạm bơm, kênh`,
  ],
  [
    { kind: "road" },
    "đường, phố, đại lộ, ngõ, ngách, hẻm, tuyến đường, con đường, quốc lộ, ql, tỉnh lộ, hương lộ, vỉa hè, số nhà, tuyến phố, số, kiệt, khu phố",
  ],
  [
    { kind: "thing" },
    `công ty, cty, tập đoàn, tnhh, cổ phần, cp, doanh nghiệp, xí nghiệp, dãy, dãy núi, rặng, đỉnh, binh đoàn, bộ đội,
     đường mòn, núi, hồ, đèo, tàu, khách sạn, nhà hàng, vạn lý, chung cư, khu đô thị, kđt, công viên, rạp, chiến dịch,
     phần mềm, công viên phần mềm, tượng, tượng đài, giải, cúp, quyết, niềm vui, quân đội, siêu thị, hãng, bia, thuốc,
     phim, bài hát, sách, dòng họ, biển, đảo, quần đảo, chi nhánh, thương hiệu, nhãn hiệu, gốm, rừng, thủy điện,
     tư tưởng, vườn quốc gia, tòa nhà, dự án khu đô thị, đài truyền hình`,
  ],
  [
    { kind: "person" },
    `ông, bà, anh, chị, em, cháu, bé, cô, chú, bác, cậu, thầy, vua, hoàng đế, tướng, đại tướng, đồng chí, ca sĩ, nghệ sĩ,
     diễn viên, cầu thủ, thủ môn, tiền đạo, liệt sĩ, anh hùng, bạn, bác sĩ, giám đốc, đại úy, thượng úy, thiếu tá,
     trung tá, danh tướng, phóng viên, nhà thơ, nhạc sĩ, tác giả, nguyễn, trần, lê, phạm, vũ, võ, đặng, bùi, đỗ, ngô,
     hoàng, huỳnh, phan, trương, đinh, văn, lương, trịnh, đào, họ, tên, tuổi, hưng đạo vương, danh hài, nghệ nhân, hoa hậu, người mẫu, trọng tài, huấn luyện viên, hlv, tuyển thủ, đạo diễn, võ sĩ,
     cô gái, chàng trai, nạn nhân, tài xế, nghi phạm, bị can, bị cáo, đối tượng, mc, bầu, doanh nhân, kỹ sư, nhà báo, luật sư, thầy giáo, cô giáo`,
  ],
  [
    { kind: "at", firm: true },
    "ở, tại, bên, dân, bà con, nhân dân, người dân, địa bàn, khu vực, dân cư, ngay tại, hộ dân, ở bên",
  ],
  [
    { kind: "at", firm: false },
    `trên, trong, qua, sang, gần, cả, toàn, khắp, anh em, chị em, các bác, các cháu, các em, trẻ em, cô bác, vùng,
     phía, đất, mình, giữa, quanh, khách, học sinh, giáo viên, cán bộ, lãnh đạo, đồng, thuộc, của, nhà`,
  ],
  [
    { kind: "denied" },
    `không phải, ko phải, k phải, hông phải, chẳng phải, không phải là, không liên quan, không liên quan gì, chả phải,
     không liên quan đến, không liên quan tới, ko liên quan, không thuộc, không thuộc về, đâu phải, tưởng, tưởng là,
     chứ không phải, chứ ko phải, không nói, không phải của`,
  ],
  [
    { kind: "aside" },
    "quê, quê ở, gốc, người, dân gốc, chồng, vợ, như, giống, giống như, hơn, bằng, kém, so với, khác, khác gì, ra, đi, từ, lên, vào, về, xuống, đến, tới, thua",
  ],
];

/** Every cue phrase with what it says; where two share a phrase without marks, the first stands. */
export const CUES: readonly (readonly [string, Cue])[] = LISTS.flatMap(([cue, list]) =>
  list
    .split(",")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .map((phrase): [string, Cue] => [phrase, cue]),
);

/** Between two names: the second says where the first lies ("xã An Hưng, huyện An Lão", "Bát Trang của An Lão"). */
export const BELONGING: ReadonlySet<string> = new Set([
  ",",
  "(",
  "-",
  "–",
  "/",
  "thuộc",
  "của",
  "ở",
  "tại",
  "thuoc",
  "cua",
  "o",
  "tai",
]);
/** Between two names of one list ("An Lão và An Trường"). */
export const JOINING: ReadonlySet<string> = new Set([
  "và",
  "va",
  "với",
  "voi",
  "cùng",
  "cung",
  "hay",
  "hoặc",
  "hoac",
  "&",
  "+",
  ";",
  "lẫn",
  "rồi",
]);
/** After a name: the unit of before the reform is meant ("thị trấn An Lão cũ"). */
export const FORMER: ReadonlySet<string> = new Set(["cũ", "cu", "xưa"]);
/** Words that take the last syllable of an ordinary phrase away from a name: "thị trường | thành lập". */
export const CONTINUATIONS: ReadonlySet<string> = new Set([
  "lập",
  "lap",
  "phố",
  "pho",
  "công",
  "viên",
  "tích",
  "thị",
  "niên",
  "nghiệp",
]);
/** "công an" before a name is the police: "công an | Khánh Hòa". */
export const POLICE: ReadonlySet<string> = new Set(["công", "cong"]);
