import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { type ListName, listViews } from '../../../contract/directory/views.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { type ListSearch, type Search, stringifySearch } from '../../paths.ts';

/** The search of a list as a view keeps it. */
export function searchOf({ view: _, ...filter }: Search & ListSearch): string {
  return stringifySearch(filter).slice(1);
}

/**
 * The views of a list. A list that is opened without anything in its address opens with its default view.
 * @param path of the list, such as `/alerts`
 */
export function useViews(list: ListName, path: string, filter: Search & ListSearch) {
  const router = useRouter();
  const { data, isPending } = useEndpoint(listViews, { query: { list } });
  const views = data?.items ?? [];
  const usual = views.find(({ isDefault }) => isDefault);
  const open = (search: string, view: number | 'none' | undefined) => {
    const parts = [search, view === undefined ? '' : `view=${view}`].filter(Boolean).join('&');
    router.history.replace(parts ? `${path}?${parts}` : path);
  };
  const isBare = Object.values(filter).every((value) => value === undefined);
  const opensUsual = isBare && usual !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for an address without anything
  useEffect(() => {
    if (opensUsual) open(usual.search, usual.id);
  }, [opensUsual]);
  return {
    views,
    current: views.find(({ id }) => String(id) === filter.view),
    open,
    /** What stands in the address is not what will be shown. */
    isDeciding: isBare && (isPending || opensUsual),
    /** Takes every filter back, a default view as well. */
    clear: () => open('', usual ? 'none' : undefined),
  };
}
