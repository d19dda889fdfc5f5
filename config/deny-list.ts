/**
 * The purpose lock of promise 8: what no topic, lexicon, alert rule or unit may be about. Loyalty, hostility,
 * "xấu độc", organisers, influencers, gatherings. Matched as whole phrases in ids, names, descriptions and terms.
 */
const DENIED: readonly string[] = [
  "xấu độc",
  "thông tin xấu",
  "phản động",
  "chống phá",
  "chống đối",
  "thù địch",
  "thế lực thù địch",
  "lật đổ",
  "chống chế độ",
  "trung thành",
  "lòng trung thành",
  "bất trung",
  "suy thoái tư tưởng",
  "tự diễn biến",
  "tự chuyển hóa",
  "diễn biến hòa bình",
  "đa nguyên",
  "đa đảng",
  "bất đồng chính kiến",
  "nói xấu lãnh đạo",
  "bôi nhọ",
  "xuyên tạc",
  "tuyên truyền chống",
  "kích động",
  "cầm đầu",
  "chủ mưu",
  "đối tượng cầm đầu",
  "kẻ tổ chức",
  "người tổ chức",
  "người có ảnh hưởng",
  "người ảnh hưởng",
  "kol",
  "kols",
  "influencer",
  "influencers",
  "tụ tập",
  "tụ tập đông người",
  "biểu tình",
  "tuần hành",
  "đình công",
  "bạo loạn",

  "tà đạo",
  "phần tử",
  "loyalty",
  "disloyal",
  "hostile",
  "hostility",
  "dissident",
  "protest",
  "protests",
  "demonstration",
  "gathering",
  "gatherings",
  "organiser",
  "organizer",
  "organisers",
  "organizers",
  "troublemaker",
];

const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .toLowerCase();

const words = (text: string): string =>
  ` ${text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

const PHRASES = DENIED.map((phrase) => {
  const folded = words(fold(phrase));
  // One folded syllable means too many things; two are a phrase.
  return { phrase, exact: words(phrase), folded: folded.trim().includes(" ") ? folded : null };
});

/**
 * The denied phrase that a text contains, or null. A text without any diacritics is compared without them, so that
 * "phan dong" is refused like "phản động" while "phân đồng đều" is not.
 */
export function deniedPhrase(text: string): string | null {
  const exact = words(text);
  const bare = /^[\x20-\x7e]*$/.test(text);
  const found = PHRASES.find(
    (denied) =>
      exact.includes(denied.exact) || (bare && denied.folded !== null && exact.includes(denied.folded)),
  );
  return found?.phrase ?? null;
}
