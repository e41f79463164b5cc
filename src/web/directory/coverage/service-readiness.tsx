import { readServiceReadiness, type ServiceReadiness } from '../../../contract/respond/readiness.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Section } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import { coverageFollows, Mend } from './who-is-paged.tsx';

/** Whether an alert of a service would wake somebody at any time of the next 30 days. */
export function ServiceReadinessSection({ id }: { id: number }) {
  const { data } = useEndpoint(readServiceReadiness, { params: { id } }, { follows: coverageFollows });
  if (!data || data.service.id !== id) return null;
  return (
    <Section title="Next 30 days" actions={<a href={paths.readiness()}>All services</a>}>
      <GapList readiness={data} here={paths.service(id)} />
    </Section>
  );
}

const shownAtFirst = 3;

/** The gaps of a service in order, each with the way to fix it; most of them folded away. */
export function GapList({ readiness, here }: { readiness: ServiceReadiness; here?: string }) {
  const { gaps } = readiness;
  if (gaps.length === 0) return <p>An alert would wake somebody at any time.</p>;
  const folded = gaps.slice(shownAtFirst);
  return (
    <>
      <Gaps gaps={gaps.slice(0, shownAtFirst)} here={here} />
      {folded.length > 0 && (
        <details>
          <summary>{folded.length} more</summary>
          <Gaps gaps={folded} here={here} />
        </details>
      )}
    </>
  );
}

function Gaps({ gaps, here }: { gaps: ServiceReadiness['gaps']; here: string | undefined }) {
  return (
    <ul>
      {gaps.map(({ startsAt, endsAt, sentence, mend }) => (
        <li key={`${startsAt} ${sentence}`}>
          <Time at={startsAt} /> to <Time at={endsAt} />: {sentence} <Mend mend={mend} here={here} />
        </li>
      ))}
    </ul>
  );
}
