// Training a network epoch by epoch, as Keras's `fit` does: shuffle, take batches, the last of them smaller.
import { addPenaltySlope, backward, forward, meanSquaredError, newPass, zerosLike } from "./network.ts";
import type { Network, Pass, Regularizer } from "./network.ts";
import { newMemory, RULES } from "./update_rules.ts";
import type { Memory, Optimizer } from "./update_rules.ts";

/** Points to learn from or to be tested on; `inputs` holds one feature after the other: [feature * points + point]. */
export interface Examples {
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

/** How to train. What changes here holds from the next epoch on. */
export interface Recipe {
  readonly optimizer: Optimizer;
  readonly learningRate: number;
  readonly batchSize: number;
  readonly regularizer: Regularizer;
  readonly rate: number;
}

/** A network in training, with all the room that an epoch needs. */
export interface Trainer {
  readonly network: Network;
  readonly gradient: Network;
  readonly memory: Memory;
  readonly batch: Pass;
  readonly targets: Float64Array;
  readonly order: Uint32Array;
}

/** Make what trains `network` on up to `points` points. */
export function newTrainer(network: Network, optimizer: Optimizer, points: number): Trainer {
  return {
    network,
    gradient: zerosLike(network),
    memory: newMemory(optimizer, network.parameters.length),
    batch: newPass(network, points),
    targets: new Float64Array(points),
    order: Uint32Array.from({ length: points }, (_, index) => index),
  };
}

/** Train on every point once, in the trainer's order, a batch at a time. */
export function trainEpoch(trainer: Trainer, examples: Examples, recipe: Recipe): void {
  const points = examples.targets.length;
  for (let start = 0; start < points; start += recipe.batchSize) {
    const count = Math.min(recipe.batchSize, points - start);
    gather(trainer, examples, start, count);
    trainBatch(trainer, count, recipe);
  }
}

function gather(trainer: Trainer, examples: Examples, start: number, count: number): void {
  const { batch, order, targets } = trainer;
  const points = examples.targets.length;
  const inputs = batch.outputs[0]!;
  const features = trainer.network.layers[0]!.inputs;
  for (let place = 0; place < count; place++) {
    const point = order[start + place]!;
    targets[place] = examples.targets[point]!;
    for (let f = 0; f < features; f++) inputs[f * batch.capacity + place] = examples.inputs[f * points + point]!;
  }
}

function trainBatch(trainer: Trainer, count: number, recipe: Recipe): void {
  const { network, gradient, batch, memory } = trainer;
  forward(network, batch, count);
  backward(network, batch, trainer.targets, count, gradient);
  addPenaltySlope(network, gradient, recipe.regularizer, recipe.rate);
  RULES[recipe.optimizer](network.parameters, gradient.parameters, memory, recipe);
}

/** Make a pass over these examples, to be filled by `forward`. */
export function passOver(network: Network, examples: Examples): Pass {
  const pass = newPass(network, examples.targets.length);
  pass.outputs[0]!.set(examples.inputs);
  return pass;
}

/** Return the mean squared error of the network on what `pass` was made over, without the penalty on weights. */
export function lossOver(network: Network, pass: Pass, examples: Examples): number {
  if (examples.targets.length === 0) return NaN;
  forward(network, pass, examples.targets.length);
  return meanSquaredError(pass, examples.targets, examples.targets.length);
}
