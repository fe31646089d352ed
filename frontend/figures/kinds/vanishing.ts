// How much of the last output's gradient arrives at each earlier step: SimpleRNN against LSTM, on a logarithmic scale.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { button } from "../controls.ts";
import { Figure, type Words } from "../figure.ts";
import { sigmoid } from "../math/activations.ts";
import { fixedText, powerText } from "../math/numbers.ts";
import { normalFrom, randomFrom } from "../math/random.ts";
import type { RecurrentActivation } from "../math/rnn.ts";
import { lstmShares, rnnShares } from "../math/vanishing.ts";
import { MARGIN, Plot } from "../plot.ts";
import { label, stroke } from "../shapes.ts";

interface State {
  length: number;
  u: number;
  fn: RecurrentActivation;
  bias: number;
  noise: number;
  seed: number;
}

interface Text {
  title: string;
  length: string;
  u: string;
  fn: string;
  bias: string;
  noise: string;
  other: string;
  steps: string;
  share: string;
  describe: (length: number, rnn: string, lstm: string, gate: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "What is left of the gradient",
    length: "Length of the series",
    u: "SimpleRNN: recurrent weight u",
    fn: "SimpleRNN: activation",
    bias: "LSTM: bias of the forget gate",
    noise: "Input: strength of the noise",
    other: "Other noise",
    steps: "step t",
    share: "share of the last step's gradient",
    describe: (length, rnn, lstm, gate) =>
      `Of the gradient at the last of ${length} steps, the first step gets ${rnn} times as much in the SimpleRNN and ${lstm} times as much in the LSTM, whose forget gate stands near ${gate}.`,
  },
  ko: {
    title: "남아 있는 기울기",
    length: "시계열의 길이",
    u: "SimpleRNN: 순환 가중치 u",
    fn: "SimpleRNN: 활성화 함수",
    bias: "LSTM: 망각 게이트의 편향",
    noise: "입력: 잡음의 세기",
    other: "다른 잡음",
    steps: "단계 t",
    share: "마지막 단계의 기울기에 대한 비",
    describe: (length, rnn, lstm, gate) =>
      `첫 단계의 기울기는 ${length}단계 가운데 마지막 단계의 기울기에 견주어 SimpleRNN에서는 ${rnn}배, 망각 게이트가 ${gate} 근처인 LSTM에서는 ${lstm}배입니다.`,
  },
};
const LOWEST = 1e-12;
const HIGHEST = 1e6;
const LEGEND = 28;

export class VanishingFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);
  declare private rnn: number[];
  declare private lstm: number[];

  protected override prepare(): void {
    const { length, u, fn, bias, noise, seed } = this.state;
    const normal = normalFrom(randomFrom(seed));
    const series = Array.from({ length }, () => noise * normal());
    this.rnn = rnnShares(series, u, fn);
    this.lstm = lstmShares(series, bias);
  }

  view(): TemplateResult {
    const { width } = this.host;
    const steps = this.rnn.map((_, index) => index + 1);
    const plot = new Plot({ width, x: [1, this.state.length], y: [LOWEST, HIGHEST], logY: true, xLabel: this.text.steps, yLabel: this.text.share });
    const height = plot.height + LEGEND;
    return html`<svg class="figure-svg" width=${width} height=${height} viewBox="0 0 ${width} ${height}">
      <g aria-hidden="true">
        ${plot.axes()}
        ${stroke("zero", MARGIN.left, plot.y(1), width - MARGIN.right, plot.y(1))}
        ${plot.line("series-1", steps, this.lstm.map(drawable))}${plot.line("series-0", steps, this.rnn.map(drawable))}
        ${this.legend("series-0", "SimpleRNN", this.rnn, 4, plot.height)}${this.legend("series-1", "LSTM", this.lstm, 4 + width * 0.56, plot.height)}
      </g>
    </svg>`;
  }

  /** What the first step gets, beside the color of the line. */
  private legend(css: string, name: string, shares: readonly number[], x: number, top: number): TemplateResult {
    const y = top + LEGEND - 8;
    return svg`${stroke(`curve ${css}`, x, y - 4, x + 20, y - 4)}${label("legend", `${name} ×${shareText(shares[0] as number)}`, x + 26, y, "start")}`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    const other = button({ label: text.other, onClick: () => this.set({ seed: (this.state.seed % 999) + 1 }), disabled: this.state.noise === 0 });
    return html`${this.slider("length", text.length)}${this.slider("u", text.u)}${this.slider("bias", text.bias)}${this.slider("noise", text.noise)}
      ${this.choice("fn", text.fn, { tanh: "tanh", relu: "relu", linear: "linear" })}
      ${this.isHidden("seed") ? nothing : other}`;
  }

  describe(): string {
    const { length, bias } = this.state;
    return this.text.describe(length, shareText(this.rnn[0] as number), shareText(this.lstm[0] as number), fixedText(sigmoid(bias)));
  }
}

/** What leaves the scale is not drawn. */
function drawable(share: number): number {
  return share < LOWEST || share > HIGHEST ? Number.NaN : share;
}

/** A share as a multiple, such as 0.21 or 1.7·10⁻⁴. */
function shareText(share: number): string {
  return share === 0 || (share >= 0.01 && share < 1000) ? fixedText(share) : powerText(share);
}
