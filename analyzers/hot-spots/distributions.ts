/**
 * The few distributions that detection needs. Counts are negative binomial with mean `mu` and variance `variance`
 * (> mu): size r = mu² / (variance - mu).
 */

/** Tails are clipped here, so that no score is infinite. */
const SMALLEST_TAIL = 1e-12;

/** Lanczos coefficients (g = 7, n = 9), good to about 1e-15. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const series = LANCZOS.reduce((sum, c, index) => (index === 0 ? c : sum + c / (shifted + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

/** P(X > count) + ½ P(X = count) of the negative binomial: the mid-p upper tail. */
export function negativeBinomialMidP(count: number, mu: number, variance: number): number {
  const size = (mu * mu) / (variance - mu);
  const success = size / (size + mu);
  const failure = 1 - success;
  const zero = success ** size;
  if (zero < 1e-280) return midPFarFromZero(count, mu, size);
  let mass = zero;
  let below = 0;
  for (let k = 0; k < count; k++) {
    if (k > mu && mass < SMALLEST_TAIL / 1e6) return 0;
    below += mass;
    mass *= ((k + size) / (k + 1)) * failure;
  }
  return 1 - below - mass / 2;
}

/** The same by summing away from `count`, where the mass at zero is too small for a double. */
function midPFarFromZero(count: number, mu: number, size: number): number {
  const failure = mu / (size + mu);
  const own = Math.exp(
    logGamma(count + size) -
      logGamma(size) -
      logGamma(count + 1) +
      size * Math.log(size / (size + mu)) +
      count * Math.log(failure),
  );
  let sum = 0;
  let mass = own;
  if (count >= mu) {
    for (let k = count; mass > 0 && mass > sum * 1e-16; k++) {
      mass *= ((k + size) / (k + 1)) * failure;
      sum += mass;
    }
    return sum + own / 2;
  }
  for (let k = count; k > 0 && mass > sum * 1e-16; k--) {
    mass *= k / ((k - 1 + size) * failure);
    sum += mass;
  }
  return 1 - sum - own / 2;
}

/** Above this mean counts are close enough to normal, and stepping through them would take long. */
const LARGE_MEAN = 100_000;

/** Cornish-Fisher with the skewness of the negative binomial. */
function largeCountQuantile(probability: number, mu: number, variance: number): number {
  const z = normalQuantile(probability);
  const spread = Math.sqrt(Math.max(variance, mu));
  const skewness = (2 * Math.max(variance / mu, 1) - 1) / spread;
  return Math.max(0, Math.ceil(mu + spread * (z + ((z * z - 1) * skewness) / 6) - 0.5));
}

/** The smallest count whose cumulative probability reaches `probability`; Poisson where variance does not exceed mu. */
export function countQuantile(probability: number, mu: number, variance: number): number {
  if (mu > LARGE_MEAN) return largeCountQuantile(probability, mu, variance);
  const poisson = variance <= mu;
  const size = poisson ? 0 : (mu * mu) / (variance - mu);
  const failure = poisson ? 0 : mu / (size + mu);
  let logMass = poisson ? -mu : size * Math.log1p(-failure);
  let cumulative = Math.exp(logMass);
  // A relative step of rounding must not push a quantile up that is met exactly.
  const target = probability * (1 - 64 * Number.EPSILON);
  let k = 0;
  while (cumulative < target) {
    logMass += poisson ? Math.log(mu / (k + 1)) : Math.log(((k + size) / (k + 1)) * failure);
    cumulative += Math.exp(logMass);
    k += 1;
    if (k > mu && Math.exp(logMass) < 1e-18) break;
  }
  return k;
}

const A = [-3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2];
const B = [-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1];
const C = [-7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734];
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, c) => value * x + c, 0);

/** Φ⁻¹(p) for 0 < p < 1 (Acklam's rational approximation, relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return ((horner(C, q) * q + 4.374664141464968) * q + 2.938163982698783) / (horner(D, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    (((horner(A, r) * r - 3.066479806614716e1) * r + 2.506628277459239) * q) /
    ((horner(B, r) * r - 1.328068155288572e1) * r + 1)
  );
}

/** Φ⁻¹(1 - u) of an upper tail, clipped so that it stays finite. */
export function tailToScore(upperTail: number): number {
  return -normalQuantile(Math.min(Math.max(upperTail, SMALLEST_TAIL), 1 - SMALLEST_TAIL));
}

/** P(Bin(trials, share) ≥ successes). */
export function binomialUpperTail(successes: number, trials: number, share: number): number {
  if (successes <= 0) return 1;
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  let tail = 0;
  for (let k = successes; k <= trials; k++) {
    tail += Math.exp(
      logGamma(trials + 1) -
        logGamma(k + 1) -
        logGamma(trials - k + 1) +
        k * Math.log(share) +
        (trials - k) * Math.log1p(-share),
    );
  }
  return Math.min(1, tail);
}

/** A seeded source of uniform numbers in [0, 1): the same seed gives the same numbers (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws counts of one negative binomial by inverting its tabulated cumulative distribution. */
export function countSampler(mu: number, variance: number): (uniform: number) => number {
  const size = (mu * mu) / (variance - mu);
  const failure = mu / (size + mu);
  const cumulative: number[] = [];
  // In logarithms, because the mass at zero of a busy cell is too small for a double.
  let logMass = size * Math.log1p(-failure);
  let sum = 0;
  for (let k = 0; sum < 1 - 1e-12 && k < 100 + 50 * mu; k++) {
    sum += Math.exp(logMass);
    cumulative.push(sum);
    logMass += Math.log(((k + size) / (k + 1)) * failure);
  }
  return (uniform) => {
    let k = 0;
    while (k < cumulative.length - 1 && (cumulative[k] ?? 1) <= uniform) k += 1;
    return k;
  };
}
