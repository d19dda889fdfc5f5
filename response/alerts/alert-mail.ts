import type { Level } from "../../model/hot-spot.ts";
import { type Html, html } from "../mail/html.ts";
import {
  bottomSpace,
  button,
  COLOURS,
  headline,
  layout,
  lines,
  link,
  paragraph,
  quiet,
  row,
  section,
} from "../mail/layout.ts";
import type { MailWords } from "../mail/words.ts";
import type { AlertView } from "./alert-view.ts";

/** The chart's Content-ID within its mail. */
export const CHART_CID = "bieu-do@langnghe";

/** Each level by colour and by shape, since colour alone is not read by all. */
const MARKS: Readonly<Record<Level, { readonly shape: string; readonly colour: string }>> = {
  watch: { shape: "○", colour: COLOURS.watch },
  alert: { shape: "▲", colour: COLOURS.alert },
  high: { shape: "◆", colour: COLOURS.high },
};

/** The alert as HTML: the finding first, then the chart, then why, why not, and what to do. */
export function renderAlertHtml(view: AlertView, level: Level, words: MailWords): string {
  const say = words.alert;
  return layout({
    language: words.language,
    title: view.subject,
    preview: view.sentence,
    masthead: view.masthead,
    body: [
      row(tag(view, level), { top: 24 }),
      row(headline(view.sentence)),
      row(
        view.facts.map((fact) => quiet(fact)),
        { top: 12 },
      ),
      view.chart === null
        ? row(table(view, words), { top: 8 })
        : row(picture(view.chart.alternative), { top: 8 }),
      section(say.whyTold, lines(view.whyTold, "✓")),
      section(say.whyWrong, doubts(view, words)),
      ...(view.sensitive
        ? [section(say.phrases, paragraph(say.sensitive))]
        : [
            section(say.phrases, phrases(view.phrases, words)),
            section(say.institutions, institutions(view, words)),
          ]),
      section(say.actions, actions(view, words)),
      ...buttons(view, words),
      bottomSpace,
    ],
    footer: [view.receivedBy, say.promise],
  });
}

/** One thing stands out: to take it on where nobody did, else to open it. */
function buttons(view: AlertView, words: MailWords): readonly Html[] {
  const { open, acknowledge, acknowledgeNote } = words.alert;
  if (view.acknowledgeUrl === null) return [row(button(open, view.pageUrl), { top: 12 })];
  return [
    row(button(acknowledge, view.acknowledgeUrl), { top: 12 }),
    row(quiet(acknowledgeNote), { top: 8 }),
    row(paragraph(link(open, view.pageUrl)), { top: 4 }),
  ];
}

function tag(view: AlertView, level: Level): Html {
  const { shape, colour } = MARKS[level];
  return html`<p style="margin:0 0 8px;font-size:14px;line-height:21px"><strong style="color:${colour}">${shape} ${view.tag}</strong><br><span style="color:${COLOURS.quiet}">${view.kind}</span></p>`;
}

function picture(alternative: string): Html {
  return html`<img src="cid:${CHART_CID}" width="584" alt="${alternative}" style="display:block;width:100%;max-width:584px;height:auto;border:0">`;
}

function table(view: AlertView, words: MailWords): Html {
  const cell = `padding:6px 0;border-bottom:1px solid ${COLOURS.hairline};font-size:14px;line-height:20px`;
  const head = (label: string, align: string): Html =>
    html`<th align="${align}" style="${cell};font-weight:600;color:${COLOURS.quiet}">${label}</th>`;
  const rows = view.days.map(
    (day) =>
      html`<tr><td style="${cell}">${day.day}</td><td align="right" style="${cell}">${day.observed}</td><td align="right" style="${cell}">${day.expected}</td></tr>`,
  );
  return html`${quiet(words.alert.lastDays)}<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"><tr>${head(words.alert.tableDay, "left")}${head(words.alert.tableObserved, "right")}${head(words.alert.tableExpected, "right")}</tr>${rows}</table>`;
}

function doubts(view: AlertView, words: MailWords): Html {
  if (view.whyWrong.length === 0) return paragraph(words.alert.nothingDoubtful);
  const items = view.doubtsInVietnamese
    ? view.whyWrong.map((doubt) => html`<span lang="vi">${doubt}</span>`)
    : view.whyWrong;
  return lines(items, "?", COLOURS.watch);
}

function phrases(list: readonly string[], words: MailWords): Html {
  if (list.length === 0) return paragraph(words.alert.noPhrases);
  return paragraph(html`${list.map((phrase, index) => html`${index === 0 ? "" : " · "}“${phrase}”`)}`);
}

function institutions(view: AlertView, words: MailWords): Html {
  if (view.institutions.length === 0) return paragraph(words.alert.noInstitutions);
  const items = view.institutions.map(
    ({ title, url, source }) =>
      html`${link(title, url)} <span style="color:${COLOURS.quiet}">· ${source}</span>`,
  );
  return lines(items, "–", COLOURS.quiet);
}

function actions(view: AlertView, words: MailWords): Html {
  const items = words.alert.actionList.map(({ name, meaning }) => html`<strong>${name}</strong>: ${meaning}`);
  const unit = view.suggestedUnit === null ? null : paragraph(words.alert.suggestedUnit(view.suggestedUnit));
  return html`${lines(items, "›")}${unit}`;
}

/** The same alert as text, for readers of text and for the archive. */
export function renderAlertText(view: AlertView, words: MailWords): string {
  const say = words.alert;
  const part = (title: string, items: readonly string[], mark: string): string =>
    [title.toUpperCase(), ...items.map((item) => `${mark} ${item}`)].join("\n");
  const articles = view.institutions.map(
    ({ title, url, source }) => `${title} (${source})${url === null ? "" : `\n  ${url}`}`,
  );
  const unit = view.suggestedUnit === null ? [] : [say.suggestedUnit(view.suggestedUnit)];
  return `${[
    `${view.masthead}\n${view.tag}\n${view.kind}`,
    view.sentence,
    view.facts.join("\n"),
    `${say.lastDays}\n${view.days.map((day) => `${day.day}  ${day.observed}  (${say.tableExpected.toLowerCase()} ${day.expected})`).join("\n")}`,
    part(say.whyTold, view.whyTold, "+"),
    part(say.whyWrong, view.whyWrong.length === 0 ? [say.nothingDoubtful] : view.whyWrong, "?"),
    ...(view.sensitive
      ? [part(say.phrases, [say.sensitive], "-")]
      : [
          part(say.phrases, view.phrases.length === 0 ? [say.noPhrases] : view.phrases, "-"),
          part(say.institutions, articles.length === 0 ? [say.noInstitutions] : articles, "-"),
        ]),
    part(say.actions, [...say.actionList.map(({ name, meaning }) => `${name}: ${meaning}`), ...unit], "-"),
    ...(view.acknowledgeUrl === null
      ? []
      : [`${say.acknowledge}:\n${view.acknowledgeUrl}\n${say.acknowledgeNote}`]),
    `${say.open}:\n${view.pageUrl}`,
    `--\n${view.receivedBy}\n${say.promise}`,
  ].join("\n\n")}\n`;
}
