// The live result of one grading: draws what arrives, then shows the server's own account of the end.
import { Curve } from "./curve.ts";
import { fill, make, parseHtml, readJson } from "./dom.ts";
import { type EventData, type Handlers, browser, handle } from "./events.ts";
import { Following } from "./following.ts";
import { Printed } from "./printed.ts";
import { Progress } from "./progress.ts";
import { TestList } from "./test_list.ts";
import type { Epoch, Goal } from "./trainings.ts";
import type { LiveWords } from "./words.ts";

const RETRY_MILLISECONDS = 1500;
const HIDDEN_MILLISECONDS = 10_000;
const AGAIN_SHOWN_MILLISECONDS = 4000;

export interface Ending {
  state: string;
  line: number | null;
  cell: number | null;
  message: string;
}

/** Read how a grading ended from the server's fragment; `null` while it has not. */
function readEnding(result: HTMLElement): Ending | null {
  const { final, state, line, cell, message } = result.dataset;
  if (final !== "true") return null;
  return { state: state ?? "", line: line ? Number(line) : null, cell: cell ? Number(cell) : null, message: message ?? "" };
}

export class LiveResult {
  private readonly panel: HTMLElement;
  private readonly onEnd: (ending: Ending) => void;
  private readonly words = readJson<LiveWords>("live-text");
  private readonly ends = new AbortController();
  private curve: Curve | null = null;
  private tests: TestList | null = null;
  private printed: Printed | null = null;
  private progress: Progress | null = null;

  constructor(panel: HTMLElement, onEnd: (ending: Ending) => void) {
    this.panel = panel;
    this.onEnd = onEnd;
  }

  /** Follow the grading whose fragment stands in the panel, until it ends. Returns a function that stops following. */
  start(): () => void {
    const result = this.result;
    if (!result || !this.words) return () => undefined;
    if (result.dataset["final"] === "true") void this.showStored(result.dataset["epochs"]);
    else this.follow(result, this.words);
    return () => this.stop();
  }

  private stop(): void {
    this.ends.abort();
    this.progress?.stop();
  }

  private get result(): HTMLElement | null {
    return this.panel.querySelector<HTMLElement>(".result");
  }

  private part<T extends HTMLElement>(name: string): T | null {
    return this.panel.querySelector<T>(`[data-part="${name}"]`);
  }

  private follow(result: HTMLElement, words: LiveWords): void {
    result.querySelector("[data-cancel]")?.addEventListener("click", (event) => void this.cancel(event));
    this.prepare(result, words);
    const { events, news } = result.dataset;
    const handlers = this.handlers(words);
    const following = new Following({ stream: events ?? "", news: news ?? "" }, browser, {
      told: ({ kind, data }) => handle(handlers, kind, data),
      connection: (state) => this.showConnection(state),
    });
    this.watchPage(following);
    following.start();
  }

  private prepare(result: HTMLElement, words: LiveWords): void {
    const tests = this.part("tests");
    const output = this.part("output");
    const text = output?.querySelector("pre");
    if (tests) this.tests = new TestList(tests, words);
    if (output && text) this.printed = new Printed(output, text, words.earlier);
    const parts = {
      status: this.part("status"),
      elapsed: this.part("elapsed"),
      bar: this.part<HTMLProgressElement>("progress"),
      announcement: this.part("announcement"),
    };
    this.progress = new Progress(parts, words, Number(result.dataset["usually"] ?? 1));
    if (result.dataset["state"] === "running") this.progress.start(Number(result.dataset["elapsed"] ?? 0));
  }

  private handlers(words: LiveWords): Handlers {
    return {
      position: ({ position, seconds, stuck }) => this.progress?.wait(position, seconds, stuck),
      started: ({ ago }) => this.restart(ago ?? 0),
      stdout: ({ text, cut }) => this.printed?.add(cut ? `${text}\n${words.cut}` : text),
      epoch: (data) => this.showEpoch(data, words),
      collected: ({ tests }) => this.tests?.show(tests),
      test: (data) => this.showTest(data, words),
      finished: () => void this.finish(),
    };
  }

