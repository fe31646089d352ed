// A polynomial learned epoch by epoch, with both losses after each, and when Keras's EarlyStopping would end it.
import type { Rows } from "./minibatches.ts";
import { errorOf, legendre, predictRow } from "./polynomials.ts";
import { type Memory, momentum, newMemory } from "./update_rules.ts";

/** The losses after each epoch, and the weights before the first and after each. */
export interface Training {
  readonly train: Float64Array;
  readonly validation: Float64Array;
  readonly weights: readonly Float64Array[];
}

export interface TrainingSettings {
  readonly degree: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** The order of the rows in an epoch, counted from 0. */
  readonly order: (epoch: number) => ArrayLike<number>;
}

/** Train on Legendre features by mini-batches: SGD with a momentum of 0.9, mean squared error, all weights from 0. */
export function trainPolynomial(train: Rows, validation: Rows, settings: TrainingSettings): Training {
  const [features, unseen] = [legendre(train.x, settings.degree), legendre(validation.x, settings.degree)];
  const weights = new Float64Array(settings.degree + 1);
  const memory = newMemory("momentum", weights.length);
  const [losses, validationLosses] = [new Float64Array(settings.epochs), new Float64Array(settings.epochs)];
  const history = [weights.slice()];
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    trainEpoch(features, train.y, weights, memory, settings, settings.order(epoch));
    losses[epoch] = errorOf(features, weights, train.y);
    validationLosses[epoch] = errorOf(unseen, weights, validation.y);
    history.push(weights.slice());
  }
  return { train: losses, validation: validationLosses, weights: history };
}

/** Go through all rows once, a batch at a time. */
function trainEpoch(
  features: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  memory: Memory,
  { batchSize, learningRate }: TrainingSettings,
  order: ArrayLike<number>,
): void {
  for (let from = 0; from < y.length; from += batchSize) {
    const batch = Array.prototype.slice.call(order, from, from + batchSize) as number[];
    momentum(weights, gradientOn(features, y, weights, batch), memory, { learningRate });
  }
}

/** Return the gradient of the mean squared error of the rows of `batch`. */
function gradientOn(features: Float64Array, y: Float64Array, weights: Float64Array, batch: readonly number[]): Float64Array {
  const gradient = new Float64Array(weights.length);
  for (const row of batch) {
    const error = predictRow(features, weights, row) - (y[row] as number);
    for (let k = 0; k < weights.length; k++) {
      gradient[k]! += (2 * error * (features[row * weights.length + k] as number)) / batch.length;
    }
  }
  return gradient;
}

/** Epochs counted from 1: the one with the lowest loss so far, and the one that training ended after. */
export interface Stop {
  readonly best: number;
  readonly ended: number;
  /** Whether patience ran out, and not the epochs. */
  readonly early: boolean;
}

/** Return when `EarlyStopping(patience=…)` of Keras ends a training: that many epochs in a row without a new lowest loss. */
export function earlyStop(validation: ArrayLike<number>, patience: number): Stop {
  let [best, waited] = [1, 0];
  for (let epoch = 2; epoch <= validation.length; epoch++) {
    const better = (validation[epoch - 1] as number) < (validation[best - 1] as number);
    waited = better ? 0 : waited + 1;
    if (better) best = epoch;
    else if (waited >= patience) return { best, ended: epoch, early: true };
  }
  return { best, ended: validation.length, early: false };
}
