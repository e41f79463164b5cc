import type { ReactNode } from 'react';

/** An order of a list that the API knows, and which way its column then runs. */
export type Order = { value: string; direction: 'ascending' | 'descending' };

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
  /** Short marks behind what names the row; they stay whole where a long name is cut. */
  beside?: (row: Row) => ReactNode;
  /** Left out on phones. */
  wideOnly?: boolean;
  /** Shown only when it is chosen. */
  isExtra?: boolean;
  /** The orders that its header goes through. */
  orders?: readonly Order[];
};

/** How a column is named in addresses: `Acknowledged by` → `acknowledged-by`. */
export function columnName({ header }: Pick<Column<never>, 'header'>): string {
  return header.toLowerCase().replaceAll(' ', '-');
}

/** The columns that are chosen, or the usual ones; what names the row is always there. */
export function chosenColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: string | undefined,
): readonly Column<Row>[] {
  const names = chosen?.split(',');
  return columns.filter((column) => column.isTitle || (names ? names.includes(columnName(column)) : !column.isExtra));
}
