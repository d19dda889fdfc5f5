import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawn, html, outsideLink, render } from "../../web/html.ts";

describe("html", () => {
  it("lets no text out of its place, in content or in a quoted attribute", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const page = render(html`<p title="${text}">${text}</p>`);
        expect(page.match(/[<>"]/g)?.join("")).toBe('<"">' + "<>");
      }),
    );
  });

  it("leaves its own markup as it is and writes nothing for what is absent", () => {
    expect(render(html`${html`<b>${1}</b>`}${null}${undefined}${false}${["<", drawn("<svg/>")]}`)).toBe(
      "<b>1</b>&lt;<svg/>",
    );
  });

  it.each([
    ["https://a.example/x?y=1", "https://a.example/x?y=1"],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["//a.example", null],
    ["not an address", null],
    [null, null],
  ])("links outside to %s as %s", (address, link) => {
    expect(outsideLink(address)).toBe(link);
  });
});
