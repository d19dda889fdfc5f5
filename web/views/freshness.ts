import type { FreshnessLine, SourceReading } from "../freshness.ts";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";

/** From publication until it can be found, by class of sources, beside the goal. */
export function freshnessSection(reader: Reader, lines: readonly FreshnessLine[]): Markup {
  const { t } = reader;
  const body =
    lines.length === 0
      ? html`<p class="quiet">${t.freshness.none}</p>`
      : html`<dl class="fresh">${lines.map((line) => lineOf(reader, line))}</dl><p class="small quiet">${t.freshness.note}</p>`;
  return html`<section><h2>${t.freshness.title}</h2>${body}</section>`;
}

function lineOf(reader: Reader, { class: name, minutes, goal }: FreshnessLine): Markup {
  const { t } = reader;
  const isLate = goal !== null && minutes.p95 > goal;
  const said = t.freshness.line(duration(reader, minutes.p50), duration(reader, minutes.p95));
  const told =
    goal === null ? null : html` <span class="small quiet">(${t.freshness.goal(reader.number(goal))})</span>`;
  return html`<dt>${t.freshness.classes[name]}</dt><dd>${said}${told}${isLate ? html` <b class="state-bad">${t.freshness.late}</b>` : null}</dd>`;
}

/** One line under a source: how soon, and by which ways its pages were read. */
export function readingLine(reader: Reader, { p95, extractors }: SourceReading): Markup | null {
  const { t } = reader;
  const names: Readonly<Record<string, string>> = t.freshness.extractors;
  const shares = extractors
    .map(({ name, share }) => `${names[name] ?? name} ${Math.round(share * 100)}%`)
    .join(", ");
  const parts = [
    p95 === null ? null : t.freshness.source(duration(reader, p95)),
    shares === "" ? null : t.freshness.reading(shares),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : html`<p class="small quiet">${parts.join(" · ")}</p>`;
}

/** Minutes up to two hours, then hours. */
function duration({ t, number }: Reader, minutes: number): string {
  if (minutes < 1.5) return t.freshness.underMinute;
  return minutes < 120
    ? t.freshness.minutes(number(Math.round(minutes)))
    : t.freshness.hours(number(Math.round(minutes / 60)));
}
