import assert from "node:assert/strict";
import { test } from "node:test";
import { race } from "../../../frontend/figures/math/race.ts";
import { type Place, SURFACES, type SurfaceName } from "../../../frontend/figures/math/surfaces.ts";
import { OPTIMIZERS } from "../../../frontend/figures/math/update_rules.ts";
import { close, reference } from "./held.ts";

interface Reference {
  steps: number;
  rate: number;
  starts: Record<SurfaceName, Place>;
  runs: Record<SurfaceName, Record<string, { places: number[][]; losses: number[] }>>;
}
const keras = reference<Reference>("race");
const names = Object.keys(SURFACES) as SurfaceName[];

for (const name of names) {
  for (const optimizer of OPTIMIZERS) {
    test(`${optimizer} goes down the ${name} as Keras does`, () => {
      const run = race(SURFACES[name], optimizer, keras.rate, keras.starts[name], keras.steps);

      close(run.places, keras.runs[name][optimizer]!.places.flat());
      close(run.losses, keras.runs[name][optimizer]!.losses);
    });
  }

  test(`the ${name} is flat and 0 at its lowest places`, () => {
    for (const [x, y] of SURFACES[name].lowest) {
      close(SURFACES[name].loss(x, y), 0, 1e-9);
      assert.deepEqual(SURFACES[name].gradient(x, y).map(Math.abs), [0, 0]);
    }
  });
}

for (const name of names) {
  const { levels, loss, outlines } = SURFACES[name];

  test(`every level line of the ${name} goes where the loss is as high`, () => {
    for (const level of levels) {
      for (const [x, y] of outlines(level).flat()) close(loss(x, y), level);
    }
  });
}

test("the saddle has two valleys below its pass, and one line around both above it", () => {
  assert.deepEqual([0.9, 1.1].map((level) => SURFACES.saddle.outlines(level).length), [2, 1]);
});

test("a runner that flies off stays where it is lost, so that every number is finite", () => {
  const run = race(SURFACES.ravine, "sgd", 5, [-9, 1.6], 300);

  assert.ok(run.places.every(Number.isFinite));
  assert.ok((run.losses[300] as number) > 1e12);
});
