// The page's three panes: side by side with bars to move on wide screens, behind tabs on narrow ones.
import { Splitter } from "./splitter.ts";

const WIDE = matchMedia("(min-width: 64rem)");

export type Tab = "task" | "code" | "result";
const TABS: readonly Tab[] = ["task", "code", "result"];
const FAILED_TEST = ":is(.test-failed, .test-error, .test-partial)";
/** The editor's share of the height, in percent, once there is a result to read below it. */
const SHARE_BESIDE_RESULT = 45;

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

  /** Give a result the room to be read. */
  makeRoomForResult(): void {
    this.splitters.find(({ name }) => name === "code")?.suggest(SHARE_BESIDE_RESULT);
  }

  /** Scroll the result's pane, and never the page, to the first test that failed. */
  showFirstFailure(): void {
    const pane = document.getElementById("pane-result")!;
    const failure = pane.querySelector<HTMLElement>(FAILED_TEST);
    if (!failure || !WIDE.matches) return;
    const [frame, test] = [pane.getBoundingClientRect(), failure.getBoundingClientRect()];
    const head = pane.querySelector(".result-head")?.getBoundingClientRect().height ?? 0;
    if (test.bottom > frame.bottom || test.top < frame.top + head) pane.scrollTop += test.top - frame.top - pane.clientTop - head;
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
