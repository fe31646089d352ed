import assert from "node:assert/strict";
import { test } from "node:test";
import { numberText } from "../../../frontend/figures/math/numbers.ts";
import { powersOfTen, ticks } from "../../../frontend/figures/math/scales.ts";
import { reference } from "./held.ts";

test("ticks are those of the still pictures", () => {
  for (const { range, ticks: expected } of reference<{ range: [number, number, number]; ticks: number[] }[]>("scales")) {
    assert.deepEqual(ticks(...range), expected);
  }
});

test("powers of ten stay few", () => {
  assert.deepEqual(powersOfTen(0.01, 100), [0.01, 0.1, 1, 10, 100]);
  assert.ok(powersOfTen(1e-30, 1).length <= 6);
});

test("numbers are short", () => {
  assert.deepEqual([0, -0.001, -1.5, 1234567, 1e-9, Infinity, NaN].map((value) => numberText(value)), ["0", "−1.0e−3", "−1.5", "1.2e+6", "1.0e−9", "∞", "NaN"]);
});
