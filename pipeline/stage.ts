import type { Disposition } from "../model/document.ts";
import type { Outcome } from "../model/outcome.ts";
import type { DocumentStageName } from "./topology.ts";

/** What a stage made of one input of its batch: an outcome, or the error that kept it from finishing. */
export type Settled<T> = Outcome<T> | { readonly kind: "failed"; readonly error: unknown };

/**
 * A step of the path. It takes a batch because writes are cheapest together, and answers one for one, in order. It
 * knows its input and output, never its neighbours; it fails an input only when it cannot finish it.
 */
export interface Stage<In, Out> {
  readonly name: DocumentStageName;
  run(inputs: readonly In[], signal: AbortSignal): Promise<readonly Settled<Out>[]>;
}

export function done(disposition: Disposition): { readonly kind: "done"; readonly disposition: Disposition } {
  return { kind: "done", disposition };
}
export function next<T>(value: T): { readonly kind: "next"; readonly values: readonly T[] } {
  return { kind: "next", values: [value] };
}

/** Settles each input by itself, so that one bad item does not fail its batch. */
export function settleEach<In, Out>(
  inputs: readonly In[],
  decide: (input: In) => Outcome<Out>,
): readonly Settled<Out>[] {
  return inputs.map((input) => {
    try {
      return decide(input);
    } catch (error) {
      return { kind: "failed", error };
    }
  });
}
