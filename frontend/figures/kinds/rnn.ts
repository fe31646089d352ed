// A SimpleRNN unrolled: one column a step, the same weights in each, and the formula with its numbers.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import type { Words } from "../figure.ts";
import { factorText, fixedText, subscript } from "../math/numbers.ts";
import { Pace } from "../math/pace.ts";
import type { CellWeights } from "../math/recurrent.ts";
import { type Step, simpleRnn } from "../math/rnn.ts";
import { SERIES, type SeriesName, unrolledWeights } from "../math/unrolled.ts";
import { box, head, label, stroke } from "../shapes.ts";
import { FRAMES_TO_READ, SteppedFigure } from "../stepped.ts";

interface State {
  series: SeriesName;
  units: number;
  w: number;
  u: number;
  b: number;
  sequences: boolean;
  step: number;
  unit: number;
}

interface Text {
  title: string;
  series: string;
  names: Record<SeriesName, string>;
  units: string;
  w: string;
  u: string;
  b: string;
  step: string;
  unit: string;
  output: string;
  same: string;
  begin: string;
  describeStart: (shape: string) => string;
  describe: (step: number, x: string, state: string, shape: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "A recurrent layer, unrolled",
    series: "Series",
    names: { knock: "One knock", two: "Two knocks", wave: "Wave" },
    units: "Units",
    w: "W, weight of the input",
    u: "U, weight of the state",
    b: "b, bias",
    step: "Step",
    unit: "Formula of unit",
    output: "output",
    same: "the same at every step",
    begin: "h₀ = 0: nothing has been read yet.",
    describeStart: (shape) => `Nothing has been read yet, the state is 0. The layer's output has shape ${shape}.`,
    describe: (step, x, state, shape) =>
      `Step ${step} has read ${x}; the state is now ${state}. The layer's output has shape ${shape}.`,
  },
  ko: {
    title: "펼친 순환 층",
    series: "시계열",
    names: { knock: "한 번 두드림", two: "두 번 두드림", wave: "물결" },
    units: "유닛 수",
    w: "W, 입력의 가중치",
    u: "U, 상태의 가중치",
    b: "b, 편향",
    step: "단계",
    unit: "식을 볼 유닛",
    output: "출력",
    same: "모든 단계에서 같습니다",
    begin: "h₀ = 0: 아직 아무것도 읽지 않았습니다.",
    describeStart: (shape) => `아직 아무것도 읽지 않아 상태는 0입니다. 층의 출력 형상은 ${shape}입니다.`,
    describe: (step, x, state, shape) =>
      `단계 ${step}의 입력은 ${x}이고, 상태는 이제 ${state}입니다. 층의 출력 형상은 ${shape}입니다.`,
  },
};

const STEPS = 6;
const HEIGHT = 350;
const MIDDLE = 122;
const ROW = 26;
const NARROW = 440;
/** How wide a letter of a formula is, in pixels. */
const LETTER = 7.8;
const SMALL_LETTER = 7.2;

export class RnnFigure extends SteppedFigure<State> {
  protected readonly text = this.words(TEXT);
  protected readonly clock = { field: "step", most: STEPS, pace: new Pace(FRAMES_TO_READ) } as const;
  declare private weights: CellWeights;
  declare private run: Step[];

  protected override prepare(): void {
    const { series, units, w, u, b } = this.state;
    this.weights = unrolledWeights(units, w, u, b);
    this.run = simpleRnn(SERIES[series].map((value) => [value]), this.weights);
    this.state.unit = Math.min(this.state.unit, units - 1);
  }

  view(): TemplateResult {
    const { width } = this.host;
    const { sequences, step } = this.state;
    const firstBox = this.center(1) - this.boxWidth / 2;
    const columns = Array.from({ length: STEPS }, (_, index) => this.column(index + 1));
    return html`<svg class="figure-svg" width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}">
      <g aria-hidden="true">
        ${this.isNarrow ? nothing : label("shape", `return_sequences=${sequences ? "True" : "False"}`, 4, 16, "start")}
        ${label("shape", `${this.text.output} ${this.shape}`, width - 4, 16, "end")}
        ${stroke("arrow-line", 2, MIDDLE, firstBox - 5, MIDDLE)}${head("arrow-head", firstBox - 1, MIDDLE, "right")}
        ${label("tick", "0", firstBox / 2, MIDDLE - 8)}
        ${columns}
        ${label("weights-note", this.weightsNote(), 4, 240, "start")}
        ${(step === 0 ? [this.text.begin] : this.formula(step)).map((line, index) => label(this.isNarrow ? "formula small" : "formula", line, 4, 266 + index * 20, "start"))}
      </g>
    </svg>`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    return html`${this.playerControls()}
      ${this.slider("step", text.step)}${this.slider("w", text.w)}${this.slider("u", text.u)}
      ${this.slider("b", text.b)}${this.slider("units", text.units)}${this.state.units > 1 ? this.slider("unit", text.unit) : nothing}
      ${this.choice("series", text.series, text.names)}${this.checkbox("sequences", "return_sequences")}`;
  }

  describe(): string {
    const { step, series } = this.state;
    if (step === 0) return this.text.describeStart(this.shape);
    return this.text.describe(step, fixedText(SERIES[series][step - 1] as number), this.stateOf(step), this.shape);
  }

