// Mini-batch descent of a line y = wx + b: which rows each update sees, and what becomes of the loss of all rows.
import { normalFrom, randomFrom, shuffledIndices } from "./random.ts";

/** Inputs and outputs, row by row. */
export interface Rows {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** w and b, one pair after another, and the loss of all rows: before the first update and after each. */
export interface Trace {
  readonly places: Float64Array;
  readonly losses: Float64Array;
}

/** How a descent goes: rows in a batch, learning rate, where it starts, and whether each epoch shuffles. */
export interface Descent {
  readonly batchSize: number;
  readonly learningRate: number;
  readonly start: readonly [number, number];
  /** The order of the rows in an epoch, counted from 0. */
  readonly order: (epoch: number) => ArrayLike<number>;
}

/** Return `count` rows about the lesson's line y = 2x + 1 with noise of 1, stored from the smallest x to the largest. */
export function noisyLine(count: number, seed: number): Rows {
  const normal = normalFrom(randomFrom(seed));
  const x = Float64Array.from({ length: count }, () => 0.6 + normal()).sort();
  return { x, y: x.map((value) => 2 * value + 1 + normal()) };
}

/** Return the orders of a descent: as stored, or shuffled anew for each epoch, always the same for the same seed. */
export function orders(count: number, shuffle: boolean, seed: number): (epoch: number) => Uint32Array {
  const random = randomFrom(seed);
  const stored = Uint32Array.from({ length: count }, (_, index) => index);
  const made: Uint32Array[] = [];
  return (epoch) => {
    while (made.length <= epoch) made.push(shuffle ? shuffledIndices(count, random) : stored);
    return made[epoch] as Uint32Array;
  };
}

/** Return how many updates an epoch has: the last batch may be smaller. */
export function updatesPerEpoch(count: number, batchSize: number): number {
  return Math.ceil(count / batchSize);
}

/** Return the mean squared error of all rows. */
export function meanSquaredError({ x, y }: Rows, w: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (w * (x[i] as number) + b - (y[i] as number)) ** 2;
  return sum / x.length;
}

/** Return the gradient of the mean squared error of the rows `order[from]` … `order[to - 1]`, as the lesson derives it. */
function gradientOf({ x, y }: Rows, order: ArrayLike<number>, from: number, to: number, w: number, b: number): [number, number] {
  let [dw, db] = [0, 0];
  for (let place = from; place < to; place++) {
    const row = order[place] as number;
    const error = w * (x[row] as number) + b - (y[row] as number);
    dw += 2 * error * (x[row] as number);
    db += 2 * error;
  }
  return [dw / (to - from), db / (to - from)];
}

/** Take `updates` steps of plain gradient descent, each on the next batch of the epoch's order. */
export function descend(rows: Rows, { batchSize, learningRate, start, order }: Descent, updates: number): Trace {
  const trace = { places: new Float64Array(2 * updates + 2), losses: new Float64Array(updates + 1) };
  const perEpoch = updatesPerEpoch(rows.x.length, batchSize);
  let [w, b] = start;
  for (let update = 0; update <= updates; update++) {
    trace.places.set([w, b], 2 * update);
    trace.losses[update] = meanSquaredError(rows, w, b);
    const from = (update % perEpoch) * batchSize;
    const to = Math.min(from + batchSize, rows.x.length);
    const [dw, db] = gradientOf(rows, order(Math.floor(update / perEpoch)), from, to, w, b);
    [w, b] = [w - learningRate * dw, b - learningRate * db];
  }
  return trace;
}

/** Return the line of least squares, w and b: the lowest place. */
export function bestLine({ x, y }: Rows): [number, number] {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [together, alone] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    together += ((x[i] as number) - meanX) * ((y[i] as number) - meanY);
    alone += ((x[i] as number) - meanX) ** 2;
  }
  return [together / alone, meanY - (together / alone) * meanX];
}

/** Return the standard deviation of the `last` changes of the loss up to the update `at`: its noise. 0 before any. */
export function noiseOf(losses: Float64Array, at: number, last: number): number {
  if (at === 0) return 0;
  const from = Math.max(0, at - last);
  const changes = losses.slice(from + 1, at + 1).map((loss, index) => loss - (losses[from + index] as number));
  const middle = mean(changes);
  return Math.sqrt(mean(changes.map((change) => (change - middle) ** 2)));
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
