// The pace of figures that go through a series: so slowly that each step can be read.

const FRAMES_A_STEP = 42;

export class Pace {
  private waited = 0;

  /** How many steps are due after so many more frames. Without a player that plays, a call is one step by hand. */
  due(frames: number, isPlaying: boolean): number {
    if (!isPlaying) return 1;
    this.waited += frames;
    const steps = Math.floor(this.waited / FRAMES_A_STEP);
    this.waited %= FRAMES_A_STEP;
    return steps;
  }
}
