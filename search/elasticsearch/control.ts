import { type Client, errors } from "@elastic/elasticsearch";

/** Which generations of indices are written and which is read; one document that all processes of a product look up. */
export interface Control {
  readonly reading: string;
  readonly writing: readonly string[];
  /** How tokens were made when the generation that is read was filled. */
  readonly tokens: string;
}

const ID = "generations";

/** The one document that says which generation is in force. */
export class ControlDocument {
  readonly #client: Client;
  readonly #index: string;

  constructor(client: Client, prefix: string) {
    this.#client = client;
    this.#index = `${prefix}-control`;
  }

  async read(): Promise<Control | null> {
    try {
      const found = await this.#client.get<Control>({ index: this.#index, id: ID, realtime: true });
      return found._source ?? null;
    } catch (error) {
      if (error instanceof errors.ResponseError && error.statusCode === 404) return null;
      throw error;
    }
  }

  /** Writes the first one; of two processes that begin at once the first wins, and both read the same. */
  async begin(control: Control): Promise<Control> {
    try {
      await this.#client.create({ index: this.#index, id: ID, document: control });
      return control;
    } catch (error) {
      if (!(error instanceof errors.ResponseError && error.statusCode === 409)) throw error;
      return (await this.read()) ?? control;
    }
  }
}
