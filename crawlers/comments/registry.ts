import type { COMMENT_SERVICES } from "../../config/schema.ts";
import { cnnd } from "./cnnd.ts";
import { dantriComments, dantriOldComments } from "./dantri.ts";
import type { CommentService } from "./service.ts";
import { tuoitreComments } from "./tuoitre.ts";
import { usiSaas } from "./usi-saas.ts";
import { vietnamnetComments } from "./vietnamnet.ts";

/** Every comment service, one line each, under the name by which a source's YAML calls it. */
export const COMMENT_ADAPTERS: Readonly<Record<(typeof COMMENT_SERVICES)[number], CommentService>> = {
  "usi-saas": usiSaas,
  tuoitre: tuoitreComments,
  cnnd,
  dantri: dantriComments,
  "dantri-old": dantriOldComments,
  vietnamnet: vietnamnetComments,
};
