import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, countTraining, countWindows, inputs, prices, trainingRows, windowAt } from "../../../frontend/figures/math/windows.ts";
import { close, reference } from "./held.ts";

interface Case {
  series: number[][];
  timesteps: number;
  horizon: number;
  shape: [number, number, number];
  x: number[];
  y: number[];
}

test("windows and answers are those of Keras", () => {
  for (const { series, timesteps, horizon, shape, x, y } of reference<{ cases: Case[] }>("windows").cases) {
    const cut = inputs(series, timesteps, horizon);
    assert.deepEqual([cut.length, cut[0]?.length, cut[0]?.[0]?.length], shape);
    close(cut.flat(2), x);
    close(answers(series, timesteps, horizon), y);
  }
});

test("a series that is too short gives no sample", () => {
  assert.equal(countWindows(9, 4, 6), 0);
  assert.equal(countWindows(10, 4, 6), 1);
  assert.deepEqual(inputs([[1], [2]], 2, 1), []);
});

test("the answer lies as many rows beyond the window as the horizon says", () => {
  assert.deepEqual(windowAt(3, 4, 2), { first: 3, last: 6, answer: 8 });
});

test("a sample trains when its answer lies in the training part", () => {
  const training = trainingRows(20, 0.7);
  const samples = countWindows(20, 4, 2);
  const trained = countTraining(samples, training, 4, 2);
  assert.equal(training, 14);
  assert.equal(windowAt(trained - 1, 4, 2).answer, 13);
  assert.equal(samples - trained, 6);
});

test("with too few training rows no sample trains", () => {
  assert.equal(countTraining(3, 4, 6, 2), 0);
});

test("prices walk from 100 by the random numbers that they are given", () => {
  const numbers = [1, 0, -1, 0.5];
  const made = prices(2, () => numbers.shift() as number);
  assert.deepEqual(made, [[102.4, 69], [100.8, 62]]);
});
