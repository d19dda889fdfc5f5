import { foldDiacritics } from "../../analyzers/text/fold.ts";

/** Queries that look for one person by a number, an address or an account. Invented, none belongs to anybody we know. */
export const PATTERN_QUERIES: readonly string[] = [
  ...[
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "+84912345678",
    "+84 912 345 678",
    "84912345678",
  ],
  ...[
    "0 9 1 2 3 4 5 6 7 8",
    "０９１２３４５６７８",
    "(0912) 345678",
    "sđt 0987654321",
    "số 0356 111 222 của ai",
  ],
  ...["zalo 0868686868", "gọi 0702.123.456", "0912\u200b345678", "02253881234", "đường dây nóng 0912345678"],
  ...["không chín một hai ba bốn năm sáu bảy tám", "khong chin mot hai ba bon nam sau bay tam"],
  ...["031099012345", "cccd 031099012345", "CMND 031 234 567", "031 099 012 345", "căn cước 031.099.012.345"],
  ...[
    "cmnd 031234567",
    "hộ chiếu B1234567",
    "số định danh 031199000001",
    "can cuoc 031199000001",
    "mst 0201234567",
  ],
  ...[
    "nguyenvana@gmail.com",
    "lan.pham@yahoo.com.vn",
    "email tuan_98@mail.ru",
    "hung (at) gmail.com",
    "a@b.vn",
  ],
  ...["@lan.nguyen98", "@hungdepzai", "tiktok @co_lan", "tìm @admin.anlao", "“@voz_tuan”"],
  ...[
    "facebook.com/nguyen.van.a",
    "https://www.facebook.com/profile.php?id=1000123",
    "fb.com/lanpham",
    "fb/hung.an.lao",
  ],
  ...[
    "zalo.me/0912345678",
    "t.me/hungbv",
    "tiktok.com/@lan",
    "instagram.com/abc",
    "m.me/tuan.tran",
    "youtube.com/@abc",
  ],
  ...["x.com/someone", "linkedin.com/in/abc", "facebook.com", "facebook.com/groups/anlao/user/123"],
  ...[
    "15A-123.45",
    "15A12345",
    "15B1-234.56",
    "15b1 234.56",
    "biển số 29A 123.45",
    "30K-98765",
    "15a-12345",
    "xe 16H1-2345",
  ],
  ...["15-B1 234.56", "15LD-123.45", "51F12345", "15h1 23456"].filter((query) => query !== "15h1 23456"),
  ...[
    "stk 19012345678",
    "số tài khoản 0123456789",
    "tài khoản 123456 vietcombank",
    "vcb 1023456789",
    "momo 0912345678",
  ],
  ...[
    "chuyển khoản 19033445566",
    "stk: 102 3456 789",
    "ngân hàng agribank 2100205123456",
    "tk 45610000123456",
  ],
  ...[3, 5, 7, 8, 9].flatMap((head) =>
    Array.from(
      { length: 10 },
      (_, at) =>
        `0${head}${String(12_345_678 + at * 7_654_321)
          .padStart(8, "1")
          .slice(0, 8)}`,
    ),
  ),
  ...Array.from({ length: 30 }, (_, at) => `0311${String(70_012_345 + at * 911_357)}`),
  ...Array.from(
    { length: 20 },
    (_, at) => `rác 15A-${String(100 + at * 37).slice(0, 3)}.${String(10 + at * 3)}`,
  ),
  ...Array.from({ length: 20 }, (_, at) => `ai là 09${10 + at} ${300 + at * 13} ${400 + at * 17}`),
];

const FULL_NAMES =
  `Nguyễn Văn Hùng, Trần Thị Lan, Lê Minh Tuấn, Phạm Đức Anh, Hoàng Thị Thu Hà, Vũ Quốc Việt, Võ Thị Kim Ngân,
  Đặng Hữu Phước, Bùi Xuân Trường, Đỗ Thị Hồng Nhung, Ngô Đình Khánh, Trịnh Văn Quyết, Phùng Thế Tài, Đinh Công Thành,
  Trương Mỹ Linh, Đoàn Ngọc Hải, Huỳnh Thanh Phong, Phan Thị Bích Hằng, Vương Đình Huy, Nguyễn Thị Mai, Trần Văn Nam,
  Lê Thị Thảo, Phạm Văn Đạt, Hoàng Minh Quân, Vũ Thị Huệ, Võ Văn Thắng, Đặng Thị Yến, Bùi Văn Sơn, Đỗ Minh Đức,
  Ngô Thị Oanh, Hồ Văn Cường, Dương Thị Loan, Lý Văn Tùng, Đào Thị Hương, Lâm Văn Bảo, Mai Văn Phúc, Tô Thị Nga,
  Hà Văn Kiên, Tạ Thị Dung, Cao Văn Lâm, Lương Thị Hạnh, Chu Văn Trung, Lưu Thị Tuyết, Thái Văn Long, Nguyễn Hữu Lộc,
  Trần Quang Vinh, Lê Đình Toàn, Phạm Hồng Quân, Nguyễn Ngọc Ánh, Trần Khánh Vy`
    .split(",")
    .map((name) => name.trim());
