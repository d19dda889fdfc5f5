type Attribute = string | number | null;

/** A drawn piece: markup that is already escaped. */
export type Drawing = string;

/** One element, its attributes escaped and its numbers short; null attributes are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: readonly Drawing[]
): Drawing {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(value ?? "")}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Escapes a text for markup and attributes; drops what XML does not allow. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The colours and letters of all charts (contrast on white stated for text). */
export const LOOK = {
  ink: "#1F2933",
  quiet: "#52606D",
  accent: "#0B5C6B",
  alarm: "#B3401F",
  positive: "#1D6FA5",
  neutral: "#6B7280",
  band: "#DDE9EC",
  hairline: "#D9D6CC",
  pale: "#EBE8DF",
  paper: "#F7F6F2",
  font: "'Be Vietnam Pro','Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif",
} as const;

export interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly weight?: 400 | 600;
  readonly anchor?: "start" | "middle" | "end";
  /** A white edge that keeps a label readable over bars. */
  readonly halo?: boolean;
}

/** A line of text at a point of its baseline. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): Drawing {
  return element(
    "text",
    {
      x,
      y,
      "font-size": style.size ?? 12,
      fill: style.fill ?? LOOK.quiet,
      "font-weight": style.weight ?? null,
      "text-anchor": style.anchor === undefined || style.anchor === "start" ? null : style.anchor,
      ...(style.halo === true
        ? { stroke: "#FFFFFF", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" }
        : {}),
    },
    escaped(words),
  );
}

/** Roughly how wide a text is drawn: our letters are a little over half as wide as high. */
export function widthOf(words: string, size = 12): number {
  return words.length * size * 0.56;
}

/** Words in as few lines as `width` allows, of much the same length; a word that is wider stands alone. */
export function wrapped(words: string, width: number, size: number): readonly string[] {
  const lines = filled(words, width, size);
  let narrowest = lines;
  for (let narrower = width * 0.95; narrower > width / 3; narrower *= 0.95) {
    const tried = filled(words, narrower, size);
    if (tried.length > lines.length || tried.some((line) => widthOf(line, size) > narrower)) break;
    narrowest = tried;
  }
  return narrowest;
}

function filled(words: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** A whole picture, with what a screen reader says of it. `prefix` keeps the ids of two pictures on a page apart. */
export function picture(
  size: { readonly width: number; readonly height: number },
  about: { readonly title: string; readonly alternative: string },
  ...children: readonly Drawing[]
): Drawing {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${short(size.width)} ${short(size.height)}`,
      width: size.width,
      height: size.height,
      role: "img",
      "aria-label": `${about.title}. ${about.alternative}`,
      "font-family": LOOK.font,
      style: "max-width:100%;height:auto",
    },
    ...children,
  );
}

/** A pattern of slanted lines for "unknown", under an id of its own. */
export function hatching(id: string): Drawing {
  const line = element("path", { d: "M-1 7 7 -1 M-1 1 1 -1 M5 7 7 5", stroke: "#A8A499", "stroke-width": 1 });
  const ground = element("rect", { width: 6, height: 6, fill: "#F3F1EB" });
  return element(
    "defs",
    {},
    element("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, ground, line),
  );
}

/** A short name for the parts of one picture, the same for the same content. */
export function idOf(content: string): string {
  let hash = 5381;
  for (const letter of content) hash = ((hash * 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return `c${hash.toString(36)}`;
}
