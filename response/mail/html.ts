/** Markup that is safe to send: everything put into it was escaped or is markup itself. */
export interface Html {
  readonly markup: string;
}
export type HtmlValue = string | number | Html | null | readonly Html[];

/** A template whose values are escaped unless they are markup; null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? "";
  values.forEach((value, index) => {
    markup += markupOf(value) + (strings[index + 1] ?? "");
  });
  return { markup };
}

/** Escapes text for markup and double-quoted attributes. Control characters, which mail clients read differently, go. */
function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** An address fit for a link: http or https, else null. */
export function linkable(url: string | null): string | null {
  if (url === null) return null;
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}

function markupOf(value: HtmlValue): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  if ("markup" in value) return value.markup;
  return value.map((part) => part.markup).join("");
}
