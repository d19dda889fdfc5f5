import type { Client } from "@elastic/elasticsearch";
import { tokenize } from "../../analyzers/text/tokens.ts";
import { type Control, ControlDocument } from "./control.ts";
import { aliasOf, generationName, templateOf } from "./layout.ts";

/** For how long (ms) a process trusts what it last read. */
const CONTROL_TRUSTED_MS = 5_000;

/** A sentence that shows how tokens are made: when its tokens change, those in the index are out of date. */
const PROBE = "Hoà, HÒA quý Thuỷ; đường 1.234,5 m² 😡 :) #rác @x k0 C\u00f4ng ty 22/11/2026 ngh\u0129a\u0323";

/** How this program makes tokens, as one text. */
function tokenFingerprint(): string {
  return JSON.stringify(tokenize(PROBE).map((token) => [token.norm, token.folded, token.kind]));
}

/** Which generation of indices this process reads and which it writes; looked up again every few seconds. */
export class Generations {
  readonly #client: Client;
  readonly #prefix: string;
  readonly #control: ControlDocument;
  readonly #nowMs: () => number;
  #known: { readonly control: Control; readonly at: number } | null = null;
  readonly #prepared = new Set<string>();

  constructor(client: Client, prefix: string, nowMs: () => number) {
    this.#client = client;
    this.#prefix = prefix;
    this.#control = new ControlDocument(client, prefix);
    this.#nowMs = nowMs;
  }

  /** What is in force; on an empty cluster it begins the first generation. */
  async current(): Promise<Control> {
    if (this.#known !== null && this.#nowMs() - this.#known.at < CONTROL_TRUSTED_MS)
      return this.#known.control;
    const control = (await this.#control.read()) ?? (await this.#begin());
    for (const generation of control.writing) await this.#prepare(generation);
    this.#known = { control, at: this.#nowMs() };
    return control;
  }

  /** What is searched now. */
  async alias(): Promise<string> {
    return aliasOf((await this.current()).reading);
  }

  /** Puts the template of a generation, so that its indices are made as they should be by whoever writes first. */
  async #prepare(generation: string): Promise<void> {
    if (this.#prepared.has(generation)) return;
    await this.#client.indices.putIndexTemplate(templateOf(generation));
    this.#prepared.add(generation);
  }

  async #begin(): Promise<Control> {
    const first = generationName(this.#prefix, 1);
    await this.#prepare(first);
    return this.#control.begin({ reading: first, writing: [first], tokens: tokenFingerprint() });
  }
}
