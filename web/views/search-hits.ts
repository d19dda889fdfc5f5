import type { TopicId } from "../../model/ids.ts";
import type { ShownHit } from "../../search/disclosure.ts";
import type { Excerpt } from "../../search/excerpt.ts";
import { html, type Markup, outsideLink } from "../html.ts";
import type { Reader } from "../kit.ts";
import { timeTag, toneTag } from "./parts.ts";

const SHOWN_TOPICS = 3;

/** One hit. An institution's has its title and address; a citizen's has neither, only redacted words. */
export function hitItem(reader: Reader, hit: ShownHit): Markup {
  const { t, names, language } = reader;
  const institution = hit.speaker === "institution";
  const topics = mostSpecific(hit.topics)
    .slice(0, SHOWN_TOPICS)
    .map((id) => names.topic(id, language));
  const places = hit.places.map((id) => names.place(id));
  const link = institution ? outsideLink(hit.url) : null;
  const title = institution ? hit.title : null;
  return html`<li class="hit hit-${hit.speaker}"><article>
<p class="hit-source small">${institution ? html`<b>${names.source(hit.sourceId)}</b>` : html`<b>${t.search.citizen}</b> · ${names.source(hit.sourceId)}`} · ${t.kind[hit.kind]} · ${hit.publishedAt === null ? t.search.noDate : timeTag(reader, hit.publishedAt)}</p>
${title === null ? null : html`<h3 lang="vi">${link === null ? title : html`<a class="outside" href="${link}" rel="noreferrer noopener">${title}</a><span class="in-print small"> (${link})</span>`}</h3>`}
<p class="excerpt" lang="vi">${excerptMarkup(hit.excerpt)}</p>
<p class="hit-tags small">${toneTag(reader, hit.polarity)}${[...topics, ...places].map((name) => html`<span>${name}</span>`)}</p>
</article></li>`;
}

function excerptMarkup({ text, ranges }: Excerpt): Markup {
  const parts: Markup[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at) continue;
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return html`${parts}${text.slice(at)}`;
}

/** A family is left out where one of its children is named. */
function mostSpecific(topics: readonly TopicId[]): readonly TopicId[] {
  return topics.filter((topic) => !topics.some((other) => other.startsWith(`${topic}/`)));
}
