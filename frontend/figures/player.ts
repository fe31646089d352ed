// Lets time pass in a figure: on each frame of the screen, never out of sight, and twice a second for those who asked for less motion.

const CALM_MILLISECONDS = 500;
const FRAMES_WHILE_CALM = 30;

export class Player {
  private frame = 0;
  private timer = 0;
  private readonly watch: IntersectionObserver;

  /** `tick` gets the number of frames that have passed. Nothing plays before it is asked to. */
  constructor(element: HTMLElement, private readonly tick: (frames: number) => void) {
    this.watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => !entry.isIntersecting)) this.pause();
    });
    this.watch.observe(element);
  }

  get isPlaying(): boolean {
    return this.frame !== 0 || this.timer !== 0;
  }

  play(): void {
    if (this.isPlaying) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.timer = setInterval(() => this.tick(FRAMES_WHILE_CALM), CALM_MILLISECONDS);
    } else {
      this.frame = requestAnimationFrame(() => this.onFrame());
    }
  }

  pause(): void {
    cancelAnimationFrame(this.frame);
    clearInterval(this.timer);
    this.frame = this.timer = 0;
  }

  step(): void {
    this.pause();
    this.tick(1);
  }

  private onFrame(): void {
    this.frame = requestAnimationFrame(() => this.onFrame());
    this.tick(1);
  }
}
