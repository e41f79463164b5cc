import type { Page } from '../../../../contract/respond/pages/page.ts';

type Asking = Pick<Page, 'id' | 'generation'>;

/**
 * Pages that ask again or for the first time since the last look: unknown ones, and known ones of a higher generation.
 * The first look (`before` is null) finds nothing new: those pages were there before the tab was.
 */
export function newPages<P extends Asking>(before: ReadonlyMap<number, number> | null, pages: readonly P[]): P[] {
  if (before === null) return [];
  return pages.filter(({ id, generation }) => generation > (before.get(id) ?? -1));
}

/** What was seen, to compare the next look with. Pages that are gone stay known, so that they do not ask twice. */
export function seen(before: ReadonlyMap<number, number> | null, pages: readonly Asking[]): Map<number, number> {
  return new Map([...(before ?? []), ...pages.map(({ id, generation }) => [id, generation] as const)]);
}
