import type { SourceState } from "../crawler.ts";

/** Why a platform did not answer with content: a state that the operator sees. */
export class PlatformRefusal extends Error {
  readonly state: SourceState;
  /** When asking again makes sense; null: nobody knows. */
  readonly retryAfterMs: number | null;
  /** `sentence` names what was asked for and the remedy; a platform's own words may repeat a key and are never quoted. */
  constructor(state: SourceState, sentence: string, retryAfterMs: number | null = null) {
    super(sentence);
    this.name = "PlatformRefusal";
    this.state = state;
    this.retryAfterMs = retryAfterMs;
  }
}
