// A panel of upright bars with a value on each. Sizes are those of courses/figures/bars.py, which draws the still pictures.
import { type TemplateResult, svg } from "lit-html";
import { handle } from "./drag.ts";
import { inside } from "./math/scales.ts";
import type { Range } from "./plot.ts";

const TOP = 34;
const BOTTOM = 26;
const WIDEST_BAR = 64;

/** Where a panel lies on its drawing, in pixels. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface BarsOptions extends Frame {
  title: string;
  range: Range;
  values: readonly number[];
  names: readonly string[];
  format: (value: number) => string;
  /** The class of each bar, such as `series-0`. */
  css: (index: number) => string;
}

/** What it takes to drag the tops of bars. */
export interface BarHandles {
  label: (index: number) => string;
  onMove: (index: number, value: number) => void;
  /** An arrow key: so many steps up. */
  onNudge: (index: number, steps: number) => void;
}

export class Bars {
  private readonly options: BarsOptions;

  constructor(options: BarsOptions) {
    this.options = options;
  }

  view(): TemplateResult {
    const { left, top, width, title, names, values, range } = this.options;
    const zero = this.y(0);
    return svg`<g aria-hidden="true"><text class="axis-name" x=${left + width / 2} y=${top + 14} text-anchor="middle">${title}</text>
      ${values.map((value, index) => this.bar(value, index))}
      <line class="zero" x1=${left} x2=${left + width} y1=${zero} y2=${zero}></line>
      ${names.map((name, index) => svg`<text class="tick" x=${this.x(index)} y=${this.y(range[0]) + 18} text-anchor="middle">${name}</text>`)}
      ${values.map((value, index) => this.value(value, index))}</g>`;
  }

  /** Handles on the bars' tops, moved up and down. */
  handles(dragged: BarHandles): TemplateResult[] {
    const { values, range, format } = this.options;
    return values.map(
      (value, index) => svg`${handle({
        at: { x: this.x(index), y: this.y(value) },
        label: dragged.label(index),
        valueText: format(value),
        value,
        range,
        radius: 6,
        css: this.options.css(index),
        onMove: (_x, y) => dragged.onMove(index, this.valueAt(y)),
        onNudge: (right, up) => dragged.onNudge(index, right + up),
      })}`,
    );
  }

  private bar(value: number, index: number): TemplateResult {
    const across = Math.min(WIDEST_BAR, (this.options.width / this.options.values.length) * 0.6);
    const [top, bottom] = [this.y(Math.max(0, value)), this.y(Math.min(0, value))];
    const left = this.x(index) - across / 2;
    return svg`<rect class="bar ${this.options.css(index)}" x=${left} y=${top} width=${across} height=${bottom - top} rx="2"></rect>`;
  }

  private value(value: number, index: number): TemplateResult {
    const y = this.y(value) + (value < 0 ? 24 : -13);
    return svg`<text class="value" x=${this.x(index)} y=${y} text-anchor="middle">${this.options.format(value)}</text>`;
  }

  private x(index: number): number {
    return this.options.left + ((index + 0.5) * this.options.width) / this.options.values.length;
  }

  private y(value: number): number {
    const { top, height, range } = this.options;
    return top + height - BOTTOM - ((value - range[0]) / (range[1] - range[0])) * (height - TOP - BOTTOM);
  }

  private valueAt(pixel: number): number {
    const { top, height, range } = this.options;
    const value = range[0] + ((top + height - BOTTOM - pixel) / (height - TOP - BOTTOM)) * (range[1] - range[0]);
    return inside(value, range);
  }
}
