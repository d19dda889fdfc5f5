import type { IncomingMessage } from "node:http";
import { type ApiHit, platformMaterial } from "./platform-material.ts";
import { listen } from "./serve.ts";

/** The replica's official account. */
const REPLICA_OA = "4318657068771012646";

/** How the replica answers; may be changed while it runs. */
export interface ZaloMood {
  accessToken: string;
  /** Good for one use. */
  refreshToken: string;
  appKey: string;
  appId: string;
  /** A code with which every article call is refused. */
  refuse: number | null;
}

/** Zalo's Official Account API and its token endpoint as the documents describe them, on loopback. Whoever starts it closes it. */
export interface ZaloReplica {
  readonly url: string;
  readonly api: string;
  readonly tokens: string;
  readonly feed: string;
  readonly mood: ZaloMood;
  readonly hits: ApiHit[];
  close(): Promise<void>;
}

export async function startZaloReplica(): Promise<ZaloReplica> {
  const mood: ZaloMood = {
    accessToken: "token-0",
    refreshToken: "refresh-0",
    appKey: "khoa-ung-dung",
    appId: "123456",
    refuse: null,
  };
  const hits: ApiHit[] = [];
  let renewals = 0;
  const served = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      hits.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      const url = new URL(request.url ?? "/", served.url);
      const answer =
        url.pathname === "/v4/oa/access_token" ? renewed(body, request) : articles(url, request, mood);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });

  function renewed(body: string, request: IncomingMessage): unknown {
    const form = new URLSearchParams(body);
    const right =
      request.headers.secret_key === mood.appKey &&
      form.get("app_id") === mood.appId &&
      form.get("grant_type") === "refresh_token" &&
      form.get("refresh_token") === mood.refreshToken;
    if (!right) return { error: -14014, error_name: "Invalid refresh token.", error_description: "…" };
    renewals += 1;
    mood.accessToken = `token-${renewals}`;
    mood.refreshToken = `refresh-${renewals}`;
    return { access_token: mood.accessToken, refresh_token: mood.refreshToken, expires_in: "90000" };
  }

  const { url, close } = served;
  return {
    url,
    api: `${url}/v2.0`,
    tokens: `${url}/v4/oa/access_token`,
    feed: `${url}/${REPLICA_OA}`,
    mood,
    hits,
    close,
  };
}

function articles(url: URL, request: IncomingMessage, mood: ZaloMood): unknown {
  if (request.headers.access_token !== mood.accessToken) {
    return { error: -216, message: `Access token is invalid: ${String(request.headers.access_token)}` };
  }
  if (mood.refuse !== null) return { error: mood.refuse, message: "refused" };
  const all = platformMaterial("").map((publication) => ({ ...publication, ms: Date.parse(publication.at) }));
  if (url.pathname === "/v2.0/article/getslice") {
    const offset = Number(url.searchParams.get("offset"));
    const limit = Number(url.searchParams.get("limit"));
    const ofKind = url.searchParams.get("type") === "normal" ? all : [];
    const medias = ofKind.slice(offset, offset + limit).map(({ id, title, ms }) => ({
      id,
      title,
      type: "normal",
      status: "show",
      total_view: 5,
      total_share: 0,
      create_date: ms,
      update_date: ms,
    }));
    return { error: 0, message: "Success", data: { medias, total: ofKind.length } };
  }
  const article = all.find(({ id }) => id === url.searchParams.get("id"));
  if (url.pathname !== "/v2.0/article/getdetail" || article === undefined) {
    return { error: -233, message: "no such article" };
  }
  return {
    error: 0,
    message: "Success",
    data: {
      id: article.id,
      type: "normal",
      title: article.title,
      author: "Ban biên tập",
      description: article.text.split(".")[0],
      status: "show",
      comment: "show",
      body: [
        { type: "text", content: `<p>${article.text}</p><p>Mời bà con góp ý.</p>` },
        { type: "image", url: "https://photo.example/anh.jpg", caption: "Ảnh" },
      ],
      create_date: article.ms,
    },
  };
}
