import { listPages, type Page } from '../../../contract/respond/pages.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';

const limit = 50;

/** The pages that ask this person or that this person has, newest first. */
export function useMyPages() {
  const person = usePerson();
  const query = { personId: person?.id ?? 0, state: 'unresolved' as const, limit };
  return useEndpoint(listPages, { query }, { enabled: person !== null, follows: ['alert'] });
}

export const isAsking = (page: Pick<Page, 'state'>) => page.state === 'open';