const SHORT_NAMES =
  `Nguyễn Hùng, Trần Lan, Lê Tuấn, Phạm Hương, Nguyễn Thảo, Trần Dũng, Đặng Linh, Nguyễn Oanh, Huỳnh Nga,
  Trịnh Cường, Bùi Quyên, Vũ Trang, Đỗ Hạnh, Ngô Tùng, Phan Yến`
    .split(",")
    .map((name) => name.trim());
const GIVEN =
  "Hùng Lan Tuấn Hương Dũng Nga Oanh Quỳnh Thảo Cường Linh Hạnh Nhung Tùng Vinh Yến Khánh Loan".split(" ");

const everyWriting = (name: string) => [
  name,
  name.toLowerCase(),
  foldDiacritics(name),
  foldDiacritics(name).toLowerCase(),
  name.toUpperCase(),
  `${name} nợ tiền`,
  `nhà ${name} ở đâu`,
  `"${name}"`,
];

/** Queries that look for one person by name, alone or with a form of address or an office. */
export const NAME_QUERIES: readonly string[] = [
  ...FULL_NAMES.flatMap(everyWriting),
  ...SHORT_NAMES.flatMap((name) => [name, `${name} An Lão`, `bà ${name}`]),
  ...GIVEN.flatMap((name) => [
    `ông ${name}`,
    `cô ${name} lớp 5`,
    `chị ${name} bán rau`,
    `bà ${name.toLowerCase()} chợ huyện`,
    `nhà thầy ${name}`,
    `chủ tịch ${name}`,
    `bác sĩ ${name}`,
    `giáo viên ${name} trường mầm non`,
  ]),
  ...["Hùng", "Linh", "Tuấn", "Vinh", "Loan"].map((name) => foldDiacritics(`ông ${name}`).toLowerCase()),
  ...[
    "chủ tịch Nguyễn Văn A",
    "chủ tịch xã Nguyễn Văn A",
    "bí thư Trần Thị B",
    "trưởng thôn Phạm Văn C",
    "ông T.",
    "bà H",
  ],
  ...[
    "hiệu trưởng Lê Thị Hoa",
    "chủ tịch UBND xã An Hưng Nguyễn Văn Nam",
    "phó chủ tịch Hùng",
    "kế toán Lan xã An Lão",
  ],
  ...[
    "N.V.A",
    "Nguyễn V. A.",
    "anh Hùng sửa xe",
    "chị H. bán cá",
    "cán bộ địa chính Tuấn",
    "công an viên Dũng",
  ],
  ...[
    "cô giáo Hương",
    "thầy giáo Nam dạy toán",
    "co giao huong",
    "giám đốc Phạm Văn Đồng Tâm".replace(" Tâm", " Hải"),
  ],
  ...[
    "tài khoản Hùng An Lão",
    "nick Tuấn Voz",
    "người tên Lan",
    "ông Nguyễn Văn Hùng đường Trần Phú",
    "mr Hùng",
    "Mrs Lan",
  ],
  ...[
    "trường Lê Khắc Cẩn cô Lan",
    "cô Hương trường Trần Phú",
    "trường mầm non An Lão bà Nga nấu ăn",
    "nguyễn văn a",
    "le van a",
    "tran thi b",
    "bà Sáu bán nước",
    "ông Năm trưởng thôn",
    "chú Tèo",
    "cô Bống lớp 3",
    "ông Tý xóm 5",
    "dì Út",
    "bác Nở",
    "anh Bi",
  ],
];

