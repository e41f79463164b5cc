import type { ReactNode } from 'react';
import { listPeopleReadiness, type PersonReadiness } from '../../../contract/respond/readiness.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { BrokenRules } from './people-readiness.tsx';
import styles from './proof.module.css';
import { ProofLine } from './proof-line.tsx';

export const readinessFollows = ['page', 'contactMethod', 'person', 'team', 'provider', 'setting'] as const;

/** Whether pages are known to reach somebody. */
export function PersonProof({ personId, actions }: { personId: number; actions: ReactNode }) {
  const { data, error, refetch } = useEndpoint(
    listPeopleReadiness,
    { query: { personId } },
    { follows: readinessFollows },
  );
  const [person] = data?.items ?? [];
  return (
    <Section title="Test pages" actions={actions}>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={1} />}
      {person && person.person.id === personId && <Words person={person} />}
    </Section>
  );
}

function Words({ person }: { person: PersonReadiness }) {
  return (
    <div className={styles.words}>
      <ProofLine person={person} />
      <BrokenRules person={person} />
    </div>
  );
}
