import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addPenaltySlope,
  backward,
  forward,
  initialize,
  meanSquaredError,
  newNetwork,
  parameterCounts,
  zerosLike,
} from "../../../frontend/figures/math/network.ts";
import type { Activation, Network, Regularizer } from "../../../frontend/figures/math/network.ts";
import { shuffle } from "../../../frontend/figures/math/random.ts";
import { lossOver, newTrainer, passOver, trainEpoch } from "../../../frontend/figures/math/training.ts";
import type { Examples } from "../../../frontend/figures/math/training.ts";
import type { Optimizer } from "../../../frontend/figures/math/update_rules.ts";
import { close, reference } from "./held.ts";

interface Case {
  sizes: number[];
  hidden: Activation;
  regularizer: Regularizer;
  parameters: number[];
  inputs: number[];
  targets: number[];
}
interface Reference {
  batch: number;
  epochs: number;
  rate: number;
  learningRate: number;
  gradients: (Case & { outputs: number[]; loss: number; gradient: number[] })[];
  trained: (Case & { optimizer: Optimizer; losses: number[] })[];
}
const keras = reference<Reference>("network");

function networkOf(given: Case): Network {
  const network = newNetwork(given.sizes, given.hidden, "tanh");
  network.parameters.set(given.parameters);
  return network;
}

function examplesOf(given: Case): Examples {
  return { inputs: Float64Array.from(given.inputs), targets: Float64Array.from(given.targets) };
}

for (const given of keras.gradients) {
  test(`outputs, loss and gradient of ${given.sizes} ${given.hidden} ${given.regularizer} are Keras's`, () => {
    const [network, examples] = [networkOf(given), examplesOf(given)];
    const [gradient, count] = [zerosLike(network), given.targets.length];
    const pass = passOver(network, examples);

    forward(network, pass, count);
    backward(network, pass, examples.targets, count, gradient);
    addPenaltySlope(network, gradient, given.regularizer, keras.rate);

    close(pass.outputs.at(-1)!, given.outputs);
    close(meanSquaredError(pass, examples.targets, count), given.loss);
    close(gradient.parameters, given.gradient);
  });
}

for (const given of keras.trained) {
  test(`losses under ${given.optimizer} with ${given.regularizer} are those of Keras's fit`, () => {
    const [network, examples] = [networkOf(given), examplesOf(given)];
    const trainer = newTrainer(network, given.optimizer, given.targets.length);
    const { learningRate, rate, batch: batchSize } = keras;
    const recipe = { optimizer: given.optimizer, learningRate, batchSize, regularizer: given.regularizer, rate };
    const pass = passOver(network, examples);

    const losses = Array.from({ length: keras.epochs }, () => {
      trainEpoch(trainer, examples, recipe);
      return lossOver(network, pass, examples);
    });

    close(losses, given.losses);
  });
}

test("a smaller batch than the pass has room for leaves the rest alone", () => {
  const network = newNetwork([1, 1], "tanh", "linear");
  network.parameters.set([2, 1]);
  const pass = passOver(network, { inputs: Float64Array.of(1, 2, 3), targets: new Float64Array(3) });

  forward(network, pass, 2);

  assert.deepEqual(Array.from(pass.outputs[1]!), [3, 5, 0]);
});

test("parameters are counted by layer", () => {
  assert.deepEqual(parameterCounts([2, 4, 3, 1]), [12, 15, 4]);
});

test("weights start within Glorot's limit and biases at zero", () => {
  const network = newNetwork([4, 2], "relu", "tanh");

  initialize(network, () => 0.75);

  assert.deepEqual(Array.from(network.parameters), [...Array<number>(8).fill(0.5), 0, 0]);
});

test("shuffling keeps every point", () => {
  const order = Uint32Array.from([0, 1, 2, 3, 4]);

  shuffle(order, () => 0);

  assert.deepEqual(Array.from(order), [1, 2, 3, 4, 0]);
});
