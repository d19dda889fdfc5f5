import { type Html, html, linkable } from "./html.ts";

/** Colours of the house (contrast on white at least 4.5); mail clients need them inline. */
export const COLOURS = {
  ink: "#1F2933",
  quiet: "#52606D",
  accent: "#0B5C6B",
  paper: "#F7F6F2",
  hairline: "#D9D6CC",
  band: "#DDE9EC",
  watch: "#8A6100",
  alert: "#B3401F",
  high: "#8B1A1A",
} as const;

/** Stacks Vietnamese marks well where the house's font is missing, as in mail it always is. */
const FONT = "'Be Vietnam Pro','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
export const BODY_TEXT = `font-family:${FONT};font-size:16px;line-height:24px;color:${COLOURS.ink}`;
const QUIET_TEXT = `font-family:${FONT};font-size:14px;line-height:21px;color:${COLOURS.quiet}`;

/** The frame of every mail. */
export interface MailFrame {
  readonly language: "vi" | "en";
  readonly title: string;
  /** What an inbox shows beside the subject. */
  readonly preview: string;
  /** Above the first line: the product and the area. */
  readonly masthead: string;
  readonly body: readonly Html[];
  readonly footer: readonly string[];
}

/**
 * The whole document: one column of at most 640 px made of tables, styles inline (Outlook and Gmail drop the rest). The
 * style sheet only widens the text on phones; without it the mail reads as well.
 */
export function layout(frame: MailFrame): string {
  const { markup } = html`<!doctype html>
<html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>${frame.title}</title>
<style>@media (max-width:480px){.page{padding:0!important}.card{border-left:0!important;border-right:0!important}.cell{padding-left:16px!important;padding-right:16px!important}}</style></head>
<body style="margin:0;padding:0;background:${COLOURS.paper}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${frame.preview}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${COLOURS.paper}"><tr><td class="page" align="center" style="padding:16px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px">
<tr><td class="cell" style="padding:8px 28px 12px;${QUIET_TEXT}">${frame.masthead}</td></tr>
<tr><td class="card" bgcolor="#FFFFFF" style="background:#FFFFFF;border:1px solid ${COLOURS.hairline}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${frame.body}</table></td></tr>
<tr><td class="cell" style="padding:16px 28px 24px;${QUIET_TEXT}">${frame.footer.map((line) => html`<p style="margin:0 0 8px">${line}</p>`)}</td></tr>
</table></td></tr></table></body></html>
`;
  return markup;
}

/** A row of the card. */
export function row(content: Html | readonly Html[], space: { readonly top?: number } = {}): Html {
  return html`<tr><td class="cell" style="padding:${space.top ?? 0}px 28px 0;${BODY_TEXT}">${content}</td></tr>`;
}

/** The last row, so that the card does not end at the text's edge. */
export const bottomSpace: Html = html`<tr><td height="24" style="height:24px;line-height:24px;font-size:0">&nbsp;</td></tr>`;

/** The finding: the largest words of the mail. */
export function headline(text: string): Html {
  return html`<h1 style="margin:0;font-size:20px;line-height:28px;font-weight:700;color:${COLOURS.ink}">${text}</h1>`;
}

/** A part with its heading above a hairline. */
export function section(title: string, content: Html | readonly Html[]): Html {
  return html`<tr><td class="cell" style="padding:24px 28px 0;${BODY_TEXT}"><h2 style="margin:0 0 8px;padding:16px 0 0;border-top:1px solid ${COLOURS.hairline};font-size:16px;line-height:24px;font-weight:700;color:${COLOURS.ink}">${title}</h2>${content}</td></tr>`;
}

export function paragraph(content: string | Html): Html {
  return html`<p style="margin:0 0 8px">${content}</p>`;
}
export function quiet(content: string | Html): Html {
  return html`<p style="margin:0 0 8px;${QUIET_TEXT}">${content}</p>`;
}

/** Lines with a mark before each; a table, because clients indent lists each in their own way. */
export function lines(
  items: readonly (string | Html)[],
  mark: string,
  colour: string = COLOURS.accent,
): Html {
  const rows = items.map(
    (item) =>
      html`<tr><td valign="top" width="22" style="width:22px;padding:0 0 6px;font-size:16px;line-height:24px;color:${colour}">${mark}</td><td valign="top" style="padding:0 0 6px;${BODY_TEXT}">${item}</td></tr>`,
  );
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}</table>`;
}

/** A link, or the plain words where the address is none. */
export function link(words: string, url: string | null): Html {
  const href = linkable(url);
  return href === null
    ? html`${words}`
    : html`<a href="${href}" style="color:${COLOURS.accent}">${words}</a>`;
}

/** The one thing to do. */
export function button(words: string, url: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${COLOURS.accent}" style="border-radius:4px;background:${COLOURS.accent}"><a href="${url}" style="display:inline-block;padding:12px 20px;font-family:${FONT};font-size:16px;line-height:24px;font-weight:600;color:#FFFFFF;text-decoration:none">${words}</a></td></tr></table>`;
}
