// The pace at which time passes in a figure while it plays.

export class Pace {
  private readonly framesAStep: number;
  private waited = 0;

  /** A step takes so many frames of the screen. */
  constructor(framesAStep: number) {
    this.framesAStep = framesAStep;
  }

  /** How many steps are due after so many more frames. Where nothing plays, a call is one step by hand. */
  due(frames: number, isPlaying: boolean): number {
    if (!isPlaying) return 1;
    this.waited += frames;
    const steps = Math.floor(this.waited / this.framesAStep);
    this.waited %= this.framesAStep;
    return steps;
  }
}
