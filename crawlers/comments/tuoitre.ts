import { parseDate } from "../feeds/dates.ts";
import {
  ACCEPT_JSON,
  accountOf,
  broken,
  type CommentService,
  commentText,
  field,
  isObject,
  type JsonObject,
  MAX_PAGES,
  nextByCounter,
  objects,
  once,
  parseJson,
  type ServiceComment,
  withQuery,
} from "./service.ts";

const PAGE_SIZE = 50;
/** Answers to answers do not go deeper on the site. */
const MAX_DEPTH = 5;

/** Tuổi Trẻ's service: the list is JSON inside a JSON string. Servers that it does not want get the cookie `__stat`. */
export const tuoitreComments: CommentService = {
  service: "tuoitre",
  version: 1,
  asOf: "2026-08-09",
  accept: ACCEPT_JSON,
  firstPage: (endpoint, query) =>
    withQuery(endpoint, { pageindex: "1", pagesize: String(PAGE_SIZE), sort: "2", ...query }),
  read({ body, address, headers, now }) {
    if (/__stat\s*=\s*\\?["']?BLOCK/i.test(`${headers["set-cookie"] ?? ""}\n${body.slice(0, 2000)}`)) {
      return {
        comments: [],
        further: [],
        blocked: `${address} turns this server away (cookie __stat=BLOCK); ask the newspaper, or set comments.enabled: false`,
      };
    }
    const items = objects(listIn(body, address));
    return {
      comments: once(items.flatMap((item) => withAnswers(item, now, 0))),
      further: items.length === 0 ? [] : nextByCounter(address, "pageindex", 1, MAX_PAGES),
    };
  },
};

/** `Data` holds the list as text; null, "" and "[]" mean that there is none. */
function listIn(body: string, address: string): unknown {
  const answer = parseJson(body, address);
  if (!isObject(answer) || answer.Success === false) throw broken(address);
  if (typeof answer.Data !== "string") return answer.Data ?? [];
  return answer.Data.trim() === "" ? [] : parseJson(answer.Data, address);
}

function withAnswers(item: JsonObject, now: Date, depth: number): ServiceComment[] {
  const answers = depth < MAX_DEPTH ? objects(item.child_comments) : [];
  const comment = {
    nativeId: field(item, "id"),
    account: accountOf(field(item, "sender_id", "user_id"), field(item, "sender_fullname")),
    text: commentText(field(item, "content")),
    publishedAt: parseDate(field(item, "published_date", "created_date"), now),
  };
  return [comment, ...answers.flatMap((answer) => withAnswers(answer, now, depth + 1))];
}
