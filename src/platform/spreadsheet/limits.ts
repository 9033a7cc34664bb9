/** What one uploaded file may cost (threat model: zip bomb, million rows). */
export const LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  /** Sum of all parts after unfolding. */
  unfoldedBytes: 50 * 1024 * 1024,
  zipEntries: 200,
  /** XML of real workbooks shrinks 10 to 60 times; deflate itself cannot exceed 1,032. */
  ratio: 200,
  ratioMattersFrom: 1024 * 1024,
  rows: 20_000,
  columns: 200,
  /** Cells that hold something, over all sheets. */
  cells: 1_000_000,
  /** Titles and headings above the data, counted beside `rows`. */
  headingRows: 15,
  seconds: 20,
  memoryMb: 768,
  /** More rows than this are written in a worker thread. */
  rowsWrittenInline: 2_000,
  workers: 2,
} as const;
