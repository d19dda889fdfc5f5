import { KEPT } from "./words-kept.ts";

/**
 * Which entries of a word list the convention of the Vietnamese treebanks writes apart: a classifier and its noun ("cái |
 * bàn"), a verb and its direction ("gây | ra"), grammar words in a row ("sau | khi"). Written from the annotators' rules
 * and knowledge of the language; `KEPT` holds what looks so but is one word.
 */
const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
/** Classifiers, grammar words and general verbs: what follows them in a pair is mostly a word of its own. */
const OPENERS = list(`
không chẳng chưa chớ đừng hãy phải cần được bị đã đang sẽ sắp vừa mới vẫn còn cũng đều chỉ rất quá càng hơi khá
cho của ở tại từ đến tới về với cùng trong ngoài trên dưới trước sau giữa theo như hơn để khi lúc
các những mỗi mọi nhiều ít vài một hai ba bốn năm sáu bảy tám chín mười mấy nửa lần
cái con chiếc cây tấm bức quyển cuốn tờ bài việc sự cuộc nỗi niềm điều người kẻ đứa thằng vị đám nhóm ngôi căn tòa mảnh miếng
sợi dòng chuyến bữa buổi cặp đôi vụ trận cơn cục hạt ngọn quả trái lá bó gói tiếng thứ miền vùng nguồn nơi chỗ hôm ngày tháng
ông bà anh chị em cô chú bác cậu
nhà quán đường xe tàu thuyền cá cây hoa tiền thú số
có là đi ra vào lên xuống qua lấy nhận mang đưa đem tìm gọi thuê mua nuôi mở đứng ngồi nằm chạy vượt kiếm nhìn nghe nói gặp
trận món khoản mối giấc nụ nét màu kiểu mùa câu bờ ánh tảng giàn làng lứa trạm khóa hằng tận cách khác khối luồng toán đoạn
dãy hòn viên vì ngành nghề môn giống đợt lượt phen hồi mẩu mẻ xứ phía đầu cuối đất rừng thịt vé mưa nắng gió giao
khám chữa hát ghi giành siết chảy nối đập thợ giọng độ vách thác hang lối gấp dừng phiên bàn đông thầy xa lời
thu cấp thì thế nếu mà nhất bên ven dọc hàng làm viết đọc học dạy ăn uống bắt đánh chơi sống chết trả nộp đóng xin giữ
`);

/** Directions, results and pointers: what stands before them in a pair is mostly a word of its own. */
const CLOSERS = list(`
ấy này kia nọ nào đó đây đấy nhau nay ra vào lên xuống đi lại về tới đến qua sang theo được phải là rằng có còn không
thấy biết khi lúc trước sau trên dưới trong ngoài thế vậy gì ai sao với cho nhưng mà thì hết xong nữa rồi mất luôn hơn nhất
như nhà người đường tiền hàng nước đất ngày tháng năm lần rừng biển gái trai chồng vợ anh chị em bạn bé nam nữ tàu xe
`);

/** Directions and results that hardly end a word of two syllables, whatever stands before. */
const STRONG_CLOSERS = list(
  "ra vào lên xuống lại khỏi mất nhau với cho như theo đến tới về đi sang được rằng sau trước quê",
);

/** Classifiers and the like, which hardly begin a word of two syllables, whatever follows. */
const STRONG_OPENERS = list(
  "các những mọi mỗi miền tiếng niềm nỗi cuộc trận món quán cặp câu nét sàn thợ giàn cột chiếc ngôi chuyến buổi bữa giấc khoản tờ gốc vầng khúc mảnh miếng giọt tảng vách ngọn cánh giọng",
);

/** Suffixes that make a word of a word: "bình luận viên", "công nghiệp hóa". */
const SUFFIXES = list(
  "viên sĩ sỹ hóa hoá gia sư học trưởng tính thức luận phẩm thể giả sinh nhân chất tố kế nghiệp điểm bộ",
);
/** Prefixes that do: "phi chính phủ", "siêu thị trường", "bất hợp pháp". */
const PREFIXES = list("phi bất vô siêu phản đa tái bán liên á cựu tiểu đại tổng chủ");

/** True for a group of words that the convention writes as several. `isWord` knows the list that the group is from. */
export function isWrittenApart(
  norms: readonly string[],
  isWord: (key: string) => boolean,
  isFree: (norm: string) => boolean,
): boolean {
  if (KEPT.has(norms.join(" "))) return false;
  const first = norms[0] ?? "";
  const last = norms.at(-1) ?? "";
  if (norms.length === 2 && (STRONG_CLOSERS.has(last) || STRONG_OPENERS.has(first))) return true;
  if (norms.length === 2) return (OPENERS.has(first) && isFree(last)) || (CLOSERS.has(last) && isFree(first));
  const rest = norms.slice(1).join(" ");
  const front = norms.slice(0, -1).join(" ");
  if (norms.length === 3) {
    if (isWord(rest) && (isFree(first) || !isWord(front)) && !PREFIXES.has(first)) return true;
    return isWord(front) && isFree(last) && !SUFFIXES.has(last);
  }
  for (let cut = 2; cut <= norms.length - 2; cut += 1) {
    if (isWord(norms.slice(0, cut).join(" ")) && isWord(norms.slice(cut).join(" "))) return true;
  }
  return (isWord(rest) && (isFree(first) || norms.length > 4)) || (isWord(front) && isFree(last));
}
