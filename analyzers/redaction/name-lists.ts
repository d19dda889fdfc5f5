import { foldDiacritics } from "../text/fold.ts";

/**
 * What personal names in Viet Nam are made of, and the words that stand before names of persons or of things. Written
 * from knowledge of the language; all in the tokenizer's normal form (lower case, tone on the first vowel of oa, oe, uy).
 */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const folded = (names: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...names, ...[...names].map(foldDiacritics)]);
const phrases = (text: string): readonly string[] =>
  text
    .split(",")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");

/** Family names. */
export const SURNAMES = list(`
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn đào trịnh lương mai tô tạ hà cao
chu châu thái quách lưu vương trương phùng tống la kiều tăng triệu thạch thân từ tôn lâm mạc nghiêm ninh nông phí phương
quang đàm đồng đậu doãn giang giáp hứa khúc khổng lã lại lục ma mã mạch nhâm nhan sầm sử tiêu tòng trang trình tưởng
viên văn vi cù cung cấn bạch bế âu an ân bàng biện bồ cam cát chử cồ diệp dư đái đan đèo đới hàn hạ hầu hình kha khương
kim liễu long lò lộc luyện lường nhữ ngọ ngũ phó phù quản quàng sùng giàng thào vàng tào thẩm thi thiều tiết tiền triều
trà trưng ung uông úc viêm vừ xa y đăng hồng hoa huyền khuất kỷ lều
`);

/** Family names that are hardly anything else, with or without diacritics: they begin a name even in lower case. */
export const PLAIN_SURNAMES = list(`
nguyễn trần phạm huỳnh đặng bùi đỗ ngô đinh trịnh lê hoàng phan vũ võ hồ dương lý đoàn đào lương trương phùng mạc đàm
quách kiều doãn nghiêm lâm nguyen tran pham huynh dang bui ngo dinh trinh hoang phan vu vo duong doan dao luong truong
phung dam quach kieu doan nghiem lam le do ho ly mai cao chu
`);

/** Middle names that hardly stand between two other words. */
export const MIDDLE_NAMES = list(`
văn thị đình hữu đức quang minh ngọc xuân thanh thu công duy quốc trọng bá khắc viết thế trung hồng kim bích thùy thúy
phương hoàng anh tuấn mạnh tiến việt đăng gia bảo hải nhật như diệu mỹ tú cẩm lan mai tường vĩnh phúc chí hùng sỹ sĩ
doãn danh huy hoài khánh nam phú tấn thành thái thiên trí tùng xuân nguyên vũ song cao đại phi thục tố yến kiều
van thi dinh huu duc quang minh ngoc xuan thanh thu cong duy quoc trong ba khac viet the trung hong kim bich thuy
`);

