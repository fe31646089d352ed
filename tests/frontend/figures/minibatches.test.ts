import assert from "node:assert/strict";
import { test } from "node:test";
import { bestLine, descend, noisyLine, noiseOf, orders, updatesPerEpoch } from "../../../frontend/figures/math/minibatches.ts";
import { close, reference } from "./held.ts";

interface Reference {
  x: number[];
  y: number[];
  rate: number;
  start: [number, number];
  orders: number[][];
  shuffled: Record<string, number[][]>;
  fitted: Record<string, [number, number]>;
  best: [number, number];
  losses: number[];
  noise: number;
}
const expected = reference<Reference>("minibatches");
const rows = { x: Float64Array.from(expected.x), y: Float64Array.from(expected.y) };
const common = { learningRate: expected.rate, start: expected.start };

for (const size of [1, 10, 25]) {
  const updates = expected.orders.length * updatesPerEpoch(25, size);

  test(`batches of ${size} in a given order descend as NumPy says`, () => {
    const order = (epoch: number) => expected.orders[epoch] ?? [];

    const trace = descend(rows, { ...common, batchSize: size, order }, updates);

    const steps = expected.shuffled[size]!;
    close(trace.places, steps.flatMap(([w, b]) => [w!, b!]));
    close(trace.losses, steps.map((step) => step[2]!));
  });

  test(`batches of ${size} as stored end where Keras's fit ends`, () => {
    const trace = descend(rows, { ...common, batchSize: size, order: orders(25, false, 0) }, updates);

    close(trace.places.slice(-2), expected.fitted[size]!);
  });
}

test("the lowest place is the line of least squares", () => {
  close(bestLine(rows), expected.best);
});

test("the noise is the standard deviation of the last changes of the loss", () => {
  close(noiseOf(Float64Array.from(expected.losses), 30, 20), expected.noise);
});

test("a shuffled order has every row once, another order each epoch, and the same ones for the same seed", () => {
  const order = orders(100, true, 7);

  for (const epoch of [0, 1]) assert.deepEqual(Array.from(order(epoch)).sort((a, b) => a - b), Array.from({ length: 100 }, (_, i) => i));
  assert.notDeepEqual(order(0), order(1));
  assert.deepEqual(orders(100, true, 7)(1), order(1));
});

test("10,000 rows in batches of 1,000 are 10 updates, 100 in batches of 32 are 4", () => {
  assert.equal(updatesPerEpoch(10_000, 1_000), 10);
  assert.equal(updatesPerEpoch(100, 32), 4);
});

test("the figure's rows are stored in order, about the line 2x + 1", () => {
  const { x, y } = noisyLine(100, 3);
  const [w, b] = bestLine({ x, y });

  assert.deepEqual(x, x.slice().sort());
  assert.ok(Math.abs(w - 2) < 0.4 && Math.abs(b - 1) < 0.4);
});
