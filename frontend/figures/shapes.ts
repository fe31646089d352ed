// Small SVG shapes that diagrams of figures are made of.
import { type TemplateResult, svg } from "lit-html";

export type Anchor = "start" | "middle" | "end";

/** Words at a place. */
export function label(css: string, text: string, x: number, y: number, anchor: Anchor = "middle"): TemplateResult {
  return svg`<text class=${css} x=${x} y=${y} text-anchor=${anchor}>${text}</text>`;
}

/** A box; `strength` from 0 to 1 is how opaque its fill is. */
export function box(css: string, x: number, y: number, width: number, height: number, strength = 1, radius = 0): TemplateResult {
  return svg`<rect class=${css} x=${x} y=${y} width=${Math.max(0, width)} height=${Math.max(0, height)} rx=${radius} fill-opacity=${strength}></rect>`;
}

/** A straight line. */
export function stroke(css: string, x1: number, y1: number, x2: number, y2: number): TemplateResult {
  return svg`<line class=${css} x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>`;
}

/** A line along corners. */
export function chain(css: string, corners: readonly (readonly [number, number])[], width = 2): TemplateResult {
  return svg`<polyline class=${css} points=${corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} stroke-width=${width}></polyline>`;
}

/** The head of an arrow whose tip is at a place; it points right or up. */
export function head(css: string, x: number, y: number, direction: "right" | "up", half = 4): TemplateResult {
  const long = half * 1.75;
  const corners = direction === "right" ? [[x - long, y - half], [x, y], [x - long, y + half]] : [[x - half, y + long], [x, y], [x + half, y + long]];
  return svg`<polygon class=${css} points=${corners.map((corner) => corner.join(",")).join(" ")}></polygon>`;
}
