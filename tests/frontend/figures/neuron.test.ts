import assert from "node:assert/strict";
import { test } from "node:test";
import * as neuron from "../../../frontend/figures/math/neuron.ts";
import { close, reference } from "./held.ts";

interface Path {
  data: neuron.DataName;
  rate: number;
  start: [number, number, number];
  path: number[][];
}
interface Reference {
  labels: Record<neuron.DataName, number[]>;
  paths: Path[];
  clouds: [number, number, number][];
}
const { labels, paths, clouds } = reference<Reference>("neuron");
const zero = { w1: 0, w2: 0, b: 0 };
const square = { x1: [-0.5, 1.5], x2: [-0.5, 1.5] } as const;
const and = { w1: 1, w2: 1, b: -1.5 };

test("the gates have their labels", () => {
  for (const [data, wanted] of Object.entries(labels)) {
    const found = neuron.rowsOf(data as neuron.DataName).map((row) => row.label);
    assert.deepEqual(found, wanted);
  }
});

test("the clouds are those of the still picture", () => {
  assert.deepEqual(neuron.rowsOf("clouds").map(({ x1, x2, label }) => [x1, x2, label]), clouds);
});

test("the rule takes the same path as NumPy", () => {
  for (const { data, rate, start, path } of paths) {
    const [w1, w2, b] = start;
    const taken = neuron.lessons({ w1, w2, b }, neuron.rowsOf(data), path.length, rate);
    close(taken.flatMap(({ after }) => [after.w1, after.w2, after.b]), path.flat());
  }
});

test("the lesson's first epoch of OR has one error, in the second row", () => {
  const taken = neuron.lessons(zero, neuron.rowsOf("or"), 4, 0.5);

  assert.deepEqual(taken.map((step) => step.error), [0, 1, 0, 0]);
  assert.deepEqual(taken[3]?.after, { w1: 0, w2: 0.5, b: 0.5 });
});

test("OR is learned when its fourth epoch has ended", () => {
  const rows = neuron.rowsOf("or");
  const learned = [15, 16, 17].map((steps) => neuron.hasConverged(neuron.lessons(zero, rows, steps, 0.5), rows));

  assert.deepEqual(learned, [false, true, true]);
});

test("gates and clouds are learned, and XOR is not in 4,000 steps", () => {
  const learned = (["and", "or", "nand", "clouds", "xor"] as const).map((data) => {
    const rows = neuron.rowsOf(data);
    return neuron.hasConverged(neuron.lessons(zero, rows, 4000, 0.1), rows);
  });

  assert.deepEqual(learned, [true, true, true, true, false]);
});

test("on XOR the rule comes back to where it was, on OR it does not", () => {
  const circles = (["xor", "or"] as const).map((data) => {
    const rows = neuron.rowsOf(data);
    return neuron.stepsOfTheCircle(neuron.lessons(zero, rows, 60, 0.1), rows);
  });

  assert.deepEqual(circles, [4, null]);
});

test("errors are counted by epoch", () => {
  const rows = neuron.rowsOf("or");

  assert.deepEqual(neuron.errorsByEpoch(neuron.lessons(zero, rows, 14, 0.5), rows), [1, 2, 1, 0]);
});

test("a rounding error of tenths decides nothing", () => {
  const sum = neuron.weightedSum({ w1: 0.1, w2: 0.2, b: -0.30000000000000004 + 1e-12 }, { x1: 1, x2: 1 });

  assert.equal(sum, 0);
});

test("a shifted boundary runs through its place and keeps its weights", () => {
  const shifted = neuron.shiftedTo(and, { x1: 0.2, x2: 0.4 });

  close([shifted.w1, shifted.w2, shifted.b], [1, 1, -0.6]);
});

test("a turned boundary keeps its pivot and the length of its weights", () => {
  const turned = neuron.turnedToward(and, { x1: 0.75, x2: 0.75 }, { x1: 0.75, x2: 3 });

  close([turned.w1, turned.w2, turned.b], [0, Math.SQRT2, -0.75 * Math.SQRT2]);
});

test("the nearest place of the boundary, and none where both weights are 0", () => {
  const nearest = neuron.nearestOnBoundary(and, { x1: 0, x2: 0 });

  close([nearest?.x1 ?? NaN, nearest?.x2 ?? NaN], [0.75, 0.75]);
  assert.equal(neuron.nearestOnBoundary(zero, { x1: 0, x2: 0 }), null);
});

test("the side of 1 is the triangle beyond the line, all of the square, or nothing", () => {
  const sides = [and, { ...zero, b: 1 }, zero].map((each) => neuron.sideOfOne(each, square).length);

  assert.deepEqual(sides, [3, 4, 0]);
});

test("the ends of the boundary lie on it and on the square's edge", () => {
  const ends = neuron.boundaryEnds(and, square);

  close(ends.map((end) => neuron.weightedSum(and, end)), [0, 0]);
  assert.ok(ends.every((end) => Math.max(end.x1, end.x2) === 1.5));
});

test("a moved boundary has moved all of its places", () => {
  const moved = neuron.movedBy(and, 0.1, -0.4);

  close(neuron.weightedSum(moved, { x1: 0.75 + 0.1, x2: 0.75 - 0.4 }), 0);
});
