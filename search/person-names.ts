import { plainForm } from "./terms.ts";

/**
 * Words by which a query shows that it looks for a person. Our own lists, from common knowledge of Vietnamese names;
 * what also is an ordinary word stands in a list of its own, because it needs more company to be a name.
 */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s*,\s*|\s+/));
const lines = (words: string): ReadonlySet<string> =>
  new Set(words.split(",").map((line) => line.trim().replace(/\s+/g, " ")));

/** Family names that are hardly ever another word. */
export const SURNAMES =
  list(`nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô trịnh phùng đinh trương
  đoàn vương nghiêm quách mạc khổng doãn ông-ích tôn-thất lại-thị đàm giáp thiều`);

/** Family names that are ordinary words as well: only before a middle name, or written with capitals. */
export const AMBIGUOUS_SURNAMES =
  list(`hồ dương lý đào lâm mai tô hà tạ chu châu lưu cao thái lương tống thân kiều
  la cù từ bạch lại vi triệu phí hứa ninh an trang quang văn đồng khúc tăng viên hán nông lò giàng vàng`);

/** Second words of a name, which make a name of what stands around them. */
export const MIDDLE_NAMES =
  list(`văn thị đức hữu đình xuân ngọc minh quang thanh công quốc duy anh bá đăng thế trọng
  tiến việt hồng thu kim mỹ phương thùy bích khánh gia bảo hoàng như diệu tuấn mạnh viết huy nhật trung chí
  vĩnh hải lan cẩm ánh tuyết thúy thuý khắc hoài nam phúc phú quý thiện ích hà vân mai hương linh tường cao thái
  đắc phi nguyên trí thành ái quỳnh yến lệ kiều tú trúc thảo`);

/** Given names. */
export const GIVEN_NAMES =
  list(`an anh ánh ân bình bảo bắc bích bằng bách bền cẩm cảnh châu chi chiến chính chung chương
  công cúc cường cương danh diễm diệp diệu doanh du dung dũng duy duyên dương dưỡng đại đạo đạt đào đăng điệp điền
  đình định đoàn độ đông đức gấm giang giáp hà hải hân hạnh hào hảo hằng hậu hiên hiền hiển hiếu hiệp hòa hoa hoài
  hoan hoàn hoàng hoạt hồng huân huấn huế huệ hùng huy huyền huynh hưng hương hường hưởng hữu kha khải khang khánh
  khiêm khoa khoát khôi khởi khuê khương kiên kiệt kiều kim kỳ lan lành lâm lân lệ liên liễu linh loan long lộc lợi
  luân luận lực lương lượng ly lý mai mạnh mẫn mận miên minh mơ my mỹ na nam năm nga ngà ngân nghị nghĩa ngọc nguyên
  nguyện nguyệt nhàn nhân nhất nhật nhi nhiên nhung như nhường ninh nụ nương oanh phát phi phong phú phúc phụng phước
  phương phượng quân quang quảng quốc quý quyên quyền quyết quỳnh sang sáng sen sinh soạn sơn sự sửu sỹ tài tâm tân
  tấn tạo thạch thái thân thảo thanh thành thạnh thắm thắng thế thi thìn thịnh thoa thoại thọ thơ thơm thu thuần
  thuận thuật thục thủy thúy thùy thư thưởng thương tiên tiến tiếp tiệp tín tình tĩnh toàn toản tới trà trâm trân
  trang tráng tri trí triều triệu trình trinh trọng trúc trung trực trường tú tuân tuấn tuệ tùng tuyên tuyền tuyến
  tuyết tư tưởng tường uyên ước vân văn vi viên viễn việt vinh vĩnh vịnh vũ vui vương vượng vy xuân xuyên xuyến ý
  yên yến`);

/** Given names whose letters without marks are hardly another common word. */
export const PLAIN_GIVEN_NAMES =
  list(`hung linh thuy loan oanh quynh vinh khanh ngoc duc tung minh thao trinh yen vy
  cuong hoang lan tuan hoa huong mai dung nga hieu huy long son phuc kien khoa khoi nhung trang diep duyen hanh hien hong
  quang quan tien toan trung van viet thang lien huyen phuong ha hai nam thanh thu tam hang hoan tu binh giang`);

/** Forms of address that stand before a name. */
export const HONORIFICS = list(
  `ông bà anh chị cô chú bác thầy cậu dì mợ thím cụ mr mrs ms cháu em bé mẹ bố vợ chồng thằng lão gã mụ`,
);

/** Forms of address that, typed in small letters, stand before ordinary words too often. */
export const WEAK_HONORIFICS = list(`cháu em bé mẹ bố vợ chồng lão`);

