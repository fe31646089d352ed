// Activation functions: the curve, its derivative, and a point to move along it.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { handle } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import { ACTIVATIONS, type ActivationName } from "../math/activations.ts";
import { numberText } from "../math/scales.ts";
import { Plot, type Range, evenly } from "../plot.ts";

interface State {
  fn: ActivationName;
  x: number;
  derivative: boolean;
}

interface Text {
  title: string;
  fn: string;
  derivative: string;
  point: string;
  describe: (name: string, x: string, value: string, slope: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Activation functions",
    fn: "Function",
    derivative: "Show the derivative",
    point: "Point on the curve",
    describe: (name, x, value, slope) => `${name}: at x = ${x} the value is ${value} and the slope ${slope}.`,
  },
  ko: {
    title: "활성화 함수",
    fn: "함수",
    derivative: "도함수 표시",
    point: "곡선 위의 점",
    describe: (name, x, value, slope) => `${name}: x = ${x}에서 값은 ${value}, 기울기는 ${slope}입니다.`,
  },
};
const SPAN = 8;
const RANGES: Record<ActivationName, Range> = { linear: [-8, 8], sigmoid: [-0.2, 1.2], tanh: [-1.2, 1.2], relu: [-1, 8] };
const GRID = evenly(-SPAN, SPAN, 200);

export class ActivationsFigure extends Figure<State> {
  private readonly text = this.words(TEXT);

  title(): string {
    return this.text.title;
  }

  view(): TemplateResult {
    const { fn, x, derivative } = this.state;
    const plot = new Plot({ width: this.host.width, x: [-SPAN, SPAN], y: RANGES[fn], xLabel: "x", yLabel: "y" });
    const { value, slope } = ACTIVATIONS[fn];
    const at = { x: plot.x(x), y: plot.y(value(x)) };
    return html`<svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}">
      ${plot.axes()}
      ${derivative ? plot.line("series-1 dashed", GRID, GRID.map(slope)) : nothing}
      ${plot.line("series-0", GRID, GRID.map(value))}
      ${svg`${handle({ at, label: this.text.point, valueText: this.describe(), value: x, range: [-SPAN, SPAN], onMove: (pixel) => this.set({ x: round(plot.xAt(pixel)) }), onNudge: (right) => this.set({ x: round(Math.min(SPAN, Math.max(-SPAN, this.state.x + right / 10))) }) })}`}
    </svg>`;
  }

  override controls(): TemplateResult {
    const names = Object.fromEntries(Object.keys(ACTIVATIONS).map((name) => [name, name]));
    return html`${this.choice("fn", this.text.fn, names)}${this.slider("x", "x")}${this.checkbox("derivative", this.text.derivative)}`;
  }

  describe(): string {
    const { fn, x } = this.state;
    const { value, slope } = ACTIVATIONS[fn];
    return this.text.describe(fn, numberText(x), numberText(value(x), 3), numberText(slope(x), 3));
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
