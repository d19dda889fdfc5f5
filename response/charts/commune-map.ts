import { type GeoPath, geoIdentity, geoPath } from "d3-geo";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { number } from "../format.ts";
import type { TableRows } from "./chart-table.ts";
import { type Drawing, element, hatching, idOf, LOOK, picture, text, widthOf, wrapped } from "./svg.ts";

/** A commune's outline: its code and name as the gazetteer has them. */
export type CommuneFeature = Feature<
  Polygon | MultiPolygon,
  { readonly code: string; readonly name: string }
>;
export type CommuneFeatures = FeatureCollection<
  Polygon | MultiPolygon,
  { readonly code: string; readonly name: string }
>;

/** What is known of a commune: voices against its own usual number; null where below the floor or not heard. */
export interface CommuneValue {
  /** Times the usual number; 1 is usual. */
  readonly ratio: number | null;
  /** Why there is no ratio, for the table ("dưới 5", "mất dữ liệu"). */
  readonly note?: string;
}

export interface CommuneMapOptions {
  /** The finding, in one sentence. */
  readonly title: string;
  /** Code of a commune -> its value. Outlines without a value are neighbours: drawn pale, named quietly. */
  readonly values: ReadonlyMap<string, CommuneValue>;
  readonly width?: number;
}

/** Five steps of the rate against a place's own usual number; our choice: half, usual, and each doubling above. */
const RATE_STEPS = [
  { below: 0.5, words: "dưới một nửa mức thường", fill: "#E9F1F0", ink: LOOK.ink },
  { below: 1.5, words: "như thường", fill: "#C2D9DC", ink: LOOK.ink },
  { below: 2.5, words: "1,5 đến 2,5 lần", fill: "#8DB8BF", ink: LOOK.ink },
  { below: 5, words: "2,5 đến 5 lần", fill: "#3A7B86", ink: "#FFFFFF" },
  { below: Number.POSITIVE_INFINITY, words: "từ 5 lần trở lên", fill: "#0A4652", ink: "#FFFFFF" },
] as const;

function stepOf(ratio: number): (typeof RATE_STEPS)[number] {
  return RATE_STEPS.find((step) => ratio < step.below) ?? RATE_STEPS[4];
}

const MARGIN = 6;

/** The communes coloured by their rate against their own usual number: never against each other's size. */
export function communeMap(features: CommuneFeatures, options: CommuneMapOptions): Drawing {
  const width = options.width ?? 560;
  const lines = wrapped(options.title, width, 16);
  const top = 14 + lines.length * 22;
  const studied = features.features.filter((feature) => options.values.has(feature.properties.code));
  const framed: CommuneFeatures = { ...features, features: studied.length > 0 ? studied : features.features };
  // Degrees east are shorter than degrees north at this latitude; over a few communes a flat picture is true enough.
  const middle = latitudeOf(framed);
  const flat = geoIdentity().reflectY(true);
  const plain = geoPath(flat).bounds(squeezed(framed, middle));
  const ratio = (plain[1][1] - plain[0][1]) / Math.max(1e-9, plain[1][0] - plain[0][0]);
  const height = Math.min(width * 0.95, Math.max(width * 0.45, (width - 2 * MARGIN) * ratio + 2 * MARGIN));
  const projection = geoIdentity()
    .reflectY(true)
    .fitExtent(
      [
        [MARGIN, top + MARGIN],
        [width - MARGIN, top + height - MARGIN],
      ],
      squeezed(framed, middle),
    );
  const path = geoPath(projection).digits(1);
  const hatch = idOf(JSON.stringify([options.title, [...options.values]]));
  const shapes = squeezed(features, middle).features;
  const clip = `${hatch}k`;
  return picture(
    { width, height: top + height + legendHeight(width) },
    { title: options.title, alternative: mapAlternative(features, options) },
    hatching(hatch),
    element("clipPath", { id: clip }, element("rect", { x: 0, y: top, width, height })),
    ...lines.map((line, at) => text(0, 16 + at * 22, line, { size: 16, fill: LOOK.ink, weight: 600 })),
    element(
      "g",
      { "clip-path": `url(#${clip})` },
      element("rect", { x: 0, y: top, width, height, fill: LOOK.paper }),
      ...shapes.map((feature) => outline(feature, path(feature) ?? "", options, hatch)),
      ...names(
        shapes,
        (feature) =>
          options.values.has(feature.properties.code) ? roomiest(feature, path) : path.centroid(feature),
        options,
        { width, top, height },
      ),
    ),
    mapLegend(top + height + 22, width, hatch, options),
  );
}

function latitudeOf(features: CommuneFeatures): number {
  const [low, high] = geoPath(geoIdentity()).bounds(features);
  return (low[1] + high[1]) / 2;
}

/** The same outlines with degrees east shortened to the length of degrees north. */
function squeezed(features: CommuneFeatures, latitude: number): CommuneFeatures {
  const factor = Math.cos((latitude * Math.PI) / 180);
  const ring = (points: number[][]) => points.map(([east = 0, north = 0]) => [east * factor, north]);
  const shape = (geometry: Polygon | MultiPolygon): Polygon | MultiPolygon =>
    geometry.type === "Polygon"
      ? { ...geometry, coordinates: geometry.coordinates.map(ring) }
      : { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(ring)) };
  return {
    ...features,
    features: features.features.map((feature) => ({ ...feature, geometry: shape(feature.geometry) })),
  };
}