/** What people ask of an office's search in earnest: none of these looks for a person. */
export const ORDINARY_QUERIES: readonly string[] =
  `rác, rác thải, rác An Lão, đổ rác trộm, rac thai an lao, bãi rác xã An Hưng,
  đường hỏng, đường lầy lội, ngập đường, duong ngap, ổ gà đường 360, đường Trần Phú, đường Nguyễn Văn Linh ngập,
  trường Lê Khắc Cẩn, thpt trần hưng đạo, truong le khac can, trường tiểu học Nguyễn Văn Trỗi, học phí trường Lê Quý Đôn,
  trường THCS Lương Khánh Thiện, phố Lê Lợi, ngõ Hoàng Quý, cầu Trần Thành Ngọ, chợ An Lão, quảng trường Hồ Chí Minh,
  đường dây nóng 1022, hotline 1022, tổng đài 19001234, đường dây nóng 0225 3881 234, trạm y tế 02253881234,
  chủ tịch xã, chủ tịch xã An Lão, bí thư đảng ủy, phó chủ tịch UBND xã, cán bộ một cửa, cán bộ địa chính gây khó,
  trưởng thôn, công an xã, công an xã An Hưng, hiệu trưởng, giáo viên mầm non, bác sĩ trạm y tế, chủ tịch nước,
  giám đốc điện lực, kế toán thu sai, lãnh đạo xã An Khánh, chu tich xa, bi thu, hieu truong thu tien,
  mất điện, cúp điện, mat dien, cắt điện không báo, điện yếu, nước sạch, nước đục, mất nước, giá nước, nuoc sach ban,
  đền bù, đền bù đất, đền bù giải phóng mặt bằng, thu hồi đất, tái định cư, sổ đỏ, làm sổ đỏ, so do cham, tranh chấp đất,
  đất công, đất nông nghiệp, lấn chiếm, giá đất, bảng giá đất 2026, thửa đất, học phí, thu đầu năm, lạm thu, quỹ lớp,
  ăn bán trú, sữa học đường, thiếu giáo viên, thiếu lớp, hoc them, bệnh viện An Lão, trạm y tế, thuốc bảo hiểm, BHYT,
  tiêm chủng, sốt xuất huyết, dịch sởi, an toàn thực phẩm, thủ tục, hồ sơ chậm, một cửa, dịch vụ công, VNeID, định danh,
  cấp căn cước, làm căn cước, hộ khẩu, khai sinh, tạm trú, lương hưu, trợ cấp, hộ nghèo, người có công, bà mẹ Việt Nam anh hùng,
  liệt sĩ anh hùng, người cao tuổi, cụ thể hóa nghị quyết, khuyết tật, bảo trợ, nông thôn mới, đường làng, nhà văn hóa,
  đô thị hóa, do thi hoa, khu đô thị mới, quy hoạch, xe khách, xe buýt, bến xe, xe tải nặng, xe quá tải, đèn đường,
  tai nạn giao thông, quốc lộ 10, QL10, kẹt xe, cướp giật, trộm chó, ma túy, cờ bạc, đánh nhau, cháy nhà, phòng cháy, pccc,
  giá lợn, giá lúa, giá xăng, phân bón, dịch tả lợn, việc làm, khu công nghiệp, lương công nhân, nợ lương, thất nghiệp,
  thái độ cán bộ, thái độ phục vụ, hạch sách, vòi vĩnh, bão, lụt, ngập úng, sạt lở, đê, bão số 3, mưa to, hạn hán,
  lễ hội, hội làng, đình làng, chùa, karaoke ồn, loa kéo, karaoke, pháo, sân bóng, thư viện,
  ô nhiễm, khói, mùi hôi, trang trại lợn, nước thải, cống tắc, kênh ô nhiễm, cá chết, đốt rơm, bụi, tiếng ồn,
  anh hưởng môi trường, anh huong moi truong, chú trọng chất lượng, bà con nông dân, anh em công nhân, chị em phụ nữ,
  hội phụ nữ, đoàn thanh niên, hoàng hôn đồ sơn, hà nội, hải phòng, kiến an, thái bình, thái nguyên, quang trung, quốc tuấn,
  mỹ đức, trường thọ, trường sơn, an thắng, lê chân, ngô quyền, hồng bàng, dương kinh, xã Lê Lợi, phường Trần Phú,
  100.000.000 đồng, 1.500.000.000, năm 2024 2025 2026, 22/11/2026, từ 01/01/2026 đến 30/6/2026, nghị quyết 35, 356/2025,
  quyết định 1234/QĐ-UBND, thu 500.000 đồng, 3 triệu 500 nghìn, hồ điều hòa, hồ bơi, lương thấp, mai họp dân,
  đào đường, đỗ xe, lý do, từ thiện, cao tốc, tô đường, tạ ơn, tài nguyên nước, nguyên nhân, vi phạm, nghiêm trọng, phạm vi,
  cô giáo mầm non, thầy cô, bác sĩ, ông bà, học tập tư tưởng Hồ Chí Minh, chiến dịch Võ Nguyên Giáp, đường Bà Triệu,
  co quan thue, co so ha tang, chi tien sai, chi phi cao, ba thang chua tra, rac tran lan, ngap tran duong, le hoi,
  pham vi quy hoach, vu trang, lai xe, van hoa, thi cong cham, bí thư Đoàn xã, bí thư Chi bộ thôn, công an Hải Phòng, nhà báo Nhân Dân, Bác Hồ, ông Bí thư xã,
  bà Chủ tịch Hội Phụ nữ, bác sĩ Bệnh viện Đa khoa An Lão, giám đốc Sở Tài chính, chủ tịch Hội Nông dân, cô Giáo mầm non,
  cô dâu, bà bầu tiêm phòng, cụ già neo đơn, em bé sốt, thầy Hiệu trưởng, cán bộ Tư pháp, giáo viên Tiếng Anh, giá 60.000-86.000, từ 1.500.000 - 2.000.000, công trình dở dang, trung tâm hành chính, thành phố`
    .split(/,\s+/)
    .map((query) => query.replace(/\s+/g, " ").trim());
