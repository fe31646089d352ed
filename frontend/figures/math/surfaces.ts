// The loss surfaces over two parameters that optimizers race down: each with its loss and its gradient in closed form.

/** A place on the map: the values of the two parameters. */
export type Place = readonly [number, number];

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
};

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
};

/** The mean of (u x² + v)² over the inputs, where u and v are the errors of w1 and of b. */
function meanSquare(u: number, v: number): number {
  return fourth * u * u + 2 * second * u * v + v * v;
}

export const SURFACES: Readonly<Record<SurfaceName, Surface>> = { bowl, ravine, saddle, rmse };
