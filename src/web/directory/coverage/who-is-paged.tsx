import { type CoverageKind, readCoverage } from '../../../contract/respond/coverage.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { Notice } from './notice.tsx';

/** What decides who is paged: any change of these makes the answer stale. */
export const coverageFollows = [
  'source',
  'service',
  'route',
  'escalationPolicy',
  'schedule',
  'person',
  'team',
  'contactMethod',
  'maintenanceWindow',
  'setting',
  'severity',
] as const;

type WhoIsPagedProps = {
  kind: CoverageKind;
  /** 0 for alerts without a service. */
  id: number;
  /** Where the notice stands already: no link leads to the same screen. */
  here?: string;
};

/** Who would be paged now through one thing; if nobody, why, and the way to mend it. */
export function WhoIsPaged({ kind, id, here }: WhoIsPagedProps) {
  const { data } = useEndpoint(readCoverage, { params: { kind, id } }, { follows: coverageFollows, everySeconds: 60 });
  if (!data || (data.subject.id !== null && data.subject.id !== id)) return null;
  const later = data.holes.filter(({ reach, sentence }) => reach !== 'nobody' || sentence !== data.sentence);
  const tone = { people: later.length > 0 ? 'later' : 'good', nobody: 'bad', 'by-choice': 'quiet' } as const;
  return (
    <Notice tone={tone[data.result]}>
      <p>
        <strong>{data.sentence}</strong> {data.mend && <Mend mend={data.mend} here={here} />}
      </p>
      {later.map(({ sentence, mend }) => (
        <p key={sentence}>
          {sentence} <Mend mend={mend} here={here} />
        </p>
      ))}
    </Notice>
  );
}

export function Mend({ mend, here }: { mend: { text: string; path: string | null }; here?: string | undefined }) {
  return mend.path === null || mend.path === here ? mend.text : <a href={mend.path}>{mend.text}</a>;
}
