import { describe, expect, it } from "vitest";
import { PhraseMatcher } from "../../../analyzers/text/matcher.ts";
import { tokenize } from "../../../analyzers/text/tokens.ts";

const matches = (matcher: PhraseMatcher<string>, text: string): [number, number, string][] =>
  matcher.match(tokenize(text).map((token) => token.norm)).map(({ from, to, value }) => [from, to, value]);

describe("PhraseMatcher", () => {
  it("finds overlapping phrases by start, shorter first", () => {
    const matcher = new PhraseMatcher<string>();
    matcher.add("đất", "đất");
    matcher.add("đất nước", "đất nước");
    matcher.add("nước", "nước");
    expect(matches(matcher, "Đất nước ta")).toEqual([
      [0, 1, "đất"],
      [0, 2, "đất nước"],
      [1, 2, "nước"],
    ]);
  });

  it("gives all values of one phrase and none for an empty one", () => {
    const matcher = new PhraseMatcher<string>();
    matcher.add("thu hồi đất", "a");
    matcher.add("Thu hồi đất", "b");
    matcher.add("", "never");
    expect(matches(matcher, "thu hồi đất")).toEqual([
      [0, 3, "a"],
      [0, 3, "b"],
    ]);
    expect(matches(matcher, "thu hồi")).toEqual([]);
  });

  it("finds each of many phrases, and nothing that was not added", () => {
    const matcher = new PhraseMatcher<number>();
    const phrase = (index: number): string[] => [`a${index % 7}`, `b${index % 101}`, `c${index}`];
    for (let index = 0; index < 20_000; index++) matcher.addTokens(phrase(index), index);
    for (let index = 0; index < 20_000; index += 997) {
      expect(matcher.match(["x", ...phrase(index), "y"]).map((match) => match.value)).toEqual([index]);
    }
    expect(matcher.match(["a0", "b1", "c2"])).toEqual([]);
  });
});
