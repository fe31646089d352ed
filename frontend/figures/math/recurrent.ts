// What the recurrent cells share: rows of numbers and vectors times matrices.

/** Numbers in rows; a vector is one row. */
export type Matrix = readonly (readonly number[])[];

/** The row `vector` times `matrix`, which has one row for each of the vector's numbers. */
export function times(vector: readonly number[], matrix: Matrix): number[] {
  const columns = matrix[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) =>
    vector.reduce((sum, value, row) => sum + value * at(matrix, row, column), 0),
  );
}

/** The row `vector` times the transpose of `matrix`. */
export function timesTransposed(vector: readonly number[], matrix: Matrix): number[] {
  return matrix.map((row) => row.reduce((sum, value, index) => sum + value * (vector[index] as number), 0));
}

/** x W + h U + b, the sum that every recurrent cell begins with. */
export function affine(x: readonly number[], h: readonly number[], weights: CellWeights): number[] {
  const [input, state] = [times(x, weights.kernel), times(h, weights.recurrent)];
  return weights.bias.map((bias, index) => (input[index] as number) + (state[index] as number) + bias);
}

/** A recurrent layer's weights as Keras's `get_weights()` gives them: W, U and b. */
export interface CellWeights {
  kernel: Matrix;
  recurrent: Matrix;
  bias: readonly number[];
}

/** Zeros, as every state begins. */
export function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function at(matrix: Matrix, row: number, column: number): number {
  return matrix[row]?.[column] as number;
}
