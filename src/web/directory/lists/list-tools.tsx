import { Button, Checkbox, Popover, Select } from '@mantine/core';
import { Columns3, Download } from 'lucide-react';
import type { ListName } from '../../../contract/directory/views.ts';
import type { MatchCount } from '../../../contract/endpoint.ts';
import { type ListSearch, type Search, withSearch } from '../../paths.ts';
import { type Column, chosenColumns, columnName } from '../../ui/list/column.ts';
import { countText } from '../../ui/text/count-text.ts';
import styles from './lists.module.css';
import { searchOf, type useViews } from './use-views.ts';
import { ViewMenu } from './view-menu.tsx';

export type ListToolsProps<Row, Filter extends Search & ListSearch> = {
  list: ListName;
  filter: Filter;
  change: (next: Filter) => void;
  views: ReturnType<typeof useViews>;
  columns: readonly Column<Row>[];
  /** One and several of the rows: `['alert', 'alerts']`. */
  nouns?: [one: string, many: string];
  count?: MatchCount | undefined;
  /** Orders that the list has now, the usual one first. */
  orders?: { value: string; label: string }[];
  /** Where the rows come as CSV, and the query that the list itself asks with. */
  exported?: { path: string; query: object };
};

/** Between the filter of a list and its rows: how many there are, views, order, columns and export. */
export function ListTools<Row, Filter extends Search & ListSearch>(props: ListToolsProps<Row, Filter>) {
  const { list, filter, change, views, columns, nouns, count, orders = [], exported } = props;
  const sort = orders.find(({ value }) => value === filter.sort)?.value ?? orders[0]?.value;
  return (
    <div className={styles.tools}>
      <ViewMenu list={list} search={searchOf(filter)} views={views} />
      {nouns && (
        <output className={styles.count}>
          {count &&
            (count.count > 0 || count.isComplete) &&
            `${countText(count.count)}${count.isComplete ? '' : '+'} ${nouns[count.count === 1 ? 0 : 1]}`}
        </output>
      )}
      <div className={styles.end}>
        {orders.length > 1 && (
          <Select
            aria-label="Sort"
            allowDeselect={false}
            data={orders}
            value={sort ?? null}
            onChange={(value) => change({ ...filter, sort: value === orders[0]?.value ? undefined : value })}
          />
        )}
        <ColumnChoice columns={columns} chosen={filter.columns} change={(columns) => change({ ...filter, columns })} />
        {exported && (
          <Button
            component="a"
            variant="default"
            download
            href={withSearch(exported.path, exported.query as Search)}
            leftSection={<Download size={14} aria-hidden="true" />}
          >
            CSV
          </Button>
        )}
      </div>
    </div>
  );
}

type ColumnChoiceProps<Row> = {
  columns: readonly Column<Row>[];
  chosen: string | undefined;
  change: (chosen: string | undefined) => void;
};

function ColumnChoice<Row>({ columns, chosen, change }: ColumnChoiceProps<Row>) {
  const names = (shown: readonly Column<Row>[]) => shown.filter(({ isTitle }) => !isTitle).map(columnName);
  const usual = names(chosenColumns(columns, undefined));
  const shown = names(chosenColumns(columns, chosen));
  const choose = (next: string[]) => {
    const ordered = columns.map(columnName).filter((name) => next.includes(name));
    const text = ordered.join(',');
    // The column that names the rows stands for none of the others: an empty text would be the usual ones.
    change(text === usual.join(',') ? undefined : text || 'title');
  };
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Columns3 size={14} aria-hidden="true" />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={shown} onChange={choose} aria-label="Columns">
          <div className={styles.choice}>
            {columns
              .filter(({ isTitle }) => !isTitle)
              .map((column) => (
                <Checkbox key={column.header} value={columnName(column)} label={column.header} />
              ))}
          </div>
        </Checkbox.Group>
        {chosen !== undefined && (
          <Button variant="subtle" color="gray" mt="xs" onClick={() => change(undefined)}>
            Reset
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
