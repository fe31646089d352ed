import assert from "node:assert/strict";
import { test } from "node:test";
import { normalFrom, randomFrom, shuffledIndices } from "../../../frontend/figures/math/random.ts";

const draw = (source: () => number, count: number): number[] => Array.from({ length: count }, source);

test("a seed repeats its numbers and another gives others", () => {
  assert.deepEqual(draw(randomFrom(7), 5), draw(randomFrom(7), 5));
  assert.notDeepEqual(draw(randomFrom(7), 5), draw(randomFrom(8), 5));
});

test("uniform numbers fill [0, 1) evenly", () => {
  const bins = new Array<number>(10).fill(0);
  for (const value of draw(randomFrom(1), 20_000)) bins[Math.floor(value * 10)]! += 1;
  assert.ok(bins.every((count) => Math.abs(count - 2000) < 200), String(bins));
});

test("normal numbers have mean 0 and deviation 1", () => {
  const values = draw(normalFrom(randomFrom(3)), 20_000);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.04, `${mean} ${variance}`);
});

test("shuffling keeps every index once", () => {
  assert.deepEqual([...shuffledIndices(50, randomFrom(2))].sort((a, b) => a - b), draw((i => () => i++)(0), 50));
});
