// One optimizer's way down a surface: where it is, and how high, before the first step and after each.
import type { Place } from "./outlines.ts";
import type { Surface } from "./surfaces.ts";
import { newMemory, type Optimizer, RULES } from "./update_rules.ts";

/** Where a runner is, x and y one after another, and its losses; both begin with the start. */
export interface Run {
  readonly places: Float64Array;
  readonly losses: Float64Array;
}

/** A loss from which nobody comes back: the runner stays where it is, so that no number overflows. */
const LOST = 1e12;

/** Take `steps` steps from `start` by the rule of `optimizer` as Keras has it, with a momentum of 0.9 where it has one. */
export function race(surface: Surface, optimizer: Optimizer, learningRate: number, start: Place, steps: number): Run {
  const at = Float64Array.from(start);
  const memory = newMemory(optimizer, 2);
  const run = { places: new Float64Array(2 * steps + 2), losses: new Float64Array(steps + 1) };
  for (let step = 0; step <= steps; step++) {
    run.places.set(at, 2 * step);
    run.losses[step] = surface.loss(at[0] as number, at[1] as number);
    if ((run.losses[step] as number) > LOST) continue;
    const gradient = Float64Array.from(surface.gradient(at[0] as number, at[1] as number));
    RULES[optimizer](at, gradient, memory, { learningRate });
  }
  return run;
}
