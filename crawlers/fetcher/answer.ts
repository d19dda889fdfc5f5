import type { SourceState } from "../crawler.ts";

/** Headers of the last answer, lower-case names, repeated values joined. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** What a request came to, redirects followed. */
export type FetchResult =
  | { readonly kind: "ok"; readonly url: string; readonly headers: AnswerHeaders; readonly bytes: Uint8Array }
  | { readonly kind: "not-modified"; readonly url: string; readonly headers: AnswerHeaders }
  /** The site said no, or robots.txt did: a state that the operator sees, not an error. */
  | {
      readonly kind: "refused";
      readonly state: Exclude<SourceState, "ok" | "failing" | "drifted">;
      readonly problem: string;
    };
