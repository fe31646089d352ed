import assert from "node:assert/strict";
import { test } from "node:test";
import { DATA_SETS, makeData } from "../../../frontend/figures/math/datasets.ts";
import type { DataSet, Points } from "../../../frontend/figures/math/datasets.ts";
import { FEATURES, featuresOf } from "../../../frontend/figures/math/features.ts";
import { forward, initialize, newNetwork } from "../../../frontend/figures/math/network.ts";
import { randomFrom } from "../../../frontend/figures/math/random.ts";
import { passOver } from "../../../frontend/figures/math/training.ts";
import { close, reference } from "./held.ts";

interface Reference {
  seed: number;
  noise: number;
  share: number;
  sizes: number[];
  points: Record<DataSet, { train: number[][]; test: number[][]; sizes: [number, number] }>;
  outputs: number[];
}
const server = reference<Reference>("datasets");

function rows({ x1, x2, labels }: Points, from: number, to?: number): number[] {
  return Array.from(x1, (value, index) => [value, x2[index]!, labels[index]!]).slice(from, to).flat();
}

for (const set of DATA_SETS) {
  test(`the points of ${set} are those of the still picture`, () => {
    const { train, test: held } = makeData(set, server.noise, server.share, randomFrom(server.seed));

    assert.deepEqual([train.x1.length, held.x1.length], server.points[set].sizes);
    close(rows(train, 0, 20), server.points[set].train.flat());
    close(rows(held, -20), server.points[set].test.flat());
  });

  test(`the points of ${set} lie where the playground shows them`, () => {
    const { train } = makeData(set, 0, 1, randomFrom(1));

    const farthest = Math.max(...train.x1.map(Math.abs), ...train.x2.map(Math.abs));

    assert.ok(farthest > 4 && farthest <= 6, `${farthest}`);
    assert.ok(train.labels.every((label) => Math.abs(label) <= (set === "reg-plane" ? 1.2 : 1)));
  });
}

test("an untrained network says what the still picture shows", () => {
  const { train } = makeData("circle", server.noise, server.share, randomFrom(server.seed));
  const network = newNetwork(server.sizes, "relu", "tanh");
  initialize(network, randomFrom(server.seed));
  const inputs = featuresOf(FEATURES, train.x1.subarray(0, 1), train.x2.subarray(0, 1));
  const pass = passOver(network, { inputs, targets: new Float64Array(1) });

  forward(network, pass, 1);

  close(pass.outputs.flatMap((layer) => Array.from(layer)), server.outputs);
});
