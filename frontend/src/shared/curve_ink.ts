// What the curve is drawn in: the theme's colors, and uPlot's axes and lines in them.
import type uPlot from "uplot";
import { short } from "./trainings.ts";

const FAINT = 0.4;
const DASH = [7, 4];

export type Ink = Record<"training" | "validation" | "goal" | "line" | "soft" | "ground", string>;

/** The colors of the theme that is in force. */
export function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    training: color("--accent"),
    validation: color("--warn"),
    goal: color("--good"),
    line: color("--line"),
    soft: color("--ink-soft"),
    ground: color("--surface-sunk"),
  };
}

/** Epochs across, values up. */
export function axesIn(ink: Ink): uPlot.Axis[] {
  const axis = { stroke: ink.soft, grid: { stroke: ink.line, width: 1 }, ticks: { stroke: ink.line, width: 1 } };
  return [
    { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
    { ...axis, size: 58, values: (_chart, splits) => splits.map((value) => (value === null ? "" : short(value))) },
  ];
}

/** Faintly the best training and its validation, then the own ones; validation is dashed. */
export function seriesIn(ink: Ink): uPlot.Series[] {
  const line = { width: 2, points: { size: 6, space: 24, fill: ink.ground } };
  const faint = { width: 2, alpha: FAINT, points: { show: false } };
  return [
    {},
    { ...faint, stroke: ink.training },
    { ...faint, stroke: ink.validation, dash: DASH },
    { ...line, stroke: ink.training },
    { ...line, stroke: ink.validation, dash: DASH },
  ];
}

/** Draw a straight line on the chart's canvas. */
export function strokeLine(context: CanvasRenderingContext2D, color: string, dash: number[], [x1, y1, x2, y2]: [number, number, number, number]): void {
  context.save();
  context.strokeStyle = color;
  context.lineWidth = 2 * devicePixelRatio;
  context.setLineDash(dash.map((length) => length * devicePixelRatio));
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  context.restore();
}

