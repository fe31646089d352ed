import assert from "node:assert/strict";
import { test } from "node:test";
import { BASE_RATES } from "../../../frontend/figures/math/base_rates.ts";
import { earlyStop, trainPolynomial } from "../../../frontend/figures/math/early_stopping.ts";
import { descend, noiseOf, noisyLine, orders } from "../../../frontend/figures/math/minibatches.ts";
import { errorsByDegree, sample } from "../../../frontend/figures/math/polynomials.ts";
import { race } from "../../../frontend/figures/math/race.ts";
import { SURFACES, type SurfaceName } from "../../../frontend/figures/math/surfaces.ts";
import { OPTIMIZERS } from "../../../frontend/figures/math/update_rules.ts";
import { close, reference } from "./held.ts";

type Pair = [number, number];
interface Reference {
  races: Record<SurfaceName, Record<string, Pair[]>>;
  outlines: Record<SurfaceName, Pair[]>;
  batches: Record<string, [updates: number, w: number, b: number, loss: number, noise: number][]>;
  fit: { losses: Pair; weights: number[]; errors: Pair[]; stop: Pair };
}
const still = reference<Reference>("descent_stills");

for (const [name, surface] of Object.entries(SURFACES)) {
  test(`the still picture of the ${name} has the same ways and level lines`, () => {
    OPTIMIZERS.forEach((optimizer, place) => {
      const { places } = race(surface, optimizer, BASE_RATES[name as SurfaceName][optimizer], surface.start, 40);
      const tenths = Array.from({ length: 5 }, (_, index) => Array.from(places.slice(20 * index, 20 * index + 2)));
      close(tenths.flat(), still.races[name as SurfaceName][place]!.flat());
    });
    close(surface.outlines(surface.levels[3]!)[0]!.flat(), still.outlines[name as SurfaceName].flat());
  });
}

test("the still picture of the batches has the same descents", () => {
  const rows = noisyLine(100, 7);

  for (const [updates, ...ending] of Object.values(still.batches).flatMap((ways) => ways.slice(0, 1))) {
    const trace = descend(rows, { batchSize: 1, learningRate: 0.08, start: [-1, 3.5], order: orders(100, true, 7) }, updates);
    close([...trace.places.slice(-2), trace.losses.at(-1)!, noiseOf(trace.losses, updates, 20)], ending);
  }
  assert.deepEqual(Object.values(still.batches).map((ways) => ways.map(([updates]) => updates)), [[43, 43, 43], [430, 64, 4]]);
});

test("the still picture of the fit has the same training, errors and stop", () => {
  const [train, validation] = [sample(15, 0.3, 1), sample(60, 0.3, 1001)];
  const settings = { degree: 9, epochs: 60, batchSize: 5, learningRate: 0.05, order: orders(15, true, 1) };

  const training = trainPolynomial(train, validation, settings);

  close([training.train[59]!, training.validation[59]!], still.fit.losses);
  close(training.weights[60]!, still.fit.weights);
  close(errorsByDegree(train, validation, 12).flatMap((one) => [one.train, one.validation]), still.fit.errors.flat());
  const { best, ended } = earlyStop(training.validation, 5);
  assert.deepEqual([best, ended], still.fit.stop);
});
