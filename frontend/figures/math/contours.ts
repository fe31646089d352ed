// Contour lines by marching squares: where a function of two variables takes a given height, as one path of pieces.

/** A function's values on a grid of `columns` by `rows` points, row by row, with x and y from the first to the last. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly values: Float64Array;
}

/** Measure `height` at the points of a grid. */
export function gridOf(
  height: (x: number, y: number) => number,
  x: readonly [number, number],
  y: readonly [number, number],
  columns: number,
  rows: number,
): Grid {
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const at = y[0] + ((y[1] - y[0]) * row) / (rows - 1);
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = height(x[0] + ((x[1] - x[0]) * column) / (columns - 1), at);
    }
  }
  return { columns, rows, x, y, values };
}

/** The pieces of the contour line at `level`: x and y of both ends of each, one after another. */
export function contour(grid: Grid, level: number): Float64Array {
  const ends: number[] = [];
  for (let row = 0; row < grid.rows - 1; row++) {
    for (let column = 0; column < grid.columns - 1; column++) crossCell(grid, column, row, level, ends);
  }
  return Float64Array.from(ends);
}

/** The corners of a cell, around it, as steps from its first one. */
const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]] as const;

/** Add where the line enters and leaves one cell. In a pass, with four crossings, the corners alike are kept apart. */
function crossCell(grid: Grid, column: number, row: number, level: number, ends: number[]): void {
  const crossings: number[] = [];
  CORNERS.forEach(([dx, dy], corner) => {
    const [ex, ey] = CORNERS[(corner + 1) % 4] as readonly [number, number];
    const from = valueAt(grid, column + dx, row + dy);
    const to = valueAt(grid, column + ex, row + ey);
    if (from < level === to < level) return;
    const share = (level - from) / (to - from);
    crossings.push(
      along(grid.x, (column + dx + share * (ex - dx)) / (grid.columns - 1)),
      along(grid.y, (row + dy + share * (ey - dy)) / (grid.rows - 1)),
    );
  });
  ends.push(...crossings);
}

function valueAt(grid: Grid, column: number, row: number): number {
  return grid.values[row * grid.columns + column] as number;
}

function along([first, last]: readonly [number, number], share: number): number {
  return first + (last - first) * share;
}