  /** A tab that nobody sees lets go of its connection: a browser has six to one site. */
  private watchPage(following: Following): void {
    const { signal } = this.ends;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = (): void => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => following.pause(), HIDDEN_MILLISECONDS);
      else following.resume();
    };
    document.addEventListener("visibilitychange", onVisibility, { signal });
    addEventListener("offline", () => following.offline(), { signal });
    addEventListener("online", () => following.online(), { signal });
    signal.addEventListener("abort", () => following.stop());
  }

  /** A grading that we had to begin again tells its story from the start. */
  private restart(ago: number): void {
    this.curve?.clear();
    this.tests?.clear();
    this.printed?.clear();
    this.progress?.start(ago);
  }

  private showEpoch(data: Epoch, words: LiveWords): void {
    this.drawn(words)?.add([data]);
    this.progress?.say(fill(words.epoch, { epoch: data.epoch, epochs: data.epochs ?? "?" }));
  }

  private showTest(test: EventData["test"], words: LiveWords): void {
    const { tests } = this;
    if (!tests) return;
    tests.end(test);
    this.progress?.say(fill(words.testing, { ended: tests.ended, total: Math.max(tests.total, tests.ended) }));
  }

  /** The curve, made when the first epoch comes. */
  private drawn(words: LiveWords): Curve | null {
    const part = this.part("epochs");
    if (this.curve || !part) return this.curve;
    const { goal, best } = this.result?.dataset ?? {};
    part.hidden = false;
    const curve = new Curve(part, words, goal ? (JSON.parse(goal) as Goal) : null);
    this.curve = curve;
    if (best) void fetchEpochs(best).then((epochs) => curve.setBest(epochs));
    return curve;
  }

  /** The curve of a grading that has ended, from the epochs that it told. */
  private async showStored(address: string | undefined): Promise<void> {
    if (!address || !this.words) return;
    const epochs = await fetchEpochs(address);
    if (epochs.length && !this.ends.signal.aborted) this.drawn(this.words)?.add(epochs);
  }

  private showConnection(state: "lost" | "again"): void {
    const note = this.part("connection");
    if (!note || !this.words) return;
    note.replaceChildren(make("span", "", this.words[state]));
    note.classList.toggle("notice-warn", state === "lost");
    note.classList.toggle("notice-good", state === "again");
    note.hidden = false;
    if (state === "again") setTimeout(() => (note.hidden = note.classList.contains("notice-good")), AGAIN_SHOWN_MILLISECONDS);
  }

  private async cancel(event: Event): Promise<void> {
    event.preventDefault();
    const button = event.currentTarget as HTMLButtonElement;
    const form = button.form;
    if (!form) return;
    button.disabled = true;
    const sent = fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const response = await sent.catch(() => null);
    button.disabled = response?.ok ?? false;
    if (response?.status === 429) this.refuse(form, ((await response.json()) as { message: string }).message);
  }

  /** Say under a form why it was turned down. */
  private refuse(form: HTMLFormElement, message: string): void {
    if (form.nextElementSibling?.matches("[role=alert]")) form.nextElementSibling.remove();
    const note = make("p", "notice notice-warn", message);
    note.setAttribute("role", "alert");
    form.after(note);
  }

  /** Show the server's own account, as soon as it can be had. */
  private async finish(): Promise<void> {
    while (this.panel.isConnected && !this.ends.signal.aborted && !(await this.refresh().catch(() => this.lost()))) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }

  private lost(): boolean {
    this.showConnection("lost");
    return false;
  }

  /** Replace the live account by the server's; true when that one is final. */
  private async refresh(): Promise<boolean> {
    const url = this.result?.dataset["result"];
    if (!url) return true;
    const response = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!response.ok) return this.lost();
    const fresh = parseHtml(await response.text()).querySelector<HTMLElement>(".result");
    if (!fresh || fresh.dataset["final"] !== "true" || this.ends.signal.aborted) return this.ends.signal.aborted;
    const epochs = this.part("epochs");
    if (this.curve && epochs) fresh.querySelector('[data-part="epochs"]')?.replaceWith(epochs);
    this.progress?.stop();
    this.panel.replaceChildren(fresh);
    const ending = readEnding(fresh);
    if (ending) this.onEnd(ending);
    return true;
  }
}

async function fetchEpochs(address: string): Promise<Epoch[]> {
  try {
    const response = await fetch(address);
    return response.ok ? ((await response.json()) as { epochs: Epoch[] }).epochs : [];
  } catch {
    return [];
  }
}
