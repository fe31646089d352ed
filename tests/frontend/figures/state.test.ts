import assert from "node:assert/strict";
import { test } from "node:test";
import { defaults, fieldsOf, read, write } from "../../../frontend/figures/state.ts";

const fields = fieldsOf("activations")!;
const start = defaults(fields);

test("a state is read over the defaults", () => {
  assert.deepEqual(read(fields, "fn: tanh; x: 2", start), { ...start, fn: "tanh", x: 2 });
});

test("what does not fit is passed over, and what is out of range is brought in", () => {
  assert.deepEqual(read(fields, "fn:swish; y:1; x:1e9; derivative:maybe; __proto__:1; x:99", start), { ...start, x: 8 });
});

test("a number of things is whole, whatever an address says", () => {
  const known = fieldsOf("playground")!;
  const state = read(known, "layers: 3.6,1,0.2; batch: 7.5; seed: 2.00001", defaults(known));
  assert.deepEqual([state["layers"], state["batch"], state["seed"]], [[4, 1, 1], 8, 2]);
});

test("only what differs is written, and reads back", () => {
  const state = { ...start, x: -1.25, derivative: false };
  const written = write(fields, state, start);
  assert.equal(written, "x:-1.25;derivative:off");
  assert.deepEqual(read(fields, written, start), state);
});
