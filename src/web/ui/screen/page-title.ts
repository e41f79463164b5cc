import { useEffect, useSyncExternalStore } from 'react';

export type Crumb = { label: string; href?: string };

const product = 'Evenkeel';
let trail: Crumb[] = [];
let pageTitle = product;
let badge = 0;
const listeners = new Set<() => void>();

function publish(next: Crumb[]): void {
  trail = next;
  for (const listener of listeners) listener();
}

function writeTitle(): void {
  document.title = badge > 0 ? `(${badge}) ${pageTitle}` : pageTitle;
}

/** How many things wait for this person, in front of the window's title; 0 takes it away. */
export function setTitleBadge(count: number): void {
  badge = count;
  writeTitle();
}

/** Names the page: the window's title and the breadcrumb of the top bar. `parents` go from the outermost in. */
export function usePageTitle(title: string, parents: Crumb[] = []): void {
  const key = JSON.stringify([parents, title]);
  useEffect(() => {
    const [above, own] = JSON.parse(key) as [Crumb[], string];
    pageTitle = `${own} · ${product}`;
    writeTitle();
    publish([...above, { label: own }]);
    return () => publish([]);
  }, [key]);
}

export function useTrail(): Crumb[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => trail,
  );
}
