import { anNinhHaiPhong } from "./an-ninh-hai-phong.ts";
import { baoHaiPhong } from "./bao-hai-phong.ts";
import { configured } from "./configured.ts";
import { dantri } from "./dantri.ts";
import { liferay } from "./liferay.ts";
import { nukeviet } from "./nukeviet.ts";
import type { SiteFamily } from "./site-family.ts";
import { thanhnien } from "./thanhnien.ts";
import { tuoitre } from "./tuoitre.ts";
import { vietnamnet } from "./vietnamnet.ts";
import { vnexpress } from "./vnexpress.ts";
import { xenforo } from "./xenforo.ts";

/** Every site family, one line each. The order is that in which an unknown page is tried. */
export const SITE_FAMILIES: readonly SiteFamily[] = [
  vnexpress, //
  thanhnien,
  tuoitre,
  dantri,
  vietnamnet,
  baoHaiPhong,
  anNinhHaiPhong,
  nukeviet,
  liferay,
  xenforo,
  configured,
];
