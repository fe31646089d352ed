// The activation functions and their slopes as Keras 3 defines them (keras.activations, with its default arguments).

/** A function of one number and its derivative. */
export interface Activation {
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

/** From where to where something holds. */
export type Interval = readonly [from: number, to: number];

/** The slope of the leaky ReLU below 0: Keras's `negative_slope=0.2`. */
const LEAK = 0.2;

/** σ(x) = 1 / (1 + e^-x), from exponentials of negative numbers only. */
export function sigmoid(x: number): number {
  const e = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), which does not overflow (the lesson "Logits"). */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** erf(x) = 2/√π e^(-x²) Σ 2^n x^(2n+1) / (2n+1)!!, a series of terms of one sign (Abramowitz and Stegun, 7.1.6). */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Φ(x), the share of a standard normal distribution below x. */
function normalShare(x: number): number {
  return (1 + erf(x / Math.SQRT2)) / 2;
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** The activations by the names that Keras has for them. At a corner the slope is the one that TensorFlow takes. */
export const ACTIVATIONS = {
  linear: { value: (x) => x, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * sigmoid(-x) },
  tanh: { value: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  leaky_relu: { value: (x) => (x > 0 ? x : LEAK * x), slope: (x) => (x > 0 ? 1 : LEAK) },
  elu: { value: (x) => (x > 0 ? x : Math.expm1(x)), slope: (x) => (x > 0 ? 1 : Math.exp(x)) },
  softplus: { value: softplus, slope: sigmoid },
  gelu: { value: (x) => x * normalShare(x), slope: (x) => normalShare(x) + x * normalDensity(x) },
} as const satisfies Record<string, Activation>;

/** One of the activations. */
export type ActivationName = keyof typeof ACTIVATIONS;

/** Where between two numbers the slope is smaller in size than `limit`: looked for at 1,000 places, then by halving. */
export function flatParts(slope: (x: number) => number, from: number, to: number, limit = 0.01): Interval[] {
  const isFlat = (x: number): boolean => Math.abs(slope(x)) < limit;
  const edges = [from, ...edgesOf(isFlat, from, to), to];
  return edges.slice(1).flatMap((end, index) => {
    const start = edges[index] as number;
    return isFlat((start + end) / 2) ? [[start, end] as const] : [];
  });
}

function edgesOf(holds: (x: number) => boolean, from: number, to: number): number[] {
  const width = (to - from) / 1000;
  const places = Array.from({ length: 1000 }, (_, index) => from + index * width);
  return places
    .filter((place) => holds(place) !== holds(place + width))
    .map((place) => edgeBetween(holds, place, place + width));
}

function edgeBetween(holds: (x: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    if (holds(middle) === holds(low)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