/** Given names: the last syllable of a full name, alone after "anh", "chị" and the like. */
export const GIVEN_NAMES = list(`
an anh ánh ân ấn bách bằng bảo bắc bích bình bính ba bảy biên bốn bổng bường bưởi cảnh cẩm cần can châm châu chi chí chiến
chính chinh chiểu chung chuyên chúc chức chương chuẩn công cơ cúc cương cường cậy danh dân dần dậu di dịu diễm diễn
diện diệp diệu dinh dịu doan doanh du duẩn dục dung dũng duy duyên duyệt dư dự dương dưỡng dưỡng đài đại đàm đàn đan đang
đạo đào đạt đáng đăng đắc đích điền điển điệp điều điệp đình đính đinh đoàn đoan đôn đông đồng độ đức đường đương được gấm
gái giang giáp giàu giới hà hạ hai hải hanh hạnh hảo hào hạo hân hậu hằng hiên hiền hiển hiến hiệp hiệu hiếu hiện hoa hòa
hóa hoài hoan hoàn hoàng hoạt hoạch hoành học hồi hội hợi hợp hồng hồ huân huấn huệ hùng hưng huy huyên huyền huynh huỳnh
hưởng hương hướng hường hữu kha khả khải khang khanh khánh khắc khiêm khiết khoa khoan khoát khôi khuê khương khuyên khuyến
kiên kiểm kiệm kiều kiệt kim kính kỳ kỷ lai lam lan lành lãm lâm lân lập lê lệ lệnh lễ liêm liên liễu linh loan loát long lộc lợi luân
luận luật luyện lụa lực lương lượng lưu lựu ly lý lĩnh mạnh mai mão mẫn mậu mận mây mến mi miên miền minh mịch mùi mừng mỹ my mơ muôn
na nam năm nga ngà ngải ngãi ngàn ngân ngát nghi nghĩa nghị nghiêm nghiệp ngoan ngọc ngọ ngôn ngơi nguyên nguyện nguyệt nhã nhài nhàn nhạn
nhân nhâm nhẫn nhất nhật nhi nhiên nhiệm nho nhơn nhu nhung như nhường nhị ninh nụ nữ oanh phát pháp phấn phẩm phi phiến phong phòng phổ
phú phúc phụng phước phượng phương quảng quang quân quế quốc quy quý quyên quyền quyết quyến quỳnh quyển quất sa san sang sao sáng sách sáu sâm sen sen sinh
soan soạn son song sơn suốt sử sự sửu sỹ sĩ sương tài tam tám tạo tâm tân tấn tần tập tăng thạch thái tham thạnh thanh thành thao thảo thạo
thăng thắm thắng thân thập thật thế thêm thi thìn thỉnh thiêm thiên thiện thiết thiệp thiệu thịnh thìn thoa thoan thoàn thoại thông thọ thơ thơm thới thu thuần
thuận thuật thục thủy thúy thùy thụy thuyên thuyết thư thứ thức thường thương thược thực tiên tiến tiền tiếp tiệp tình tín tịnh tỉnh tính toan toán toàn toản tố tồn tôn
tới trà trang tráng trâm trân trinh trình trí triển triết triều trìu trọng trúc trung trực trường trưởng tú tuấn tuân tuất tuế tùng tuy tuyên
tuyến tuyển tuyết tuyền tư từ tự tưởng tương tường tỵ tý tỷ uyên út vân vần vàng văn viên viện việt vinh vĩnh vịnh vĩ vọng võ vũ vui vượng vương vy vi
xuân xuyên xuyến xoan xinh xứng xướng yên yến ý hựu thoát thoảng thích
`);

/** Given names that are hardly a word of their own after "anh", "chị": masked there in lower case, whatever follows. */
export const STRONG_GIVEN_NAMES: ReadonlySet<string> = list(`
tuấn lan hùng dũng hằng huệ nga nhung trang linh thảo hương thúy thủy thùy tuyết loan oanh phượng quyên quỳnh ngọc ngân nguyệt
nhàn nhạn hoàng huyền hưng khánh khang khải khoa kiên kiều lâm liên liễu long lụa ly mạnh minh my nam oanh phong phúc phương
quang quân sơn tâm tân thái thanh thao thắm thịnh thoa thuận thuận thương tiến toàn trâm trinh trúc trung tú tùng tuyên
tuyền uyên vân việt vinh vượng vy xuyến yến duyên duy dung diễm diệp diệu cường cương châu chinh bích hạnh hải hà
hoa hiếu hiệp hiền hậu hân hạnh hường mỹ nhã phú quý quế thạch tuân tuyến vũ đạt đức thiện nghĩa nhật hồng cúc mai
tuan hung dung hang hue nhung trang linh thao huong thuy tuyet loan oanh phuong quyen quynh ngoc ngan nguyet hoang huyen
khanh khang khai kien kieu lam lien long manh nam phuc quan son tam thai thanh tham thinh thoa thuan tien toan trinh
truc tung tuyen uyen van viet vinh yen duyen duy diem cuong chau chinh bich hanh hai hieu hiep hien hau vu dat duc thien nghia hong
`);

