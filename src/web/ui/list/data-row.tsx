import { memo } from 'react';
import type { Column } from './column.ts';
import styles from './data-list.module.css';

type DataRowProps<Row> = {
  index: number;
  row: Row;
  columns: readonly Column<Row>[];
  href?: (row: Row) => string;
  isGone: boolean;
  isTabStop: boolean;
  /** Absent when rows cannot be selected. */
  selected?: boolean;
};

function DataRowInside<Row>({ index, row, columns, href, isGone, isTabStop, selected }: DataRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table row cannot be a grid track that takes the focus
    <div
      role="row"
      data-index={index}
      tabIndex={isTabStop ? 0 : -1}
      aria-selected={selected}
      className={styles.row}
      data-gone={isGone || undefined}
      data-opens={href ? true : undefined}
    >
      {selected !== undefined && (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row takes the focus
        <span role="gridcell" className={styles.check}>
          <input type="checkbox" checked={selected} readOnly tabIndex={-1} aria-label="Select row" />
        </span>
      )}
      {columns.map(({ header, cell, align, isNumber, isTitle, beside, wideOnly }) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row takes the focus
        <span
          key={header}
          role="gridcell"
          data-align={align}
          data-number={isNumber ? header : undefined}
          data-title={isTitle || undefined}
          data-beside={beside ? true : undefined}
          data-wide-only={wideOnly || undefined}
        >
          {isTitle && href ? (
            <a href={href(row)} tabIndex={-1}>
              {cell(row)}
            </a>
          ) : (
            cell(row)
          )}
          {beside?.(row)}
          {isTitle && isGone && <span className="visually-hidden"> (no longer in this list)</span>}
        </span>
      ))}
    </div>
  );
}

/** One row; drawn anew only when something of it changed. */
export const DataRow = memo(DataRowInside) as typeof DataRowInside;
