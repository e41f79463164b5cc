import { Select } from '@mantine/core';
import { useRef } from 'react';
import { useShortcut } from '../../keys/commands.ts';
import { Filters, type FiltersProps, SeverityFilter } from '../../ui/list/filters.tsx';
import { SearchText } from '../../ui/text/search-text.tsx';
import { IdFilter } from '../id-filter.tsx';
import { TimeFilter } from './time-filter.tsx';
import type { TimeRange } from './time-range.ts';

/** What alerts, pages and incidents are narrowed by alike. */
type Search = TimeRange & {
  text?: string | undefined;
  severity?: number[] | undefined;
  serviceId?: number | undefined;
};

type ListFilterProps = {
  /** What is listed: "alerts". */
  noun: string;
  /** What the text is looked for in. */
  textLabel: string;
  /** What happened within the time: "Triggered". */
  timeLabel: string;
  states: { value: string; label: string }[];
  /** The chosen state, and the one that the list begins with. */
  state: string | undefined;
  initialState: string;
  chooseState: (state: string | undefined) => void;
  search: Search;
  narrow: (change: Search) => void;
  clear: (() => void) | undefined;
  more: NonNullable<FiltersProps['more']>;
};

/** The filter above the lists of alerts, pages and incidents; what it holds stands in the address. */
export function ListFilter(props: ListFilterProps) {
  const { noun, textLabel, timeLabel, states, state, initialState, chooseState, search, narrow, clear, more } = props;
  const text = useRef<HTMLInputElement>(null);
  useShortcut('f', `Filter ${noun}`, () => text.current?.focus());
  return (
    <Filters clear={clear} more={more}>
      <SearchText
        inputRef={text}
        label={textLabel}
        value={search.text ?? ''}
        change={(value) => narrow({ text: value || undefined })}
      />
      <Select
        aria-label="State"
        data={states}
        value={state ?? initialState}
        allowDeselect={false}
        onChange={(value) => chooseState(value === initialState ? undefined : (value ?? undefined))}
      />
      <SeverityFilter value={search.severity} change={(severity) => narrow({ severity })} />
      <IdFilter label="Service" of="services" value={search.serviceId} change={(serviceId) => narrow({ serviceId })} />
      <TimeFilter label={timeLabel} range={search} change={(range) => narrow({ ...noDates, ...range })} />
    </Filters>
  );
}

const noDates = { within: undefined, from: undefined, until: undefined };
