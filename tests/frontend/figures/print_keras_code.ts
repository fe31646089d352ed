// Prints the Keras programs of a few networks as JSON, for test_keras_code.py to run.
import { kerasCode } from "../../../frontend/figures/playground/keras_code.ts";
import type { Settings } from "../../../frontend/figures/playground/keras_code.ts";
import { DATA_SETS, type DataSet } from "../../../frontend/figures/math/datasets.ts";
import { parameterCounts } from "../../../frontend/figures/math/network.ts";

const small: Settings = {
  data: "circle",
  noise: 0,
  share: 0.5,
  features: ["x1", "x2"],
  layers: [4, 2],
  activation: "tanh",
  optimizer: "sgd",
  learningRate: 1,
  regularizer: "none",
  strength: 0.01,
  batchSize: 10,
  epochs: 3,
  seed: 1,
};
const large: Settings = {
  ...small,
  data: "reg-gauss",
  noise: 0.25,
  share: 0.7,
  features: ["x1", "x2", "x1x1", "x2x2", "x1x2", "sin1", "sin2"],
  layers: [8, 8, 3],
  activation: "relu",
  optimizer: "adam",
  learningRate: 0.003,
  regularizer: "l2",
  batchSize: 30,
};

function program(settings: Settings): { code: string; parameters: number } {
  const sizes = [settings.features.length, ...settings.layers, 1];
  return { code: kerasCode(settings), parameters: parameterCounts(sizes).reduce((sum, count) => sum + count) };
}

const makers = Object.fromEntries(DATA_SETS.map((data: DataSet) => [data, kerasCode({ ...small, data }).split("\n\n\n").slice(0, 2).join("\n\n\n")]));
console.log(JSON.stringify({ programs: [program(small), program(large)], makers }));
