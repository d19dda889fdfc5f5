import type { CheerioAPI } from "cheerio/slim";
import { type Element, isTag, isText } from "domhandler";

/** A line of a page as it stands there, furniture included: for what is said around the text, not for the text. */
export interface PageLine {
  readonly text: string;
  /** The element that begins the line, and the classes and ids from it upwards. */
  readonly tag: string;
  readonly names: string;
  /** The machine's form of a time that the line shows. */
  readonly machineTime: string | null;
  /** All of it is one link. */
  readonly linkTo: string | null;
}

const BLOCKS = new Set(
  "address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul time br".split(
    " ",
  ),
);
const SILENT = new Set(
  "script style noscript template svg button select textarea iframe object video audio canvas figcaption".split(
    " ",
  ),
);
/** Beyond this a page goes on with lists and comments; what its head says is known by then. */
const MAX_LINES = 4000;
/** Classes of this many elements upwards belong to a line's name. */
const NAME_LEVELS = 3;

/** The lines of a page in reading order, without recursion. */
export function pageLines($: CheerioAPI): PageLine[] {
  const lines: PageLine[] = [];
  let text = "";
  let at: Element | null = null;
  let machineTime: string | null = null;
  const end = (): void => {
    const clean = text
      .replace(/[\s\u00a0\u200b\ufeff]+/g, " ")
      .trim()
      .normalize("NFC");
    if (clean !== "" && at !== null && lines.length < MAX_LINES) {
      lines.push({ text: clean, tag: blockOf(at), names: namesOf(at), machineTime, linkTo: linkOf(at) });
    }
    text = "";
    at = null;
    machineTime = null;
  };
  const stack: ("end" | Element["children"][number])[] = [...($("body").get(0)?.children ?? [])].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === "end") end();
    else if (isText(node)) {
      if (node.data.trim() !== "" && at === null && node.parent !== null && isTag(node.parent))
        at = node.parent;
      text += node.data;
    } else if (isTag(node) && !SILENT.has(node.name)) {
      // A title broken into lines is one title.
      if (
        node.name === "br" &&
        node.parent !== null &&
        isTag(node.parent) &&
        /^h[1-6]$/.test(node.parent.name)
      ) {
        text += " ";
        continue;
      }
      if (BLOCKS.has(node.name)) {
        end();
        stack.push("end");
      }
      if (node.name === "time") machineTime = node.attribs.datetime ?? null;
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child) stack.push(child);
      }
    }
  }
  end();
  return lines;
}

const parentOf = (element: Element): Element | null =>
  element.parent !== null && isTag(element.parent) ? element.parent : null;

function blockOf(element: Element): string {
  for (let current: Element | null = element; current !== null; current = parentOf(current)) {
    if (/^h[1-6]$/.test(current.name) || BLOCKS.has(current.name)) return current.name;
  }
  return element.name;
}

function namesOf(element: Element): string {
  const names: string[] = [];
  let current: Element | null = element;
  for (let level = 0; level < NAME_LEVELS && current !== null; level += 1, current = parentOf(current)) {
    names.push(
      `${current.attribs.class ?? ""} ${current.attribs.id ?? ""} ${current.attribs.itemprop ?? ""}`,
    );
  }
  return names.join(" ").replace(/([a-z])([A-Z])/g, "$1-$2");
}

function linkOf(element: Element): string | null {
  for (let current: Element | null = element; current !== null; current = parentOf(current)) {
    if (current.name === "a") return current.attribs.href ?? null;
    if (BLOCKS.has(current.name)) return null;
  }
  return null;
}
