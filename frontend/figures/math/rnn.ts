// Keras's SimpleRNN, h_t = activation(x_t W + h_{t-1} U + b), and how its last state depends on every input.
import { ACTIVATIONS } from "./activations.ts";
import { affine, timesTransposed, zeros } from "./recurrent.ts";
import type { CellWeights, Matrix } from "./recurrent.ts";

/** The activations that the figures give it. */
export type RecurrentActivation = "tanh" | "relu" | "linear";

/** One step of the layer: the sums before the activation, and the state after it. */
export interface Step {
  sums: number[];
  state: number[];
}

/** Read a series (timesteps rows of features) step by step, from a state of zeros. */
export function simpleRnn(series: Matrix, weights: CellWeights, activation: RecurrentActivation = "tanh"): Step[] {
  let state = zeros(weights.bias.length);
  return series.map((x) => {
    const sums = affine(x, state, weights);
    state = sums.map(ACTIVATIONS[activation].value);
    return { sums, state };
  });
}

/**
 * The gradient of the last output (its numbers summed) with respect to the input of every step, by backpropagation
 * through time: at each step times the slope of the activation, then back through U.
 */
export function rnnGradients(steps: readonly Step[], weights: CellWeights, activation: RecurrentActivation = "tanh"): number[][] {
  let backwards = weights.bias.map(() => 1);
  const gradients = [...steps].reverse().map(({ sums }) => {
    const local = backwards.map((value, unit) => value * ACTIVATIONS[activation].slope(sums[unit] as number));
    backwards = timesTransposed(local, weights.recurrent);
    return timesTransposed(local, weights.kernel);
  });
  return gradients.reverse();
}
