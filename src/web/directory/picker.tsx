import type { ComboboxItem } from '@mantine/core';
import { useState } from 'react';
import {
  SearchMultiSelect,
  type SearchMultiSelectProps,
  SearchSelect,
  type SearchSelectProps,
} from '../ui/form/search-select.tsx';
import type { CatalogName } from './catalogs.ts';
import styles from './picker.module.css';
import { type PickerPart, usePicker } from './use-picker.ts';

type Source = {
  /** What is chosen from: one catalog, or several in groups, whose values carry a kind: `schedule:7`. */
  of: CatalogName | PickerPart[];
  /** Values that are not offered. */
  without?: readonly string[];
};

const option = ({ option }: { option: ComboboxItem }) => {
  const { label, detail } = option as ComboboxItem & { detail?: string };
  return (
    <span className={styles.option}>
      <span data-label>{label}</span>
      {detail && (
        <span className="muted" aria-hidden>
          {detail}
        </span>
      )}
    </span>
  );
};

/** Chooses one thing of the directory: asks the server with what is typed, and always shows what is set. */
export function Picker({ of, without = [], ...props }: Source & Omit<SearchSelectProps, 'data' | 'filter'>) {
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const values = props.value == null ? [] : [String(props.value)];
  const picker = usePicker({ of, without, values, text, isAsked });
  return (
    <>
      <SearchSelect
        renderOption={option}
        {...props}
        {...picker.field}
        searchValue={text}
        onSearchChange={setText}
        onFocus={(event) => {
          setAsked(true);
          props.onFocus?.(event);
        }}
      />
      <output className="visually-hidden">{picker.status}</output>
    </>
  );
}

/** Chooses several things of the directory. */
export function MultiPicker({ of, without = [], ...props }: Source & Omit<SearchMultiSelectProps, 'data' | 'filter'>) {
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const values = (props.value ?? []).map(String);
  const picker = usePicker({ of, without: [...without, ...values], values, text, isAsked });
  return (
    <>
      <SearchMultiSelect
        renderOption={option}
        {...props}
        {...picker.field}
        searchValue={text}
        onSearchChange={setText}
        onFocus={(event) => {
          setAsked(true);
          props.onFocus?.(event);
        }}
      />
      <output className="visually-hidden">{picker.status}</output>
    </>
  );
}
