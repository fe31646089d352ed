// Keras's LSTM: four parts in the order i, f, c, o in one kernel, recurrent kernel and bias; its states and gradients.
import { sigmoid } from "./activations.ts";
import { affine, timesTransposed, zeros } from "./recurrent.ts";
import type { CellWeights, Matrix } from "./recurrent.ts";

/** One step of the layer, each with one number a unit: gates i, f, o, candidate g, then the cell state and the hidden state. */
export interface Step {
  i: number[];
  f: number[];
  g: number[];
  o: number[];
  cell: number[];
  hidden: number[];
}

/** The states that a step begins with. */
export interface State {
  cell: readonly number[];
  hidden: readonly number[];
}

/**
 * One step: i, f, o = sigmoid(x W + h U + b), g = tanh(x W + h U + b), each with its own quarter of the weights;
 * c = f c_before + i g and h = o tanh(c).
 */
export function lstmStep(x: readonly number[], before: State, weights: CellWeights): Step {
  const units = before.cell.length;
  const sums = affine(x, before.hidden, weights);
  const part = (index: number): number[] => sums.slice(index * units, (index + 1) * units);
  const [i, f, o] = [part(0).map(sigmoid), part(1).map(sigmoid), part(3).map(sigmoid)];
  const g = part(2).map(Math.tanh);
  const cell = before.cell.map((old, unit) => get(f, unit) * old + get(i, unit) * get(g, unit));
  return { i, f, g, o, cell, hidden: cell.map((value, unit) => get(o, unit) * Math.tanh(value)) };
}

/** Read a series (timesteps rows of features) step by step, from states of zeros. */
export function lstm(series: Matrix, weights: CellWeights): Step[] {
  let state: State = emptyState(weights);
  return series.map((x) => {
    const step = lstmStep(x, state, weights);
    state = step;
    return step;
  });
}

/** States of zeros for a layer with these weights. */
function emptyState(weights: CellWeights): State {
  const units = weights.bias.length / 4;
  return { cell: zeros(units), hidden: zeros(units) };
}

/**
 * The gradient of the last output (its numbers summed) with respect to the input of every step, by backpropagation
 * through time: along the cell state times the forget gates, and through the four parts of every step.
 */
export function lstmGradients(steps: readonly Step[], weights: CellWeights): number[][] {
  let back: State = { cell: emptyState(weights).cell, hidden: emptyState(weights).cell.map(() => 1) };
  const gradients: number[][] = [];
  for (let t = steps.length - 1; t >= 0; t -= 1) {
    const step = steps[t] as Step;
    const before = steps[t - 1]?.cell ?? emptyState(weights).cell;
    const cell = cellGradient(step, back);
    const sums = sumGradients(step, before, cell, back.hidden);
    gradients.unshift(timesTransposed(sums, weights.kernel));
    back = {
      cell: cell.map((value, unit) => value * get(step.f, unit)),
      hidden: timesTransposed(sums, weights.recurrent),
    };
  }
  return gradients;
}

/** The gradient with respect to a step's cell state: what comes back along it, and what comes back through h = o tanh(c). */
function cellGradient(step: Step, back: State): number[] {
  return step.cell.map((value, unit) => {
    const shown = Math.tanh(value);
    return get(back.cell, unit) + get(back.hidden, unit) * get(step.o, unit) * (1 - shown * shown);
  });
}

/** The gradients with respect to the four sums of a step, in the order i, f, c, o. */
function sumGradients(
  step: Step, before: readonly number[], cell: readonly number[], hidden: readonly number[],
): number[] {
  const gate = (value: number): number => value * (1 - value);
  return [
    ...cell.map((value, unit) => value * get(step.g, unit) * gate(get(step.i, unit))),
    ...cell.map((value, unit) => value * get(before, unit) * gate(get(step.f, unit))),
    ...cell.map((value, unit) => value * get(step.i, unit) * (1 - get(step.g, unit) ** 2)),
    ...hidden.map((value, unit) => value * Math.tanh(get(step.cell, unit)) * gate(get(step.o, unit))),
  ];
}

function get(values: readonly number[], unit: number): number {
  return values[unit] as number;
}
