/** How soon what is published can be found, and how pages were read; Vietnamese. */
export const freshnessVi = {
  title: "Từ lúc đăng đến lúc tra được",
  note: "Tính trên các bài, ý kiến đăng trong 7 ngày qua, sau lần đọc đầu tiên của nguồn.",
  none: "Chưa đủ bài mới để tính.",
  classes: {
    priority: "Nguồn ưu tiên",
    ordinary: "Các nguồn khác",
    comments: "Bình luận dưới bài báo (đọc lại thưa dần)",
  },
  line: (half: string, most: string) => `một nửa trong ${half}, 95% trong ${most}`,
  goal: (minutes: string) => `mục tiêu: ${minutes} phút`,
  late: "chậm hơn mục tiêu",
  minutes: (count: string) => `${count} phút`,
  underMinute: "1 phút",
  hours: (count: string) => `${count} giờ`,
  source: (most: string) => `95% tra được trong ${most}`,
  reading: (parts: string) => `Cách đọc trang, 7 ngày: ${parts}`,
  extractors: {
    site: "bộ đọc của trang",
    "structured-data": "dữ liệu kèm trang",
    generic: "bộ đọc chung",
    none: "không ra chữ",
  },
};
