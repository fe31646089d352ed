// The curve of what each epoch reported, drawn with uPlot, with what it takes to read it without seeing it.
import uPlot from "uplot";
import { type Ink, axesIn, inkOf, seriesIn, strokeLine } from "./curve_ink.ts";
import { fill, make, makeSvg } from "./dom.ts";
import { EpochTable } from "./epoch_table.ts";
import {
  type Columns,
  type Epoch,
  type Goal,
  type Placed,
  account,
  baseName,
  boundaries,
  bounds,
  columns,
  isReached,
  metricsOf,
  placed,
  short,
} from "./trainings.ts";
import type { CurveWords } from "./words.ts";

const HEIGHT = 200;

export class Curve {
  private readonly words: CurveWords;
  private readonly goal: Goal | null;
  private readonly select = make("select", "form-select form-select-sm");
  private readonly logarithmic = make("input");
  private readonly plot = make("div", "curve-plot");
  private readonly legend = make("div", "curve-legend");
  private readonly summary = make("p", "curve-summary");
  private readonly table: EpochTable;
  private epochs: Epoch[] = [];
  private own: Placed[] = [];
  private best: Placed[] = [];
  private chart: uPlot | null = null;
  private isPlanned = false;

  constructor(root: HTMLElement, words: CurveWords, goal: Goal | null) {
    this.words = words;
    this.goal = goal;
    this.table = new EpochTable(words);
    root.classList.add("curve");
    root.replaceChildren(this.bar(), this.plot, this.legend, this.summary, this.table.root);
    this.makeReadable();
    this.watch();
  }

  /** Add epochs as they come. */
  add(epochs: readonly Epoch[]): void {
    this.epochs.push(...epochs);
    this.plan();
  }

  /** Show an earlier training faintly behind this one. */
  setBest(epochs: readonly Epoch[]): void {
    this.best = placed(epochs);
    this.remake();
  }

  /** Begin anew. */
  clear(): void {
    this.epochs = [];
    this.plan();
  }

  private bar(): HTMLElement {
    const bar = make("div", "curve-bar");
    const metric = make("label", "", this.words.metric);
    this.select.addEventListener("change", () => this.remake());
    metric.append(" ", this.select);
    const scale = make("label", "form-check-label");
    this.logarithmic.type = "checkbox";
    this.logarithmic.className = "form-check-input";
    this.logarithmic.addEventListener("change", () => this.remake());
    scale.append(this.logarithmic, " ", this.words.logarithmic);
    bar.append(metric, scale);
    return bar;
  }

