// A loss surface from above: level lines, ways down and where they are now, cut at the frame of a plot.
import { type TemplateResult, svg } from "lit-html";
import { inside } from "./math/scales.ts";
import type { Place } from "./math/outlines.ts";

/** Where numbers lie, in pixels, and the frame around them. `Plot` is one. */
export interface Frame {
  x(value: number): number;
  y(value: number): number;
  readonly inside: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Draw `content`, which is in pixels, and cut it at the frame. */
export function cut(frame: Frame, content: unknown): TemplateResult {
  const { x, y, width, height } = frame.inside;
  return svg`<svg x=${x} y=${y} width=${width} height=${height} viewBox="${x} ${y} ${width} ${height}">${content}</svg>`;
}

/** Closed level lines, the outermost first: where more of them lie one on another, it is deeper and darker. */
export function levelLines(frame: Frame, lines: readonly (readonly Place[])[]): TemplateResult {
  return svg`<g>${lines.map((line) => svg`<path class="level" d=${`${throughPlaces(frame, line)}Z`}></path>`)}</g>`;
}

/** A way: a line through its places, a bead at each, and a dot where it is now. */
export function way(frame: Frame, css: string, places: ArrayLike<number>): TemplateResult {
  const points = pixels(frame, places);
  const beads = points.map((point) => `M${point}h0`).join("");
  const [x = "0", y = "0"] = (points.at(-1) ?? "").split(",");
  return svg`<g class="way ${css}"><path class="curve way-curve" d=${`M${points.join("L")}`}></path><path class="beads" d=${beads}></path><circle class="dot" cx=${x} cy=${y} r="6"></circle></g>`;
}

/** A cross at the lowest place. */
export function cross(frame: Frame, [x, y]: Place): TemplateResult {
  const [left, top] = [frame.x(x), frame.y(y)];
  return svg`<path class="goal" d=${`M${left - 9},${top - 9}l18,18m0,-18l-18,18`}></path>`;
}

function throughPlaces(frame: Frame, places: readonly Place[]): string {
  return `M${places.map(([x, y]) => point(frame, x, y)).join("L")}`;
}

function pixels(frame: Frame, places: ArrayLike<number>): string[] {
  return Array.from({ length: places.length / 2 }, (_, index) =>
    point(frame, places[2 * index] as number, places[2 * index + 1] as number),
  );
}

/** Far outside of every frame; a browser does not draw numbers that are much larger. */
const FAR = 1e4;

function point(frame: Frame, x: number, y: number): string {
  return [frame.x(x), frame.y(y)].map((pixel) => inside(pixel, [-FAR, FAR]).toFixed(1)).join(",");
}
