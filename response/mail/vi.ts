import type { Instant, Week } from "../../model/ids.ts";
import { dayOf } from "../../model/time.ts";
import { day, dayRange, number } from "../format.ts";
import type { MailWords } from "./words.ts";

/** Hours and minutes at UTC+7. */
const clock = (instant: Instant): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(11, 16);
const week = (value: Week): string => `Tuần ${Number(value.slice(6))}/${value.slice(0, 4)}`;
const usually = (expected: number): string =>
  expected < 0.95 ? "thường dưới 1" : `thường khoảng ${number(Math.round(expected))}`;

/** Mails in Vietnamese. */
export const vi: MailWords = {
  language: "vi",
  product: "Lắng Nghe",
  day,
  moment: (instant) => `${clock(instant)} ngày ${day(dayOf(instant))}`,
  week,
  weekDays: (value, from, to) => `${week(value)} (${dayRange(from, to)})`,
  number,
  count: (value) => (value === null ? "dưới 5" : number(value)),
  level: { watch: "Theo dõi", alert: "Cảnh báo", high: "Khẩn" },
  signal: "tín hiệu, chưa xác minh",
  wholeArea: "toàn địa bàn",
  list: (parts) =>
    parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} và ${parts[parts.length - 1]}`,
  usually,
  usuallyBelowFloor: (floor) => `thường ${floor}`,
  voicesIn3Days: (voices) => `${voices} ý kiến độc lập trong 3 ngày`,
  alert: {
    subjectTag: (level, event) => `[${event === "updated" ? "Cập nhật" : level} · tín hiệu chưa xác minh]`,
    reopened: "Phát sinh lại: ",
    event: {
      opened: "Điểm nóng mới",
      raised: "Điểm nóng tăng mức",
      updated: "Có thêm diễn biến",
      reopened: "Điểm nóng phát sinh lại",
    },
    since: (since) => `Từ ngày ${since}`,
    times: (times) => `gấp ${times} lần`,
    reach: (items, echoes) => `${items} bài và ý kiến, thêm ${echoes} bài chép lại`,
    chartAlt: (sentence) =>
      `Biểu đồ 56 ngày, số ý kiến độc lập trong 3 ngày so với mức thường thấy. ${sentence}`,
    lastDays: "Bảy ngày gần nhất, mỗi dòng tính cho 3 ngày",
    tableDay: "Ngày",
    tableObserved: "Ý kiến độc lập",
    tableExpected: "Mức thường thấy",
    outage: "mất dữ liệu",
    whyTold: "Vì sao báo",
    whyWrong: "Vì sao có thể nhầm",
    nothingDoubtful: "Chưa thấy dấu hiệu nhầm. Vẫn cần người kiểm tra trước khi kết luận.",
    gate: {
      score: "Tăng bất thường so với nền của chính địa bàn.",
      voices: "Đủ số ý kiến độc lập.",
      ratio: "Ít nhất gấp 2 lần mức thường thấy.",
      sources: "Nghe từ nhiều nguồn độc lập.",
      tone: "Ý kiến tiêu cực nhiều hơn hẳn thường lệ.",
      history: "Đủ số liệu nền để so sánh.",
      health: "Các nguồn vẫn đọc được đều.",
    },
    heardFrom: (sources) => `Nghe từ: ${sources}.`,
    tone: (now, usual) =>
      `Sắc thái tiêu cực: khoảng ${now}% ý kiến${usual === null ? "" : `, thường khoảng ${usual}%`}.`,
    phrases: "Cụm từ được nhắc nhiều",
    sensitive: "Lĩnh vực nhạy cảm: chỉ đếm trên toàn địa bàn, không trích nội dung.",
    noPhrases: "Chưa cụm từ nào được ít nhất 5 người cùng dùng.",
    institutions: "Báo chí và cơ quan đã đăng",
    noInstitutions: "Chưa thấy bài của báo chí hay cơ quan về việc này.",
    actions: "Việc có thể làm",
    actionList: [
      { name: "Tiếp nhận", meaning: "nhận kiểm tra, để người khác biết đã có người lo" },
      { name: "Chuyển đơn vị", meaning: "giao đơn vị trả lời, kèm hạn" },
      { name: "Mời đối thoại", meaning: "gặp người dân nơi có việc" },
      { name: "Không phải vấn đề", meaning: "khép lại, ghi lý do để lần sau báo đúng hơn" },
    ],
    suggestedUnit: (unit) => `Đơn vị gợi ý: ${unit}.`,
    open: "Xem và xử lý điểm nóng",
    acknowledge: "Tiếp nhận",
    acknowledgeNote: "Nút này chỉ dành cho người nhận thư, dùng một lần và không cần đăng nhập.",
    escalated: (hours) => `Chưa ai tiếp nhận sau ${hours} giờ làm việc`,
    together: (stories) => `Cùng một câu chuyện, không báo riêng: ${stories}.`,
    receivedBy: (roles) => `Thư này gửi tới: ${roles}.`,
    role: (role, count) => `${count} ${role === "leader" ? "lãnh đạo" : "chuyên viên"}`,
    promise:
      "Đây là tín hiệu, chưa xác minh. Lắng Nghe nghe vấn đề, không theo dõi người: thư không trích lời người dân và không nói về cá nhân nào.",
  },
  digest: {
    title: (value) => `Bản tin ${value.replace(/^T/, "t")}`,
    subject: (value, finding) => `${value}: ${finding.replace(/^Không/, "không")}`,
    upTo: (value) => `Tuần chưa hết: số liệu tính đến ${value}.`,
    calm: "Không lĩnh vực nào vượt mức thường thấy.",
    changed: "Thay đổi",
    decide: "Cần quyết định",
    closed: "Đã khép",
    risen: (topics) => `${topics} cao hơn mức thường thấy.`,
    fallen: (topics) => `${topics} thấp hơn mức thường thấy.`,
    newSpots: (count) => `${count} điểm nóng mới.`,
    undecided: (count) => `${count} điểm nóng chưa ai tiếp nhận.`,
    nothingToDecide: "Không có việc nào chờ quyết định.",
    closedSpots: (count) => `${count} điểm nóng đã lắng xuống.`,
    nothingClosed: "Không có điểm nóng nào khép lại trong tuần.",
    unheard: (count) => `Có ${count} nguồn bị mất dữ liệu trong tuần, xem cuối bản tin.`,
    hotSpots: "Điểm nóng",
    noHotSpots: "Không có điểm nóng trong tuần.",
    openOnes: "Còn mở từ trước",
    newOnes: "Mới trong tuần",
    closedOnes: "Đã lắng xuống",
    watched: "Đang theo dõi, chưa tới mức cảnh báo",
    more: (count) => `và ${count} mục nữa trong cổng thông tin.`,
    age: (days) => (days === 0 ? "vừa mở" : `${days} ngày`),
    acknowledged: (value) => `tiếp nhận ${value}`,
    notAcknowledged: "chưa ai tiếp nhận",
    topics: "Lĩnh vực vượt khỏi mức thường thấy",
    topicsNote:
      "So với chính lĩnh vực đó trong các tuần trước; số là ý kiến độc lập của 3 ngày cao nhất trong tuần.",
    noTopics: "Không lĩnh vực nào vượt khỏi mức thường thấy của nó.",
    noBaseline: "Chưa đủ 4 tuần số liệu để so sánh. Bản tin sẽ so sánh khi đủ.",
    above: "Cao hơn thường lệ",
    below: "Thấp hơn thường lệ",
    seeSpots: "số liệu ở phần Điểm nóng",
    peak: (voices) => `cao nhất ${voices} ý kiến độc lập trong 3 ngày`,
    band: (low, high) => `thường từ ${low} đến ${high}`,
    places: "Địa bàn so với chính mình",
    placesNote: "Mỗi xã chỉ so với các tuần trước của xã đó, không so các xã với nhau.",
    step: ["thấp hơn nhiều", "thấp hơn", "như thường lệ", "cao hơn", "cao hơn nhiều"],
    unknownStep: "chưa đủ số liệu để so",
    institutions: "Báo chí và cơ quan đăng nhiều nhất",
    noInstitutions: "Không có bài nào của báo chí hay cơ quan về địa bàn trong tuần.",
    echoes: (count) => (count === 0 ? "" : `${count} bài chép lại`),
    hearing: "Nghe được và không nghe được",
    heard: (sources) => `Đã nghe: ${sources}.`,
    allHeard: "Mọi nguồn đọc được trong cả tuần.",
    gap: (source, from, to, reason) =>
      `Không đọc được ${source} từ ${from}${to === null ? ", đến nay vẫn chưa đọc lại được" : ` đến ${to}`} (${reason}).`,
    reason: {
      answered: (code) => `máy chủ trả lời ${code}`,
      timeout: "máy chủ không trả lời",
      robots: "trang không cho phép đọc",
      rebuilt: "trang có vẻ đã đổi cách trình bày, bài đọc ra không có chữ hoặc không có tiêu đề",
      refuses: "trang từ chối phần lớn các bài",
      few: "ít bài hơn hẳn mức thường ngày",
      missed: "hệ thống không đọc trong thời gian này, bài cũ đã trôi khỏi danh sách",
      other: "chưa rõ nguyên nhân",
    },
    gapEffect: "Số liệu những ngày này thấp hơn thực tế.",
    late: (articles, voices) =>
      `Đến muộn hơn 3 ngày: ${articles} bài của báo chí, cơ quan; ý kiến của người dân: ${voices}.`,
    method: "Cách tính",
    methodText: [
      "Ý kiến độc lập là số người khác nhau nói bằng lời của mình; bài chép lại không được tính. Số dưới 5 không hiển thị, để không ai bị nhận ra.",
      "Điểm nóng cần ít nhất 5 ý kiến độc lập từ 2 nguồn, gấp 2 lần mức thường thấy. Đây là tín hiệu, chưa xác minh.",
    ],
    alertsSent: (count) => `Cảnh báo đã phát trong tuần: ${count}.`,
    openPortal: "Mở cổng thông tin",
    youtube: "YouTube",
  },
  operator: {
    subjectTag: "[Vận hành]",
    wellTag: "[Vận hành · đã ổn]",
    silentSource: (name, since, reason) =>
      `Không đọc được nguồn ${name} từ ${since} (${reason}). Số liệu từ lúc đó thấp hơn thực tế.`,
    sourceBack: (name) => `Nguồn ${name} đã đọc lại được.`,
    sourceRemedy:
      "Mở trang Nguồn trong cổng thông tin để xem lỗi; thử địa chỉ bằng lệnh langnghe crawl --source ID --dry-run.",
    digestMissing: (value) => `Chưa có bản tin ${value.replace(/^T/, "t")}.`,
    digestBack: (value) => `Bản tin ${value.replace(/^T/, "t")} đã có.`,
    digestRemedy: "Kiểm tra tiến trình và đồng hồ; tạo bằng lệnh langnghe digest --week.",
    backupOverdue: (last, hours) =>
      last === null
        ? `Chưa có bản sao lưu nào, hạn là mỗi ${hours} giờ.`
        : `Bản sao lưu gần nhất là ${last}, hạn là mỗi ${hours} giờ.`,
    backupBack: "Đã có bản sao lưu mới.",
    backupRemedy: "Kiểm tra dung lượng và quyền ghi của thư mục sao lưu; chạy langnghe backup FILE.",
    processSilent: (from, to) => `Lắng Nghe không chạy từ ${from} đến ${to}.`,
    processRemedy:
      "Bài và ý kiến của quãng đó sẽ được đọc lại nếu nguồn còn giữ. Xem nhật ký của máy để biết vì sao dừng.",
    whatToDo: "Cần làm",
    status: "Lệnh langnghe status cho biết toàn bộ tình trạng.",
    test: "Thư thử",
    testBody: (area) => `Thư này xác nhận Lắng Nghe (${area}) gửi được thư. Không cần làm gì.`,
  },
};
