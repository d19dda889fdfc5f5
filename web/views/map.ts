import { geoMercator, geoPath } from "d3-geo";
import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import { html, type Markup } from "../html.ts";
import type { Reader } from "../kit.ts";
import type { TrendSeries } from "../trends.ts";

const WIDTH = 480;
const HEIGHT = 400;

/** Steps of what is usual there: a rate, never a rank. */
const STEPS = [
  [0.5, "much-less"],
  [0.8, "less"],
  [1.25, "usual"],
  [2, "more"],
  [Number.POSITIVE_INFINITY, "much-more"],
] as const;

/** The step of a place's ratio; `unknown` is hatched. */
export function stepOf(ratio: number | null): string {
  if (ratio === null) return "unknown";
  return STEPS.find(([upTo]) => ratio < upTo)?.[1] ?? "much-more";
}

/** The communes, each shaded by its own rate against what is usual there, with its name printed. */
export function areaMap(reader: Reader, series: readonly TrendSeries[]): Markup {
  const features = reader.boundaries.flatMap(
    (boundary): Feature<MultiPolygon, { place: string; name: string }>[] =>
      series.some((one) => one.place === boundary.id)
        ? [
            {
              type: "Feature",
              properties: { place: boundary.id, name: boundary.name },
              geometry: boundary.geometry,
            },
          ]
        : [],
  );
  const collection: FeatureCollection<MultiPolygon, { place: string; name: string }> = {
    type: "FeatureCollection",
    features,
  };
  const projection = geoMercator().fitExtent(
    [
      [8, 8],
      [WIDTH - 8, HEIGHT - 8],
    ],
    collection,
  );
  const path = geoPath(projection).digits(1);
  const alternative = series
    .map((one) => `${reader.names.place(one.place)}: ${ratioText(reader, one)}`)
    .join("; ");
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${alternative}">
${features.map((feature) => {
  const one = series.find((candidate) => candidate.place === feature.properties.place);
  return html`<path class="commune step-${stepOf(one?.ratio ?? null)}"${one?.ratio == null ? html` fill="url(#hatch)"` : null} d="${path(feature)}"/>`;
})}
${features.map((feature) => {
  const [x, y] = path.centroid(feature);
  const one = series.find((candidate) => candidate.place === feature.properties.place);
  return html`<text class="map-name" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle">${feature.properties.name}</text><text class="map-rate" x="${x.toFixed(1)}" y="${(y + 16).toFixed(1)}" text-anchor="middle">${one === undefined ? "" : ratioText(reader, one)}</text>`;
})}</svg>`;
}

function ratioText(reader: Reader, one: TrendSeries): string {
  const { t } = reader;
  if (one.ratio !== null) return t.trends.times(reader.number(one.ratio));
  return one.standing === "low" ? t.floor.count(reader.number(reader.floor)) : t.trends.unknown;
}
