import { runNotify } from "../../../pipeline/stages/notify.ts";
import { openState } from "../../../state/open.ts";
import { notifyDeps } from "./notify-fixture.ts";
import { TODAY } from "./story.ts";

/** A process of its own that tells people, so that a test can kill it: STATE FILE, SMTP PORT. */
const [, , file = "", port = "0"] = process.argv;
await runNotify(TODAY, notifyDeps(openState(file), { port: Number(port) }));
