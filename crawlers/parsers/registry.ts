import { nukeviet } from "./nukeviet.ts";
import type { SiteFamily } from "./site-family.ts";
import { vnexpress } from "./vnexpress.ts";
import { xenforo } from "./xenforo.ts";

/** Every site family, one line each. The order is that in which an unknown page is tried. */
export const SITE_FAMILIES: readonly SiteFamily[] = [
  vnexpress, //
  nukeviet,
  xenforo,
];
