// How much of the last output's gradient reaches each step: a SimpleRNN of one unit against an LSTM of one unit.
import { lstm, lstmGradients } from "./lstm.ts";
import type { CellWeights } from "./recurrent.ts";
import { rnnGradients, simpleRnn } from "./rnn.ts";
import type { RecurrentActivation } from "./rnn.ts";

/** A SimpleRNN of one unit: W = 0.5, U as given, b = 0, as in the lesson's worked number. */
function rnnWeights(recurrent: number): CellWeights {
  return { kernel: [[0.5]], recurrent: [[recurrent]], bias: [0] };
}

/** An LSTM of one unit as training finds it: small weights, and biases of 0 except the forget gate's. */
function lstmWeights(forgetBias: number): CellWeights {
  return { kernel: [[0.5, 0.5, 0.5, 0.5]], recurrent: [[0.1, 0.1, 0.1, 0.1]], bias: [0, forgetBias, 0, 0] };
}

/**
 * The size of dh_T/dx_t for every step t, as a share of that of the last step, in the order of time: 1 at the end.
 * All zeros where even the last step has no gradient (a ReLU that is off).
 */
export function rnnShares(series: readonly number[], recurrent: number, activation: RecurrentActivation): number[] {
  const weights = rnnWeights(recurrent);
  return shares(rnnGradients(simpleRnn(column(series), weights, activation), weights, activation));
}

/** As `rnnShares`, for the LSTM. */
export function lstmShares(series: readonly number[], forgetBias: number): number[] {
  const weights = lstmWeights(forgetBias);
  return shares(lstmGradients(lstm(column(series), weights), weights));
}

function column(series: readonly number[]): number[][] {
  return series.map((value) => [value]);
}

function shares(gradients: readonly (readonly number[])[]): number[] {
  const sizes = gradients.map(([gradient]) => Math.abs(gradient as number));
  const last = sizes.at(-1) as number;
  return sizes.map((size) => (last === 0 ? 0 : size / last));
}
