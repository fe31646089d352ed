// The page's three panes: side by side with bars to move on wide screens, behind tabs on narrow ones.
const KEY = "backpass-panes";
const STEP = 2;
const LONG_STEP = 10;
const WIDE = matchMedia("(min-width: 64rem)");

export type Tab = "task" | "code" | "result";
const TABS: readonly Tab[] = ["task", "code", "result"];

export class Panes {
  private readonly splitters: Splitter[];

  constructor(
    private readonly bench: HTMLElement,
    onResize: () => void,
  ) {
    this.splitters = [...bench.querySelectorAll<HTMLElement>("[data-split]")].map((bar) => new Splitter(bench, bar, onResize));
    for (const name of TABS) this.setUpTab(name);
    WIDE.addEventListener("change", () => this.arrange());
    bench.classList.add("is-ready");
    this.arrange();
  }

  /** Bring a pane to the front where only one has room. */
  show(name: Tab): void {
    this.bench.dataset["tab"] = name;
    if (name === "result") this.setNews(false);
    for (const one of TABS) {
      const tab = tabOf(one);
      tab.setAttribute("aria-selected", String(one === name));
      tab.tabIndex = one === name ? 0 : -1;
    }
    for (const splitter of this.splitters) splitter.changed();
  }

  /** Put a dot on the result's tab when nobody looks at it. */
  tellNews(): void {
    this.setNews(!WIDE.matches && this.bench.dataset["tab"] !== "result");
  }

  private setNews(there: boolean): void {
    const dot = document.getElementById("tab-news");
    if (dot) dot.hidden = !there;
  }

  private setUpTab(name: Tab): void {
    const tab = tabOf(name);
    tab.addEventListener("click", () => this.show(name));
    tab.addEventListener("keydown", (event) => {
      const next = neighbor(name, event.key);
      if (!next) return;
      event.preventDefault();
      this.show(next);
      tabOf(next).focus();
    });
  }

  private arrange(): void {
    for (const name of TABS) {
      const pane = document.getElementById(`pane-${name}`)!;
      if (WIDE.matches) pane.removeAttribute("role");
      else pane.setAttribute("role", "tabpanel");
    }
    for (const splitter of this.splitters) splitter.changed();
  }
}

function tabOf(name: Tab): HTMLButtonElement {
  return document.getElementById(`tab-${name}`) as HTMLButtonElement;
}

function neighbor(name: Tab, key: string): Tab | undefined {
  const index = TABS.indexOf(name);
  const steps: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: TABS.length - 1 };
  const next = steps[key];
  return next === undefined ? undefined : TABS[(next + TABS.length) % TABS.length];
}

/** A bar between two panes. Its value is the first one's share in percent. */
class Splitter {
  private readonly name: string;
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

  private choose(share: number): void {
    this.set(share);
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...readShares(), [this.name]: this.value }));
    } catch {
      // It holds for this page then.
    }
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
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? "null") as Record<string, number> | null) ?? {};
  } catch {
    return {};
  }
}
