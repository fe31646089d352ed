// Activation functions: the curve with its tangent, the derivative, and where it is so flat that little is learned.
import { type TemplateResult, html, nothing, svg } from "lit-html";
import { handle } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import { ACTIVATIONS, type ActivationName, flatParts } from "../math/activations.ts";
import { numberText } from "../math/numbers.ts";
import { inside } from "../math/scales.ts";
import { MARGIN, Plot, type Range, evenly } from "../plot.ts";
import { lineRow, table } from "../table.ts";

interface State {
  fn: ActivationName;
  compare: ActivationName | "none";
  x: number;
  derivative: boolean;
}

interface Text {
  title: string;
  fn: string;
  compare: string;
  none: string;
  derivative: string;
  point: string;
  columns: readonly [fn: string, value: string, slope: string];
  flat: string;
  describe: (name: string, x: string, value: string, slope: string) => string;
  saturated: string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Activation functions",
    fn: "Function",
    compare: "Compare with",
    none: "nothing",
    derivative: "Show the derivative (dashed)",
    point: "Point on the curve",
    columns: ["function", "value", "slope"],
    flat: "Shaded: saturated, the slope is smaller than 0.01.",
    describe: (name, x, value, slope) => `${name}: at x = ${x} the value is ${value} and the slope ${slope}.`,
    saturated: "It is saturated there.",
  },
  ko: {
    title: "활성화 함수",
    fn: "함수",
    compare: "비교할 함수",
    none: "없음",
    derivative: "도함수 표시(점선)",
    point: "곡선 위의 점",
    columns: ["함수", "값", "기울기"],
    flat: "음영: 기울기의 크기가 0.01보다 작은 포화 구간입니다.",
    describe: (name, x, value, slope) => `${name}: x = ${x}에서 값은 ${value}, 기울기는 ${slope}입니다.`,
    saturated: "여기서는 포화되어 있습니다.",
  },
};
const SPAN = 8;
const RANGES: Record<ActivationName, Range> = {
  linear: [-8, 8],
  sigmoid: [-0.2, 1.2],
  tanh: [-1.2, 1.2],
  relu: [-0.5, 8],
  leaky_relu: [-2, 8],
  elu: [-1.5, 8],
  softplus: [-0.5, 8],
  gelu: [-0.5, 8],
};
const MIXED: Range = [-1.25, 2.5];
const GRID = evenly(-SPAN, SPAN, 200);
const FLAT = 0.01;
const TANGENT_PIXELS = 70;

export class ActivationsFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);

  view(): TemplateResult {
    const { fn, x } = this.state;
    const plot = new Plot({ width: this.host.width, x: [-SPAN, SPAN], y: this.range(), xLabel: "x" });
    return html`<svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}">
        ${flatParts(ACTIVATIONS[fn].slope, -SPAN, SPAN, FLAT).map(([from, to]) => band(plot, from, to))}
        ${plot.axes()}
        ${this.shown().map((name, index) => this.curves(plot, name, index))}
        ${plot.tangent(x, ACTIVATIONS[fn].value(x), ACTIVATIONS[fn].slope(x), TANGENT_PIXELS)}
        ${this.point(plot)}
      </svg>
      <div class="figure-panels">${this.table()}</div>`;
  }

  override controls(): TemplateResult {
    const names = Object.fromEntries(Object.keys(ACTIVATIONS).map((name) => [name, name]));
    const others = { none: this.text.none, ...names };
    return html`${this.choice("fn", this.text.fn, names)} ${this.choice("compare", this.text.compare, others)}
    ${this.slider("x", "x")} ${this.checkbox("derivative", this.text.derivative)}`;
  }

  describe(): string {
    const { fn, x } = this.state;
    const isFlat = Math.abs(ACTIVATIONS[fn].slope(x)) < FLAT;
    return [...this.shown().map((name) => this.sentence(name)), isFlat ? this.text.saturated : ""].filter(Boolean).join(" ");
  }

  private sentence(name: ActivationName): string {
    const { value, slope } = ACTIVATIONS[name];
    const { x } = this.state;
    return this.text.describe(name, numberText(x), numberText(value(x), 3), numberText(slope(x), 3));
  }

  /** The function, and the one to compare it with. */
  private shown(): ActivationName[] {
    const { fn, compare } = this.state;
    return compare === "none" || compare === fn ? [fn] : [fn, compare];
  }

  /** High enough for all, unless one of them is bounded: then the other is cut off, so that both can be seen. */
  private range(): Range {
    const ranges = this.shown().map((name) => RANGES[name]);
    const [low, highs] = [Math.min(...ranges.map((range) => range[0])), ranges.map((range) => range[1])];
    const isMixed = Math.min(...highs) < MIXED[1] && Math.max(...highs) > MIXED[1];
    return isMixed ? [Math.max(low, MIXED[0]), MIXED[1]] : [low, Math.max(...highs)];
  }

  private curves(plot: Plot, name: ActivationName, index: number): TemplateResult {
    const { value, slope } = ACTIVATIONS[name];
    const values = GRID.map((x) => shownOnly(value(x), plot.yRange));
    return svg`${this.state.derivative ? plot.line(`series-${index} dashed`, GRID, GRID.map(slope)) : nothing}
      ${plot.line(`series-${index}`, GRID, values)}`;
  }

  private point(plot: Plot): TemplateResult {
    const { fn, x, derivative } = this.state;
    const { value, slope } = ACTIVATIONS[fn];
    const under = derivative ? svg`<circle class="dot series-0" cx=${plot.x(x)} cy=${plot.y(slope(x))} r="5"></circle>` : nothing;
    const move = (to: number): void => this.set({ x: Math.round(inside(to, [-SPAN, SPAN]) * 10) / 10 });
    return svg`<line class="guide" x1=${plot.x(x)} x2=${plot.x(x)} y1=${MARGIN.top} y2=${plot.height - MARGIN.bottom}></line>${under}${handle({
      at: { x: plot.x(x), y: plot.y(inside(value(x), plot.yRange)) },
      label: this.text.point,
      valueText: this.describe(),
      value: x,
      range: [-SPAN, SPAN],
      css: "series-0",
      onMove: (pixel) => move(plot.xAt(pixel)),
      onNudge: (right) => move(this.state.x + right / 10),
    })}`;
  }

  private table(): TemplateResult {
    const { x, derivative } = this.state;
    const row = (name: ActivationName, index: number): TemplateResult => {
      const { value, slope } = ACTIVATIONS[name];
      const keys = derivative ? [`series-${index}`, `dashed series-${index}`] : [`series-${index}`];
      return lineRow(keys, name, [numberText(value(x), 4), numberText(slope(x), 4)]);
    };
    return html`<div class="figure-panel">
      ${table(this.text.columns, this.shown().map(row))}
      <p>${this.text.flat}</p>
    </div>`;
  }
}

/** The value, or a gap where it would leave the plot. */
function shownOnly(value: number, [low, high]: Range): number {
  return value >= low && value <= high ? value : Number.NaN;
}

function band(plot: Plot, from: number, to: number): TemplateResult {
  const [left, height] = [plot.x(from), plot.height - MARGIN.top - MARGIN.bottom];
  return svg`<rect class="flat" x=${left} y=${MARGIN.top} width=${plot.x(to) - left} height=${height}></rect>`;
}
