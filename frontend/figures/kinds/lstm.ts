// An LSTM cell of one unit at work: its gates, how the cell state flows through them, and both states over time.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { segments, slider } from "../controls.ts";
import type { Words } from "../figure.ts";
import { PARTS, PRESETS, type Preset, SERIES, type SeriesName, gateWeights } from "../math/gates.ts";
import { type Step, lstm } from "../math/lstm.ts";
import { factorText, fixedText, subscript } from "../math/numbers.ts";
import { Pace } from "../math/pace.ts";
import { box, chain, head, label, stroke } from "../shapes.ts";
import { FRAMES_TO_READ, SteppedFigure } from "../stepped.ts";

interface State {
  preset: Preset | "own";
  weights: readonly number[];
  series: SeriesName;
  step: number;
}

type Part = (typeof PARTS)[number];
/** What h answers at the end when it is asked about the first step, and whether that is so. */
type Recall = "yes right" | "yes wrong" | "no right" | "no wrong";

interface Text {
  title: string;
  preset: string;
  presets: Record<Preset | "own", string>;
  series: string;
  names: Record<SeriesName, string>;
  step: string;
  part: string;
  parts: Record<Part, string>;
  describeStart: string;
  recall: Record<Recall, string>;
  describe: (step: number, x: string, gates: string, cell: string, hidden: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "An LSTM cell at work",
    preset: "Weights",
    presets: {
      remember: "Remember the first knock", forget: "Forget at once", count: "Count the knocks", lesson: "The step by hand",
      fresh: "Before training", own: "Your own",
    },
    series: "Series",
    names: { first: "A knock, then noise", noise: "Noise only", knocks: "Four knocks", wave: "A wave" },
    step: "Step",
    part: "Weights of",
    parts: { i: "input", f: "forget", c: "candidate", o: "output" },
    recall: {
      "yes right": "Was there a knock at step 1? h is above 0.5, which says yes, and that is right.",
      "yes wrong": "Was there a knock at step 1? h is above 0.5, which says yes, and that is wrong.",
      "no right": "Was there a knock at step 1? h is not above 0.5, which says no, and that is right.",
      "no wrong": "Was there a knock at step 1? h is not above 0.5, which says no, and that is wrong.",
    },
    describeStart: "Nothing has been read yet: the cell state c and the hidden state h are 0.",
    describe: (step, x, gates, cell, hidden) =>
      `Step ${step} reads ${x}. Gates and candidate: ${gates}. The cell state is now ${cell}, the hidden state ${hidden}.`,
  },
  ko: {
    title: "일하는 LSTM 셀",
    preset: "가중치",
    presets: {
      remember: "첫 두드림을 기억", forget: "바로 잊기", count: "두드림 세기", lesson: "손으로 계산한 단계", fresh: "훈련 전",
      own: "직접 정함",
    },
    series: "시계열",
    names: { first: "두드림 뒤에 잡음", noise: "잡음만", knocks: "두드림 네 번", wave: "물결" },
    step: "단계",
    part: "가중치를 바꿀 부분",
    parts: { i: "입력", f: "망각", c: "후보", o: "출력" },
    recall: {
      "yes right": "단계 1에 두드림이 있었을까요? h가 0.5보다 크므로 있었다는 답이고, 맞습니다.",
      "yes wrong": "단계 1에 두드림이 있었을까요? h가 0.5보다 크므로 있었다는 답이지만, 틀렸습니다.",
      "no right": "단계 1에 두드림이 있었을까요? h가 0.5보다 크지 않으므로 없었다는 답이고, 맞습니다.",
      "no wrong": "단계 1에 두드림이 있었을까요? h가 0.5보다 크지 않으므로 없었다는 답이지만, 틀렸습니다.",
    },
    describeStart: "아직 아무것도 읽지 않았습니다. 셀 상태 c와 은닉 상태 h는 0입니다.",
    describe: (step, x, gates, cell, hidden) =>
      `단계 ${step}의 입력은 ${x}입니다. 게이트와 후보: ${gates}. 셀 상태는 이제 ${cell}, 은닉 상태는 ${hidden}입니다.`,
  },
};

