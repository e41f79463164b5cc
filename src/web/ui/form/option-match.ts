import type { ComboboxItem, ComboboxItemGroup, ComboboxParsedItem } from '@mantine/core';

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[_/]+/g, ' ')
    .toLowerCase();

const isGroup = (item: ComboboxParsedItem): item is ComboboxItemGroup<ComboboxItem> => 'group' in item;

/** Whether every typed word is in the name, in any order and without regard to accents and letter case. */
export function isMatch(name: string, typed: string): boolean {
  const text = plain(name);
  return plain(typed)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The options that match what is typed, by their labels. */
export function matchingOptions({ options, search }: { options: ComboboxParsedItem[]; search: string }) {
  const fits = ({ label }: ComboboxItem) => isMatch(String(label), search);
  return options.flatMap((item): ComboboxParsedItem[] => {
    if (!isGroup(item)) return fits(item) ? [item] : [];
    const items = item.items.filter(fits);
    return items.length > 0 ? [{ group: item.group, items }] : [];
  });
}
