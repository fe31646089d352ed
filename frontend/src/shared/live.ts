// The live result of one grading: draws what arrives, then shows the server's own account of the end.
import { Curve } from "./curve";
import { fill, formatPoints, make, makeIcon, readJson, translated, withCode } from "./dom";
import { type CollectedTest, type EndedTest, type EventData, type Outcome, follow } from "./events";

const POLL_MILLISECONDS = 1500;
const STDOUT_SHOWN = 100_000;
const ICONS: Record<Outcome | "waiting", string> = {
  passed: "check-circle-fill",
  partial: "exclamation-triangle-fill",
  failed: "x-circle-fill",
  error: "x-circle-fill",
  not_run: "dash-circle-fill",
  waiting: "circle",
};

type LiveText = Record<"next" | "position" | "starting" | "running" | "epoch" | "testing" | "hidden" | "cut" | "lost" | Outcome, string>;

export interface Ending {
  state: string;
  line: number | null;
  cell: number | null;
  message: string;
}

/** Read how a grading ended from the server's fragment; `null` while it has not. */
export function readEnding(result: HTMLElement): Ending | null {
  const { final, state, line, cell, message } = result.dataset;
  if (final !== "true") return null;
  return { state: state ?? "", line: line ? Number(line) : null, cell: cell ? Number(cell) : null, message: message ?? "" };
}

export class LiveResult {
  private readonly text = readJson<LiveText>("live-text");
  private curve: Curve | null = null;
  private ended = 0;
  private total = 0;

  constructor(
    private readonly panel: HTMLElement,
    private readonly onEnd: (ending: Ending) => void,
  ) {}

  /** Follow the grading whose fragment stands in the panel, until it ends. Returns a function that stops following. */
  start(): () => void {
    const result = this.result;
    const events = result?.dataset["events"];
    if (!result || result.dataset["final"] === "true" || !events) return () => undefined;
    result.querySelector("[data-cancel]")?.addEventListener("click", (event) => void this.cancel(event));
    return follow(
      events,
      {
        position: ({ position }) => this.showPosition(position),
        started: () => this.restart(),
        stdout: (data) => this.showOutput(data),
        epoch: (data) => this.showEpoch(data),
        collected: ({ tests }) => this.showTests(tests),
        test: (data) => this.showTest(data),
        finished: () => void this.finish(),
      },
      () => void this.poll(),
    );
  }

  private get result(): HTMLElement | null {
    return this.panel.querySelector<HTMLElement>(".result");
  }

  private part(name: string): HTMLElement | null {
    return this.panel.querySelector<HTMLElement>(`[data-part="${name}"]`);
  }

  private say(text: string | undefined): void {
    const status = this.part("status");
    if (status && text) status.textContent = text;
  }

  private showPosition(position: number | null): void {
    if (position === null) return this.say(this.text?.starting);
    this.say(position === 1 ? this.text?.next : fill(this.text?.position ?? "", { position }));
  }

  /** A grading that we had to begin again tells its story from the start. */
  private restart(): void {
    this.curve = null;
    this.ended = 0;
    for (const name of ["tests", "epochs"]) this.part(name)?.replaceChildren();
    const output = this.part("output")?.querySelector("pre");
    if (output) output.textContent = "";
    this.say(this.text?.running);
  }

  private showOutput({ text, cut }: EventData["stdout"]): void {
    const part = this.part("output");
    const output = part?.querySelector("pre");
    if (!part || !output) return;
    part.hidden = false;
    const atEnd = output.scrollTop + output.clientHeight >= output.scrollHeight - 8;
    const whole = (output.textContent ?? "") + text + (cut ? `\n${this.text?.cut ?? ""}` : "");
    output.textContent = whole.slice(-STDOUT_SHOWN);
    if (atEnd) output.scrollTop = output.scrollHeight;
  }

  private showEpoch({ epoch, epochs, logs }: EventData["epoch"]): void {
    const part = this.part("epochs");
    if (!part) return;
    part.hidden = false;
    this.curve ??= new Curve(part);
    this.curve.add(logs, epochs);
    this.say(fill(this.text?.epoch ?? "", { epoch, epochs: epochs ?? "?" }));
  }

  private showTests(tests: CollectedTest[]): void {
    const list = this.part("tests");
    if (!list) return;
    this.total = tests.length;
    const publicFirst = [...tests].sort((a, b) => Number(a.hidden) - Number(b.hidden));
    list.replaceChildren(...publicFirst.map((test) => this.testRow(test)));
  }

  private testRow(test: CollectedTest): HTMLLIElement {
    const row = make("li", "test test-waiting");
    row.dataset["test"] = test.id;
    const title = make("div");
    title.append(make("span", "test-title", translated(test.title)));
    if (test.hidden) {
      const tag = make("span", "tag");
      tag.append(makeIcon("eye-slash"), this.text?.hidden ?? "");
      title.append(" ", tag);
    }
    row.append(makeIcon(ICONS.waiting), title, make("span", "test-points", formatPoints(test.points)));
    return row;
  }

  private showTest(test: EndedTest): void {
    const row = this.panel.querySelector<HTMLElement>(`.test[data-test="${CSS.escape(test.id)}"]`);
    this.ended += 1;
    this.say(fill(this.text?.testing ?? "", { ended: this.ended, total: Math.max(this.total, this.ended) }));
    if (!row) return;
    row.className = `test test-${test.outcome} fade-in`;
    row.firstElementChild?.replaceWith(makeIcon(ICONS[test.outcome]));
    row.querySelector(".test-title")?.append(make("span", "visually-hidden", ` (${this.text?.[test.outcome] ?? ""})`));
    const points = row.querySelector(".test-points");
    if (points) points.textContent = `${formatPoints(test.points)} / ${formatPoints(test.max_points)}`;
    const message = translated(test.message);
    if (!message) return;
    const block = make("pre", "test-message");
    block.append(...withCode(message));
    row.append(block);
  }

  private async cancel(event: Event): Promise<void> {
    event.preventDefault();
    const button = event.currentTarget as HTMLButtonElement;
    const form = button.form;
    button.disabled = true;
    if (form) await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  }

  /** Replace the live account by the server's; true when that one is final. */
  private async refresh(): Promise<boolean> {
    const url = this.result?.dataset["result"];
    if (!url) return true;
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector<HTMLElement>(".result");
    if (!fresh || fresh.dataset["final"] !== "true") return false;
    const epochs = this.part("epochs");
    if (this.curve && epochs) fresh.querySelector('[data-part="epochs"]')?.replaceWith(epochs);
    this.panel.replaceChildren(document.adoptNode(fresh));
    const ending = readEnding(fresh);
    if (ending) this.onEnd(ending);
    return true;
  }

  private async finish(): Promise<void> {
    if (!(await this.refresh().catch(() => false))) await this.poll();
  }

  private async poll(): Promise<void> {
    while (this.panel.isConnected && !(await this.refresh().catch(() => this.lost()))) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }

  private lost(): boolean {
    this.say(this.text?.lost);
    return false;
  }
}
