// Mean squared against mean absolute error: the best fit of each, and one point that can be dragged far from the others.
import { type TemplateResult, html, svg } from "lit-html";
import { handle } from "../drag.ts";
import { Figure, type Words } from "../figure.ts";
import { type Errors, type Line, errorsOf, leastAbsolute, leastSquares, meanFit, medianFit, valueAt } from "../math/fits.ts";
import { numberText } from "../math/numbers.ts";
import { inside } from "../math/scales.ts";
import { Plot } from "../plot.ts";
import { lineRow, table } from "../table.ts";

interface State {
  fit: "constant" | "line";
  y: number;
}

interface Text {
  title: string;
  fit: string;
  constant: string;
  line: string;
  outlier: string;
  columns: readonly [fit: string, equation: string, mse: string, mae: string];
  squared: string;
  absolute: string;
  describe: (y: string, squared: string, absolute: string) => string;
  share: (squared: string, absolute: string) => string;
}

const TEXT: Words<Text> = {
  en: {
    title: "Squared and absolute error with an outlier",
    fit: "Fit",
    constant: "a constant",
    line: "a line",
    outlier: "the last point",
    columns: ["best fit by", "ŷ", "MSE", "MAE"],
    squared: "squared error",
    absolute: "absolute error",
    describe: (y, squared, absolute) => `The last point lies at ${y}. The best fit by squared error is ${squared}, by absolute error ${absolute}.`,
    share: (squared, absolute) => `Measured from the dashed fit, the last point alone makes up ${squared} of the squared error and ${absolute} of the absolute error.`,
  },
  ko: {
    title: "이상치가 있을 때의 제곱 오차와 절대 오차",
    fit: "맞출 것",
    constant: "상수",
    line: "직선",
    outlier: "마지막 점",
    columns: ["가장 작게 하는 오차", "ŷ", "MSE", "MAE"],
    squared: "제곱 오차",
    absolute: "절대 오차",
    describe: (y, squared, absolute) => `마지막 점은 ${y}에 있습니다. 제곱 오차로 가장 잘 맞는 것은 ${squared}, 절대 오차로는 ${absolute}입니다.`,
    share: (squared, absolute) => `점선에서 재면 마지막 점 하나가 제곱 오차의 ${squared}, 절대 오차의 ${absolute}를 차지합니다.`,
  },
};
const VALUES = { constant: [20, 21, 22, 23], line: [14, 17, 18, 21, 23, 24] } as const;
const HIGHEST = 100;

export class OutlierFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);

  view(): TemplateResult {
    const { xs, ys } = this;
    const plot = new Plot({ width: this.host.width, x: [0, xs.length + 1], y: [0, HIGHEST], xLabel: "x", yLabel: "y" });
    const fits = this.fits();
    return html`<svg class="figure-svg" width=${plot.width} height=${plot.height} viewBox="0 0 ${plot.width} ${plot.height}">
        ${plot.axes()}
        ${fits.map((line, index) => this.fitted(plot, line, index))}
        ${ys.slice(0, -1).map((y, index) => svg`<circle class="dot series-ink" cx=${plot.x(xs[index] as number)} cy=${plot.y(y)} r="6"></circle>`)}
        ${this.outlier(plot)}
      </svg>
      <div class="figure-panels">${this.table(fits)}</div>`;
  }

  override controls(): TemplateResult {
    return html`${this.choice("fit", this.text.fit, { constant: this.text.constant, line: this.text.line })}${this.slider("y", this.text.outlier)}`;
  }

  describe(): string {
    const [squared, absolute] = this.fits();
    return this.text.describe(numberText(this.state.y), equation(squared), equation(absolute));
  }

  private get xs(): number[] {
    return this.ys.map((_, index) => index + 1);
  }

  private get ys(): number[] {
    return [...VALUES[this.state.fit], this.state.y];
  }

  /** The best fit by squared error, and that by absolute error. */
  private fits(): [Line, Line] {
    const { xs, ys } = this;
    return this.state.fit === "constant" ? [meanFit(ys), medianFit(ys)] : [leastSquares(xs, ys), leastAbsolute(xs, ys)];
  }

  /** A fit, and how far the last point is from it. */
  private fitted(plot: Plot, line: Line, index: number): TemplateResult {
    const last = this.xs.length;
    const ends = [0, last + 1];
    const x = plot.x(last) + (index ? 5 : -5);
    const css = `series-${index}`;
    return svg`<line class="curve thin ${css}" x1=${x} x2=${x} y1=${plot.y(this.state.y)} y2=${plot.y(valueAt(line, last))}></line>
      ${plot.line(`${css}${index ? " dashed" : ""}`, ends, ends.map((end) => valueAt(line, end)))}`;
  }

  private outlier(plot: Plot): TemplateResult {
    const { y } = this.state;
    const move = (to: number): void => this.set({ y: Math.round(inside(to, [0, HIGHEST])) });
    return svg`${handle({
      at: { x: plot.x(this.xs.length), y: plot.y(y) },
      label: this.text.outlier,
      valueText: numberText(y),
      value: y,
      range: [0, HIGHEST],
      css: "series-3",
      onMove: (_x, pixel) => move(plot.yAt(pixel)),
      onNudge: (right, up) => move(this.state.y + right + up),
    })}`;
  }

  private table(fits: readonly [Line, Line]): TemplateResult {
    const costs = fits.map((line) => errorsOf(line, this.xs, this.ys)) as [Errors, Errors];
    const smallest = (value: string): TemplateResult => html`<span class="is-right">${value}</span>`;
    const rows = [
      lineRow(["series-0"], this.text.squared, [equation(fits[0]), smallest(numberText(costs[0].squared, 1)), numberText(costs[0].absolute)]),
      lineRow(["dashed series-1"], this.text.absolute, [equation(fits[1]), numberText(costs[1].squared, 1), smallest(numberText(costs[1].absolute))]),
    ];
    return html`<div class="figure-panel">
      ${table(this.text.columns, rows)}
      <p>${this.share(fits[1])}</p>
    </div>`;
  }

  /** How much of each error comes from the last point. */
  private share(line: Line): string {
    const last = this.xs.length;
    const { squared, absolute } = errorsOf(line, this.xs, this.ys);
    const error = Math.abs(this.state.y - valueAt(line, last));
    return this.text.share(percent(error ** 2 / (last * squared)), percent(error / (last * absolute)));
  }
}

function equation({ slope, height }: Line): string {
  if (slope === 0) return numberText(height);
  return `${numberText(slope)}x ${height < 0 ? "−" : "+"} ${numberText(Math.abs(height))}`;
}

function percent(share: number): string {
  return `${numberText(share * 100, 1)}%`;
}
