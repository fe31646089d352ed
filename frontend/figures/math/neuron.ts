// One neuron with two inputs and a step function: what it says, where its line runs, and how it learns.
// All formulas are those of the lesson "Perceptrons": z = w1 x1 + w2 x2 + b, and the neuron fires where z > 0.

/** One row of the data: two inputs and the right answer. */
export interface Row {
  readonly x1: number;
  readonly x2: number;
  readonly label: 0 | 1;
}

/** What a neuron with two inputs has learned. */
export interface Neuron {
  readonly w1: number;
  readonly w2: number;
  readonly b: number;
}

/** A place in the plane of the two inputs. */
export interface Place {
  readonly x1: number;
  readonly x2: number;
}

/** A part of that plane with upright sides: from where to where it reaches. */
export interface Box {
  readonly x1: readonly [low: number, high: number];
  readonly x2: readonly [low: number, high: number];
}

/** The sets of rows that the figure offers. */
export type DataName = "and" | "or" | "nand" | "xor" | "clouds";

/** One step of the perceptron learning rule: the row that was looked at, and what came of it. */
export interface Lesson {
  readonly row: number;
  readonly epoch: number;
  readonly before: Neuron;
  readonly sum: number;
  readonly prediction: 0 | 1;
  readonly error: -1 | 0 | 1;
  readonly change: Neuron;
  readonly after: Neuron;
}

const CLOUDS: readonly (readonly [number, number, 0 | 1])[] = [
  [-0.16, 0.21, 0], [1.22, 0.73, 1], [0.72, 0.7, 1], [-0.18, 0.09, 0],
  [1.01, 0.83, 1], [-0.07, -0.03, 0], [0.53, 0.55, 0], [0.67, 0.66, 1],
  [0.39, 1.12, 1], [0.89, 0.59, 1], [0.39, 0.02, 0], [0.62, 0.78, 1],
  [0.42, 0.25, 0], [0.19, 0.62, 0], [1.09, 1.13, 1], [0.03, 0.2, 0],
];

/** Sums this close to 0 are 0: steps of 0.1 leave rounding errors that must not decide anything. */
const ROUNDING = 1e-9;

/** The rows of a set, in the order in which they are learned. */
export function rowsOf(data: DataName): readonly Row[] {
  if (data === "clouds") return CLOUDS.map(([x1, x2, label]) => ({ x1, x2, label }));
  const corners: readonly (readonly [number, number])[] = [[0, 0], [0, 1], [1, 0], [1, 1]];
  return corners.map(([x1, x2]) => ({ x1, x2, label: gate(data, x1 + x2) }));
}

function gate(data: Exclude<DataName, "clouds">, ones: number): 0 | 1 {
  const answers = { and: ones === 2, or: ones > 0, nand: ones < 2, xor: ones === 1 };
  return answers[data] ? 1 : 0;
}

/** z = w1 x1 + w2 x2 + b. */
export function weightedSum(neuron: Neuron, place: Place): number {
  const sum = neuron.w1 * place.x1 + neuron.w2 * place.x2 + neuron.b;
  return Math.abs(sum) < ROUNDING ? 0 : sum;
}

/** step(z): 1 where the weighted sum is more than 0, else 0. */
export function output(neuron: Neuron, place: Place): 0 | 1 {
  return weightedSum(neuron, place) > 0 ? 1 : 0;
}

/** How many rows the neuron answers rightly. */
export function rightAnswers(neuron: Neuron, rows: readonly Row[]): number {
  return rows.filter((row) => output(neuron, row) === row.label).length;
}

/** Look at the row whose turn it is at this step (from 0): w += rate * error * x, b += rate * error. */
export function lesson(neuron: Neuron, rows: readonly Row[], step: number, rate: number): Lesson {
  const index = step % rows.length;
  const row = rows[index] as Row;
  const prediction = output(neuron, row);
  const error = (row.label - prediction) as Lesson["error"];
  const change = { w1: rate * error * row.x1, w2: rate * error * row.x2, b: rate * error };
  return {
    row: index,
    epoch: Math.floor(step / rows.length) + 1,
    before: neuron,
    sum: weightedSum(neuron, row),
    prediction,
    error,
    change,
    after: { w1: neuron.w1 + change.w1, w2: neuron.w2 + change.w2, b: neuron.b + change.b },
  };
}

/** The lessons of so many steps of the rule, from a first neuron. */
export function lessons(first: Neuron, rows: readonly Row[], steps: number, rate: number): Lesson[] {
  const taken: Lesson[] = [];
  let neuron = first;
  for (let step = 0; step < steps; step += 1) {
    const next = lesson(neuron, rows, step, rate);
    taken.push(next);
    neuron = next.after;
  }
  return taken;
}

