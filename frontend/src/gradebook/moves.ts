// Where a key leads in a grid, as in a spreadsheet.

/** A cell by row and column from 0, or the numbers of rows and columns. */
export interface Place {
  row: number;
  column: number;
}

/** Return the place that a key leads to from another, within `size`; `null` for keys that do not move. */
export function moved(from: Place, size: Place, key: string, withControl: boolean, page: number): Place | null {
  const last: Place = { row: size.row - 1, column: size.column - 1 };
  const to = withControl ? corner(from, last, key) : step(from, last, key, page);
  return to && { row: clamp(to.row, last.row), column: clamp(to.column, last.column) };
}

function corner(from: Place, last: Place, key: string): Place | null {
  switch (key) {
    case "Home":
      return { row: 0, column: 0 };
    case "End":
      return last;
    case "ArrowUp":
      return { row: 0, column: from.column };
    case "ArrowDown":
      return { row: last.row, column: from.column };
    case "ArrowLeft":
      return { row: from.row, column: 0 };
    case "ArrowRight":
      return { row: from.row, column: last.column };
    default:
      return null;
  }
}

function step({ row, column }: Place, last: Place, key: string, page: number): Place | null {
  switch (key) {
    case "ArrowUp":
      return { row: row - 1, column };
    case "ArrowDown":
      return { row: row + 1, column };
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "Home":
      return { row, column: 0 };
    case "End":
      return { row, column: last.column };
    case "PageUp":
      return { row: row - page, column };
    case "PageDown":
      return { row: row + page, column };
    default:
      return null;
  }
}

function clamp(value: number, last: number): number {
  return Math.min(Math.max(value, 0), last);
}
