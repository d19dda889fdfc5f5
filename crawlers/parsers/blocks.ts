import { type ChildNode, isTag, isText } from "domhandler";

/** Elements that begin and end a line of their own. */
const BLOCKS = new Set(
  "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split(
    " ",
  ),
);
/** Elements whose text is nothing that the page says. */
const SILENT = new Set(
  "script style noscript template svg button select option input textarea iframe object video audio canvas map head link meta title".split(
    " ",
  ),
);

/** Decides whether an element is left out with everything in it. */
export type Drop = (name: string, attributes: Readonly<Record<string, string>>) => boolean;

/**
 * The text of nodes with one line per block, white space collapsed, NFC; `<br>` ends a line. Walks without recursion, so
 * that no depth of nesting harms it.
 */
export function blockText(nodes: readonly ChildNode[], drop: Drop = () => false): string {
  const lines: string[] = [];
  let line = "";
  const endLine = (): void => {
    const clean = line.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();
    if (clean !== "") lines.push(clean.normalize("NFC"));
    line = "";
  };
  const stack: (ChildNode | "end-block")[] = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === "end-block") endLine();
    else if (isText(node)) line += node.data;
    else if (isTag(node)) {
      if (node.name === "br") endLine();
      if (node.name === "td" || node.name === "th") line += " ";
      if (SILENT.has(node.name) || drop(node.name, node.attribs)) continue;
      if (BLOCKS.has(node.name)) {
        endLine();
        stack.push("end-block");
      }
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (child) stack.push(child);
      }
    }
  }
  endLine();
  return lines.join("\n");
}

/** One line of text: white space collapsed, NFC; null when nothing is left. */
export function oneLine(text: string | null | undefined): string | null {
  const clean = (text ?? "")
    .replace(/[\s\u00a0\u200b\ufeff]+/g, " ")
    .trim()
    .normalize("NFC");
  return clean === "" ? null : clean;
}