  /** Colors come from the page's theme, and the width from its place in it. */
  private watch(): void {
    const theme = new MutationObserver(() => (this.plot.isConnected ? this.remake() : theme.disconnect()));
    theme.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    new ResizeObserver(() => {
      if (this.plot.clientWidth) this.chart?.setSize({ width: this.plot.clientWidth, height: HEIGHT });
    }).observe(this.plot);
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => {
      this.isPlanned = false;
      this.draw();
    });
  }

  private get metric(): string {
    return this.select.value || "loss";
  }

  /** Draw what there is now. */
  private draw(): void {
    this.own = placed(this.epochs);
    const changed = this.offerMetrics();
    this.table.set(this.own);
    this.summary.textContent = this.described();
    if (!this.own.length || changed || !this.chart) return this.remake();
    this.chart.setData(this.data());
    this.showValues();
  }

  /** Offer the metrics there are; return whether the one that is shown has changed. */
  private offerMetrics(): boolean {
    const before = this.metric;
    const names = metricsOf(this.epochs);
    const offered = Array.from(this.select.options, (option) => option.value);
    if (names.join() !== offered.join()) {
      this.select.replaceChildren(...names.map((name) => new Option(name, name, false, name === before)));
    }
    return this.metric !== before;
  }

  private columns(): Columns {
    return columns(this.own, this.best, this.metric, this.logarithmic.checked);
  }

  private data(): uPlot.AlignedData {
    const { x, bestTraining, bestValidation, training, validation } = this.columns();
    return [x, bestTraining, bestValidation, training, validation];
  }

  private remake(): void {
    this.chart?.destroy();
    this.chart = null;
    if (!this.own.length) return this.legend.replaceChildren();
    this.chart = new uPlot(this.options(), this.data(), this.plot);
    this.summary.textContent = this.described();
    this.showValues();
  }

  private options(): uPlot.Options {
    const ink = inkOf(this.plot);
    return {
      width: this.plot.clientWidth || 320,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: false, range: () => this.span() }, y: this.scale() },
      axes: axesIn(ink),
      series: seriesIn(ink),
      hooks: { drawClear: [(chart) => this.drawMarks(chart, ink)], setCursor: [() => this.showValues()] },
    };
  }

  /** The axis reaches as far as the training that runs is going to. */
  private span(): [number, number] {
    const last = this.own[this.own.length - 1];
    const planned = this.epochs[this.epochs.length - 1]?.epochs ?? 0;
    const end = last ? last.x - last.epoch + Math.max(last.epoch, planned) : 2;
    return [1, Math.max(2, end, this.best[this.best.length - 1]?.x ?? 0)];
  }

  private scale(): uPlot.Scale {
    const level = this.goalLevel();
    const range = (_chart: uPlot, low: number | null, high: number | null): [number | null, number | null] => {
      const [least, most] = bounds(low, high, level, this.logarithmic.checked);
      const [from, to] = this.logarithmic.checked ? uPlot.rangeLog(least, most, 10, false) : uPlot.rangeNum(least, most, 0.08, true);
      return [from, to];
    };
    return this.logarithmic.checked ? { distr: 3, log: 10, range } : { range };
  }

  /** Where the goal's line lies in the metric that is shown. */
  private goalLevel(): number | null {
    if (!this.goal || baseName(this.goal.metric) !== this.metric) return null;
    const level = this.goal.at_most ?? this.goal.at_least ?? null;
    return this.logarithmic.checked && level !== null && level <= 0 ? null : level;
  }

  private drawMarks(chart: uPlot, ink: Ink): void {
    const { left, top, width, height } = chart.bbox;
    const level = this.goalLevel();
    if (level !== null) {
      const y = chart.valToPos(level, "y", true);
      strokeLine(chart.ctx, ink.goal, [2, 4], [left, y, left + width, y]);
    }
    for (const start of boundaries(this.own)) {
      const x = chart.valToPos(start, "x", true);
      strokeLine(chart.ctx, ink.soft, [1, 5], [x, top, x, top + height]);
    }
  }

  /** Show the values under the cursor, or the last ones. */
  private showValues(): void {
    const data = this.data();
    const x = data[0];
    const last = this.own[this.own.length - 1];
    const index = this.chart?.cursor.idx ?? x.indexOf(last?.x ?? 0);
    const at = (series: number): string => short((data[series] as (number | null | undefined)[] | undefined)?.[index]);
    const { words, metric } = this;
    const entries = [entry("training", `${metric} (${words.training}) ${at(3)}`)];
    if (this.hasAny(data[4])) entries.push(entry("validation", `val_${metric} (${words.validation}) ${at(4)}`));
    if (this.best.length) entries.push(entry("best", words.best));
    if (this.goalLevel() !== null) entries.push(entry("goal", this.goalText()));
    const epoch = make("span", "curve-epoch", `${words.epochName} ${Math.round(x[index] ?? 0)}`);
    this.legend.replaceChildren(epoch, ...entries);
    this.plot.setAttribute("aria-valuemax", String(last?.x ?? 1));
    this.plot.setAttribute("aria-valuenow", String(Math.round(x[index] ?? 1)));
    this.plot.setAttribute("aria-valuetext", this.legend.innerText);
  }

  private hasAny(values: ArrayLike<number | null | undefined> | undefined): boolean {
    return Array.from(values ?? []).some((value) => typeof value === "number");
  }

  private goalText(): string {
    const { goal, words } = this;
    if (!goal) return "";
    const text = goal.at_most === undefined ? words.goalLeast : words.goalMost;
    return fill(text, { metric: goal.metric, value: goal.at_most ?? goal.at_least ?? "" });
  }

  private described(): string {
    const { words, own } = this;
    const found = account(own, this.metric);
    const trainings = own[own.length - 1]?.training ?? 0;
    const texts = trainings > 1 ? [fill(words.trainings, { count: trainings })] : [];
    if (found) texts.push(fill(words.summary, { ...found, first: short(found.first), last: short(found.last), best: short(found.best) }));
    const reached = this.goal && this.goalLevel() !== null ? isReached(own, this.goal) : null;
    if (reached !== null) texts.push(reached ? words.reached : words.notReached);
    return texts.join(" ");
  }

  /** With the arrow keys the cursor goes from epoch to epoch, and its values are read out. */
  private makeReadable(): void {
    this.plot.tabIndex = 0;
    this.plot.setAttribute("role", "slider");
    this.plot.setAttribute("aria-label", this.words.readOff);
    this.plot.setAttribute("aria-valuemin", "1");
    this.plot.setAttribute("aria-valuenow", "1");
    this.plot.addEventListener("keydown", (event) => this.onKey(event));
    this.plot.addEventListener("blur", () => this.chart?.setCursor({ left: -10, top: -10 }));
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.own.findIndex((point) => point.x === Math.round(this.chart?.data[0][this.chart.cursor.idx ?? -1] ?? 0));
    const current = at < 0 ? this.own.length - 1 : at;
    const next = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: this.own.length - 1 }[event.key];
    const point = next === undefined ? undefined : this.own[Math.max(0, Math.min(next, this.own.length - 1))];
    if (!point || !this.chart) return;
    event.preventDefault();
    this.chart.setCursor({ left: this.chart.valToPos(point.x, "x"), top: 10 });
  }
}

function entry(kind: string, text: string): HTMLElement {
  const found = make("span");
  const key = makeSvg("svg", { viewBox: "0 0 24 8", "aria-hidden": "true" });
  key.append(makeSvg("line", { class: `curve-${kind}`, x1: "0", y1: "4", x2: "24", y2: "4" }));
  found.append(key, text);
  return found;
}
