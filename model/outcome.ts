import type { Disposition } from "./document.ts";

/** What a stage decided for one item: hand values on, or end with a final disposition. */
export type Outcome<T> =
  | { readonly kind: "next"; readonly values: readonly T[] }
  | { readonly kind: "done"; readonly disposition: Disposition };
