// Figures in which time is a number of the state: steps of a race or through a series, updates, epochs.
import { Figure } from "./figure.ts";
import { Pace } from "./math/pace.ts";

/** Which field counts, up to where, and how fast while it plays. */
export interface Clock<S> {
  readonly field: keyof S & string;
  readonly most: number;
  readonly pace: Pace;
}

/** At this many frames a step, what happens in it can be read. */
export const FRAMES_TO_READ = 42;

export abstract class SteppedFigure<S extends object> extends Figure<S> {
  protected abstract readonly clock: Clock<S>;

  /** Count on; from the end, begin anew, and at the end, stop. */
  override tick(frames: number): void {
    const { field, most, pace } = this.clock;
    const steps = pace.due(frames, this.player.isPlaying);
    if (steps === 0) return;
    const now = this.state[field] as number;
    const next = now >= most ? 0 : Math.min(most, now + steps);
    this.set({ [field]: next } as Partial<S>);
    if (next === most) this.player.pause();
  }
}
