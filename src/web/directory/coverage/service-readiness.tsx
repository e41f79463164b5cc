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

/** The gaps of a service in order, each with the way to fix it. */
export function GapList({ readiness, here }: { readiness: ServiceReadiness; here?: string }) {
  if (readiness.gaps.length === 0) return <p>An alert would wake somebody at any time.</p>;
  return (
    <ul>
      {readiness.gaps.map(({ startsAt, endsAt, sentence, mend }) => (
        <li key={`${startsAt} ${sentence}`}>
          <Time at={startsAt} /> to <Time at={endsAt} />: {sentence} <Mend mend={mend} here={here} />
        </li>
      ))}
    </ul>
  );
}
