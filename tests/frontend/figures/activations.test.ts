import assert from "node:assert/strict";
import { test } from "node:test";
import { ACTIVATIONS, erf, flatParts } from "../../../frontend/figures/math/activations.ts";
import type { ActivationName } from "../../../frontend/figures/math/activations.ts";
import { close, reference } from "./held.ts";

interface Curves {
  x: number[];
  curves: Record<ActivationName, { values: number[]; slopes: number[] }>;
  flat: { sigmoid: number; tanh: number };
}
const { x, curves, flat } = reference<Curves>("activations");

for (const name of Object.keys(curves) as ActivationName[]) {
  test(`${name} and its slope are Keras's`, () => {
    close(x.map(ACTIVATIONS[name].value), curves[name].values);
    close(x.map(ACTIVATIONS[name].slope), curves[name].slopes);
  });
}

test("every activation has its reference", () => {
  assert.deepEqual(Object.keys(ACTIVATIONS).sort(), Object.keys(curves).sort());
});

test("nothing overflows", () => {
  const values = Object.values(ACTIVATIONS).flatMap(({ value, slope }) => [-1000, 1000].flatMap((far) => [value(far), slope(far)]));

  assert.ok(values.every(Number.isFinite));
});

test("erf is odd and ends at 1", () => {
  close([erf(0.5), erf(-0.5), erf(2), erf(9)], [0.5204998778130465, -0.5204998778130465, 0.9953222650189527, 1]);
});

test("sigmoid and tanh are flat beyond the places where their slope is 0.01", () => {
  for (const name of ["sigmoid", "tanh"] as const) {
    const edge = flat[name];
    close(flatParts(ACTIVATIONS[name].slope, -6, 6).flat(), [-6, -edge, edge, 6]);
  }
});

test("ReLU is flat below 0 and the linear function nowhere", () => {
  close(flatParts(ACTIVATIONS.relu.slope, -6, 6).flat(), [-6, 0]);
  assert.deepEqual(flatParts(ACTIVATIONS.linear.slope, -6, 6), []);
});