/** The same lists for names typed with or without diacritics ("Phan Thi Gam"). */
export const FOLDED_SURNAMES = folded(SURNAMES);
export const FOLDED_MIDDLE_NAMES = folded(MIDDLE_NAMES);
export const FOLDED_STRONG_NAMES = folded(STRONG_GIVEN_NAMES);

/** What only a person does: before these a given name that opens a sentence is one, though it be a word too. */
export const SAYING = list(
  `bảo nói kể hứa nhận ký kí chửi đánh mắng cãi ơi à ạ bao noi ke hua nhan ky chui danh`,
);

/** Words that stand before a person's name. */
export const HONORIFICS = list(`
ông bà anh chị cô chú bác em cậu dì mợ thím cụ thầy cháu ôg đ/c thằng lão mụ con bạn ong chi chu bac cau thay chau thim
tên sư ni nhà
`);

/** Titles and offices of one syllable or more that stand before a name. */
export const ROLES = phrases(`
chủ tịch, phó chủ tịch, bí thư, phó bí thư, trưởng thôn, phó thôn, thôn trưởng, trưởng xóm, tổ trưởng, tổ phó, trưởng phòng, phó phòng,
trưởng ban, phó ban, trưởng khu, trưởng ấp, trưởng bản, trưởng làng, giám đốc, phó giám đốc, hiệu trưởng, phó hiệu trưởng, hiệu phó,
cán bộ, cán bộ địa chính, cán bộ tư pháp, công chức, chuyên viên, đồng chí, bác sĩ, y sĩ, y tá, điều dưỡng, dược sĩ, kỹ sư, luật sư, thẩm phán,
đại úy, thiếu úy, trung úy, thượng úy, thiếu tá, trung tá, thượng tá, đại tá, thiếu tướng, trung tướng, thượng tướng, đại tướng,
thượng sĩ, thiếu sĩ, trung sĩ, hạ sĩ, cô giáo, thầy giáo, giáo viên, giáo sư, tiến sĩ, thạc sĩ, cử nhân, nhà báo, phóng viên,
bạn đọc, độc giả, tác giả, em gái, em trai, anh trai, chị gái, con trai, con gái, vợ chồng, vợ, chồng, bố, mẹ, cháu bé, bé, bị can, bị cáo, nạn nhân,
đối tượng, nghi phạm, nghệ sĩ, ca sĩ, nhạc sĩ, họa sĩ, nghệ nhân, đại biểu, công dân, cử tri, hộ, tài xế, thủ trưởng, sếp,
bộ trưởng, thứ trưởng, thủ tướng, phó thủ tướng, tổng bí thư, chủ nhiệm, phó chủ nhiệm, kế toán, thủ quỹ, văn thư, trưởng công an,
phó công an, trưởng trạm, trạm trưởng, chủ hộ, chủ quán, chủ nhà, chủ thầu, hòa thượng, thượng tọa, đại đức, linh mục, cha xứ, mục sư,
chủ tài khoản, chủ tk, ctk, tên tk, tên tài khoản, người nhận, đứng tên, tên là, tên tôi là, chu tai khoan, chu tk, ten tai khoan, ten tk, nguoi nhan, ten la, dung ten,
chu tich, pho chu tich, bi thu, truong thon, to truong, giam doc, hieu truong, dong chi, bac si, co giao, thay giao, can bo
`);

/**
 * Words after which a capitalised name is the name of a place, street, school, firm or body: kept, even when the thing
 * is named after a person. `units` may also stand between an office and its holder ("chủ tịch xã Nguyễn Văn A").
 */
