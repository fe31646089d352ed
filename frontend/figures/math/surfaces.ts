// The loss surfaces over two parameters that optimizers race down: loss, gradient and level lines in closed form.
import { type Place, ellipse } from "./outlines.ts";

/** A loss over two parameters, with the part of the map that is worth seeing and where the lessons start on it. */
export interface Surface {
  readonly axes: readonly [string, string];
  readonly x: Place;
  readonly y: Place;
  readonly start: Place;
  /** All lowest places; the loss there is 0. */
  readonly lowest: readonly Place[];
  readonly loss: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => Place;
  /** The losses that have a level line, from the lowest. */
  readonly levels: readonly number[];
  /** The closed lines where the loss is `level`, as points around them. */
  readonly outlines: (level: number) => Place[][];
}

export type SurfaceName = "bowl" | "ravine" | "saddle" | "rmse";

/** L = (w1² + w2²) / 2: equally steep in all directions. */
const bowl: Surface = {
  axes: ["w1", "w2"],
  x: [-6, 6],
  y: [-4, 4],
  start: [-5, 3],
  lowest: [[0, 0]],
  loss: (x, y) => (x * x + y * y) / 2,
  gradient: (x, y) => [x, y],
  levels: squares(0.6, 7),
  outlines: (level) => [ellipse({ a: 0.5, b: 0, c: 0.5 }, [0, 0], level)],
};

/** L = (w1² + 20 w2²) / 2, the lessons' ravine: twenty times as steep across as along. */
const ravine: Surface = {
  axes: ["w1", "w2"],
  x: [-10.5, 4.5],
  y: [-2.6, 2.6],
  start: [-9, 1.6],
  lowest: [[0, 0]],
  loss: (x, y) => (x * x + 20 * y * y) / 2,
  gradient: (x, y) => [x, 20 * y],
  levels: squares(1.6, 8),
  outlines: (level) => [ellipse({ a: 0.5, b: 0, c: 10 }, [0, 0], level)],
};

/** L = w1² / 2 + (w2² - 4)² / 16: flat at (0, 0), a pass with a lowest place on either side of it. */
const saddle: Surface = {
  axes: ["w1", "w2"],
  x: [-4.5, 4.5],
  y: [-3, 3],
  start: [-4, 0.01],
  lowest: [[0, 2], [0, -2]],
  loss: (x, y) => (x * x) / 2 + (y * y - 4) ** 2 / 16,
  gradient: (x, y) => [x, (y * (y * y - 4)) / 4],
  levels: [0.1, 0.4, 0.8, 1.2, 2, 3.2, 4.8, 6.8, 9.2],
  outlines: saddleOutlines,
};

/**
 * With q = (w2² - 4) / 4 the loss is w1² / 2 + q², an ellipse; a half of the plane has what of it lies above q = -1, where
 * w2 is 0. Up to the height of the pass, 1, that is a loop on either side, and above it the halves are one line.
 */
function saddleOutlines(level: number): Place[][] {
  const root = Math.sqrt(level);
  const from = level < 1 ? -Math.PI / 2 : -Math.asin(1 / root);
  const upper = Array.from({ length: 73 }, (_, index): Place => {
    const angle = from + (index / 72) * (Math.PI - 2 * from);
    return [Math.SQRT2 * root * Math.cos(angle), 2 * Math.sqrt(Math.max(0, 1 + root * Math.sin(angle)))];
  });
  const lower = upper.map(([x, y]): Place => [x, -y]).reverse();
  return level < 1 ? [upper, lower] : [[...upper, ...lower]];
}

/** The means of x⁴ and of x² over the running problem's x = -5.0, -4.9, …, 4.9. */
const inputs = Float64Array.from({ length: 100 }, (_, index) => (index - 50) / 10);
const mean = (power: number): number => inputs.reduce((sum, x) => sum + x ** power, 0) / inputs.length;
const [fourth, second] = [mean(4), mean(2)];

/**
 * The unit's running problem, y = 2x² + 3x + 5 fitted by w1 x² + w2 x + b with the root mean squared error,
 * over w1 and b while w2 is held at 3. The gradient is the lesson's, and 0 at the lowest place, where the root has none.
 */
const rmse: Surface = {
  axes: ["w1", "b"],
  x: [0.4, 3.6],
  y: [-0.5, 8.5],
  start: [1, 1],
  lowest: [[2, 5]],
  loss: (w1, b) => Math.sqrt(meanSquare(w1 - 2, b - 5)),
  gradient: (w1, b) => {
    const [u, v] = [w1 - 2, b - 5];
    const loss = Math.sqrt(meanSquare(u, v));
    return loss === 0 ? [0, 0] : [(fourth * u + second * v) / loss, (second * u + v) / loss];
  },
  levels: [0.5, 1, 2, 4, 6, 8, 11, 14],
  outlines: (level) => [ellipse({ a: fourth, b: second, c: 1 }, [2, 5], level * level)],
};

/** The mean of (u x² + v)² over the inputs, where u and v are the errors of w1 and of b. */
function meanSquare(u: number, v: number): number {
  return fourth * u * u + 2 * second * u * v + v * v;
}

/** Heights `first` times 1, 4, 9, …: in a bowl their lines are equally far apart. */
function squares(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first * (index + 1) ** 2);
}

export const SURFACES: Readonly<Record<SurfaceName, Surface>> = { bowl, ravine, saddle, rmse };
