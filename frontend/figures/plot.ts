// Axes and curves as SVG. Sizes, margins and ticks are those of courses/figures/svg.py, which draws the still pictures.
import { type TemplateResult, nothing, svg } from "lit-html";
import { numberText, powerText } from "./math/numbers.ts";
import { inside, powersOfTen, ticks } from "./math/scales.ts";

export const MARGIN = { left: 46, right: 14, top: 14, bottom: 42 };
/** Height of a plot as a share of its width, and its bounds in pixels. */
const ASPECT = 340 / 560;
const MOST_TICKS = 7;

export type Range = readonly [low: number, high: number];

export interface PlotOptions {
  width: number;
  height?: number;
  x: Range;
  y: Range;
  /** Logarithmic height; the range must be positive. */
  logY?: boolean;
  xLabel?: string;
  yLabel?: string;
}

export class Plot {
  readonly width: number;
  readonly height: number;
  readonly xRange: Range;
  readonly yRange: Range;
  private readonly options: PlotOptions;

  constructor(options: PlotOptions) {
    this.options = options;
    this.width = options.width;
    this.height = options.height ?? Math.round(inside(options.width * ASPECT, [220, 420]));
    this.xRange = options.x;
    this.yRange = options.y;
  }

  /** Where a number lies across, in pixels. */
  x(value: number): number {
    const [low, high] = this.xRange;
    return MARGIN.left + ((value - low) / (high - low)) * (this.width - MARGIN.left - MARGIN.right);
  }

  /** Where a number lies from the top, in pixels. */
  y(value: number): number {
    const [low, high] = this.yRange.map((one) => this.scaled(one)) as [number, number];
    return this.height - MARGIN.bottom - ((this.scaled(value) - low) / (high - low)) * (this.height - MARGIN.top - MARGIN.bottom);
  }

  /** The rectangle between the axes, in pixels. */
  get inside(): { x: number; y: number; width: number; height: number } {
    const [width, height] = [this.width - MARGIN.left - MARGIN.right, this.height - MARGIN.top - MARGIN.bottom];
    return { x: MARGIN.left, y: MARGIN.top, width, height };
  }

  /** The number at a pixel across, inside of the range. */
  xAt(pixel: number): number {
    const [low, high] = this.xRange;
    const share = (pixel - MARGIN.left) / (this.width - MARGIN.left - MARGIN.right);
    return low + inside(share, [0, 1]) * (high - low);
  }

  /** The number at a pixel from the top, inside of the range; for plain scales. */
  yAt(pixel: number): number {
    const [low, high] = this.yRange;
    const share = (this.height - MARGIN.bottom - pixel) / (this.height - MARGIN.top - MARGIN.bottom);
    return low + inside(share, [0, 1]) * (high - low);
  }

  /** The grid, its numbers, the zero lines and the names of the axes. */
  axes(): TemplateResult {
    const { width, height } = this;
    const bottom = height - MARGIN.bottom;
    const right = width - MARGIN.right;
    const acrossTicks = ticks(...this.xRange, width < 420 ? 4 : MOST_TICKS);
    const upTicks = this.options.logY ? powersOfTen(...this.yRange) : ticks(...this.yRange, 5);
    const zero = (range: Range): boolean => range[0] < 0 && range[1] > 0;
    return svg`<g class="axes" aria-hidden="true">
      ${acrossTicks.map((value) => svg`<line class="grid" x1=${this.x(value)} x2=${this.x(value)} y1=${MARGIN.top} y2=${bottom}></line><text class="tick" x=${this.x(value)} y=${bottom + 16} text-anchor="middle">${numberText(value)}</text>`)}
      ${upTicks.map((value) => svg`<line class="grid" x1=${MARGIN.left} x2=${right} y1=${this.y(value)} y2=${this.y(value)}></line><text class="tick" x=${MARGIN.left - 6} y=${this.y(value) + 4} text-anchor="end">${this.options.logY ? powerText(value) : numberText(value, 3)}</text>`)}
      ${zero(this.xRange) ? svg`<line class="zero" x1=${this.x(0)} x2=${this.x(0)} y1=${MARGIN.top} y2=${bottom}></line>` : nothing}
      ${zero(this.yRange) && !this.options.logY ? svg`<line class="zero" x1=${MARGIN.left} x2=${right} y1=${this.y(0)} y2=${this.y(0)}></line>` : nothing}
      <text class="axis-name" x=${(MARGIN.left + right) / 2} y=${height - 6} text-anchor="middle">${this.options.xLabel ?? ""}</text>
      <text class="axis-name" x=${MARGIN.left} y=${MARGIN.top - 3} text-anchor="start">${this.options.yLabel ?? ""}</text>
    </g>`;
  }

  /** A line through points; where a number is missing it breaks, what leaves the plot is cut at its edge. */
  line(css: string, xs: ArrayLike<number>, ys: ArrayLike<number>): TemplateResult {
    return svg`<path class="curve ${css}" d=${this.path(xs, ys)}></path>`;
  }

  /** A straight line of a slope through a point of the plot, so many pixels to both sides or to the edge. */
  tangent(x: number, y: number, slope: number, reach: number): TemplateResult {
    const [across, up] = [this.x(1) - this.x(0), this.y(slope) - this.y(0)];
    const [dx, dy] = [across, up].map((side) => (reach * side) / Math.hypot(across, up)) as [number, number];
    const [left, top] = [this.x(x), this.y(inside(y, this.yRange))];
    const stays = (side: number): number =>
      Math.min(shareOf(left, side * dx, MARGIN.left, this.width - MARGIN.right), shareOf(top, side * dy, MARGIN.top, this.height - MARGIN.bottom));
    const [back, on] = [stays(-1), stays(1)];
    return svg`<line class="curve series-ink thin" x1=${left - back * dx} y1=${top - back * dy} x2=${left + on * dx} y2=${top + on * dy}></line>`;
  }

  private path(xs: ArrayLike<number>, ys: ArrayLike<number>): string {
    let path = "";
    let pen = "M";
    for (let index = 0; index < xs.length; index += 1) {
      const value = ys[index] as number;
      if (Number.isNaN(value)) {
        pen = "M";
        continue;
      }
      const shown = inside(value, this.yRange);
      path += `${pen}${this.x(xs[index] as number).toFixed(1)},${this.y(shown).toFixed(1)}`;
      pen = "L";
    }
    return path;
  }

  private scaled(value: number): number {
    return this.options.logY ? Math.log10(Math.max(value, Number.MIN_VALUE)) : value;
  }
}

/** How much of a way, at most all of it, stays between two bounds. */
function shareOf(start: number, way: number, low: number, high: number): number {
  return way === 0 ? 1 : Math.min(1, ((way > 0 ? high : low) - start) / way);
}

/** The numbers from `low` to `high` in `count` equal steps, both ends included. */
export function evenly(low: number, high: number, count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, index) => low + ((high - low) * index) / count);
}
