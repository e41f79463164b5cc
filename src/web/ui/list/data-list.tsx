import { Button } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { ErrorState } from '../screen/error-state.tsx';
import { useGo } from '../text/links.tsx';
import { InsideRow } from '../time/time.tsx';
import type { Column } from './column.ts';
import styles from './data-list.module.css';
import { DataRow } from './data-row.tsx';
import { rememberRow, useLeftRow } from './left-row.ts';
import { LoadingRows } from './loading-rows.tsx';
import type { RowKey } from './stable-rows.ts';
import { useSelection } from './use-selection.ts';
import { useStableRows } from './use-stable-rows.ts';

export type RowAction<Row> = {
  label: string;
  /** One character, such as `e`. */
  keys: string;
  run: (rows: Row[]) => void;
};

export type DataListProps<Row> = {
  /** What the rows are, for assistive technology: "Alerts". */
  label: string;
  /** Define them outside the component, so that rows are not drawn anew for nothing. */
  columns: readonly Column<Row>[];
  /** The answer of `usePagedEndpoint`, or the same shape made by hand. */
  list: {
    rows: readonly Row[];
    isPending?: boolean;
    error?: unknown;
    retry?: () => void;
    loadMore?: () => void;
    isLoadingMore?: boolean;
  };
  rowKey: (row: Row) => RowKey;
  href?: (row: Row) => string;
  /** Work on the selected rows, or on the row with the focus. Rows can be selected when there are any. */
  actions?: readonly RowAction<Row>[];
  /** Space shows a row without leaving the list. */
  peek?: (row: Row) => void;
  /** Changes with the filter: a new question shows its answer at once. */
  question?: string;
  /** An `EmptyState`. */
  empty: ReactNode;
  /** The order of the rows, one that a column has, and how to get another one; undefined is the usual one. */
  sort?: { value: string; values: readonly string[]; change: (value: string | undefined) => void };
};

/**
 * The list of the product: dense rows, moved through by `J`/`K` or arrows, opened by Enter, selected by `X`
 * (`Shift-X` for a range), acted on by one key or by the bar at the bottom. Nothing moves by itself; see stable-rows.ts.
 */
