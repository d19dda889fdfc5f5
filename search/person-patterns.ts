const MONEY_BEHIND =
  /^\s*(đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ|dong|trieu|ty|m2|m²|m3|ha|kg|tấn|%|usd|người|lượt)/i;
const ID_BEFORE =
  /(cccd|cmnd|cmt|cmtnd|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh|hộ chiếu|ho chieu|passport|mã số thuế|mst)\D{0,24}$/i;
const BANK_BEFORE =
  /(stk|tài khoản|tai khoan|\btk\b|chuyển khoản|chuyen khoan|\bck\b|ngân hàng|ngan hang|vietcombank|\bvcb\b|techcombank|\btcb\b|agribank|bidv|vietinbank|mbbank|\bmb\b|\bacb\b|sacombank|tpbank|vpbank|momo)\D{0,24}$/i;
const HOTLINE =
  /(đường dây nóng|duong day nong|hotline|tổng đài|tong dai|trực ban|truc ban|\bubnd\b|ủy ban|uỷ ban|uy ban|công an (xã|phường|huyện|thành)|trạm y tế|bệnh viện|điện lực|cấp nước|cảnh sát|cứu hỏa|phòng cháy|một cửa)/i;

const EMAIL = /[\p{L}\d._%+-]+\s?@\s?[\p{L}\d-]+(\.[\p{L}\d-]+)+|\S+\s?(\(at\)|\[at\])\s?\S+/u;
const HANDLE = /(^|[\s("'“:])@[\p{L}\d_.]{2,}/u;
const PROFILE_LINK =
  /\b(facebook|fb|m\.me|messenger|zalo|t\.me|telegram|tiktok|instagram|twitter|x|threads|youtube|linkedin|voz|otofun)(\.(com|me|net|vn|org))?\/\s*\S+|\b(facebook|fb|zalo|tiktok|instagram|youtube)\.(com|me|vn)\b|\bprofile\.php/i;
/** An account by its name: one latin word with a figure or mark, or too long to be a syllable. */
const NICKNAME =
  /(^|\s)(user|username|acc|account|nick|nickname|tài khoản|tai khoan)\s*:?\s+(?=\S*[a-z])(?=\S*[\d_.]|\S{8,})[a-z\d_.]{4,}(\s|$)/i;
const PLATE =
  /(^|[^\p{L}\d])\d{2}\s?[-.]?\s?(?!m\d)\p{Lu}{1,2}\d?\s?[-. ]?\s?(\d{3}[. ]?\d{2}|\d{4})(?![\p{L}\d])/u;
/** Plates in small letters: only in one piece, or with the hyphen, as ordinary figures with units look alike. */
const PLATE_SMALL = /(^|[^\p{L}\d])\d{2}[a-z]{1,2}\d?[-. ]?(\d{5}|\d{3}\.\d{2}|\d{4})(?![\p{L}\d])/iu;
const SPELLED =
  /((không|khong|một|mot|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin|linh|lẻ)\s+){7,}/i;
/** A name in three letters ("N.V.A"); offices are written with two or four. */
const INITIALS = /(^|[^\p{L}.])(\p{Lu}\.\s?){2}\p{Lu}(?![\p{L}]|\.\s?\p{Lu})/u;
const DIGIT_RUN = /\+?\d(?:[\s.\-_/()]{0,2}\d)*/g;

/** Whether a query holds what names one person without a word: number, plate, account, address or profile. */
export function holdsPersonalPattern(text: string): boolean {
  const plain = text.normalize("NFKC").replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "");
  if (EMAIL.test(plain) || HANDLE.test(plain) || PROFILE_LINK.test(plain)) return true;
  if (NICKNAME.test(plain)) return true;
  if (PLATE.test(plain) || PLATE_SMALL.test(plain) || SPELLED.test(`${plain} `)) return true;
  if (INITIALS.test(plain)) return true;
  return [...plain.matchAll(DIGIT_RUN)].some((run) => personalNumber(plain, run[0], run.index));
}

function personalNumber(text: string, run: string, at: number): boolean {
  const before = text.slice(0, at);
  const digits = run.replace(/\D/g, "");
  if (BANK_BEFORE.test(before) && digits.length >= 6) return true;
  if (ID_BEFORE.test(before) && digits.length >= 7) return true;
  if (digits.length < 9 || isDateOrYears(run) || isAmount(run, text.slice(at + run.length))) return false;
  if (/^(1800|1900)/.test(digits)) return false;
  // A fixed line (02…) next to an institution is its hotline; a mobile number belongs to somebody.
  const fixedLine = /^(\+?84|0)2/.test(digits) && digits.length <= 12;
  return !(fixedLine && HOTLINE.test(before));
}

/** Dates, and years in a row ("2024 2025 2026", "01/01/2026 - 30/6/2026"). */
function isDateOrYears(run: string): boolean {
  const parts = run.split(/[\s.\-_/()]+/).filter(Boolean);
  const years = parts.filter((part) => /^(19|20)\d{2}$/.test(part));
  return years.length > 0 && parts.every((part) => /^(\d{1,2}|(19|20)\d{2})$/.test(part));
}

/** Money and measures: grouped by thousands with a unit behind, or round, or from one sum to another. */
function isAmount(run: string, behind: string): boolean {
  const range = run.split(/[\s\-/()]+/);
  if (range.length > 1 && range.every((part) => /^[1-9]\d{0,2}(\.\d{3})+$/.test(part))) return true;
  const grouped = /^[1-9]\d{0,2}([. ]\d{3})+$/.test(run);
  return (grouped && (MONEY_BEHIND.test(behind) || /000$/.test(run))) || /^[1-9]\d*0{6}$/.test(run);
}
