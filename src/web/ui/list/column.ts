import type { ReactNode } from 'react';

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ReactNode;
  /** A track of the grid, such as `90px` or `minmax(120px, 2fr)`; left out, it shares what is left. */
  width?: string;
  align?: 'end';
  /** A bare number: on a phone the header stands before it. */
  isNumber?: boolean;
  /** The cell that names the row: a link, and the first line on a phone. Exactly one column has it. */
  isTitle?: boolean;
  /** Left out on phones. */
  wideOnly?: boolean;
};
