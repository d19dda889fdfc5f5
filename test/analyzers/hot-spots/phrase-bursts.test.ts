import { describe, expect, it } from "vitest";
import {
  burstingPhrases,
  type CountedPhrase,
  oneForEach,
} from "../../../analyzers/hot-spots/phrase-bursts.ts";

const texts = (from: number, to: number) =>
  new Set(Array.from({ length: to - from }, (_, index) => from + index));
const counted = (phrase: string, own: ReadonlySet<number>, usual = 0): CountedPhrase => ({
  phrase,
  voices: own.size,
  texts: own,
  usual,
  usualDays: 23,
});
const names = (phrases: readonly CountedPhrase[]) => phrases.map(({ phrase }) => phrase);

describe("burstingPhrases", () => {
  it("calls a burst what nobody said before, and not what is said every day", () => {
    const phrases = [counted("khỉ hoang", texts(0, 9)), counted("mấy hôm nay", texts(0, 14), 4)];
    expect(names(burstingPhrases(phrases, 200))).toEqual(["khỉ hoang"]);
  });

  it("asks more of each where more are tested", () => {
    const phrases = [counted("khỉ hoang", texts(0, 5))];
    expect(names(burstingPhrases(phrases, 100))).toEqual(["khỉ hoang"]);
    expect(burstingPhrases(phrases, 1_000_000)).toEqual([]);
  });

  it("finds nothing among phrases as frequent as ever", () => {
    const phrases = Array.from({ length: 50 }, (_, index) => counted(`lời ${index}`, texts(0, 6), 2));
    expect(burstingPhrases(phrases, 50)).toEqual([]);
  });
});

describe("oneForEach", () => {
  const longer = counted("khỉ hoang phá vườn", texts(0, 7));
  const shorter = counted("khỉ hoang", texts(0, 9));
  const other = counted("mùi khét", texts(20, 28));

  it("tells phrases of the same texts once, by the one that most voices used", () => {
    expect(names(oneForEach([longer, shorter, other], new Set()))).toEqual(["khỉ hoang", "mùi khét"]);
  });

  it("keeps the name under which a concern was told before", () => {
    expect(names(oneForEach([shorter, longer], new Set(["khỉ hoang phá vườn"])))).toEqual([
      "khỉ hoang phá vườn",
    ]);
  });
});