export const UNIT_WORDS = phrases(`
xã, phường, thị trấn, thị xã, huyện, quận, tỉnh, thành phố, tp, tx, tt, thôn, xóm, làng, ấp, bản, buôn, đặc khu, h, q, p,
tổ dân phố, khu phố, cụm dân cư, ubnd, hđnd, công an, đảng ủy, huyện ủy, thành ủy, tỉnh ủy, ủy ban, mttq, đoàn thanh niên,
khu dân cư, địa bàn
`);
export const THING_WORDS = phrases(`
đường, phố, ngõ, ngách, hẻm, đại lộ, quốc lộ, tỉnh lộ, cầu, chợ, chùa, đình, đền, miếu, phủ, lăng, trường, thcs, thpt, th, tiểu học,
mầm non, mẫu giáo, trung học, trung học cơ sở, trung học phổ thông, đại học, đh, cao đẳng, học viện, bệnh viện, bv, trạm y tế, phòng khám, công ty, cty, tnhh,
cổ phần, cp, doanh nghiệp, nhà máy, xí nghiệp, xưởng, hợp tác xã, htx, khu công nghiệp, kcn, cụm công nghiệp, ccn, khu đô thị, kđt,
khu tái định cư, sông, suối, kênh, mương, hồ, đầm, ao, đảo, núi, đồi, đèo, dự án, bến, bến xe, cảng, ga, sân bay, quảng trường, công viên,
nhà thờ, giáo xứ, giáo họ, tập đoàn, ngân hàng, siêu thị, báo, đài, tạp chí, hội, ban, phòng, sở, bộ, cục, chi cục, tổng cục, viện,
trung tâm, nhà văn hóa, nhà hát, nhà hàng, khách sạn, quán, chung cư, tòa nhà, tuyến, tuyến phố, trục, nút giao, ngã ba, ngã tư, vòng xuyến, đập, cống, trạm, trạm bơm,
phà, đê, bãi, bãi biển, vịnh, biển, rừng, vườn quốc gia, khu du lịch, nghĩa trang, tượng đài, khu di tích, lễ hội, giải, cúp, mặt trận, đoàn, liên đoàn, câu lạc bộ, clb,
thương hiệu, hãng, xe, kênh, nhãn, vùng, miền, khu vực, khu, cụm, lô, nước, dân tộc, người, tiếng, đạo, duong, pho, truong, cong ty, benh vien, cho, chua, cau
`);

/** After these a lower-case word that is also a name is read as one: "anh thắng bảo". */
export const PREDICATES = list(`
là có đã đang sẽ vừa mới nói bảo kể hứa trả làm ở cho không chưa nhận thu ký lấy cứ vẫn toàn cũng bị được ơi ạ và với ấy này kia
đó nhé đi đến sang về gọi đưa xin vay nợ bán mua xây lấn đánh chửi quát ăn cùng đâu nào thì ko k nhà thôn xóm xã mà hay tên trưởng phó
la co da dang se vua moi noi bao ke hua tra lam o khong chua nhan ky lay cu van toan cung bi duoc oi va voi ay nay kia do nhe di den ve goi dua
`);

/** Before these no name begins: relations and offices after an honorific ("ông chủ", "anh em", "bà con"). */
export const AFTER_HONORIFIC_WORDS = list(`
em chị anh bà con chủ ta ấy này kia nào đó ơi nội ngoại cả hai ba tư họ mình tôi tao nó gì ai đây đấy giáo sĩ trai gái dâu rể
chồng vợ thợ lái hàng xóm cụ ông bác chú cô cậu mợ thím dì cháu già trẻ út
`);

/** Capitalised in the middle of a sentence without being anybody's name. */
export const CAPITAL_WORDS = list(`
đảng đoàn hội sở bộ ban phòng cục viện trường tổ luật tết nhà xã phường huyện quận tỉnh thôn khu công ty chi chủ phó bí trưởng giám
điều khoản mục chương phần lớp khối tháng thứ năm ngày hai ba tư bốn sáu bảy tám chín mười giêng chạp nhất nhì nhật tây tàu
ta mỹ pháp nga đức hàn nhật anh ý úc trung việt thái lào bắc nam đông phật chúa trời thánh tổ bác cụ ông bà cô chú chị
giáp ất bính đinh mậu kỷ canh tân nhâm quý tý sửu dần mão thìn tỵ ngọ mùi thân dậu tuất hợi
`);
