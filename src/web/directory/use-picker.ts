import type { ComboboxItem, ComboboxItemGroup, ComboboxParsedItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { isMatch } from '../ui/form/option-match.ts';
import { type CatalogName, type Choice, catalogs } from './catalogs.ts';
import { useChosen, useOffer } from './choices.ts';

/** One group of a picker that offers things of several kinds. */
export type PickerPart = { from: CatalogName; kind: string; group: string };

type PickerOptions = {
  of: CatalogName | PickerPart[];
  without: readonly string[];
  values: readonly string[];
  /** What the field holds; the name of the chosen one counts as nothing typed. */
  text: string;
  /** The field has had the focus, so its options are wanted. */
  isAsked: boolean;
};

/** Long enough to not ask for every key, short enough to not be felt. */
const pauseMs = 120;

/** The options of a picker, and what the select shows while there are none. */
export function usePicker({ of, without, values, text, isAsked }: PickerOptions) {
  const parts: PickerPart[] = typeof of === 'string' ? [{ from: of, kind: '', group: '' }] : of;
  const labelled = useStableLabels();
  const picked = usePicked(parts, values, labelled);
  const typed = picked.some(({ label }) => label === text) ? '' : text.trim();
  const [settledText] = useDebouncedValue(typed, pauseMs);
  const offer = useOffer(
    parts.map(({ from }) => from),
    settledText.slice(0, 100),
    isAsked,
  );
  const isSettled = offer.isSettled && settledText === typed;
  const groups = parts.map(({ kind, group }, index) => ({
    group,
    items: labelled(offer.choices[index]!.map((choice) => ({ ...choice, value: valueIn(kind, choice.value) }))).filter(
      // Until the answer is there, what no longer fits goes at once.
      ({ value, label, detail }) => !without.includes(value) && (isSettled || isMatch(`${label} ${detail}`, typed)),
    ),
  }));
  const items = groups.flatMap((group) => group.items);
  const plural = parts.length === 1 ? catalogs[parts[0]!.from].plural : 'of these';
  const shown: ComboboxParsedItem[] = [
    ...(typeof of === 'string' ? items : groups.filter((group) => group.items.length > 0)),
    ...(offer.isCut && items.length > 0
      ? [typeof of === 'string' ? narrow : { group: ' ', items: [narrow as ComboboxItem] }]
      : []),
  ];
  const offered = new Set(items.map(({ value }) => value));
  const hidden = picked.filter(({ value }) => !offered.has(value));
  const nothing = offer.error
    ? `Could not search: ${offer.error.title}.`
    : !isSettled
      ? 'Searching…'
      : typed === ''
        ? `No ${plural} to choose from.`
        : `No matches for “${typed}”.`;
  return {
    field: {
      data: (typeof of === 'string' ? [...shown, ...hidden] : [...shown, { group: '  ', items: hidden }]) as (
        | ComboboxItem
        | ComboboxItemGroup<ComboboxItem>
      )[],
      filter: () => shown,
      isSettled,
      'aria-busy': isAsked && !isSettled,
      nothingFoundMessage: nothing,
    },
    /** For those who do not see the list. */
    status: !isAsked ? '' : items.length === 0 ? nothing : offer.isCut ? 'There are more. Type to narrow.' : '',
  };
}

const narrow: ComboboxItem = { value: '…', label: 'There are more. Type to narrow.', disabled: true };

const valueIn = (kind: string, value: string) => (kind === '' ? value : `${kind}:${value}`);

type Labelled = (choices: Choice[]) => Choice[];

/** What is set, with its name: also when it is disabled, gone, or not to be read by this person. */
function usePicked(parts: PickerPart[], values: readonly string[], labelled: Labelled): Choice[] {
  const plain = parts.map(({ from, kind }) => ({
    from,
    values: values
      .filter((value) => kind === '' || value.startsWith(`${kind}:`))
      .map((value) => value.slice(kind ? kind.length + 1 : 0)),
  }));
  const chosen = useChosen(plain);
  const [seen] = useState(() => new Map<string, Choice>());
  return labelled(
    parts.flatMap(({ kind }, index) =>
      plain[index]!.values.flatMap((key): Choice[] => {
        const value = valueIn(kind, key);
        const found = chosen[index]!.choiceOf(key) ?? seen.get(value);
        if (found) {
          seen.set(value, found);
          return [{ ...found, value }];
        }
        return chosen[index]!.isSettled ? [{ value, label: `${key} (no longer there)`, detail: '' }] : [];
      }),
    ),
  );
}

/**
 * Adds what tells alike names apart. Decided once for each value: a label that changed while somebody types would
 * take the place of what they typed.
 */
function useStableLabels(): Labelled {
  const [alike] = useState(() => new Map<string, boolean>());
  return (choices) =>
    choices.map((choice) => {
      const { value, label, detail } = choice;
      if (!alike.has(value))
        alike.set(
          value,
          choices.some((other) => other !== choice && other.label === label),
        );
      return alike.get(value) && detail ? { ...choice, label: `${label} (${detail})` } : choice;
    });
}
