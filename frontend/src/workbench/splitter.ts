// A bar between two panes, moved by pointer or keys. Its value is the first pane's share in percent.
import { readStored, store } from "../shared/stored.ts";

const KEY = "backpass-panes";
const STEP = 2;
const LONG_STEP = 10;

export class Splitter {
  readonly name: string;
  private readonly usual: number;

  constructor(
    private readonly bench: HTMLElement,
    private readonly bar: HTMLElement,
    readonly changed: () => void,
  ) {
    this.name = bar.dataset["split"] ?? "";
    this.usual = this.value;
    this.set(readShares()[this.name] ?? this.usual);
    bar.addEventListener("keydown", (event) => this.onKey(event));
    bar.addEventListener("pointerdown", (event) => this.drag(event));
    bar.addEventListener("dblclick", () => this.choose(this.usual));
  }

  private get value(): number {
    return Number(this.bar.getAttribute("aria-valuenow"));
  }

  private get isVertical(): boolean {
    return this.bar.getAttribute("aria-orientation") === "vertical";
  }

  private set(share: number): void {
    const [least, most] = [Number(this.bar.ariaValueMin), Number(this.bar.ariaValueMax)];
    const value = Math.round(Math.min(Math.max(share, least), most));
    this.bar.setAttribute("aria-valuenow", String(value));
    this.bench.style.setProperty(`--share-${this.name}`, `${value}%`);
    this.changed();
  }

  /** Take this share for as long as the student has chosen none. */
  suggest(share: number): void {
    if (readShares()[this.name] === undefined) this.set(share);
  }

  private choose(share: number): void {
    this.set(share);
    store(KEY, { ...readShares(), [this.name]: this.value });
  }

  private onKey(event: KeyboardEvent): void {
    const [less, more] = this.isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const step = event.shiftKey ? LONG_STEP : STEP;
    const targets: Record<string, number> = { [less!]: this.value - step, [more!]: this.value + step, Home: 0, End: 100, Enter: this.usual };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.choose(target);
  }

  private drag(start: PointerEvent): void {
    start.preventDefault();
    this.bar.setPointerCapture(start.pointerId);
    this.bar.focus();
    const { left, top, width, height } = this.bench.getBoundingClientRect();
    const move = (event: PointerEvent): void =>
      this.set(this.isVertical ? (100 * (event.clientX - left)) / width : (100 * (event.clientY - top)) / height);
    this.bar.addEventListener("pointermove", move);
    const end = (): void => {
      this.bar.removeEventListener("pointermove", move);
      this.choose(this.value);
    };
    this.bar.addEventListener("lostpointercapture", end, { once: true });
  }
}

function readShares(): Record<string, number> {
  return readStored<Record<string, number>>(KEY) ?? {};
}