/** Whether a whole epoch went by without an error, after which the rule changes nothing any more. */
export function hasConverged(taken: readonly Lesson[], rows: readonly Row[]): boolean {
  const end = taken.length - (taken.length % rows.length);
  return end > 0 && updates(taken.slice(end - rows.length, end)) === 0;
}

/** After how many steps the neuron and the row whose turn it is come back for ever, or null where they did not yet. */
export function stepsOfTheCircle(taken: readonly Lesson[], rows: readonly Row[]): number | null {
  const last = taken[taken.length - 1];
  if (!last || hasConverged(taken, rows)) return null;
  for (let back = rows.length; back < taken.length; back += rows.length) {
    const earlier = taken[taken.length - 1 - back] as Lesson;
    if (isSame(earlier.after, last.after)) return updates(taken.slice(-back)) > 0 ? back : null;
  }
  return null;
}

function isSame(one: Neuron, other: Neuron): boolean {
  return Math.max(Math.abs(one.w1 - other.w1), Math.abs(one.w2 - other.w2), Math.abs(one.b - other.b)) < ROUNDING;
}

/** How many answers were wrong in each epoch; the last one may have only begun. */
export function errorsByEpoch(taken: readonly Lesson[], rows: readonly Row[]): number[] {
  const epochs = Math.ceil(taken.length / rows.length);
  return Array.from({ length: epochs }, (_, epoch) => updates(taken.slice(epoch * rows.length, (epoch + 1) * rows.length)));
}

/** How many of the steps changed the weights. */
export function updates(taken: readonly Lesson[]): number {
  return taken.filter((step) => step.error !== 0).length;
}

/** The point of the boundary nearest to a place, or null where both weights are 0 and there is no line. */
export function nearestOnBoundary(neuron: Neuron, place: Place): Place | null {
  const square = neuron.w1 ** 2 + neuron.w2 ** 2;
  if (square === 0) return null;
  const share = weightedSum(neuron, place) / square;
  return { x1: place.x1 - share * neuron.w1, x2: place.x2 - share * neuron.w2 };
}

/** The same neuron with its boundary shifted to run through a place: only the bias changes. */
export function shiftedTo(neuron: Neuron, place: Place): Neuron {
  return { ...neuron, b: -(neuron.w1 * place.x1 + neuron.w2 * place.x2) };
}

/** The same neuron with its boundary moved by so much along each input. */
export function movedBy(neuron: Neuron, dx1: number, dx2: number): Neuron {
  return { ...neuron, b: neuron.b - (neuron.w1 * dx1 + neuron.w2 * dx2) };
}

/** The neuron whose weights have the same length and point from the pivot to a place; the pivot stays on the boundary. */
export function turnedToward(neuron: Neuron, pivot: Place, place: Place): Neuron {
  const [dx, dy] = [place.x1 - pivot.x1, place.x2 - pivot.x2];
  const distance = Math.hypot(dx, dy);
  if (distance === 0) return neuron;
  const length = Math.hypot(neuron.w1, neuron.w2) || 1;
  return shiftedTo({ w1: (length * dx) / distance, w2: (length * dy) / distance, b: 0 }, pivot);
}

/** The part of a box in which the neuron says 1, as a polygon (empty where it never does). */
export function sideOfOne(neuron: Neuron, box: Box): Place[] {
  return edgesOf(box).flatMap(([corner, next]) => {
    const crossing = crossingOf(neuron, corner, next);
    return [...(weightedSum(neuron, corner) > 0 ? [corner] : []), ...(crossing ? [crossing] : [])];
  });
}

/** The two ends of the boundary inside a box (none where it does not cross the box). */
export function boundaryEnds(neuron: Neuron, box: Box): Place[] {
  return edgesOf(box).flatMap(([corner, next]) => crossingOf(neuron, corner, next) ?? []);
}

function edgesOf(box: Box): [Place, Place][] {
  const [[left, right], [low, high]] = [box.x1, box.x2];
  const around = [[left, low], [right, low], [right, high], [left, high], [left, low]].map(([x1, x2]) => ({ x1, x2 }) as Place);
  return around.slice(1).map((next, index) => [around[index] as Place, next]);
}

function crossingOf(neuron: Neuron, from: Place, to: Place): Place | null {
  const [start, end] = [weightedSum(neuron, from), weightedSum(neuron, to)];
  if (start > 0 === end > 0) return null;
  const share = start / (start - end);
  return { x1: from.x1 + share * (to.x1 - from.x1), x2: from.x2 + share * (to.x2 - from.x2) };
}
