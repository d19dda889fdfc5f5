import { performance } from "node:perf_hooks";
import type { AnalyzerInput } from "../../analyzers/analyzer.ts";
import type { Annotations } from "../../model/document.ts";

/**
 * How many texts a second one thread analyses: the best of three passes after a warm-up, so that what else the machine
 * does counts least. `texts` should be some hundred different comments of about forty syllables.
 */
export function benchAnalyze(
  analyze: (input: AnalyzerInput) => Annotations,
  texts: readonly string[],
): { readonly perSecond: number } {
  const pass = (): number => {
    const begun = performance.now();
    for (const text of texts) {
      analyze({
        text,
        title: null,
        kind: "comment",
        publishedAt: null,
        sourceScope: "unknown",
        parent: null,
      });
    }
    return performance.now() - begun;
  };
  for (let warm = 0; warm < 3; warm++) pass();
  const best = Math.min(pass(), pass(), pass());
  return { perSecond: Math.round((texts.length / best) * 1000) };
}
