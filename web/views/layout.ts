import { mayUse } from "../access.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

/** A page's own part: its title for the tab, which link of the navigation it is, and what it shows. */
export interface Page {
  readonly title: string;
  /** Path of the navigation's link that is this page. */
  readonly section: string;
  readonly content: Markup;
}

/** htmx must neither write style elements nor evaluate text: the content security policy forbids both. */
const HTMX_SETTINGS = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
});

/** The frame of every screen: who is here, where one can go, the page, and what is promised. */
export function layout(reader: Reader, page: Page): Markup {
  const { t, language, assetVersion } = reader;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="htmx-config" content="${HTMX_SETTINGS}">
<title>${page.title} · ${t.appName}</title>
<link rel="icon" href="/tinh/icon.svg?v=${assetVersion}" type="image/svg+xml">
<link rel="preload" href="/phong-chu/be-vietnam-pro-vietnamese-400-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/tinh/portal.css?v=${assetVersion}">
<script src="/tinh/htmx.min.js?v=${assetVersion}" defer></script>
</head>
<body>
<svg class="defs" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" class="hatch-line"/></pattern></defs></svg>
<a class="skip" href="#noi-dung">${t.skipToContent}</a>
${header(reader, page)}
<main id="noi-dung" tabindex="-1">
${page.content}
</main>
${footer(reader)}
</body>
</html>
`;
}

function header(reader: Reader, page: Page): Markup {
  const { t, person } = reader;
  return html`<header class="top">
<div class="top-line">
<a class="brand" href="/">${brandMark()}<span><b>${t.appName}</b><small>${reader.areaName}</small></span></a>
${person === null ? visitorMenu(reader) : staffMenu(reader)}
</div>
<nav aria-label="${t.nav.label}"><ul>${links(reader).map(
    ([path, label]) =>
      html`<li><a href="${publicPath(reader, path)}"${path === page.section ? html` aria-current="page"` : null}>${label}</a></li>`,
  )}</ul></nav>
</header>`;
}

function links(reader: Reader): readonly (readonly [path: string, label: string])[] {
  const { t, person } = reader;
  const all = [
    ["/hom-nay", t.nav.today],
    ["/diem-nong", t.nav.hotSpots],
    ["/vu-viec", t.cases.nav],
    ["/thong-bao", t.alerts.nav],
    ["/tim-kiem", t.nav.search],
    ["/xu-huong", t.nav.trends],
    ["/nguon", t.nav.sources],
    ["/nhat-ky", t.nav.journal],
    ["/cong-khai", t.nav.heard],
    ["/minh-bach", t.nav.transparency],
  ] as const;
  return all.filter(([path]) => mayUse(`GET ${path}`, person?.role ?? null));
}

/** Public pages keep the language that was asked for in the address. */
export function publicPath(reader: Reader, path: string): string {
  return reader.person === null && reader.language === "en" ? `${path}?lang=en` : path;
}

function visitorMenu(reader: Reader): Markup {
  const { t, language } = reader;
  const path = reader.here.split("?")[0] ?? "/";
  const other = language === "vi" ? `${path}?lang=en` : path;
  return html`<div class="who"><a href="${other}" lang="${language === "vi" ? "en" : "vi"}">${t.languageSwitch}</a>
<a class="quiet-button" href="${publicPath(reader, "/dang-nhap")}">${t.nav.signIn}</a></div>`;
}

function staffMenu(reader: Reader): Markup {
  const { t, person, language } = reader;
  if (person === null) return html``;
  const other = language === "vi" ? "en" : "vi";
  return html`<div class="who"><span class="me"><b>${person.name}</b><small>${t.role[person.role]}</small></span>
<form method="post" action="/ngon-ngu">${csrfField(reader)}<input type="hidden" name="ngon-ngu" value="${other}"><input type="hidden" name="tiep" value="${reader.here}"><button class="link" lang="${other}">${t.languageSwitch}</button></form>
<form method="post" action="/dang-xuat">${csrfField(reader)}<button class="link">${t.nav.signOut}</button></form></div>`;
}

/** The hidden field that every form that changes something must carry. */
export function csrfField(reader: Reader): Markup {
  return html`<input type="hidden" name="_csrf" value="${reader.csrf}">`;
}

function footer(reader: Reader): Markup {
  const { t } = reader;
  return html`<footer class="foot"><p>${t.footer.promise} <a href="${publicPath(reader, "/minh-bach")}">${t.footer.how}</a></p></footer>`;
}

/** Sound that reaches a listener: three arcs and a point. */
function brandMark(): Markup {
  return html`<svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#0B5C6B"/><circle cx="9.5" cy="22.5" r="2.5" fill="#FFFFFF"/><path d="M9.5 15.5a7 7 0 0 1 7 7M9.5 10a12.5 12.5 0 0 1 12.5 12.5" fill="none" stroke="#FFFFFF" stroke-width="2.4" stroke-linecap="round"/></svg>`;
}
