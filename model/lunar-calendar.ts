import type { Day } from "./ids.ts";

/**
 * The Vietnamese lunar calendar (rules of 1967: meridian of UTC+7), computed from the moments of new moon and the sun's
 * longitude (Meeus, Astronomical Algorithms, chapters 25 and 49). A month begins on the day of its new moon; month 11
 * holds the winter solstice; of thirteen months between two solstices the first without a principal term is the leap one.
 */

const RADIANS = Math.PI / 180;
const sine = (degrees: number): number => Math.sin(degrees * RADIANS);
/** Julian day of 1970-01-01 at noon. */
const EPOCH_JULIAN_DAY = 2_440_588;
const MERIDIAN_DAYS = 7 / 24;
const MEAN_MONTH_DAYS = 29.530588861;

/** Terrestrial minus universal time in days (Espenak and Meeus, polynomial of 2005 to 2050; within 20 s from 1960 on). */
function clockDifference(year: number): number {
  const t = year - 2000;
  return (62.92 + 0.32217 * t + 0.005589 * t * t) / 86_400;
}

/** Periodic terms of a new moon: coefficient, then multiples of the sun's and moon's anomalies and the latitude argument, power of E. */
const NEW_MOON_TERMS: readonly (readonly [number, number, number, number, number])[] = [
  [-0.4072, 0, 1, 0, 0],
  [0.17241, 1, 0, 0, 1],
  [0.01608, 0, 2, 0, 0],
  [0.01039, 0, 0, 2, 0],
  [0.00739, -1, 1, 0, 1],
  [-0.00514, 1, 1, 0, 1],
  [0.00208, 2, 0, 0, 2],
  [-0.00111, 0, 1, -2, 0],
  [-0.00057, 0, 1, 2, 0],
  [0.00056, 1, 2, 0, 1],
  [-0.00042, 0, 3, 0, 0],
  [0.00042, 1, 0, 2, 1],
  [0.00038, 1, 0, -2, 1],
  [-0.00024, -1, 2, 0, 1],
];

/** The Julian day, in universal time, of the new moon number `k` after that of January 2000. */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const mean = 2451550.09766 + MEAN_MONTH_DAYS * k + 0.00015437 * t * t;
  const e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t * t;
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t;
  const latitude = 160.7108 + 390.67050284 * k - 0.0016118 * t * t;
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t * t;
  let moment = mean - 0.00017 * sine(node) + 0.000325 * sine(299.77 + 0.107408 * k - 0.009173 * t * t);
  for (const [coefficient, ofSun, ofMoon, ofLatitude, power] of NEW_MOON_TERMS) {
    moment += coefficient * e ** power * sine(ofSun * sun + ofMoon * moon + ofLatitude * latitude);
  }
  return moment - clockDifference(2000 + t * 100);
}

/** The day (days since 1970 in Vietnam) of the new moon number `k`. */
function newMoonDay(k: number): number {
  return Math.floor(newMoon(k) + 0.5 + MERIDIAN_DAYS) - EPOCH_JULIAN_DAY;
}

/** The sun's apparent longitude in degrees at the first moment of a day in Vietnam. */
function sunLongitude(day: number): number {
  const universal = day + EPOCH_JULIAN_DAY - 0.5 - MERIDIAN_DAYS;
  const t = (universal + clockDifference(1970 + day / 365.25) - 2451545) / 36525;
  const mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
  const anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly);
  const longitude = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
  return ((longitude % 360) + 360) % 360;
}

/** The twelfth of the year that the sun stands in when a day begins: 0 from the spring equinox, 9 from the winter solstice. */
function termOf(day: number): number {
  return Math.floor(sunLongitude(day) / 30);
}

/** The number of the new moon that opens month 11 of a solar year. */
function monthEleven(year: number): number {
  const december = Date.UTC(year, 11, 31) / 86_400_000;
  let k = Math.round((december + EPOCH_JULIAN_DAY - 2451550.1) / MEAN_MONTH_DAYS) + 1;
  while (newMoonDay(k) > december) k -= 1;
  // The solstice lies in the month whose first day is still before it.
  while (sunLongitude(newMoonDay(k)) >= 270) k -= 1;
  return k;
}

/** The day on which a lunar month of the lunar year `year` begins (month 1 to 12; a leap month is none of its own). */
function monthStart(year: number, month: number): number {
  const from = month >= 11 ? monthEleven(year) : monthEleven(year - 1);
  const to = month >= 11 ? monthEleven(year + 1) : monthEleven(year);
  const steps = month >= 11 ? month - 11 : month + 1;
  let leap = Number.POSITIVE_INFINITY;
  if (to - from === 13) {
    leap = 1;
    while (termOf(newMoonDay(from + leap)) !== termOf(newMoonDay(from + leap + 1))) leap += 1;
  }
  return newMoonDay(from + steps + (steps >= leap ? 1 : 0));
}

/** The solar day of a day of the lunar calendar: month 1, day 1 of 2026 is 17 February 2026. */
export function lunarDay(year: number, month: number, day: number): Day {
  const days = monthStart(year, month) + day - 1;
  return new Date(days * 86_400_000).toISOString().slice(0, 10) as Day;
}
