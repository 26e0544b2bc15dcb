/**
 * Solves A x = b by Gaussian elimination with partial pivoting.
 * @param matrix [n][n]   @param right [n]   @returns [n]   @throws RangeError if the matrix is singular
 */
export function linearSolve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const rest = rows.slice(column);
    const best = rest.reduce((a, b) => (Math.abs(at(b, column)) > Math.abs(at(a, column)) ? b : a));
    if (at(best, column) === 0) throw new RangeError('expected a matrix of full rank, got a singular one');
    rows.splice(rows.indexOf(best), 1);
    rows.splice(column, 0, best);
    for (const row of rows.slice(column + 1)) {
      const factor = at(row, column) / at(best, column);
      for (let i = column; i <= size; i += 1) row[i] = at(row, i) - factor * at(best, i);
    }
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const row = rows[i] as number[];
    let left = at(row, size);
    for (let j = i + 1; j < size; j += 1) left -= at(row, j) * at(solution, j);
    solution[i] = left / at(row, i);
  }
  return solution;
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