/** Pairs that only look like an address and a name. */
export const NOT_ADDRESSED =
  lines(`bác hồ, bà nội, bà ngoại, ông nội, ông ngoại, cô dâu, chú rể, cô gái, bà bầu, bà mẹ, anh chị, cô chú,
  chú bác, ông lão, bà lão, ông già, bà già, anh chàng, cô nương, cậu bé, cô bé, chú bé, bé út, em út, anh hùng, anh hưởng, chú trọng, anh minh, bà triệu, bà trưng, bà huyện, bà rịa, bà nà, bà điểm,
  cô tô, ông công, ông táo, ông bà, ông trời, bà chúa, bà con, anh em, chị em, chị hằng, cô giáo, cô vi, cô nhi, cô đơn,
  cô lập, bác sĩ, bác sỹ, bác bỏ, bác ái, chú ý, chú thích, chú cuội, cụ thể, cụ thượng, thầy giáo, thầy lang, thầy cô,
  thầy thuốc, anh quốc, anh đào, bà đen, ông ích, mẹ việt, mẹ hiền, bố hạ, bé gái, bé trai, em bé, em gái, em trai,
  chồng bách, anh trai, chị gái`);

/** Pairs of the same kind, as they look without marks. */
export const NOT_ADDRESSED_PLAIN =
  lines(`anh huong, anh hung, chi tien, chi phi, chi thi, chi dao, chi tra, chi thu,
  chi ha, chi ho, chi nhanh, chi trang, chi cuc, co quan, co tien, co quyen, co hoi, co hai, co the, co tu, co nam,
  co van, co binh, co hieu, co long, co son, co trung, co thu, co hang, ba hai, ba lan, ba nam, ba vi, ba thang,
  ba trung, ba trieu, ong ba, ong cong, ong tao, chu trong, chu y, chu tich, bac bo, bac giang, bac ninh, bac hai,
  bac ha, bac son, bac trung, cu the, cu hanh, thay doi, thay the, di tich, di dan, di hoc, ong nuoc, ong cong,
  anh minh, anh hai, anh viet, ba dinh, ba ria, ba che, co to, co giao, chi minh, chu hang, di hien`);

/** Offices and callings: with a name behind they mean a person, without one they mean the office. */
export const ROLES =
  lines(`chủ tịch, phó chủ tịch, bí thư, phó bí thư, giám đốc, phó giám đốc, hiệu trưởng, hiệu phó,
  phó hiệu trưởng, trưởng thôn, trưởng xóm, trưởng ấp, trưởng khu, trưởng phòng, phó phòng, trưởng ban, phó ban,
  trưởng công an, phó công an, công an viên, công an, cán bộ, kế toán, thủ quỹ, địa chính, cán bộ địa chính, công chức,
  bác sĩ, bác sỹ, y tá, y sĩ, dược sĩ, giáo viên, cô giáo, thầy giáo, luật sư, đại biểu, thủ tướng, bộ trưởng,
  thứ trưởng, tổng bí thư, chủ tịch nước, thẩm phán, nhà báo, phóng viên, ca sĩ, nghệ sĩ, linh mục, sư thầy, đại đức,
  thượng tọa, thiếu tá, trung tá, đại úy, thượng úy, đại tá, thượng tá, trung úy, đồng chí, đ/c, tài khoản, nick,
  facebook, fb, zalo, tiktok, chủ quán, chủ trọ, chủ nhà, chủ đầu tư, lãnh đạo, kỹ sư, học sinh, sinh viên, bệnh nhân,
  bị can, bị cáo, nghi phạm, đối tượng, nạn nhân, người tên, tên là, tác giả, chủ doanh nghiệp, tổ trưởng, nhà thầu`);

/** Words between an office and its holder that say where the office is. */
export const OFFICE_UNITS =
  list(`ubnd hđnd mttq xã phường huyện tỉnh thôn xóm ấp quận tp khu tổ uỷ ủy ban nhân dân
  hội đồng đảng`);

/** Things that bear people's names: the name behind one of these is not looked for as a person. */
export const NAMED_THINGS =
  lines(`trường, thpt, thcs, tiểu học, mầm non, mẫu giáo, đại học, cao đẳng, học viện, đường,
  phố, đại lộ, ngõ, hẻm, cầu, chợ, công viên, quảng trường, bệnh viện, đền, đình, chùa, lăng, miếu, nhà thờ,
  khu di tích, di tích, nhà lưu niệm, tượng đài, quỹ, giải thưởng, giải, vườn hoa, ngã tư, ngã ba, ngã năm, ngã sáu,
  sân vận động, nhà hát, khu phố, tổ dân phố, khu đô thị, khu công nghiệp, bến xe, bến phà, cung văn hóa, nhà văn hóa,
  rạp, thư viện, bảo tàng, kênh, kè, đê, hầm, học bổng, xã, phường, thôn, quận, huyện, đảo, hồ, sông, tàu, lữ đoàn`);

/** Of these, the ones that are still clear without marks. */
export const NAMED_THINGS_PLAIN =
  lines(`truong, thpt, thcs, tieu hoc, mam non, mau giao, dai hoc, cao dang, hoc vien,
  duong, pho, dai lo, cau, cho, cong vien, quang truong, benh vien, chua, nha tho, khu di tich, di tich, tuong dai,
  vuon hoa, nga tu, nga ba, san van dong, nha hat, khu pho, khu do thi, bao tang, thu vien, phuong, xa, thon, quan,
  huyen, ben xe`);

