import assert from "node:assert/strict";
import { test } from "node:test";
import { lstmShares, rnnShares } from "../../../frontend/figures/math/vanishing.ts";
import { close } from "./held.ts";

const silence = Array.from({ length: 31 }, () => 0);

test("without input, a tanh passes on u to the power of the distance", () => {
  close(rnnShares(silence, 0.8, "tanh")[0] as number, 0.8 ** 30);
  close(rnnShares(silence, -1.1, "tanh")[0] as number, 1.1 ** 30);
});

test("a saturated tanh lets the gradient vanish where a linear unit explodes", () => {
  const loud = silence.map(() => 2);
  assert.ok((rnnShares(loud, 1.2, "tanh")[0] as number) < 1e-6);
  close(rnnShares(loud, 1.2, "linear")[0] as number, 1.2 ** 30);
});

test("a ReLU that is off at the end has no gradient at all", () => {
  assert.deepEqual(new Set(rnnShares(silence.map(() => -1), 1, "relu")), new Set([0]));
});

test("an open forget gate keeps far more of the gradient", () => {
  const [shut, open] = [lstmShares(silence, 1)[0] as number, lstmShares(silence, 5)[0] as number];
  assert.ok(shut < 0.001);
  assert.ok(open > 0.75);
});
