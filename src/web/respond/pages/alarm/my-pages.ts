import { useMemo } from 'react';
import { listPages } from '../../../../contract/respond/pages/page.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { usePerson } from '../../../data/session.ts';

const limit = 50;

/** The pages that ask this person or that this person has, newest first. */
export function useMyPages() {
  const person = usePerson();
  const query = { personId: person?.id ?? 0, state: 'unresolved' as const, limit };
  return useEndpoint(listPages, { query }, { enabled: person !== null, follows: ['alert'] });
}

/** Those of them that ask this person now: open, and this person has not done their part. Undefined until they are known. */
export function useAskingPages() {
  const person = usePerson();
  const { data, refetch } = useMyPages();
  const asking = useMemo(
    () =>
      data?.items.filter(
        ({ state, acknowledgedInPart }) => state === 'open' && !acknowledgedInPart.some((id) => id === person?.id),
      ),
    [data, person?.id],
  );
  return { asking, refetch };
}
