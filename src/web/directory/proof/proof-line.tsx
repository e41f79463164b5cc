import type { TestPage } from '../../../contract/respond/pages/test-pages.ts';
import type { PersonReadiness } from '../../../contract/respond/readiness.ts';
import { paths } from '../../paths.ts';
import { Duration, Time } from '../../ui/time/time.tsx';
import { useChannelNouns } from '../channels/use-channels.ts';

/** When a test page last showed that somebody is reached, and what became of the newest one where that is another. */
export function ProofLine({ person }: { person: Pick<PersonReadiness, 'lastProof' | 'lastTest' | 'isProofDue'> }) {
  const nounOf = useChannelNouns();
  const { lastProof, lastTest, isProofDue } = person;
  return (
    <>
      {lastProof ? (
        <span>
          Last proved <Time at={lastProof.acknowledgedAt!} /> by {nounOf(lastProof.channel)}, acknowledged after{' '}
          <Duration seconds={lastProof.afterSeconds ?? 0} />
          {isProofDue && ': due again'}.
        </span>
      ) : (
        <span>Never proved: no test page has been acknowledged yet.</span>
      )}
      {lastTest && lastTest.id !== lastProof?.id && (
        <span className="muted">
          <a href={paths.page(lastTest.id)}>Test page</a> sent <Time at={lastTest.sentAt} />: {outcomes[lastTest.state]}
          .
        </span>
      )}
    </>
  );
}

const outcomes: Record<TestPage['state'], string> = {
  waiting: 'waiting for acknowledgement',
  proved: 'acknowledged',
  acknowledged_otherwise: 'acknowledged in the app or by somebody else, which proves no contact method',
  not_acknowledged: 'not acknowledged',
};
