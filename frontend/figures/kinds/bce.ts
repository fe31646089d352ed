// Binary cross-entropy of one probability, beside the squared error: what each costs, and how steep it is.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { handle } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import { sigmoid } from "../math/activations.ts";
import { type Cost, crossEntropy, squaredError } from "../math/losses.ts";
import { numberText } from "../math/numbers.ts";
import { inside } from "../math/scales.ts";
import { MARGIN, Plot, evenly } from "../plot.ts";
import { lineRow, table } from "../table.ts";

interface State {
  label: "0" | "1";
  p: number;
  over: "p" | "z";
  squared: boolean;
}

interface Text {
  title: string;
  label: string;
  p: string;
  over: string;
  overP: string;
  overZ: string;
  squared: string;
  point: string;
  entropy: string;
  error: string;
  columns: readonly [loss: string, slope: string, loss: string];
  describe: (label: string, p: string, entropy: Cost) => string;
  compared: (error: Cost) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Binary cross-entropy of one answer",
    label: "Label y",
    p: "probability p of a 1",
    over: "Across",
    overP: "probability p",
    overZ: "logit z",
    squared: "Show the squared error",
    point: "The prediction",
    entropy: "cross-entropy",
    error: "squared error",
    columns: ["loss L", "dL/dp", "dL/dz"],
    describe: (label, p, { loss, slopeOverZ }) =>
      `The label is ${label}, the network says p = ${p}: the cross-entropy is ${numberText(loss, 3)}, its slope over z ${numberText(slopeOverZ, 3)}.`,
    compared: ({ loss, slopeOverZ }) => `The squared error is ${numberText(loss, 3)}, its slope over z ${numberText(slopeOverZ, 3)}.`,
  },
  ko: {
    title: "답 하나의 이진 교차 엔트로피",
    label: "레이블 y",
    p: "1일 확률 p",
    over: "가로축",
    overP: "확률 p",
    overZ: "로짓 z",
    squared: "제곱 오차 표시",
    point: "예측",
    entropy: "교차 엔트로피",
    error: "제곱 오차",
    columns: ["손실 L", "dL/dp", "dL/dz"],
    describe: (label, p, { loss, slopeOverZ }) =>
      `레이블은 ${label}, 신경망의 답은 p = ${p}: 교차 엔트로피는 ${numberText(loss, 3)}, z에 대한 기울기는 ${numberText(slopeOverZ, 3)}입니다.`,
    compared: ({ loss, slopeOverZ }) => `제곱 오차는 ${numberText(loss, 3)}, z에 대한 기울기는 ${numberText(slopeOverZ, 3)}입니다.`,
  },
};
const LEAST = 0.0005;
const MOST_LOSS = { p: 5, z: 8 };
const SPAN = 8;
const TANGENT_PIXELS = 60;
const LOGITS = evenly(-SPAN, SPAN, 320);

export class BceFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);

  view(): TemplateResult {
    const { over } = this.state;
    const plot = new Plot({ width: this.host.width, x: over === "p" ? [0, 1] : [-SPAN, SPAN], y: [0, MOST_LOSS[over]], xLabel: over, yLabel: "L" });
    return html`<svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}">
        ${plot.axes()} ${this.state.squared ? this.curve(plot, squaredError, 1) : nothing} ${this.curve(plot, crossEntropy, 0)} ${this.handle(plot)}
      </svg>
      <div class="figure-panels">${this.table()}</div>`;
  }

  override controls(): TemplateResult {
    const across = { p: this.text.overP, z: this.text.overZ };
    return html`${this.choice("label", this.text.label, { "1": "1", "0": "0" })} ${this.choice("over", this.text.over, across)}
    ${this.slider("p", this.text.p)} ${this.checkbox("squared", this.text.squared)}`;
  }

  describe(): string {
    const { label, p, squared } = this.state;
    const said = this.text.describe(label, numberText(p, 4), crossEntropy(p, this.label));
    return squared ? `${said} ${this.text.compared(squaredError(p, this.label))}` : said;
  }

  private get label(): 0 | 1 {
    return this.state.label === "1" ? 1 : 0;
  }

  private curve(plot: Plot, cost: typeof crossEntropy, index: number): TemplateResult {
    const { over, p } = this.state;
    const probabilities = LOGITS.map(sigmoid);
    const across = over === "p" ? probabilities : LOGITS;
    const css = `series-${index}`;
    const { loss, slopeOverP, slopeOverZ } = cost(p, this.label);
    const losses = probabilities.map((one) => cost(one, this.label).loss);
    const shown = losses.map((one) => (one > plot.yRange[1] ? Number.NaN : one));
    return svg`${plot.line(`${css}${index ? " dashed" : ""}`, across, shown)}
      ${plot.tangent(this.across(p), loss, over === "p" ? slopeOverP : slopeOverZ, TANGENT_PIXELS)}
      <circle class="dot ${css}" cx=${plot.x(this.across(p))} cy=${plot.y(Math.min(plot.yRange[1], loss))} r="6"></circle>`;
  }

  private handle(plot: Plot): TemplateResult {
    const { p } = this.state;
    const move = (x: number): void => this.setP(this.state.over === "p" ? plot.xAt(x) : sigmoid(plot.xAt(x)));
    const [x, y] = [plot.x(this.across(p)), plot.y(Math.min(plot.yRange[1], crossEntropy(p, this.label).loss))];
    return svg`<line class="guide" x1=${x} x2=${x} y1=${MARGIN.top} y2=${plot.height - MARGIN.bottom}></line>${handle({
      at: { x, y },
      label: this.text.point,
      valueText: this.describe(),
      value: p,
      range: [LEAST, 1 - LEAST],
      css: "series-0",
      onMove: move,
      onNudge: (right) => this.nudge(right),
    })}`;
  }

  private nudge(steps: number): void {
    const { over, p } = this.state;
    this.setP(over === "p" ? p + steps / 100 : sigmoid(logit(p) + steps / 10));
  }

  private across(p: number): number {
    return this.state.over === "p" ? p : logit(p);
  }

  private setP(p: number): void {
    const parts = this.state.over === "p" ? 1000 : 10000;
    this.set({ p: inside(Math.round(p * parts) / parts, [LEAST, 1 - LEAST]) });
  }

  private table(): TemplateResult {
    const { p, squared } = this.state;
    const rows = [
      costRow("series-0", this.text.entropy, crossEntropy(p, this.label)),
      costRow("dashed series-1", this.text.error, squaredError(p, this.label)),
    ];
    return html`<div class="figure-panel">${table(["", ...this.text.columns], rows.slice(0, squared ? 2 : 1))}</div>`;
  }
}

function costRow(key: string, name: string, { loss, slopeOverP, slopeOverZ }: Cost): TemplateResult {
  return lineRow([key], name, [loss, slopeOverP, slopeOverZ].map((value) => numberText(value, 4)));
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}
