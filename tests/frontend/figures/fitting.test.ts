import assert from "node:assert/strict";
import { test } from "node:test";
import { earlyStop, type Stop, trainPolynomial } from "../../../frontend/figures/math/early_stopping.ts";
import { errorsByDegree, leastSquares, legendre, predict, sample } from "../../../frontend/figures/math/polynomials.ts";
import { close, reference } from "./held.ts";

interface Reference {
  train: [number[], number[]];
  validation: [number[], number[]];
  fits: Record<string, { weights: number[]; errors: [number, number] }>;
  polyfit: number[];
  orders: number[][];
  settings: { degree: number; epochs: number; batchSize: number; learningRate: number };
  training: { losses: [number, number][]; weights: number[] };
  stops: (Stop & { losses: number[]; patience: number })[];
}
const expected = reference<Reference>("fitting");
const rowsOf = ([x, y]: [number[], number[]]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });
const [train, validation] = [rowsOf(expected.train), rowsOf(expected.validation)];

test("weights and errors of every degree are those of NumPy's least squares", () => {
  const errors = errorsByDegree(train, validation, 12);

  for (const [degree, fit] of Object.entries(expected.fits)) {
    close(leastSquares(legendre(train.x, Number(degree)), train.y), fit.weights);
    close([errors[Number(degree)]!.train, errors[Number(degree)]!.validation], fit.errors);
  }
});

test("a fit on Legendre features is the polynomial that polyfit finds", () => {
  const weights = leastSquares(legendre(train.x, 4), train.y);

  close(predict(legendre(validation.x, 4), weights), expected.polyfit);
});

test("training goes as Keras trains, epoch by epoch", () => {
  const order = (epoch: number) => expected.orders[epoch] ?? [];

  const training = trainPolynomial(train, validation, { ...expected.settings, order });

  close(training.train, expected.training.losses.map(([loss]) => loss));
  close(training.validation, expected.training.losses.map(([, loss]) => loss));
  close(training.weights.at(-1)!, expected.training.weights);
});

for (const { losses, patience, ...stop } of expected.stops) {
  test(`a patience of ${patience} ends as Keras's EarlyStopping does`, () => {
    assert.deepEqual(earlyStop(losses, patience), stop);
  });
}

test("rows move with the noise and come one by one, and do not change otherwise", () => {
  const [calm, loud, more] = [sample(15, 0, 2), sample(15, 0.5, 2), sample(30, 0, 2)];

  assert.deepEqual(loud.x, calm.x);
  close(calm.y, calm.x.map((x) => Math.sin(3 * x)));
  assert.deepEqual(more.x.slice(0, 15), calm.x);
  assert.notDeepEqual(loud.y, calm.y);
});
