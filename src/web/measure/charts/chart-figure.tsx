import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import styles from './charts.module.css';

export type ChartFigureProps = {
  /** What the chart is of; for assistive technology and the switch. */
  label: string;
  /** Draws for a width in pixels. */
  chart: (width: number) => ReactNode;
  /** The same numbers as a table. */
  table: ReactNode;
};

/** A chart and its twin as a table; one of both is shown. */
export function ChartFigure({ label, chart, table }: ChartFigureProps) {
  const { ref, width } = useElementSize();
  const [look, setLook] = useState('chart');
  return (
    <figure className={styles.figure}>
      <div className={styles.switch}>
        <SegmentedControl
          size="xs"
          aria-label={`${label}: chart or table`}
          value={look}
          onChange={setLook}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </div>
      <div ref={ref} className={styles.ground}>
        {look === 'table' ? table : width > 0 && chart(width)}
      </div>
    </figure>
  );
}

export type DataTableProps = {
  caption: string;
  head: readonly string[];
  /** The first cell names its row. */
  /** Words instead of numbers: they begin at the left. */
  isText?: boolean;
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** A plain table of numbers; it scrolls sideways where it is too wide. */
export function DataTable({ caption, head, rows, isText }: DataTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={`${caption}, table`}>
      <table className={styles.table} data-text={isText}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {rest.map((cell, index) => (
                <td key={head[index + 1]} data-header={head[index + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
