import { createNewspaper } from "../../replica/newspaper.ts";

/** Bytes of a real article page of a large newspaper (research/crawling, section 4). */
const PAGE_BYTES = 254_000;
/** Of those, what scripts and styles take on real pages. */
const SCRIPT_SHARE = 0.45;

/** An article page of the replica newspaper, as heavy as real ones: menus, boxes of other articles, scripts, styles. */
export function heavyPage(): string {
  const paragraphs = Array.from(
    { length: 14 },
    (_, at) =>
      `Đoạn thứ ${at + 1}: người dân xã An Quang cho biết tuyến đường liên xã xuống cấp nhiều tháng nay, mặt đường đầy ổ gà, mưa xuống là ngập, xe tải vẫn chạy qua mỗi ngày; họ mong cơ quan chức năng sớm sửa chữa và trả lời rõ thời hạn.`,
  );
  const site = createNewspaper([
    {
      id: 4_954_454,
      section: "thoi-su",
      slug: "duong-lien-xa-xuong-cap",
      title: "Đường liên xã xuống cấp, người dân mong sớm sửa",
      lead: "Tuyến đường qua xã An Quang hư hỏng nhiều tháng, học sinh đi lại khó khăn.",
      body: paragraphs,
      byline: "Phóng viên",
      at: new Date("2026-03-01T01:00:00Z"),
      comments: [],
    },
  ]);
  const url = new URL("http://bao.example/duong-lien-xa-xuong-cap-4954454.html");
  const page = site(url, new Date("2026-03-02T01:00:00Z")).body;
  const missing = PAGE_BYTES - Buffer.byteLength(page);
  const scripts = filled(missing * SCRIPT_SHARE, script);
  const boxes = filled(missing * (1 - SCRIPT_SHARE), box);
  return page.replace("</head>", `${scripts}</head>`).replace("</body>", `${boxes}</body>`);
}

function filled(bytes: number, part: (at: number) => string): string {
  const parts: string[] = [];
  for (let size = 0, at = 0; size < bytes; at++) {
    const next = part(at);
    parts.push(next);
    size += Buffer.byteLength(next);
  }
  return parts.join("\n");
}

const script = (at: number): string =>
  `<script>window.dataLayer=window.dataLayer||[];(function(w,d,k){w[k]=w[k]||function(){(w[k].q=w[k].q||[]).push(arguments)};var s=d.createElement("script");s.async=1;s.src="/js/m${at}.js?v="+${at * 7919};d.head.appendChild(s)})(window,document,"m${at}");var cfg${at}={"id":${at},"list":[${Array.from({ length: 40 }, (_, i) => i * at).join(",")}]};</script>`;

const box = (at: number): string =>
  `<article class="item-news item-news-common" data-id="${at}"><div class="thumb-art"><a href="/tin-khac-${5_000_000 + at}.html" title="Tin khác số ${at}" class="thumb thumb-5x3"><picture><source srcset="/i/${at}.webp 1x, /i/${at}@2.webp 2x"><img itemprop="contentUrl" loading="lazy" src="/i/${at}.jpg" alt="Tin khác số ${at}"></picture></a></div><h3 class="title-news"><a href="/tin-khac-${5_000_000 + at}.html">Tin khác số ${at}: chuyện ở một nơi xa</a></h3><p class="description"><a href="/tin-khac-${5_000_000 + at}.html">Tóm tắt của tin khác số ${at}, vài chục chữ để lấp cho đầy như trang thật.<span class="meta-news"><a class="count_cmt" href="/tin-khac-${5_000_000 + at}.html#box_comment"><svg class="ic"><use xlink:href="#c"></use></svg><span class="num_cmt_detail" data-objectid="${at}">${at}</span></a></span></a></p></article>`;