function outline(feature: CommuneFeature, d: string, options: CommuneMapOptions, hatch: string): Drawing {
  const value = options.values.get(feature.properties.code);
  const fill =
    value === undefined ? "#FFFFFF" : value.ratio === null ? `url(#${hatch})` : stepOf(value.ratio).fill;
  return element("path", {
    d,
    fill,
    stroke: value === undefined ? LOOK.hairline : "#7B8794",
    "stroke-width": value === undefined ? 0.75 : 1,
    "stroke-linejoin": "round",
  });
}

/** The point of an outline with most room for two lines of text around it, on a coarse grid. */
function roomiest(feature: CommuneFeature, path: GeoPath): [number, number] {
  const [[left, top], [right, bottom]] = path.bounds(feature);
  const edge = projectedEdge(feature, path);
  let best: { point: [number, number]; room: number } = { point: path.centroid(feature), room: 0 };
  for (let row = 1; row < 24; row++) {
    for (let column = 1; column < 24; column++) {
      const x = left + ((right - left) * column) / 24;
      const y = top + ((bottom - top) * row) / 24;
      if (!contains(edge, x, y)) continue;
      // Words are wide and low, so room to the sides counts less than room above and below.
      const room = Math.min(...edge.map(([px, py]) => Math.hypot((px - x) / 1.8, py - y)));
      if (room > best.room) best = { point: [x, y], room };
    }
  }
  return best.point;
}

function projectedEdge(feature: CommuneFeature, path: GeoPath): readonly (readonly [number, number])[] {
  const rings = [...(path(feature) ?? "").split("M")].map((ring) =>
    [...ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const),
  );
  return rings.reduce((longest, ring) => (ring.length > longest.length ? ring : longest), []);
}

function contains(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (const [at, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(at + ring.length - 1) % ring.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Names of the communes studied, with their rate; neighbours quietly, where their middle is in the picture. */
function names(
  shapes: readonly CommuneFeature[],
  middleOf: (feature: CommuneFeature) => [number, number],
  options: CommuneMapOptions,
  frame: { readonly width: number; readonly top: number; readonly height: number },
): Drawing[] {
  return shapes.flatMap((feature) => {
    const [x, y] = middleOf(feature);
    const { code, name } = feature.properties;
    const value = options.values.get(code);
    const reach = widthOf(name, 12) / 2;
    const inside =
      x > reach && x < frame.width - reach && y > frame.top + 14 && y < frame.top + frame.height - 8;
    if (value === undefined) return inside ? [text(x, y, name, { size: 11, anchor: "middle" })] : [];
    const ink = value.ratio === null ? LOOK.ink : stepOf(value.ratio).ink;
    const second = value.ratio === null ? (value.note ?? "chưa rõ") : `${number(value.ratio)} lần`;
    const halo = value.ratio === null;
    return [
      text(x, y - 2, name, { size: 13, weight: 600, anchor: "middle", fill: ink, halo }),
      text(x, y + 14, second, { size: 12, anchor: "middle", fill: ink, halo }),
    ];
  });
}

const LEGEND_COLUMN = 190;

function legendHeight(width: number): number {
  const columns = Math.max(1, Math.floor(width / LEGEND_COLUMN));
  return 14 + Math.ceil((RATE_STEPS.length + 1) / columns) * 20 + 14;
}

function mapLegend(y: number, width: number, hatch: string, options: CommuneMapOptions): Drawing {
  const columns = Math.max(1, Math.floor(width / LEGEND_COLUMN));
  const unknown = [...options.values.values()].some((value) => value.ratio === null);
  const entries = [
    ...RATE_STEPS.map((step) => ({ fill: step.fill as string, words: step.words as string })),
    ...(unknown ? [{ fill: `url(#${hatch})`, words: "chưa rõ" }] : []),
  ];
  return entries
    .map(({ fill, words }, at) => {
      const x = (at % columns) * LEGEND_COLUMN;
      const baseline = y + Math.floor(at / columns) * 20;
      const sign = element("rect", {
        x: x + 0.5,
        y: baseline - 10,
        width: 16,
        height: 12,
        fill,
        stroke: "#7B8794",
        "stroke-width": 0.75,
      });
      return sign + text(x + 23, baseline, words, { size: 11 });
    })
    .join("");
}

function mapAlternative(features: CommuneFeatures, options: CommuneMapOptions): string {
  const rows = mapTable(features, options.values).rows;
  return `So với mức thường thấy của chính mỗi nơi: ${rows.map(([name, rate]) => `${name} ${rate}`).join("; ")}.`;
}

/** The figures of the map, in the order of the outlines' names. */
export function mapTable(features: CommuneFeatures, values: ReadonlyMap<string, CommuneValue>): TableRows {
  const rows = features.features
    .filter((feature) => values.has(feature.properties.code))
    .sort((a, b) => a.properties.name.localeCompare(b.properties.name, "vi"))
    .map(({ properties: { code, name } }) => {
      const value = values.get(code);
      const rate = value?.ratio == null ? (value?.note ?? "chưa rõ") : `${number(value.ratio)} lần`;
      return [name, rate, value?.ratio == null ? "" : stepOf(value.ratio).words];
    });
  return { headings: ["Địa bàn", "So với mức thường thấy", "Mức"], rows };
}
