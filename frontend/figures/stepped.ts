// Figures in which time is a number of the state: steps of a race, updates, epochs.
import { Figure } from "./figure.ts";

/** Which field counts, up to where, and how many frames of the screen one more takes while it plays. */
export interface Clock<S> {
  readonly field: keyof S & string;
  readonly most: number;
  readonly framesAStep: number;
}

export abstract class SteppedFigure<S extends object> extends Figure<S> {
  protected abstract readonly clock: Clock<S>;
  private elapsed = 0;

  /** Count on; from the end, begin anew, and at the end, stop. */
  override tick(frames: number): void {
    const { field, most, framesAStep } = this.clock;
    this.elapsed += this.player.isPlaying ? frames / framesAStep : frames;
    const steps = Math.floor(this.elapsed);
    if (steps === 0) return;
    this.elapsed -= steps;
    const now = this.state[field] as number;
    const next = Math.min(most, (now >= most ? 0 : now) + steps);
    this.set({ [field]: next } as Partial<S>);
    if (next === most) this.player.pause();
  }
}
