/** Some rows of arrays [T, R, ...] and some steps of them; in graphs these stand row by row, [r, T of the slice, ...]. */
export interface CellSlice {
  /** R of the whole. */
  readonly rowsInAll: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly firstStep: number;
  readonly steps: number;
}

/** The rows of a slice in slices of at most so many cells, but of one row at least. */
export function sliceRows(whole: CellSlice, largest: number): readonly CellSlice[] {
  const { firstRow, rows, steps } = whole;
  const size = Math.max(1, Math.floor(largest / steps));
  return Array.from({ length: Math.ceil(rows / size) }, (_, i) => ({
    ...whole,
    firstRow: firstRow + i * size,
    rows: Math.min(size, rows - i * size),
  }));
}

/** The slice of an array [T, R, width] as [r, T of the slice, width]. */
export function gatherCells<Numbers extends Float32Array | Uint16Array>(
  source: Numbers,
  width: number,
  slice: CellSlice,
): Numbers {
  const gathered = source.slice(0, slice.rows * slice.steps * width) as Numbers;
  eachCell(slice, (inWhole, inSlice) => {
    gathered.set(source.subarray(inWhole * width, (inWhole + 1) * width), inSlice * width);
  });
  return gathered;
}

/** The other way.  @param part [r, T of the slice, width]   @param target [T, R, width] */
export function scatterCells(
  part: Float32Array,
  target: Float32Array,
  width: number,
  slice: CellSlice,
): void {
  eachCell(slice, (inWhole, inSlice) => {
    target.set(part.subarray(inSlice * width, (inSlice + 1) * width), inWhole * width);
  });
}

function eachCell(slice: CellSlice, visit: (inWhole: number, inSlice: number) => void): void {
  const { rowsInAll, firstRow, rows, firstStep, steps } = slice;
  for (let row = 0; row < rows; row += 1) {
    for (let t = 0; t < steps; t += 1) {
      visit((firstStep + t) * rowsInAll + firstRow + row, row * steps + t);
    }
  }
}