  private get shape(): string {
    const { sequences, units } = this.state;
    return sequences ? `(1, ${STEPS}, ${units})` : `(1, ${units})`;
  }

  private stateOf(step: number): string {
    return this.stateAfter(step).map((value) => fixedText(value, 4)).join(", ");
  }

  /** The state after a step; zeros before the first one. */
  private stateAfter(step: number): number[] {
    return this.run[step - 1]?.state ?? this.weights.bias.map(() => 0);
  }

  private weightsNote(): string {
    const { w, u, b, units } = this.state;
    const one = `W = ${fixedText(w)}   U = ${fixedText(u)}   b = ${fixedText(b)}`;
    return this.isNarrow ? one : `${one}${units > 1 ? " …" : ""}: ${this.text.same}`;
  }

  private get isNarrow(): boolean {
    return this.host.width < NARROW;
  }

  private get boxWidth(): number {
    return Math.min(64, (this.host.width / STEPS) * 0.7);
  }

  private center(step: number): number {
    return (this.host.width * (step - 0.5)) / STEPS;
  }

  /** One step: its input below, the cell with the state's numbers, and what it gives out. */
  private column(step: number): TemplateResult {
    const { series } = this.state;
    const middle = this.center(step);
    const wide = this.boxWidth;
    const tall = this.weights.bias.length * ROW + 4;
    const [top, bottom] = [MIDDLE - tall / 2, MIDDLE + tall / 2];
    const css = step === this.state.step ? " now" : step < this.state.step ? "" : " future";
    return svg`
      ${stroke("arrow-line", middle, 186, middle, bottom + 6)}${head("arrow-head", middle, bottom + 1, "up")}
      ${label("weight-name", "W", middle + 12, (186 + bottom) / 2 + 6)}
      ${this.recurrentArrow(step, middle, wide)}
      ${box(`cell-box${css}`, middle - wide / 2, top, wide, tall, 1, 8)}
      ${this.stateAfter(step).map((value, unit) => this.stateNumber(value, middle, top + 2 + unit * ROW, wide, step))}
      ${box("input-box", middle - wide / 2, 186, wide, 26, 1, 13)}
      ${label("cell-number", fixedText(SERIES[series][step - 1] as number), middle, 204)}
      ${this.output(step, middle, top)}`;
  }

  private recurrentArrow(step: number, middle: number, wide: number): TemplateResult | typeof nothing {
    if (step === STEPS) return nothing;
    const next = this.center(step + 1) - wide / 2;
    return svg`${stroke("arrow-line", middle + wide / 2, MIDDLE, next - 5, MIDDLE)}${head("arrow-head", next - 1, MIDDLE, "right")}
      ${label("weight-name", "U", (middle + wide / 2 + next) / 2, MIDDLE - 9)}`;
  }

  private stateNumber(value: number, middle: number, top: number, wide: number, step: number): TemplateResult | typeof nothing {
    if (step > this.state.step) return nothing;
    const css = value < 0 ? "state-negative" : "state-positive";
    return svg`${box(css, middle - wide / 2 + 3, top + 2, wide - 6, ROW - 4, Math.abs(value) * 0.75, 5)}
      ${label(this.isNarrow ? "cell-number tight" : "cell-number", fixedText(value, this.isNarrow ? 2 : 3), middle, top + 17.5)}`;
  }

  private output(step: number, middle: number, top: number): TemplateResult {
    const given = this.state.sequences || step === STEPS;
    const name = `h${subscript(step)}`;
    if (!given) return label("output-name", name, middle, 46);
    return svg`${stroke("arrow-given-line", middle, top, middle, 59)}${head("arrow-given-head", middle, 54, "up")}
      ${label("output-name given", name, middle, 46)}`;
  }

  /** h = tanh(x W + h U + b) of the chosen unit: in letters, in numbers, and worked out. */
  private formula(step: number): string[] {
    const { unit } = this.state;
    const many = this.state.units > 1;
    const [before, now] = [subscript(step - 1), subscript(step)];
    const old = this.stateAfter(step - 1);
    const x = SERIES[this.state.series][step - 1] as number;
    const from = old.map((value, index) => `${factorText(value, 3)}·${factorText(this.weights.recurrent[index]?.[unit] as number)}`);
    const input = `${short(x)}·${factorText(this.weights.kernel[0]?.[unit] as number)}`;
    const terms = [input, ...from, factorText(this.weights.bias[unit] as number)];
    const { sums, state } = this.run[step - 1] as Step;
    const worked = `   = tanh(${short(sums[unit] as number)}) = ${short(state[unit] as number)}`;
    const name = many ? `h${now}[${unit}]` : `h${now}`;
    return [`${name} = tanh(x${now}·W + h${before}·U + b)`, ...this.wrapped(terms), worked];
  }

  /** The sum of terms inside of tanh, on as many lines as it needs. */
  private wrapped(terms: readonly string[]): string[] {
    const most = Math.floor((this.host.width - 8) / (this.isNarrow ? SMALL_LETTER : LETTER));
    const lines = ["   = tanh("];
    terms.forEach((term, index) => {
      const piece = index === terms.length - 1 ? `${term})` : `${term} + `;
      const line = lines.at(-1) as string;
      if (index > 0 && line.length + piece.trimEnd().length > most) lines.push(`     ${piece}`);
      else lines[lines.length - 1] = line + piece;
    });
    return lines;
  }
}

function short(value: number): string {
  return fixedText(value, 3);
}