/** People of history and places that look like names: streets, schools, communes and campaigns bear them. */
const KNOWN_NAMES =
  lines(`hồ chí minh, võ nguyên giáp, trần hưng đạo, trần phú, lê lợi, lê lai, lê duẩn, lê chân,
  lê hồng phong, lê thánh tông, lê đại hành, lê quý đôn, lê khắc cẩn, nguyễn trãi, nguyễn huệ, nguyễn du,
  nguyễn bỉnh khiêm, nguyễn văn linh, nguyễn văn cừ, nguyễn thị minh khai, nguyễn đình chiểu, nguyễn công trứ,
  nguyễn lương bằng, nguyễn văn trỗi, nguyễn chí thanh, nguyễn hữu cầu, ngô quyền, ngô gia tự, phan bội châu,
  phan chu trinh, phan châu trinh, phan đình phùng, phan đăng lưu, phan thiết, phan rang, phạm ngũ lão, phạm văn đồng,
  phạm hùng, hoàng diệu, hoàng văn thụ, hoàng hoa thám, hoàng quốc việt, hoàng sa, hoàng mai, hoàng liên, hoàng thành,
  hoàng anh, hoàng long, hoàng hà, hoàng tử, hoàng hôn, hoàng gia, trần nguyên hãn, trần nhân tông, trần quốc toản,
  trần quang khải, trần bình trọng, trần nhật duật, trần tất văn, trần thành ngọ, trương định, trương công định,
  bùi thị xuân, bùi thị từ nhiên, lý thường kiệt, lý thái tổ, lý tự trọng, lý sơn, tô hiệu, tôn đức thắng,
  trường chinh, tôn thất tùng, mạc đĩnh chi, mạc thái tổ, mạc đăng dung, đinh tiên hoàng, võ thị sáu, võ văn kiệt,
  lương thế vinh, lương khánh thiện, chu văn an, cao thắng, cao bá quát, hồ tùng mậu, hồ xuân hương, đoàn thị điểm,
  bà triệu, hai bà trưng, hà nội, hà nam, hà tĩnh, hà giang, hà đông, hà tiên, dương kinh, thái sơn, thái bình,
  thái nguyên, lâm đồng, cao bằng, lương sơn, lương tài, vũ thư, vũ trụ, vũ lực, vũ khí, mai châu, mai sơn, đoàn kết,
  đoàn thanh niên, đoàn viên, đoàn thể, đinh vũ, đình vũ, cao minh, hồ sen, tạ hiện, đặng cương, đồng thái, an thái,
  quang trung, quang hưng, quốc tuấn, phan thanh giản, vương quốc, đỗ sơn, phùng hưng, đặng thùy trâm,
  kim đồng, nguyễn khuyến, nguyễn thái học, nguyễn thiện thuật, bạch đằng, bạch mai, trịnh công sơn, ngô quyền`);

const EXTRA_PLACES =
  lines(`an lão, an hưng, an khánh, an quang, an trường, an thắng, an thọ, an thái, an tiến, mỹ đức,
  chiến thắng, bát trang, tân dân, tân viên, trường sơn, trường thành, trường thọ, hải phòng, hải an, hải dương,
  kiến an, kiến thụy, tiên lãng, vĩnh bảo, thủy nguyên, cát hải, cát bà, đồ sơn, hồng bàng, việt nam, hoài nhơn,
  quảng ninh, quảng nam, bình định, nam định, ninh bình, hưng yên, bắc ninh, thanh hóa, nghệ an, đà nẵng`);

/** Whether some words together are a known name of a place, street or figure of history. */
export function isKnownName(words: string, plain: boolean): boolean {
  if (KNOWN_NAMES.has(words) || EXTRA_PLACES.has(words)) return true;
  return plain && KNOWN_PLAIN.has(plainForm(words));
}
const KNOWN_PLAIN = new Set([...KNOWN_NAMES, ...EXTRA_PLACES].map(plainForm));

/** Institutions whose first word is also a given name. */
export const NOT_GIVEN =
  lines(`đoàn, chi bộ, chi hội, chi cục, chi nhánh, chi đoàn, đoàn thanh, đoàn xã, đoàn phường, đoàn thể, hội phụ,
  hội nông, việt nam, nhà nước, hà nội, hải phòng, tâm thần, đa khoa, thành ủy, thành uỷ, thành phố, thành viên, thành lập, trung ương, trung tâm, trung học,
  trung đoàn, công an, công ty, công đoàn, công trình, công nghệ, công ích, quốc hội, quốc gia, quốc phòng, chính phủ,
  chính quyền, chính trị, chính sách, văn phòng, văn hóa, văn hoá, hội đồng, tài chính, tài nguyên, tư pháp, quân sự,
  quân đội, an ninh, an toàn, an sinh, quản lý, quang vinh, thanh tra, thanh niên, hải quan, hải quân, trường học,
  trường hợp, trường thpt, trường thcs, trường tiểu, trường mầm, bảo hiểm, bảo vệ, năm học, nam nữ, hành chính,
  dân phố, đại học, đạo đức, thi đua, thi cử, thi tuyển, ý kiến, tân binh, nhân dân, sinh viên, phong trào, tiến độ`);
