const MARKUP = Symbol("markup");

/** HTML that is safe to send: made by `html`, which escapes what it is given, or by our own chart code. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What a template takes: text and numbers are escaped, markup stands as it is, nothing is written for the empty. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/** A view: `html\`<p>${title}</p>\``. Values are escaped; attribute values must stand in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let out = strings[0] ?? "";
  parts.forEach((part, index) => {
    out += textOf(part) + (strings[index + 1] ?? "");
  });
  return { [MARKUP]: out };
}

/** Markup that our own code drew (a chart). Never for anything that was crawled or typed. */
export function drawn(svg: string): Markup {
  return { [MARKUP]: svg };
}

/** The text of a finished page. */
export function render(markup: Markup): string {
  return markup[MARKUP];
}

/** Escapes text for HTML, element content and quoted attributes alike. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeHtml(part);
  if (isList(part)) return part.map(textOf).join("");
  return part[MARKUP];
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}

/** An outside address that may be linked to: http and https only; null for anything else a page may carry. */
export function outsideLink(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === "https:" || protocol === "http:" ? href : null;
}
