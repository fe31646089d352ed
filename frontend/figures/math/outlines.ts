// Level lines in closed form: where a quadratic form takes a given height it is an ellipse.

/** A place on the map: the values of the two parameters. */
export type Place = readonly [number, number];

/** a u² + 2b uv + c v², positive for every (u, v) but (0, 0). */
export interface Form {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const POINTS = 72;

/** Return the closed line where the form about `center` is `height` (0 or more), as points around it. */
export function ellipse({ a, b, c }: Form, center: Place, height: number): Place[] {
  // Cholesky: the form is (p u + q v)² + r² v², so the unit circle of both brackets is turned back into u and v.
  const p = Math.sqrt(a);
  const q = b / p;
  const r = Math.sqrt(c - q * q);
  return Array.from({ length: POINTS }, (_, index) => {
    const angle = (2 * Math.PI * index) / POINTS;
    const v = (Math.sqrt(height) * Math.sin(angle)) / r;
    return [center[0] + (Math.sqrt(height) * Math.cos(angle) - q * v) / p, center[1] + v];
  });
}
