// The optimizers' race: all start at one place of a loss surface, and the ways show what each rule does.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { handle } from "../drag.ts";
import type { Words } from "../figure.ts";
import { cross, cut, levelLines, way } from "../landscape.ts";
import { BASE_RATES } from "../math/base_rates.ts";
import { numberText } from "../math/numbers.ts";
import type { Place } from "../math/outlines.ts";
import { Pace } from "../math/pace.ts";
import { type Run, race } from "../math/race.ts";
import { inside } from "../math/scales.ts";
import { SURFACES, type Surface, type SurfaceName } from "../math/surfaces.ts";
import { OPTIMIZERS, type Optimizer } from "../math/update_rules.ts";
import { apart, endName } from "../names.ts";
import { Plot, type Range } from "../plot.ts";
import { SteppedFigure } from "../stepped.ts";

interface State {
  surface: SurfaceName;
  start: readonly number[];
  runners: string;
  /** All learning rates are multiplied by 10 to this power. */
  rate_power: number;
  factors: readonly number[];
  steps: number;
  log: boolean;
}

interface Text {
  title: string;
  surface: string;
  surfaces: Record<SurfaceName, string>;
  /** What the running problem's map leaves out. */
  held: string;
  start: string;
  rate: string;
  steps: string;
  log: string;
  loss: string;
  step: string;
  optimizer: string;
  learningRate: string;
  rateOf: (name: string) => string;
  table: string;
  away: string;
  describe: (where: string, steps: number, start: string, best: string, low: string, worst: string, high: string) => string;
  alone: (where: string, steps: number, start: string, name: string, loss: string) => string;
  nobody: (where: string, start: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "A race of optimizers",
    surface: "Surface",
    surfaces: { bowl: "Bowl", ravine: "Ravine", saddle: "Saddle", rmse: "RMSE" },
    held: " (w₂ held at 3)",
    start: "Start of all optimizers",
    rate: "All learning rates times",
    steps: "Steps taken",
    log: "Logarithmic loss",
    loss: "loss",
    step: "step",
    optimizer: "Optimizer",
    learningRate: "Learning rate",
    rateOf: (name) => `Learning rate of ${name}`,
    table: "Where each optimizer is",
    away: "off the map",
    describe: (where, steps, start, best, low, worst, high) =>
      `${where}, ${steps} ${steps === 1 ? "step" : "steps"} from ${start}: ${best} is lowest with a loss of ${low}, ${worst} highest with ${high}.`,
    alone: (where, steps, start, name, loss) =>
      `${where}, ${steps} ${steps === 1 ? "step" : "steps"} from ${start}: ${name} has a loss of ${loss}.`,
    nobody: (where, start) => `${where}, start at ${start}: no optimizer is chosen.`,
  },
  ko: {
    title: "옵티마이저 경주",
    surface: "손실 곡면",
    surfaces: { bowl: "그릇", ravine: "골짜기", saddle: "안장", rmse: "RMSE" },
    held: "(w₂ = 3으로 고정)",
    start: "모든 옵티마이저의 출발점",
    rate: "모든 학습률에 곱하는 값",
    steps: "지나온 걸음",
    log: "손실을 로그 눈금으로",
    loss: "손실",
    step: "걸음",
    optimizer: "옵티마이저",
    learningRate: "학습률",
    rateOf: (name) => `${name}의 학습률`,
    table: "옵티마이저마다 지금 있는 곳",
    away: "지도 밖",
    describe: (where, steps, start, best, low, worst, high) =>
      `${where}, ${start}에서 출발해 ${steps}걸음 뒤: 손실이 가장 작은 것은 ${best}(${low}), 가장 큰 것은 ${worst}(${high})입니다.`,
    alone: (where, steps, start, name, loss) => `${where}, ${start}에서 출발해 ${steps}걸음 뒤: ${name}의 손실은 ${loss}입니다.`,
    nobody: (where, start) => `${where}, 출발점 ${start}: 고른 옵티마이저가 없습니다.`,
  },
};
const NAMES: Record<Optimizer, string> = {
  sgd: "SGD",
  momentum: "Momentum",
  nesterov: "NAG",
  adagrad: "Adagrad",
  rmsprop: "RMSProp",
  adadelta: "Adadelta",
  adam: "Adam",
};
const FACTORS = [0.1, 0.3, 1, 3, 10];
const MOST_STEPS = 200;
const FRAMES_A_STEP = 3;
const LOSS_HEIGHT = 190;
/** The heights of the loss plot: with a logarithmic and with a plain scale. */
const LOSSES: Record<SurfaceName, { log: Range; plain: Range }> = {
  bowl: { log: [1e-3, 100], plain: [0, 20] },
  ravine: { log: [1e-3, 1e3], plain: [0, 80] },
  saddle: { log: [1e-3, 100], plain: [0, 10] },
  rmse: { log: [0.01, 100], plain: [0, 18] },
};

