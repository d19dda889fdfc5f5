import { describe, expect, it } from "vitest";
import { MASKS } from "../../analyzers/text/masks.ts";
import { searchTokens } from "../../search/terms.ts";

describe("a mask in a text", () => {
  it("is no word: nobody finds a masked phone by searching for electricity", () => {
    for (const mask of Object.values(MASKS))
      expect(searchTokens(`gọi ${mask} nhé`).map((token) => token.exact)).toEqual(["gọi", "nhé"]);
  });
  it("leaves other brackets alone", () => {
    expect(searchTokens("[điện nước] yếu").map((token) => token.exact)).toEqual(["điện", "nước", "yếu"]);
  });
});
