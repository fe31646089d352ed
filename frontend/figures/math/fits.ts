// Best fits by the mean squared and by the mean absolute error: of a constant, and of a straight line.

/** A straight line y = slope x + height; a constant has the slope 0. */
export interface Line {
  readonly slope: number;
  readonly height: number;
}

/** What a line costs on points: the mean of its squared and of its absolute errors. */
export interface Errors {
  readonly squared: number;
  readonly absolute: number;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value of a line at x. */
export function valueAt(line: Line, x: number): number {
  return line.slope * x + line.height;
}

/** Mean squared and mean absolute error of a line. */
export function errorsOf(line: Line, xs: readonly number[], ys: readonly number[]): Errors {
  const errors = ys.map((y, index) => y - valueAt(line, xs[index] as number));
  return { squared: mean(errors.map((error) => error ** 2)), absolute: mean(errors.map(Math.abs)) };
}

/** The constant with the smallest mean squared error: the mean. */
export function meanFit(ys: readonly number[]): Line {
  return { slope: 0, height: mean(ys) };
}

/** A constant with the smallest mean absolute error: the median (of an odd number of values the only one). */
export function medianFit(ys: readonly number[]): Line {
  const sorted = [...ys].sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return { slope: 0, height: ((sorted[low] as number) + (sorted[high] as number)) / 2 };
}

/** The line with the smallest mean squared error: least squares. */
export function leastSquares(xs: readonly number[], ys: readonly number[]): Line {
  const [centerX, centerY] = [mean(xs), mean(ys)];
  const across = mean(xs.map((x, index) => (x - centerX) * ((ys[index] as number) - centerY)));
  const slope = across / mean(xs.map((x) => (x - centerX) ** 2));
  return { slope, height: centerY - slope * centerX };
}

/** A line with the smallest mean absolute error. One always runs through two of the points, so all pairs are tried. */
export function leastAbsolute(xs: readonly number[], ys: readonly number[]): Line {
  const lines = xs.flatMap((_, first) => xs.slice(first + 1).map((_, more) => through(xs, ys, first, first + 1 + more)));
  const costs = lines.map((line) => errorsOf(line, xs, ys).absolute);
  return lines[costs.indexOf(Math.min(...costs))] as Line;
}

function through(xs: readonly number[], ys: readonly number[], first: number, second: number): Line {
  const [x1, y1] = [xs[first] as number, ys[first] as number];
  const slope = ((ys[second] as number) - y1) / ((xs[second] as number) - x1);
  return { slope, height: y1 - slope * x1 };
}
