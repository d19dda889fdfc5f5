import type { Day } from "../../model/ids.ts";
import { type Clock, dayOf, instantOf } from "../../model/time.ts";
import { readCorpus } from "./corpus.ts";
import { createForum } from "./forum.ts";
import { createNewspaper } from "./newspaper.ts";
import { createPortal } from "./portal.ts";
import { type LoggedRequest, serveSite } from "./serve.ts";
import { buildMaterial } from "./timeline.ts";
import { readTown } from "./town.ts";

/** How a replica is to be. */
export interface ReplicaOptions {
  /** Tells which moments have come; may be moved while the replica runs. Nothing later is served. */
  readonly now: Clock;
  /** Day 0 of the material; the Vietnamese day of `now` at the start where not given. */
  readonly today?: Day;
  /** Fixed ports; free ones where not given. */
  readonly ports?: { readonly newspaper: number; readonly portal: number; readonly forum: number };
  /** A folder with a corpus that fills the newspaper instead of the town's articles. */
  readonly corpusDir?: string;
  /** Renames every author alike, for the test that no stored byte depends on a name. */
  readonly renameAuthors?: (name: string) => string;
  /** Messages on one page of a thread; few, so that threads have several. */
  readonly postsPerPage?: number;
}

/** Where its sites are. */
export interface ReplicaUrls {
  readonly newspaperUrl: string;
  readonly portalUrl: string;
  readonly forumUrl: string;
}

/** A town that can be listened to: three sites on loopback. Whoever starts it closes it. */
export interface Replica extends ReplicaUrls {
  /** Every request so far, in order. */
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

/** Starts the three sites. The same options give the same pages, byte for byte but for the ports. */
export async function startReplica(options: ReplicaOptions): Promise<Replica> {
  const today = options.today ?? dayOf(instantOf(options.now()));
  const renameAuthors = options.renameAuthors ?? ((name: string) => name);
  const material = buildMaterial(readTown(), { today, renameAuthors });
  const articles =
    options.corpusDir === undefined
      ? material.newspaper
      : readCorpus(options.corpusDir, today, renameAuthors);
  const log: LoggedRequest[] = [];
  const common = { now: options.now, log };
  const newspaper = await serveSite("newspaper", createNewspaper(articles), {
    ...common,
    port: options.ports?.newspaper ?? 0,
  });
  const portal = await serveSite("portal", createPortal(material.portal), {
    ...common,
    port: options.ports?.portal ?? 0,
  });
  const forum = await serveSite("forum", createForum(material.forum, options.postsPerPage ?? 5), {
    ...common,
    port: options.ports?.forum ?? 0,
  });
  return {
    newspaperUrl: newspaper.url,
    portalUrl: portal.url,
    forumUrl: forum.url,
    requests: log,
    async close() {
      await Promise.all([newspaper.close(), portal.close(), forum.close()]);
    },
  };
}
