import assert from "node:assert/strict";
import { test } from "node:test";
import { contour, gridOf } from "../../../frontend/figures/math/contours.ts";
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

test("a runner that flies off stays where it is lost, so that every number is finite", () => {
  const run = race(SURFACES.ravine, "sgd", 5, [-9, 1.6], 300);

  assert.ok(run.places.every(Number.isFinite));
  assert.ok((run.losses[300] as number) > 1e12);
});

test("a contour line of the bowl is the circle of that height", () => {
  const { loss } = SURFACES.bowl;
  const line = contour(gridOf(loss, [-6, 6], [-4, 4], 97, 65), 4.5);

  assert.ok(line.length > 200);
  for (let i = 0; i < line.length; i += 2) assert.ok(Math.abs(Math.hypot(line[i]!, line[i + 1]!) - 3) < 0.01);
});

test("a contour line through the pass of the saddle has both of its valleys", () => {
  const line = contour(gridOf(SURFACES.saddle.loss, [-4.5, 4.5], [-3, 3], 60, 40), 0.5);

  assert.ok(line.some((value, i) => i % 2 === 1 && value > 1.5));
  assert.ok(line.some((value, i) => i % 2 === 1 && value < -1.5));
  assert.ok(!line.some((value, i) => i % 2 === 1 && Math.abs(value) < 0.5));
});
