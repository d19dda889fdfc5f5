/** What people say about a matter, in three tones, in our own words. `topic` is what the tagger should call it. */
export interface Matter {
  readonly topic: string | null;
  readonly complaint: readonly string[];
  readonly question: readonly string[];
  readonly praise: readonly string[];
}

export const SUBJECTS = {
  waste: {
    topic: "environment",
    complaint: [
      "rác chất đống không ai dọn",
      "rác ùn ứ trước ngõ",
      "xe rác mãi không tới",
      "bãi rác bốc mùi",
      "rác thải vứt bừa bãi khắp nơi",
      "mùi rác thối không ai chịu được",
    ],
    question: ["hỏi lịch thu gom rác", "cho hỏi điểm tập kết rác mới ở đâu", "phí thu gom rác nộp cho ai"],
    praise: ["đội thu gom rác làm rất tốt", "rác được dọn sạch sẽ, cảm ơn các anh chị"],
  },
  water: {
    topic: "utilities",
    complaint: [
      "nước máy đục ngầu",
      "lại mất nước",
      "nước máy yếu không lên nổi bồn",
      "nước máy có mùi tanh",
      "mất nước sinh hoạt cả ngày",
      "nước máy chảy nhỏ giọt",
    ],
    question: [
      "hỏi lịch thay đồng hồ nước",
      "cho hỏi giá nước sạch bao nhiêu",
      "muốn lắp nước máy thì gọi ai",
    ],
    praise: ["nước máy đã trong lại, tốt quá", "đội nước sạch sửa nhanh, cảm ơn"],
  },
  power: {
    topic: "utilities",
    complaint: [
      "lại mất điện từ sáng",
      "cúp điện không báo trước",
      "điện yếu quạt không quay nổi",
      "mất điện liên tục",
    ],
    question: ["hỏi lịch cắt điện", "cho hỏi thủ tục lắp công tơ điện"],
    praise: ["thợ điện đến sửa rất nhanh, tuyệt vời"],
  },
  roads: {
    topic: "transport",
    complaint: [
      "đường làng đầy ổ gà",
      "đường trục xã lún nứt",
      "mặt đường lầy lội",
      "đường liên thôn hỏng nặng",
      "đường xấu quá đi lại khổ sở",
    ],
    question: ["cho hỏi đường trục xã bao giờ thi công", "đường liên thôn sắp mở rộng phải không"],
    praise: ["đường mới đẹp quá", "đường liên xã làm xong đi rất êm"],
  },
  clinic: {
    topic: "health",
    complaint: [
      "trạm y tế khám quá chậm",
      "trạm y tế thiếu thuốc",
      "trạm y tế bắt chờ mãi",
      "trạm y tế cáu gắt với dân",
    ],
    question: ["hỏi lịch tiêm chủng ở trạm y tế", "trạm y tế chủ nhật có khám không"],
    praise: ["bác sĩ trạm y tế tận tình, rất tốt"],
  },
  school: {
    topic: "education",
    complaint: [
      "trường thu phí cao quá",
      "lạm thu đầu năm học",
      "trường thiếu giáo viên mãi không có",
      "lớp học dột nát",
    ],
    question: ["hỏi thủ tục nhập học lớp một", "trường mầm non bao giờ khai giảng"],
    praise: ["cô giáo tận tâm, con tiến bộ nhiều"],
  },
  papers: {
    topic: "procedures",
    complaint: [
      "ra bộ phận một cửa bị trả hồ sơ mãi",
      "thủ tục rườm rà đi lại bốn lần",
      "nộp hồ sơ một cửa chờ quá lâu",
    ],
    question: ["hỏi thủ tục làm giấy khai sinh", "bộ phận một cửa thứ bảy có làm không"],
    praise: ["bộ phận một cửa làm nhanh, rất hài lòng"],
  },
  market: {
    topic: "livelihood",
    complaint: ["chợ xã ế ẩm", "giá phân bón tăng quá cao", "thóc rớt giá thê thảm"],
    question: ["hỏi giá thóc hôm nay", "phiên chợ tới họp ngày nào"],
    praise: ["thóc được giá, mừng quá"],
  },
  land: {
    topic: "land",
    complaint: ["sổ đỏ làm mãi không xong", "cấp sổ đỏ quá chậm", "đất đai tranh chấp không ai giải quyết"],
    question: ["hỏi thủ tục cấp sổ đỏ", "cho hỏi lịch đo đạc đất ở"],
    praise: ["nhận sổ đỏ đúng hẹn, cảm ơn cán bộ"],
  },
  thieves: {
    topic: "security",
    complaint: ["mất trộm xe máy", "trộm chó hoành hành", "kẻ trộm cạy cửa mấy nhà liền"],
    question: ["hỏi số điện thoại công an xã", "đội tuần tra đêm bao giờ đi"],
    praise: ["công an xã bắt trộm nhanh, hoan nghênh"],
  },
  festival: {
    topic: "culture",
    complaint: ["lễ hội ồn ào chen lấn"],
    question: ["lễ hội mấy giờ khai mạc", "lễ hội năm nay có bơi chải không"],
    praise: [
      "lễ hội vui quá tuyệt vời",
      "lễ hội đẹp và rất ý nghĩa",
      "lễ hội rất hay, ai cũng thích",
      "lễ hội làng rộn ràng, tự hào quá",
    ],
  },
  /** Rubbish on the road that stops the traffic: two families in one sentence. */
  blocked: {
    topic: "environment",
    complaint: [
      "rác thải đổ tràn ra đường gây tắc đường",
      "đường hỏng vì xe rác, rác ùn ứ cả mặt đường",
      "rác chất đống giữa đường, đường tắc cả buổi",
    ],
    question: ["rác thải trên đường bao giờ dọn để khỏi tắc đường"],
    praise: ["đường sạch rác rồi, cảm ơn"],
  },
  /** Wild monkeys: no topic of the shipped taxonomy. */
  monkeys: {
    topic: null,
    complaint: [
      "khỉ hoang kéo vào phá vườn",
      "bầy khỉ hoang bẻ trụi bắp ngô",
      "khỉ hoang giật đồ của trẻ con",
      "khỉ hoang trèo mái ngói vỡ tan",
    ],
    question: ["khỉ hoang thì gọi ai"],
    praise: ["hết khỉ hoang rồi, mừng quá"],
  },
} as const satisfies Record<string, Matter>;
export type Subject = keyof typeof SUBJECTS;
