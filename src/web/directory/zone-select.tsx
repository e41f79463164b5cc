import type { SelectProps } from '@mantine/core';
import { SearchSelect } from '../ui/form/search-select.tsx';

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** The time zone of this browser. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** A time zone, found by typing a part of its name. */
export function ZoneSelect(props: Omit<SelectProps, 'data'>) {
  return (
    <SearchSelect
      limit={60}
      maxDropdownHeight={260}
      nothingFoundMessage="No matching time zone."
      {...props}
      data={zones}
    />
  );
}
