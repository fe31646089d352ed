// Names in a drawing: at the ends of curves, and in a legend above it.
import { type TemplateResult, svg } from "lit-html";
import type { Plot } from "./plot.ts";

const LINE_HEIGHT = 13;

/** Where on the height each name goes, so that none lies on another and none below `bottom`. */
export function apart(heights: readonly number[], bottom: number): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] as number) - (heights[b] as number));
  const placed = [...heights];
  let limit = -Infinity;
  for (const index of order) {
    placed[index] = Math.max(placed[index] as number, limit);
    limit = (placed[index] as number) + LINE_HEIGHT;
  }
  limit = bottom;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] as number, limit);
    limit = (placed[index] as number) - LINE_HEIGHT;
  }
  return placed;
}

/** A curve's name at its end, on the side where there is room. */
export function endName(plot: Plot, css: string, name: string, x: number, y: number): TemplateResult {
  const roomy = x < plot.inside.x + plot.inside.width - 70;
  return svg`<text class=${`end-name ${css}`} x=${roomy ? x + 9 : x - 9} y=${y + 4} text-anchor=${roomy ? "start" : "end"}>${name}</text>`;
}

/** One entry of a legend: its class, and how it is drawn. */
export interface Entry {
  css: string;
  name: string;
  mark: "line" | "dot";
}

const MARK = 22;
const BETWEEN = 16;

/** Entries side by side, on as many lines as the width needs. */
export function legend(entries: readonly Entry[], width: number): { height: number; drawing: TemplateResult } {
  let [x, y] = [0, 12];
  const drawn = entries.map(({ css, name, mark }) => {
    const length = MARK + textWidth(name);
    if (x > 0 && x + length > width) [x, y] = [0, y + 18];
    const at = x;
    x += length + BETWEEN;
    return svg`${mark === "line" ? svg`<path class="curve way-curve ${css}" d=${`M${at},${y - 4}h15`}></path>` : svg`<circle class="dot ${css}" cx=${at + 8} cy=${y - 4} r="4.5"></circle>`}<text x=${at + MARK} y=${y}>${name}</text>`;
  });
  return { height: y + 8, drawing: svg`<g aria-hidden="true">${drawn}</g>` };
}

/** About how wide words of 12 pixels are; Hangul is nearly twice as wide as Latin. */
function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > "\u1100" ? 11.5 : 6.6), 0);
}