export class OptimizersFigure extends SteppedFigure<State> {
  protected readonly text = this.words(TEXT);
  private declare runs: Map<Optimizer, Run>;
  protected readonly clock = { field: "steps", most: MOST_STEPS, pace: new Pace(FRAMES_A_STEP) } as const;
  private followed: Optimizer | null = null;

  protected override prepare(names: ReadonlySet<string>): void {
    if (names.has("surface") && !names.has("start")) this.state.start = [];
    if (names.size === 1 && (names.has("steps") || names.has("log"))) return;
    this.runs = new Map(OPTIMIZERS.filter((name) => this.isRunning(name)).map((name) => [name, this.run(name)]));
  }

  view(): TemplateResult {
    const map = this.mapPlot();
    const height = map.height + LOSS_HEIGHT;
    return html`<svg class="figure-svg" width=${map.width} height=${height} viewBox="0 0 ${map.width} ${height}">
        ${this.map(map)}<g transform="translate(0 ${map.height})">${this.losses()}</g>
      </svg>`;
  }

  override controls(): TemplateResult {
    return html`${this.playerControls()}${this.choice("surface", this.text.surface, this.text.surfaces)}${this.slider("steps", this.text.steps)}
    ${this.slider("rate_power", this.text.rate, (power) => `× ${shownRate(10 ** power)}`)}${this.checkbox("log", this.text.log)}
    ${this.isHidden("runners") ? nothing : this.table()}`;
  }

  describe(): string {
    const { surface, steps } = this.state;
    const start = placeText(this.start);
    const where = this.text.surfaces[surface] + (surface === "rmse" ? this.text.held : "");
    const order = [...this.runs].sort(([, a], [, b]) => lossAt(a, steps) - lossAt(b, steps));
    const [best, worst] = [order[0], order.at(-1)];
    if (!best || !worst) return this.text.nobody(where, start);
    const [low, high] = [best, worst].map(([, run]) => numberText(lossAt(run, steps), 4)) as [string, string];
    if (order.length === 1) return this.text.alone(where, steps, start, NAMES[best[0]], low);
    return this.text.describe(where, steps, start, NAMES[best[0]], low, NAMES[worst[0]], high);
  }

  private get surface(): Surface {
    return SURFACES[this.state.surface];
  }

  /** Where all start: the state's place, or the surface's own. */
  private get start(): Place {
    const [x, y] = this.state.start;
    return x === undefined || y === undefined ? this.surface.start : [inside(x, this.surface.x), inside(y, this.surface.y)];
  }

  private isRunning(name: Optimizer): boolean {
    return this.state.runners.split(",").includes(name);
  }

  private rateOf(name: Optimizer): number {
    const factor = this.state.factors[OPTIMIZERS.indexOf(name)] ?? 1;
    return BASE_RATES[this.state.surface][name] * factor * 10 ** this.state.rate_power;
  }

  private run(name: Optimizer): Run {
    return race(this.surface, name, this.rateOf(name), this.start, MOST_STEPS);
  }

  private mapPlot(): Plot {
    const [xLabel, yLabel] = this.surface.axes.map(subscripted) as [string, string];
    return new Plot({ width: this.host.width, x: this.surface.x as Range, y: this.surface.y as Range, xLabel, yLabel });
  }

  private map(plot: Plot): TemplateResult {
    const { levels, outlines, lowest } = this.surface;
    const lines = [...levels].reverse().flatMap((level) => outlines(level));
    const ways = [...this.runs].map(([name, run]) => way(plot, this.css(name), run.places.subarray(0, 2 * this.state.steps + 2)));
    return svg`${plot.axes()}${cut(plot, [levelLines(plot, lines), ...lowest.map((place) => cross(plot, place)), ...ways])}${this.startHandle(plot)}`;
  }

  private startHandle(plot: Plot): TemplateResult {
    const { start } = this;
    const at = { x: plot.x(start[0]), y: plot.y(start[1]) };
    const [across, up] = [this.surface.x, this.surface.y].map(([low, high]) => (high - low) / 100) as [number, number];
    if (this.isHidden("start")) return svg`<circle class="dot start-dot" cx=${at.x} cy=${at.y} r="8"></circle>`;
    return handle({
      at,
      label: this.text.start,
      valueText: placeText(start),
      value: start[0],
      range: this.surface.x as Range,
      css: "start-dot",
      onMove: (x, y) => this.moveStart([plot.xAt(x), plot.yAt(y)]),
      onNudge: (right, upward) => this.moveStart([this.start[0] + right * across, this.start[1] + upward * up]),
    });
  }

  private moveStart([x, y]: Place): void {
    this.set({ start: [round(inside(x, this.surface.x)), round(inside(y, this.surface.y))] });
  }

