// The weights and series of the unrolled SimpleRNN: the lesson's one unit, and two more that listen to it.
import type { CellWeights } from "./recurrent.ts";

export type SeriesName = "knock" | "two" | "wave";

export const SERIES: Record<SeriesName, readonly number[]> = {
  knock: [1, 0, 0, 0, 0, 0],
  two: [1, 0, 0, -1, 0, 0],
  wave: [0.5, 1, 0.5, -0.5, -1, -0.5],
};
const KERNEL = [0, -0.6, 0.9];
const RECURRENT = [
  [0, 0.3, -0.4],
  [-0.2, 0.5, 0.3],
  [0.2, -0.3, 0.6],
];
const BIAS = [0, 0, 0.1];

/** The weights of a layer with so many units on one feature. `w`, `u` and `b` are those of the first unit by itself. */
export function unrolledWeights(units: number, w: number, u: number, b: number): CellWeights {
  const first = (values: readonly number[], value: number): number[] => [value, ...values.slice(1, units)];
  const recurrent = RECURRENT.slice(0, units).map((row) => row.slice(0, units));
  return {
    kernel: [first(KERNEL, w)],
    recurrent: recurrent.map((row, index) => (index === 0 ? first(row, u) : row)),
    bias: first(BIAS, b),
  };
}