const STEPS = 12;
const LINE = 46;
const PRODUCT = 98;
const GAUGE = { top: 138, bottom: 208, width: 38 };
const CHART = { left: 26, right: 8, top: 290, bottom: 408 };
const FORMULAS = { top: 446, line: 20 };
const TWO_COLUMNS = 560;
const START: Step = { i: [0], f: [0], g: [0], o: [0], cell: [0], hidden: [0] };
const RANGE = { type: "number", min: -10, max: 10, step: 0.1, default: 0 } as const;

export class LstmFigure extends SteppedFigure<State> {
  protected readonly text = this.words(TEXT);
  protected readonly clock = { field: "step", most: STEPS, pace: new Pace(FRAMES_TO_READ) } as const;
  private part: Part = "i";
  declare private numbers: readonly number[];
  declare private run: Step[];

  protected override prepare(): void {
    const { preset, weights, series } = this.state;
    this.numbers = preset === "own" ? weights : PRESETS[preset];
    this.run = lstm(SERIES[series].map((value) => [value]), gateWeights(this.numbers));
  }

  view(): TemplateResult {
    const { width } = this.host;
    const height = FORMULAS.top + (width < TWO_COLUMNS ? 6 : 4) * FORMULAS.line - 8;
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      <g aria-hidden="true">${this.flow()}${this.gauges()}${this.chart()}${this.formulas()}</g>
    </svg>`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    return html`${this.playerControls()}
      ${this.slider("step", text.step)}${this.choice("preset", text.preset, text.presets)}${this.choice("series", text.series, text.names)}
      ${this.isHidden("weights") ? nothing : this.weightControls()}`;
  }

  describe(): string {
    const { step, series } = this.state;
    if (step === 0) return this.text.describeStart;
    const { i, f, g, o, cell, hidden } = this.now;
    const gates = `i ${two(i)}, f ${two(f)}, g ${two(g)}, o ${two(o)}`;
    const said = this.text.describe(step, fixedText(SERIES[series][step - 1] as number), gates, two(cell), two(hidden));
    return step === STEPS && (series === "first" || series === "noise") ? `${said} ${this.text.recall[this.recall()]}` : said;
  }

  private recall(): Recall {
    const says = first(this.now.hidden) > 0.5;
    const isRight = says === (this.state.series === "first");
    return `${says ? "yes" : "no"} ${isRight ? "right" : "wrong"}`;
  }

  private weightControls(): TemplateResult {
    const choose = (next: string): void => {
      this.part = next as Part;
      this.host.draw();
    };
    const rows = ["W", "U", "b"].map((name, row) => this.weightSlider(name, row * 4 + PARTS.indexOf(this.part)));
    return html`${segments({ label: this.text.part, value: this.part, labels: this.text.parts, onInput: choose, id: `${this.host.id}-part` })}${rows}`;
  }

  private weightSlider(name: string, index: number): TemplateResult {
    const onInput = (next: number): void => this.set({ preset: "own", weights: this.numbers.map((old, at) => (at === index ? next : old)) });
    return slider({ label: `${name} (${this.part})`, value: this.numbers[index] as number, field: RANGE, onInput });
  }

  private get now(): Step {
    return this.run[this.state.step - 1] ?? START;
  }

  private get before(): Step {
    return this.run[this.state.step - 2] ?? START;
  }

  /** Where the parts i, f, c and o stand. */
  private place(part: Part): number {
    return this.host.width * (0.1 + 0.225 * PARTS.indexOf(part));
  }

  /** The cell state along the top, times f, plus i g; and o tanh(c), which leaves as h. */
  private flow(): TemplateResult {
    const { i, f, g, o, cell, hidden } = this.now;
    const [xi, xf, xg, xo] = PARTS.map((part) => this.place(part)) as [number, number, number, number];
    const end = this.host.width - 8;
    const [before, now] = [subscript(Math.max(0, this.state.step - 1)), subscript(this.state.step)];
    const kept = first(f) * first(this.before.cell);
    const written = first(i) * first(g);
    return svg`
      ${this.pipe(first(this.before.cell), [[8, LINE], [xf, LINE]])}
      ${this.pipe(kept, [[xf, LINE], [xg, LINE]])}
      ${this.pipe(first(cell), [[xg, LINE], [end - 10, LINE]])}${this.tip(first(cell), LINE)}
      ${this.pipe(first(cell), [[xo, LINE], [xo, PRODUCT]])}
      ${this.pipe(first(f), [[xf, GAUGE.top], [xf, LINE]], "gate-line")}
      ${this.pipe(first(i), [[xi, GAUGE.top], [xi, PRODUCT], [xf - 8, PRODUCT]], "gate-line")}
      ${this.pipe(first(i), [[xf + 8, PRODUCT], [xg, PRODUCT]], "gate-line")}
      ${this.pipe(first(g), [[xg, GAUGE.top], [xg, PRODUCT]])}
      ${this.pipe(written, [[xg, PRODUCT], [xg, LINE]])}
      ${this.pipe(first(o), [[xo, GAUGE.top], [xo, PRODUCT]], "gate-line")}
      ${this.pipe(first(hidden), [[xo, PRODUCT], [end - 10, PRODUCT]])}${this.tip(first(hidden), PRODUCT)}
      ${knot("×", xf, LINE)}${knot("+", xg, LINE)}${knot("×", xg, PRODUCT)}${knot("×", xo, PRODUCT)}
      ${box("tanh-box", xo - 18, 61, 36, 18, 1, 9)}${label("tanh-name", "tanh", xo, 74)}
      ${label("cell-number", `c${before} ${two(this.before.cell)}`, 8, LINE - 16, "start")}
      ${label("flow-note", `f·c ${fixedText(kept)}`, (xf + xg) / 2, LINE - 16)}
      ${label("flow-note", `i·g ${fixedText(written)}`, xg - 12, (LINE + PRODUCT) / 2 + 4, "end")}
      ${label("cell-number", `c${now} ${two(cell)}`, end, LINE - 16, "end")}
      ${label("cell-number", `h${now} ${two(hidden)}`, end, PRODUCT + 24, "end")}`;
  }

  /** A line as thick as what flows along it. */
  private pipe(value: number, corners: [number, number][], css = value < 0 ? "pipe negative" : "pipe positive"): TemplateResult {
    return chain(css, corners, 1.5 + 6 * Math.min(1, Math.abs(value)));
  }

  private tip(value: number, y: number): TemplateResult {
    return head(value < 0 ? "pipe-tip negative" : "pipe-tip positive", this.host.width - 8, y, "right", 8);
  }

  private gauges(): TemplateResult {
    const { i, f, g, o } = this.now;
    return svg`${([["i", i], ["f", f], ["c", g], ["o", o]] as const).map(([part, values]) => this.gauge(part, first(values)))}`;
  }

  /** A bar from 0 to 1; for the candidate, from -1 to 1 around its middle. */
  private gauge(part: Part, value: number): TemplateResult {
    const { top, bottom, width } = GAUGE;
    const x = this.place(part);
    const isCandidate = part === "c";
    const zero = isCandidate ? (top + bottom) / 2 : bottom;
    const tall = (isCandidate ? 0.5 : 1) * (bottom - top) * Math.abs(value);
    const css = isCandidate ? (value < 0 ? "gauge-fill negative" : "gauge-fill positive") : "gauge-fill gate";
    return svg`${box("gauge", x - width / 2, top, width, bottom - top, 1, 6)}
      ${box(css, x - width / 2 + 3, value < 0 ? zero : zero - tall, width - 6, tall, 1, 3)}
      ${isCandidate ? stroke("gauge-zero", x - width / 2, zero, x + width / 2, zero) : nothing}
      ${label("gauge-number", `${isCandidate ? "g" : part} ${fixedText(value)}`, x, bottom + 18)}
      ${label("axis-note", this.text.parts[part], x, bottom + 34)}`;
  }

  /** The four parts and both states in numbers: in two columns where there is room. */
  private formulas(): TemplateResult | typeof nothing {
    if (this.state.step === 0) return nothing;
    const { f, i, g, o, cell, hidden } = this.now;
    const now = subscript(this.state.step);
    const parts = ([["i", "σ", i], ["f", "σ", f], ["g", "tanh", g], ["o", "σ", o]] as const).map(
      ([name, activation, values], index) => `${name} = ${activation}(${this.sum(index)}) = ${two(values)}`,
    );
    const states = [
      `c${now} = ${two(f)}·${factorText(first(this.before.cell))} + ${two(i)}·${factorText(first(g))} = ${two(cell)}`,
      `h${now} = ${two(o)}·tanh(${two(cell)}) = ${two(hidden)}`,
    ];
    const { width } = this.host;
    const line = (text: string, x: number, row: number): TemplateResult => label("formula small", text, x, FORMULAS.top + row * FORMULAS.line, "start");
    const isWide = width >= TWO_COLUMNS;
    return svg`${parts.map((text, row) => line(text, 4, row))}${states.map((text, row) => line(text, isWide ? width * 0.52 : 4, isWide ? row : row + 4))}`;
  }

  /** x W + h U + b of one of the four parts, in numbers. */
  private sum(index: number): string {
    const [w, u, b] = [0, 4, 8].map((from) => this.numbers[from + index] as number) as [number, number, number];
    const x = SERIES[this.state.series][this.state.step - 1] as number;
    return `${fixedText(w)}·${factorText(x)} + ${factorText(u)}·${factorText(first(this.before.hidden))} + ${factorText(b)}`;
  }

  /** The series as bars, c and h as lines up to the present step. */
  private chart(): TemplateResult {
    const { step, series } = this.state;
    const { left, right, top, bottom } = CHART;
    const wide = (this.host.width - left - right) / (STEPS + 1);
    const [low, high] = this.bounds();
    const x = (at: number): number => left + (at + 0.5) * wide;
    const y = (value: number): number => bottom - ((value - low) / (high - low)) * (bottom - top);
    const points = (values: readonly number[]): [number, number][] => [0, ...values].slice(0, step + 1).map((value, at) => [x(at), y(value)]);
    const [cells, hiddens] = [points(this.run.map(({ cell }) => first(cell))), points(this.run.map(({ hidden }) => first(hidden)))];
    return svg`
      ${box("now-band", x(step) - wide / 2, top - 6, wide, bottom - top + 12, 1, 4)}
      ${[low, 0, high].map((value) => svg`${stroke(value === 0 ? "zero" : "grid", left, y(value), this.host.width - right, y(value))}${label("tick", fixedText(value), left - 6, y(value) + 4, "end")}`)}
      ${SERIES[series].map((value, at) => box("input-bar", x(at + 1) - wide * 0.22, Math.min(y(0), y(value)), wide * 0.44, Math.abs(y(value) - y(0)), at < step ? 1 : 0.45))}
      ${[0, ...SERIES[series]].map((_, at) => label("tick", String(at), x(at), bottom + 18))}
      ${chain("curve series-0", cells, 2.5)}${chain("curve series-1", hiddens, 2.5)}
      ${cells.map(([cx, cy]) => svg`<circle class="dot series-0" cx=${cx} cy=${cy} r="3.5"></circle>`)}
      ${hiddens.map(([cx, cy]) => svg`<circle class="dot series-1" cx=${cx} cy=${cy} r="3.5"></circle>`)}
      ${this.legend()}`;
  }

  private legend(): TemplateResult {
    const y = CHART.top - 18;
    return svg`${box("input-bar", 30, y - 9, 10, 10)}${label("legend", "x", 46, y, "start")}
      ${stroke("curve series-0", 70, y - 4, 90, y - 4)}${label("legend", "c", 96, y, "start")}
      ${stroke("curve series-1", 120, y - 4, 140, y - 4)}${label("legend", "h", 146, y, "start")}`;
  }

  /** The range of all that is drawn, in whole numbers, so that it stays while the player plays. */
  private bounds(): [number, number] {
    const values = this.run.map(({ cell }) => first(cell));
    return [Math.min(-1, Math.floor(Math.min(...values))), Math.max(1, Math.ceil(Math.max(...values)))];
  }
}

function knot(sign: string, x: number, y: number): TemplateResult {
  return svg`<circle class="knot" cx=${x} cy=${y} r="10"></circle>${label("knot-sign", sign, x, y + 5)}`;
}

function first(values: readonly number[]): number {
  return values[0] as number;
}

function two(values: readonly number[]): string {
  return fixedText(first(values));
}
