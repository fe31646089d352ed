// Weights and series that show what an LSTM's gates are for: one unit, one feature, twelve numbers.
import type { CellWeights } from "./recurrent.ts";

export type Preset = "remember" | "forget" | "count" | "lesson" | "fresh";
export type SeriesName = "first" | "noise" | "knocks" | "wave";

/** The parts in the order in which Keras keeps them. */
export const PARTS = ["i", "f", "c", "o"] as const;

/**
 * Twelve numbers each: W of i, f, c, o, then U, then b. `remember` shuts its input gate by what it holds, `count` adds every
 * knock, `forget` shuts its forget gate, `lesson` is the step by hand, `fresh` is about how Keras begins.
 */
export const PRESETS: Record<Preset, readonly number[]> = {
  remember: [10, 0, 3, 0, -10, 0, 0, 0, -6, 6, 0, 5],
  forget: [10, 0, 3, 0, 0, 0, 0, 0, -6, -4, 0, 5],
  count: [10, 0, 3, 0, 0, 0, 0, 0, -6, 6, 0, 5],
  lesson: [1, -1, 2, 0.5, 0.4, 1, -1, 1, 0, 1, 0, -1],
  fresh: [0.5, -0.3, 0.8, 0.2, 0.3, -0.2, 0.5, 0.1, 0, 1, 0, 0],
};
/** `noise` is `first` without its first step, so that the end can be asked which of them it was. */
export const SERIES: Record<SeriesName, readonly number[]> = {
  first: [1, 0.2, -0.1, 0.3, -0.2, 0.1, -0.3, 0.2, 0, -0.1, 0.3, -0.2],
  noise: [0, 0.2, -0.1, 0.3, -0.2, 0.1, -0.3, 0.2, 0, -0.1, 0.3, -0.2],
  knocks: [1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0],
  wave: [0.5, 0.9, 1, 0.9, 0.5, 0, -0.5, -0.9, -1, -0.9, -0.5, 0],
};

/** The twelve numbers as Keras's three arrays. */
export function gateWeights(numbers: readonly number[]): CellWeights {
  return { kernel: [numbers.slice(0, 4)], recurrent: [numbers.slice(4, 8)], bias: numbers.slice(8, 12) };
}
