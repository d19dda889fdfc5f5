import { parentPort } from "node:worker_threads";

/** Stands in for the extraction program: does what a page could make a parser do. */
parentPort?.postMessage("ready");
parentPort?.on("message", (html: string) => {
  if (html === "loop") for (;;);
  if (html === "memory") for (const held: string[][] = []; ; ) held.push(Array<string>(1_000_000).fill(html));
  if (html === "exit") process.exit(3);
  if (html === "throw") throw new Error("broken");
  parentPort?.postMessage({ found: { title: null, text: html } });
});
