// Polynomials fitted by least squares: what capacity does to the error on the rows at hand and on new ones.
import { normalFrom, randomFrom } from "./random.ts";
import type { Rows } from "./minibatches.ts";

/** Return the curve behind the rows, the lesson's sin(3x). */
export function truth(x: number): number {
  return Math.sin(3 * x);
}

/**
 * Return `count` rows of the curve with normal noise. The same seed gives the same places and the same chances whatever
 * `count` and `noise` are, so that rows move when the noise changes, and come and go one by one.
 */
export function sample(count: number, noise: number, seed: number): Rows {
  const random = randomFrom(seed);
  const normal = normalFrom(random);
  const rows = { x: new Float64Array(count), y: new Float64Array(count) };
  for (let row = 0; row < count; row++) {
    const x = 2 * random() - 1;
    rows.x[row] = x;
    rows.y[row] = truth(x) + noise * normal();
  }
  return rows;
}

/**
 * Return the features of each x, row by row: the Legendre polynomials P0 … Pd, which span what 1, x, …, x^d span and are
 * easier to learn with, since they hardly resemble each other. (k + 1) P(k+1) = (2k + 1) x Pk - k P(k-1).
 */
export function legendre(x: Float64Array, degree: number): Float64Array {
  const features = new Float64Array(x.length * (degree + 1));
  x.forEach((value, row) => {
    let [before, now] = [0, 1];
    for (let k = 0; k <= degree; k++) {
      features[row * (degree + 1) + k] = now;
      [before, now] = [now, ((2 * k + 1) * value * now - k * before) / (k + 1)];
    }
  });
  return features;
}

/** Return features times weights, row by row. */
export function predict(features: Float64Array, weights: Float64Array): Float64Array {
  const predictions = new Float64Array(features.length / weights.length);
  for (let row = 0; row < predictions.length; row++) predictions[row] = predictRow(features, weights, row);
  return predictions;
}

/** Return the prediction of one row. */
export function predictRow(features: Float64Array, weights: Float64Array, row: number): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += (features[row * weights.length + k] as number) * (weights[k] as number);
  return sum;
}

/** Return the mean squared error of the predictions for `y`. */
export function errorOf(features: Float64Array, weights: Float64Array, y: Float64Array): number {
  return predict(features, weights).reduce((sum, value, row) => sum + (value - (y[row] as number)) ** 2, 0) / y.length;
}

/**
 * Return the weights of least squares (as `numpy.linalg.lstsq`) for as many rows as weights or more, by Householder's
 * reflections: each turns one column onto its axis, and the triangle that remains is solved from below.
 */
export function leastSquares(features: Float64Array, y: Float64Array): Float64Array {
  const [rows, columns] = [y.length, features.length / y.length];
  const a = features.slice();
  const b = y.slice();
  for (let column = 0; column < columns; column++) reflect(a, b, rows, columns, column);
  return solveTriangle(a, b, columns);
}

/** Reflect columns `column` and after, and `b`, so that nothing is left below the diagonal in this column. */
function reflect(a: Float64Array, b: Float64Array, rows: number, columns: number, column: number): void {
  const normal = new Float64Array(rows - column);
  for (let row = column; row < rows; row++) normal[row - column] = a[row * columns + column] as number;
  const length = Math.hypot(...normal);
  normal[0] = (normal[0] as number) + Math.sign(normal[0] as number || 1) * length;
  const squared = normal.reduce((sum, value) => sum + value * value, 0);
  if (squared === 0) return;
  for (let other = column; other < columns; other++) mirror(a, normal, squared, column * columns + other, columns);
  mirror(b, normal, squared, column, 1);
}

/** Reflect the vector that stands in `values` from `first` on, every `stride`-th number. */
function mirror(values: Float64Array, normal: Float64Array, squared: number, first: number, stride: number): void {
  let product = 0;
  normal.forEach((value, i) => (product += value * (values[first + i * stride] as number)));
  normal.forEach((value, i) => (values[first + i * stride]! -= (2 * product * value) / squared));
}

function solveTriangle(a: Float64Array, b: Float64Array, columns: number): Float64Array {
  const weights = new Float64Array(columns);
  for (let row = columns - 1; row >= 0; row--) {
    let left = b[row] as number;
    for (let k = row + 1; k < columns; k++) left -= (a[row * columns + k] as number) * (weights[k] as number);
    weights[row] = left / (a[row * columns + row] as number);
  }
  return weights;
}

/** The errors of one degree when it is fitted to the end, on the rows it was fitted to and on the validation rows. */
export interface Errors {
  readonly train: number;
  readonly validation: number;
}

/** Return the errors of the polynomials of degree 0 … `highest`. */
export function errorsByDegree(train: Rows, validation: Rows, highest: number): Errors[] {
  return Array.from({ length: highest + 1 }, (_, degree) => {
    const features = legendre(train.x, degree);
    const weights = leastSquares(features, train.y);
    return {
      train: errorOf(features, weights, train.y),
      validation: errorOf(legendre(validation.x, degree), weights, validation.y),
    };
  });
}
