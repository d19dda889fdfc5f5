import { expect, test } from "vitest";
import { readableText } from "../../../crawlers/parsers/readable-text.ts";

/** Shapes in which Vietnamese sites set an article, with words of our own. */
const S = [
  "Tuyến đường nối hai thôn đã xuống cấp nhiều năm, mặt đường bong tróc từng mảng lớn, mưa xuống là thành vũng.",
  "Người dân cho biết đã nhiều lần kiến nghị, đến nay vẫn chưa thấy đơn vị nào xuống khảo sát để sửa chữa.",
  "Đại diện xã thừa nhận tình trạng trên, cho biết sẽ rải đá tạm ở những vị trí hư hỏng nặng trong tuần này.",
];
const L = "Người dân hai thôn mong tuyến đường sớm được sửa trước mùa mưa bão năm nay, kẻo lại ngập.";
const P = S.map((sentence) => `<p>${sentence}</p>`).join("");
const WITH_LEAD = [L, ...S].join("\n");
const BODY = S.join("\n");

test.each([
  [
    "a newspaper with the lead as a heading and boxes of related news",
    `<body><div class="header__nav">x</div><div class="main-detail"><div class="detail__cmain"><div class="detail-cate"><ul class="detail-breadcrumb"><li>Thời sự</li></ul></div><h1 class="detail-title article-title" data-role="title">Đường hỏng</h1><div class="detail-info"><div class="author-info"><a>NGƯỜI MẪU</a></div><div data-role="publishdate">22/10/2025 14:15 GMT+7</div></div><h2 class="detail-sapo" data-role="sapo">${L}</h2><div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content"><p>${S[0]}</p><figure class="VCSortableInPreviewMode"><figcaption class="PhotoCMS_Caption"><p data-placeholder="nhập chú thích">Một chú thích dài cho bức ảnh này - Ảnh: NGƯỜI MẪU</p></figcaption></figure><p>${S[1]}</p><div class="VCSortableInPreviewMode" type="RelatedNewsBox"><a class="VCObjectBoxRelatedNewsItemTitle">Một tin khác</a><p class="VCObjectBoxRelatedNewsItemSapo">TTO - Một đoạn dẫn của tin khác, cũng khá dài để làm rối người đọc máy móc, nói chuyện khác hẳn.</p></div><p>${S[2]}</p></div></div><div class="detail-tab"><a>Chia sẻ</a></div></div><div class="detail__sidebar">Đọc nhiều</div></div></body>`,
    WITH_LEAD,
  ],
  [
    "a newspaper with one article element",
    `<body><main><article class="singular-container"><h1 class="title-page detail">Đường hỏng</h1><div class="author-wrap"><div class="author-name">Người Mẫu</div><time class="author-time" datetime="2025-10-22">Thứ tư, 22/10/2025 - 14:15</time></div><h2 class="singular-sapo">${L}</h2><div class="singular-content">${P}<figure class="image align-center"><figcaption><p>Chú thích (Ảnh: Người Mẫu).</p></figcaption></figure></div><ul class="tags-wrap"><li>đường</li></ul></article></main></body>`,
    WITH_LEAD,
  ],
  [
    "a newspaper that inserts other stories below the text",
    `<body><div class="content-detail"><div class="bread-crumb-detail"><ul><li>Thời sự</li></ul><div class="bread-crumb-detail__time">Thứ Tư, 22/10/2025 - 14:15</div></div><h1 class="content-detail-title">Đường hỏng</h1><div class="article-detail-author-wrapper"><div class="article-detail-author__info"><span class="name">Người Mẫu</span></div></div><h2 class="content-detail-sapo sm-sapo-mb-0">${L}</h2><div class="maincontent main-content" id="maincontent">${P}<div class="ck-cms-insert-neww-group insert-news"><article><h4>Tin khác</h4><p>Một đoạn dẫn của tin khác cũng khá dài để làm rối người đọc máy móc, nói chuyện khác hẳn.</p></article></div></div><div id="comment"><p>Bình luận của bạn đọc nào đó cũng dài dài một chút cho khó hơn chút nữa nhé.</p></div></div></body>`,
    WITH_LEAD,
  ],
  [
    "a newspaper with microdata",
    `<body><div class="detail__main"><h1 class="detail-title">Đường hỏng</h1><div class="detail-author"><div class="author-info-top">Người Mẫu<br>nguoimau@example.com</div></div><div class="detail-time">22/10/2025 14:15 GMT+7</div><h2 class="detail-sapo">${L}</h2><div class="detail-cmain"><div class="detail-content afcbc-body" itemprop="articleBody">${P}</div></div></div></body>`,
    WITH_LEAD,
  ],
  [
    "a newspaper that signs below the text",
    `<body><div class="b-detail"><h1 class="block-sc-title">Đường hỏng</h1><div class="sc-longform-header-meta"><span class="sc-longform-header-author">NGƯỜI MẪU</span><span class="sc-longform-header-date">22/10/2025 14:15</span></div><p class="block-sc-sapo sc-longform-header-sapo">${L}</p><div class="b-maincontent">${P}<p class="t-author"><strong>NGƯỜI MẪU</strong></p></div><div class="b-related"><h3>Tin liên quan</h3></div></div></body>`,
    WITH_LEAD,
  ],
  [
    "a portal whose whole page is one form of nested tables",
    `<body><form id="aspnetForm" method="post"><table width="100%"><tr><td class="menu"><a href=1>Trang chủ</a><a href=2>Giới thiệu</a></td></tr><tr><td><div class="title">Đường hỏng</div><div class="date">(22/10/2025)</div><div><b>${L}</b></div><div style="text-align:justify">${S.join("<br/><br/>")}</div></td></tr></table></form></body>`,
    WITH_LEAD,
  ],
  [
    "a portal with text pasted from a word processor",
    `<body><div class="portlet-body"><h3 class="asset-title">Đường hỏng</h3><div class="journal-content-article"><p class="MsoNormal"><span style="font-size:14pt"><o:p>${S[0]}</o:p></span></p><p class="MsoNormal"><span>${S[1]}</span></p><p class="MsoNormal"><span>${S[2]}</span></p><p style="text-align:right"><em>Ban biên tập</em></p></div></div></body>`,
    BODY,
  ],
  [
    "an article with more comments than text",
    `<body><article><h1>Đường hỏng</h1>${P}</article><section class="comments"><h3>Bình luận</h3>${Array.from({ length: 20 }, (_, i) => `<div class="comment"><b class="nick">nick${i}</b><p>Bình luận thứ ${i} cũng dài dài như một câu văn thật sự, than phiền về con đường trong xã mãi chưa sửa.</p></div>`).join("")}</section></body>`,
    BODY,
  ],
])("reads %s", (_, html, expected) => {
  expect(readableText(`<html>${html}</html>`)?.text).toBe(expected);
});

test("reads a notice of one line", () => {
  const html = `<body><nav>menu</nav><div class="content"><h1>Thông báo cắt điện</h1><p>Mai cắt điện thôn 3 từ 8 giờ.</p></div><footer>Bản quyền</footer></body>`;
  expect(readableText(html)?.text).toBe("Mai cắt điện thôn 3 từ 8 giờ.");
});
