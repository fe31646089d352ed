// Keras's SimpleRNN, h_t = activation(x_t W + h_{t-1} U + b), and how its last state depends on every input.
import { affine, timesTransposed, zeros } from "./recurrent.ts";
import type { CellWeights, Matrix } from "./recurrent.ts";

export type Activation = "tanh" | "relu" | "linear";

/** One step of the layer: the sums before the activation, and the state after it. */
export interface Step {
  sums: number[];
  state: number[];
}

const FUNCTIONS: Record<Activation, (z: number) => number> = {
  tanh: Math.tanh,
  relu: (z) => Math.max(0, z),
  linear: (z) => z,
};

/** The slope at the sum z where the activation gave h: 1 - h^2 for tanh. */
const SLOPES: Record<Activation, (z: number, h: number) => number> = {
  tanh: (_, h) => 1 - h * h,
  relu: (z) => (z > 0 ? 1 : 0),
  linear: () => 1,
};

/** Read a series (timesteps rows of features) step by step, from a state of zeros. */
export function simpleRnn(series: Matrix, weights: CellWeights, activation: Activation = "tanh"): Step[] {
  let state = zeros(weights.bias.length);
  return series.map((x) => {
    const sums = affine(x, state, weights);
    state = sums.map(FUNCTIONS[activation]);
    return { sums, state };
  });
}

/**
 * The gradient of the last output (its numbers summed) with respect to the input of every step, by backpropagation
 * through time: at each step times the slope of the activation, then back through U.
 */
export function rnnGradients(steps: readonly Step[], weights: CellWeights, activation: Activation = "tanh"): number[][] {
  let backwards = weights.bias.map(() => 1);
  const gradients = [...steps].reverse().map(({ sums, state }) => {
    const slopes = sums.map((z, unit) => SLOPES[activation](z, state[unit] as number));
    const local = backwards.map((value, unit) => value * (slopes[unit] as number));
    backwards = timesTransposed(local, weights.recurrent);
    return timesTransposed(local, weights.kernel);
  });
  return gradients.reverse();
}
