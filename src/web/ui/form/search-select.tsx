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
      searchable
      // Going through a form by Tab must not cover what comes next.
      openOnFocus={false}
      allowDeselect={false}
      {...ownHandlers(field, props)}
    />
  );
}

/** What the field does with text and keys, and after that whatever its place wants. */
function ownHandlers(
  { handlers, chosen }: ReturnType<typeof useSearchField>,
  { onFocus, onBlur, onOptionSubmit }: Pick<SelectProps & MultiSelectProps, 'onFocus' | 'onBlur' | 'onOptionSubmit'>,
) {
  return {
    ...handlers,
    onFocus(event: FocusEvent<HTMLInputElement>) {
      handlers.onFocus(event);
      onFocus?.(event);
    },
    onBlur(event: FocusEvent<HTMLInputElement>) {
      handlers.onBlur(event);
      onBlur?.(event);
    },
    onOptionSubmit(value: string) {
      chosen();
      onOptionSubmit?.(value);
    },
  };
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
      searchable
      openOnFocus={false}
      {...ownHandlers(field, props)}
    />
  );
}
