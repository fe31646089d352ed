import assert from "node:assert/strict";
import { test } from "node:test";
import { newMemory, OPTIMIZERS, RULES } from "../../../frontend/figures/math/update_rules.ts";
import { close, reference } from "./held.ts";

interface Reference {
  rate: number;
  start: number[];
  gradients: number[][];
  paths: Record<string, number[][]>;
}
const keras = reference<Reference>("update_rules");

for (const optimizer of OPTIMIZERS) {
  test(`${optimizer} steps as Keras does`, () => {
    const parameters = Float64Array.from(keras.start);
    const memory = newMemory(optimizer, parameters.length);

    const path = keras.gradients.map((gradient) => {
      RULES[optimizer](parameters, Float64Array.from(gradient), memory, { learningRate: keras.rate });
      return Array.from(parameters);
    });

    close(path.flat(), keras.paths[optimizer]!.flat());
    assert.equal(memory.steps, keras.gradients.length);
  });
}
