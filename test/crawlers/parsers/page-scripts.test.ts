import { expect, test } from "vitest";
import { withoutScripts } from "../../../crawlers/parsers/page-scripts.ts";

test.each([
  ["scripts and styles", "a<script>x<y</script>b<style type=x>p{}</style>c", "abc"],
  ["nothing else that begins alike", "<section>a</section><span>b</span><scripture>c</scripture>", null],
  [
    "no JSON-LD",
    '<script type="application/ld+json">{}</script><script>x</script>',
    '<script type="application/ld+json">{}</script>',
  ],
  ["nothing behind a script that never ends", "a<script>b<p>c", null],
  ["a script that ends with spaces", "a<script>x</script  >b", "ab"],
  ["scripts side by side", "<script>1</script><script>2</script><p>a", "<p>a"],
])("takes out %s", (_, html, expected) => {
  expect(withoutScripts(html)).toBe(expected ?? html);
});
