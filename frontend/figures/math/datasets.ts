// The six data sets of playground.tensorflow.org, by the formulas of its src/dataset.ts (Apache-2.0, Google Inc.):
// four to classify, with labels 1 and -1, and two to fit, with labels from -1 to 1. All lie within ±6.
import { type Random, normalFrom, shuffle } from "./random.ts";

export const DATA_SETS = ["circle", "xor", "gauss", "spiral", "reg-plane", "reg-gauss"] as const;
export type DataSet = (typeof DATA_SETS)[number];

/** Points with their labels. */
export interface Points {
  readonly x1: Float64Array;
  readonly x2: Float64Array;
  readonly labels: Float64Array;
}

/** What the network learns from, and what it is tested on. */
export interface Split {
  readonly train: Points;
  readonly test: Points;
}

type Place = (x1: number, x2: number, label: number) => void;
type Maker = (count: number, noise: number, random: Random, place: Place) => void;

const CLASSIFIED_POINTS = 500;
const FITTED_POINTS = 1200;
const SPAN = 6;
const HILLS: readonly (readonly [number, number, number])[] = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
];

/** Say whether the labels of a set are to be fitted and not only told apart. */
export function isRegression(set: DataSet): boolean {
  return set.startsWith("reg-");
}

/** Return how many points a set has: 500 to classify or 1200 to fit. */
export function pointCount(set: DataSet): number {
  return isRegression(set) ? FITTED_POINTS : CLASSIFIED_POINTS;
}

/** Make a set's points, shuffle them, and give a `share` (0 to 1) of them to training. `noise` is 0 to 0.5. */
export function makeData(set: DataSet, noise: number, share: number, random: Random): Split {
  const rows: [number, number, number][] = [];
  MAKERS[set](pointCount(set), noise, random, (...row) => rows.push(row));
  shuffle(rows, random);
  const split = Math.floor(rows.length * share);
  return { train: columns(rows.slice(0, split)), test: columns(rows.slice(split)) };
}

const MAKERS: Readonly<Record<DataSet, Maker>> = {
  circle: makeCircle,
  xor: makeXor,
  gauss: makeGauss,
  spiral: makeSpiral,
  "reg-plane": makePlane,
  "reg-gauss": makeHills,
};

/** Inside a radius of 2.5 the label is 1; a ring from 3.5 to 5 is -1. Noise moves a point before it is labeled. */
function makeCircle(count: number, noise: number, random: Random, place: Place): void {
  for (const [low, high] of [[0, 2.5], [3.5, 5]] as const) {
    for (let i = 0; i < count / 2; i++) {
      const [radius, angle] = [between(low, high, random), between(0, 2 * Math.PI, random)];
      const [x1, x2] = [radius * Math.sin(angle), radius * Math.cos(angle)];
      const moved = Math.hypot(x1 + between(-5, 5, random) * noise, x2 + between(-5, 5, random) * noise);
      place(x1, x2, moved < 2.5 ? 1 : -1);
    }
  }
}

/** The label is 1 where both coordinates have one sign; a gap of 0.3 keeps points off the axes. */
function makeXor(count: number, noise: number, random: Random, place: Place): void {
  const padded = (value: number): number => value + (value > 0 ? 0.3 : -0.3);
  for (let i = 0; i < count; i++) {
    const [x1, x2] = [padded(between(-5, 5, random)), padded(between(-5, 5, random))];
    const product = (x1 + between(-5, 5, random) * noise) * (x2 + between(-5, 5, random) * noise);
    place(x1, x2, product >= 0 ? 1 : -1);
  }
}

/** Two clouds around (2, 2) and (-2, -2), with a variance of 0.5 that noise raises to 4. */
function makeGauss(count: number, noise: number, random: Random, place: Place): void {
  const normal = normalFrom(random);
  const deviation = Math.sqrt(0.5 + 7 * noise);
  for (const label of [1, -1]) {
    for (let i = 0; i < count / 2; i++) place(2 * label + deviation * normal(), 2 * label + deviation * normal(), label);
  }
}

/** Two arms of 1.75 turns, half a turn apart. */
function makeSpiral(count: number, noise: number, random: Random, place: Place): void {
  for (const [turn, label] of [[0, 1], [Math.PI, -1]] as const) {
    for (let i = 0; i < count / 2; i++) {
      const part = i / (count / 2);
      const angle = 1.75 * part * 2 * Math.PI + turn;
      const x1 = 5 * part * Math.sin(angle) + between(-1, 1, random) * noise;
      const x2 = 5 * part * Math.cos(angle) + between(-1, 1, random) * noise;
      place(x1, x2, label);
    }
  }
}

/** (x1 + x2) / 10 */
function makePlane(count: number, noise: number, random: Random, place: Place): void {
  scatter(count, noise, random, place, (x1, x2) => (x1 + x2) / 10);
}

/** Six cones of radius 2 and height 1, up and down in turn; where two meet, the higher one counts. */
function makeHills(count: number, noise: number, random: Random, place: Place): void {
  scatter(count, noise, random, place, hillHeight);
}

function hillHeight(x1: number, x2: number): number {
  let height = 0;
  for (const [center1, center2, sign] of HILLS) {
    const one = sign * Math.max(0, 1 - Math.hypot(x1 - center1, x2 - center2) / 2);
    if (Math.abs(one) > Math.abs(height)) height = one;
  }
  return height;
}

function scatter(count: number, noise: number, random: Random, place: Place, label: (x1: number, x2: number) => number): void {
  for (let i = 0; i < count; i++) {
    const [x1, x2] = [between(-SPAN, SPAN, random), between(-SPAN, SPAN, random)];
    const moved = [x1 + between(-SPAN, SPAN, random) * noise, x2 + between(-SPAN, SPAN, random) * noise] as const;
    place(x1, x2, label(...moved));
  }
}

function between(low: number, high: number, random: Random): number {
  return low + (high - low) * random();
}

function columns(rows: readonly (readonly [number, number, number])[]): Points {
  const column = (index: 0 | 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[index]);
  return { x1: column(0), x2: column(1), labels: column(2) };
}