export function DataList<Row>({
  label,
  columns,
  list,
  rowKey,
  href,
  actions = [],
  peek,
  question = '',
  empty,
  sort,
}: DataListProps<Row>) {
  const grid = useRef<HTMLDivElement>(null);
  const go = useGo();
  const { held, waiting, showWaiting } = useStableRows(list.rows, rowKey, question, list.loadMore !== undefined);
  const [activeKey, setActiveKey] = useState<RowKey | null>(null);
  const selection = useSelection(held.filter(({ isGone }) => !isGone).map(({ key }) => key));
  const activeIndex = Math.max(
    0,
    held.findIndex(({ key }) => key === activeKey),
  );
  const canSelect = actions.length > 0;

  const focusRow = (index: number) => {
    const bounded = Math.min(Math.max(index, 0), held.length - 1);
    grid.current?.querySelector<HTMLElement>(`[data-index="${bounded}"]`)?.focus();
    if (index >= held.length) list.loadMore?.();
  };
  const move = (by: number) => focusRow(activeKey === null ? 0 : activeIndex + by);
  const targets = () => {
    const chosen = held.filter(({ key }) => selection.keys.has(key));
    return (chosen.length > 0 ? chosen : held.filter(({ key }) => key === activeKey)).map(({ row }) => row);
  };
  const runAction = (action: RowAction<Row>) => {
    const rows = targets();
    if (rows.length > 0) action.run(rows);
    selection.clear();
  };
  const toggleActive = (asRange: boolean) => activeKey !== null && selection.toggle(activeKey, asRange);

  useLeftRow(
    label,
    grid,
    held.map(({ key }) => key),
    held.length > 0,
  );
  useCommands([
    { label: 'Next row', keys: 'j', group: 'List', repeats: true, run: () => move(1) },
    { label: 'Previous row', keys: 'k', group: 'List', repeats: true, run: () => move(-1) },
    ...(canSelect
      ? [
          { label: 'Select row', keys: 'x', group: 'List', run: () => toggleActive(false) },
          { label: 'Select up to row', keys: 'shift+x', group: 'List', run: () => toggleActive(true) },
        ]
      : []),
    ...actions.map((action) => ({ ...action, group: 'List', run: () => runAction(action) })),
  ]);

  if (held.length === 0) {
    if (list.error) return <ErrorState error={list.error} retry={list.retry} />;
    return list.isPending ? <LoadingRows label={`Loading ${label.toLowerCase()}`} /> : empty;
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as Element).closest('[data-index]');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => focusRow(activeIndex + 1),
      ArrowUp: () => focusRow(activeIndex - 1),
      Home: () => focusRow(0),
      End: () => focusRow(held.length - 1),
      Escape: selection.clear,
      ...(event.target === row && {
        Enter: () => openRow(activeIndex),
        ' ': () => (peek ? peek(held[activeIndex]!.row) : toggleActive(event.shiftKey)),
      }),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  const openRow = (index: number) => {
    const row = held[index]?.row;
    if (row && href) go(href(row));
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
    const entry = held[index];
    if (!entry) return;
    if (target instanceof HTMLInputElement) selection.toggle(entry.key, event.shiftKey);
    else if (!target.closest('a, button, label') && !getSelection()?.toString()) openRow(index);
  };

  return (
    <div className={styles.list}>
      {waiting > 0 && (
        <div className={styles.pill}>
          <Button onClick={showWaiting} radius="xl" size="compact-sm">
            {waiting} new
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be one grid of tracks whose rows take the focus */}
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-multiselectable={canSelect || undefined}
        className={styles.grid}
        data-selectable={canSelect || undefined}
        style={{ '--tracks': tracks(columns, canSelect) } as CSSProperties}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const index = Number(event.target.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
          const key = held[index]?.key;
          if (key === undefined) return;
          setActiveKey(key);
          rememberRow(label, key);
        }}
        tabIndex={-1}
      >
        <HeaderRow columns={columns} canSelect={canSelect} sort={sort} />
        <InsideRow value={true}>
          {held.map(({ key, row, isGone }, index) => (
            <DataRow
              key={key}
              index={index}
              row={row}
              columns={columns}
              href={href}
              isGone={isGone}
              isTabStop={index === activeIndex}
              selected={canSelect ? selection.keys.has(key) : undefined}
            />
          ))}
        </InsideRow>
      </div>
      {list.error !== undefined && list.error !== null && <ErrorState error={list.error} retry={list.retry} />}
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore} className={styles.more}>
          Load more
        </Button>
      )}
      {selection.keys.size > 0 && (
        <div className={styles.bulk} role="toolbar" aria-label="Selected rows">
          <span className="tabular">{selection.keys.size} selected</span>
          {actions.map((action) => (
            <Button
              key={action.keys}
              variant="default"
              onClick={() => runAction(action)}
              rightSection={<KeyCaps keys={action.keys} />}
            >
              {action.label}
            </Button>
          ))}
          <Button variant="subtle" color="gray" onClick={selection.clear}>
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}

function tracks<Row>(columns: readonly Column<Row>[], canSelect: boolean): string {
  const own = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  return canSelect ? `28px ${own}` : own;
}

type HeaderRowProps<Row> = Pick<DataListProps<Row>, 'columns' | 'sort'> & { canSelect: boolean };

function HeaderRow<Row>({ columns, canSelect, sort }: HeaderRowProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above; not a stop
    <div role="row" className={styles.header}>
      {canSelect && (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above
        <span role="columnheader" className={styles.check}>
          <span className="visually-hidden">Selected</span>
        </span>
      )}
      {columns.map(({ header, align, orders = [] }) => {
        const possible = sort ? orders.filter(({ value }) => sort.values.includes(value)) : [];
        const at = possible.findIndex(({ value }) => value === sort?.value);
        const direction = possible[at]?.direction;
        return (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: part of the grid above
          <span key={header} role="columnheader" data-align={align} aria-sort={direction}>
            {possible.length > 0 ? (
              <button type="button" onClick={() => sort?.change(possible[at + 1]?.value)}>
                {header}
                <span aria-hidden="true">{direction === undefined ? '' : direction === 'ascending' ? ' ↑' : ' ↓'}</span>
              </button>
            ) : (
              header
            )}
          </span>
        );
      })}
    </div>
  );
}
