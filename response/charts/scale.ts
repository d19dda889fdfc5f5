/** Maps a value to a length, from zero up: charts of counts are never cut off below. */
export type Scale = (value: number) => number;

/** A scale from 0…top to bottom…up (screen coordinates, y grows downwards). */
export function upwards(top: number, area: { readonly top: number; readonly bottom: number }): Scale {
  return (value) => area.bottom - (Math.max(0, Math.min(value, top)) / top) * (area.bottom - area.top);
}

/** Round ticks from zero on, at most five, whose last is at or above the largest value. */
export function ticksFor(largest: number): readonly number[] {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? power * 10,
  );
  const whole = Number.isInteger(step) ? step : Math.ceil(step);
  const count = Math.max(1, Math.ceil(largest / whole));
  return Array.from({ length: count + 1 }, (_, at) => at * whole);
}
