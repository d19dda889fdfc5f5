import { parentPort } from "node:worker_threads";
import { readableText } from "./readable-text.ts";

/** The worker's side of `generic.ts`: says when it has started, then one page in, one answer out, in order. */
parentPort?.postMessage("ready");
parentPort?.on("message", (html: string) => {
  try {
    parentPort?.postMessage({ found: readableText(html) });
  } catch {
    // Whatever a broken page does to the extractor, the answer is that nothing readable was found.
    parentPort?.postMessage({ found: null });
  }
});