  private losses(): TemplateResult {
    const { surface, steps, log } = this.state;
    const y = LOSSES[surface][log ? "log" : "plain"];
    const plot = new Plot({ width: this.host.width, height: LOSS_HEIGHT, x: [0, MOST_STEPS], y, logY: log, xLabel: this.text.step, yLabel: this.text.loss });
    const xs = Array.from({ length: steps + 1 }, (_, step) => step);
    const ends = [...this.runs.values()].map((run) => plot.y(inside(lossAt(run, steps), y)));
    const named = apart(ends, plot.y(y[0]));
    return svg`${plot.axes()}${[...this.runs].map(
      ([name, run], index) => svg`<g class="way ${this.css(name)}">${plot.line("way-curve", xs, run.losses)}<circle class="dot" cx=${plot.x(steps)} cy=${ends[index]} r="4"></circle>
        ${endName(plot, "", NAMES[name], plot.x(steps), named[index] as number)}</g>`,
    )}`;
  }

  /** The optimizer's color, and whether another one is followed. */
  private css(name: Optimizer): string {
    const emphasis = this.followed === null ? "" : this.followed === name ? " followed" : " passed-over";
    return `series-${OPTIMIZERS.indexOf(name)}${emphasis}`;
  }

  private table(): TemplateResult {
    const [x, y] = this.surface.axes.map(subscripted) as [string, string];
    return html`<table class="figure-table">
      <caption class="visually-hidden">${this.text.table}</caption>
      <thead><tr><th scope="col">${this.text.optimizer}</th><th scope="col">${this.text.learningRate}</th><th scope="col" class="spare">${x}</th><th scope="col" class="spare">${y}</th><th scope="col">${this.text.loss}</th></tr></thead>
      <tbody>${OPTIMIZERS.map((name) => this.row(name))}</tbody>
    </table>`;
  }

  private row(name: Optimizer): TemplateResult {
    const run = this.runs.get(name);
    const follow = (followed: Optimizer | null) => (): void => {
      this.followed = followed;
      this.host.draw();
    };
    return html`<tr @pointerenter=${follow(run ? name : null)} @pointerleave=${follow(null)} @focusin=${follow(run ? name : null)} @focusout=${follow(null)}>
      <th scope="row"><label class="figure-check"><input type="checkbox" .checked=${live(run !== undefined)} @change=${() => this.toggle(name)} /><span class="swatch series-${OPTIMIZERS.indexOf(name)}"></span>${NAMES[name]}</label></th>
      <td>${this.rateSelect(name)}</td>${run ? this.numbers(run) : html`<td class="spare"></td><td class="spare"></td><td></td>`}
    </tr>`;
  }

  private numbers(run: Run): TemplateResult {
    const { steps } = this.state;
    const [x, y] = run.places.subarray(2 * steps, 2 * steps + 2) as unknown as Place;
    if (lossAt(run, steps) > 1e6) return html`<td class="spare"></td><td class="spare"></td><td>${this.text.away}</td>`;
    return html`<td class="spare">${fixed(x, 2)}</td><td class="spare">${fixed(y, 2)}</td><td>${fixed(lossAt(run, steps), 4)}</td>`;
  }

  private toggle(name: Optimizer): void {
    const runners = OPTIMIZERS.filter((other) => this.isRunning(other) !== (other === name));
    this.set({ runners: runners.join(",") });
  }

  /** A list of the rate that suits the surface and of larger and smaller ones. */
  private rateSelect(name: Optimizer): TemplateResult {
    const place = OPTIMIZERS.indexOf(name);
    const own = this.state.factors[place] ?? 1;
    const factors = FACTORS.includes(own) ? FACTORS : [...FACTORS, own].sort((a, b) => a - b);
    const unit = this.rateOf(name) / own;
    const chosen = (event: Event): void => {
      const factor = Number((event.target as HTMLSelectElement).value);
      this.set({ factors: this.state.factors.map((one, index) => (index === place ? factor : one)) });
    };
    return html`<select class="form-select form-select-sm" aria-label=${this.text.rateOf(NAMES[name])} .value=${live(String(own))} @change=${chosen}>
      ${factors.map((factor) => html`<option value=${factor} ?selected=${factor === own}>${shownRate(unit * factor)}</option>`)}
    </select>`;
  }
}

function lossAt(run: Run, step: number): number {
  return run.losses[step] as number;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** A number with as many digits as those above and below it in a table. */
function fixed(value: number, digits: number): string {
  return Math.abs(value) >= 1e4 ? numberText(value) : value.toFixed(digits).replace(/^-(?=0\.?0*$)/, "").replace("-", "−");
}

/** A learning rate to two digits. */
function shownRate(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}

function placeText([x, y]: Place): string {
  return `(${numberText(x)}, ${numberText(y)})`;
}

function subscripted(name: string): string {
  return name.replace("1", "₁").replace("2", "₂");
}
