import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from '@mantine/core';
import type { FocusEvent } from 'react';
import { matchingOptions } from './option-match.ts';
import { useSearchField } from './use-search-field.ts';

export type SearchSelectProps = Omit<SelectProps, 'searchable' | 'allowDeselect' | 'limit'> & {
  /** Whether the options are those of what is typed; while they are not, Enter takes none. */
  isSettled?: boolean;
};

/**
 * Chooses one thing by typing a part of its name. Typing replaces what is there, Enter takes only an option that is
 * in view and marked or alone, and never sends the form while what is typed is no choice.
 */
export function SearchSelect({ isSettled = true, ...props }: SearchSelectProps) {
  const field = useSearchField({
    isSettled,
    clear: props.clearable ? () => props.onChange?.(null, null as never) : undefined,
  });
  return (
    <Select
      filter={matchingOptions}
      maxDropdownHeight={260}
      nothingFoundMessage="No matches."
      {...props}
      {...field.handlers}
      searchable
      // Going through a form by Tab must not cover what comes next.
      openOnFocus={false}
      allowDeselect={false}
      onFocus={(event: FocusEvent<HTMLInputElement>) => {
        field.handlers.onFocus(event);
        props.onFocus?.(event);
      }}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        field.handlers.onBlur(event);
        props.onBlur?.(event);
      }}
      onOptionSubmit={(value) => {
        field.chosen();
        props.onOptionSubmit?.(value);
      }}
    />
  );
}

export type SearchMultiSelectProps = Omit<MultiSelectProps, 'searchable' | 'limit'> & { isSettled?: boolean };

/** Chooses several things, each by typing a part of its name; the rules of Enter are those of `SearchSelect`. */
export function SearchMultiSelect({ isSettled = true, ...props }: SearchMultiSelectProps) {
  const field = useSearchField({ isSettled });
  return (
    <MultiSelect
      filter={matchingOptions}
      maxDropdownHeight={260}
      nothingFoundMessage="No matches."
      hidePickedOptions
      {...props}
      {...field.handlers}
      searchable
      openOnFocus={false}
      onFocus={(event: FocusEvent<HTMLInputElement>) => {
        field.handlers.onFocus(event);
        props.onFocus?.(event);
      }}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        field.handlers.onBlur(event);
        props.onBlur?.(event);
      }}
      onOptionSubmit={(value) => {
        field.chosen();
        props.onOptionSubmit?.(value);
      }}
    />
  );
}
