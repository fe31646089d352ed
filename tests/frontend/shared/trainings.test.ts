import assert from "node:assert/strict";
import { test } from "node:test";
import { type Epoch, account, baseName, boundaries, bounds, columns, isReached, metricsOf, placed, short } from "../../../frontend/src/shared/trainings.ts";

function fit(losses: (number | null)[], more: Record<string, number> = {}): Epoch[] {
  return losses.map((loss, index) => ({ epoch: index + 1, epochs: losses.length, logs: { loss, ...more } }));
}

test("trainings stand one after the other with a gap between them", () => {
  const points = placed([...fit([3, 2]), ...fit([5, 4, 3])]);

  assert.deepEqual(points.map((one) => one.x), [1, 2, 3, 4, 5]);
  assert.deepEqual(points.map((one) => one.training), [1, 1, 2, 2, 2]);
  assert.deepEqual(boundaries(points), [2.5]);
  assert.deepEqual(columns(points, [], "loss").x, [1, 2, 2.5, 3, 4, 5]);
  assert.deepEqual(columns(points, [], "loss").training, [3, 2, null, 5, 4, 3]);
});

test("an epoch that was left out begins no training, and a training of one epoch each does", () => {
  const skipped = placed([{ epoch: 1, epochs: 9, logs: {} }, { epoch: 7, epochs: 9, logs: {} }]);
  const single = placed([...fit([1]), ...fit([1]), ...fit([1])]);

  assert.deepEqual(skipped.map((one) => [one.x, one.training]), [[1, 1], [7, 1]]);
  assert.deepEqual(single.map((one) => [one.x, one.training]), [[1, 1], [2, 2], [3, 3]]);
});

test("a metric and its validation are one choice, losses first", () => {
  const epochs = [{ epoch: 1, epochs: 1, logs: { accuracy: 1, out_loss: 1, loss: 1, val_accuracy: 1, val_loss: 1, learning_rate: 1 } }];

  assert.deepEqual(metricsOf(epochs), ["loss", "out_loss", "accuracy"]);
  assert.equal(baseName("val_loss"), "loss");
  assert.equal(baseName("value"), "value");
});

test("what is not finite is a gap, and so is what has no logarithm", () => {
  const points = placed(fit([2, null, Number.NaN, Number.POSITIVE_INFINITY, 0, 1]));

  assert.deepEqual(columns(points, [], "loss").training, [2, null, null, null, 0, 1]);
  assert.deepEqual(columns(points, [], "loss", true).training, [2, null, null, null, null, 1]);
});

test("an earlier training lies beside this one, each with its own places", () => {
  const found = columns(placed(fit([3])), placed([...fit([9]), ...fit([8])]), "loss");

  assert.deepEqual(found.x, [1, 1.5, 2]);
  assert.deepEqual(found.training, [3, undefined, undefined]);
  assert.deepEqual(found.bestTraining, [9, null, 8]);
  assert.deepEqual(found.validation, [null, undefined, undefined]);
});

test("the account is of the validation where there is one, and knows what better means", () => {
  const losses = placed([
    { epoch: 1, epochs: 3, logs: { loss: 9, val_loss: 3, accuracy: 0.1 } },
    { epoch: 2, epochs: 3, logs: { loss: 8, val_loss: 1, accuracy: 0.9 } },
    { epoch: 3, epochs: 3, logs: { loss: 7, val_loss: 2, accuracy: 0.5 } },
  ]);

  assert.deepEqual(account(losses, "loss"), { metric: "val_loss", first: 3, last: 2, best: 1, epoch: 2 });
  assert.equal(account(losses, "accuracy")?.best, 0.9);
  assert.equal(account(placed(fit([null])), "loss"), null);
});

test("a goal is held against the last training alone", () => {
  const points = placed([...fit([0.1]), ...fit([0.9, 0.5])]);

  assert.equal(isReached(points, { metric: "loss", at_most: 0.2 }), false);
  assert.equal(isReached(points, { metric: "loss", at_most: 0.5 }), true);
  assert.equal(isReached(points, { metric: "loss", at_least: 0.9 }), true);
  assert.equal(isReached(points, { metric: "val_loss", at_most: 1 }), null);
});

test("numbers are short", () => {
  assert.deepEqual([0.123456, 12345.6, 1e-7, null, Number.NaN].map(short), ["0.1235", "12350", "1e-7", "–", "–"]);
});

test("ten thousand epochs are placed and drawn within a frame or two", () => {
  const epochs = fit(Array.from({ length: 10_000 }, (_, index) => 1 / (index + 1)), { val_loss: 1 });
  const began = performance.now();

  columns(placed(epochs), placed(epochs), "loss");

  assert.ok(performance.now() - began < 150);
});

test("a logarithm's axis begins above 0, even where there is nothing to draw", () => {
  assert.deepEqual(bounds(null, null, null, true), [0.1, 1]);
  assert.deepEqual(bounds(5e-324, 5e-324, null, true), [1e-300, 1e-299]);
  assert.deepEqual(bounds(0.5, 0.5, null, true), [0.5, 5]);
  assert.deepEqual(bounds(0.1, 2, 0.01, true), [0.01, 2]);
});

test("an axis of one value has a height", () => {
  assert.deepEqual(bounds(3, 3, null, false), [3, 4]);
  assert.deepEqual(bounds(1, 2, 5, false), [1, 5]);
  assert.deepEqual(bounds(null, null, 5, false), [0, 1]);
});
