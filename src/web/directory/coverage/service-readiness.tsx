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
      <LeadsHere readiness={data} />
      <Practised readiness={data} />
    </Section>
  );
}

const shownAtFirst = 3;

/** The gaps of a service in order, each with the way to fix it; most of them folded away. */
export function GapList({ readiness, here }: { readiness: ServiceReadiness; here?: string }) {
  const { gaps, computedAt } = readiness;
  if (gaps.length === 0) return <p>An alert would wake somebody at any time.</p>;
  const folded = gaps.slice(shownAtFirst);
  return (
    <>
      <Gaps gaps={gaps.slice(0, shownAtFirst)} computedAt={computedAt} here={here} />
      {folded.length > 0 && (
        <details>
          <summary>{folded.length} more</summary>
          <Gaps gaps={folded} computedAt={computedAt} here={here} />
        </details>
      )}
    </>
  );
}

/** When its people last finished a drill. */
export function Practised({ readiness: { practised } }: { readiness: ServiceReadiness }) {
  const { sentence, drill } = practised;
  if (sentence === '') return null;
  return (
    <p className="muted">
      {sentence} {drill && <a href={paths.drill(drill.id)}>{drill.title}</a>}
    </p>
  );
}

/** By what alerts find the service. */
export function LeadsHere({ readiness: { routes, sources } }: { readiness: ServiceReadiness }) {
  if (routes.length === 0 && sources.length === 0)
    return <p className="muted">No alert finds it: no source has this service, and no enabled route names it.</p>;
  return (
    <p className="muted">
      {routes.length > 0 && (
        <>
          {routes.length === 1 ? 'Route' : 'Routes'}: <a href={paths.routes()}>{names(routes)}</a>.{' '}
        </>
      )}
      {sources.length > 0 && (
        <>
          {sources.length === 1 ? 'Source' : 'Sources'}:{' '}
          {sources.slice(0, mostNamed).map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <a href={paths.source(id)}>{name}</a>
            </span>
          ))}
          {sources.length > mostNamed && ` and ${sources.length - mostNamed} more`}.
        </>
      )}
    </p>
  );
}

const mostNamed = 5;

function names(all: readonly { name: string }[]): string {
  const shown = all.slice(0, mostNamed).map(({ name }) => name);
  return shown.join(', ') + (all.length > mostNamed ? ` and ${all.length - mostNamed} more` : '');
}

type GapsProps = Pick<ServiceReadiness, 'gaps' | 'computedAt'> & { here: string | undefined };

function Gaps({ gaps, computedAt, here }: GapsProps) {
  return (
    <ul>
      {gaps.map(({ startsAt, endsAt, sentence, mend }) => (
        <li key={`${startsAt} ${sentence}`}>
          {startsAt <= computedAt ? (
            'Now until'
          ) : (
            <>
              <Time at={startsAt} /> to
            </>
          )}{' '}
          <Time at={endsAt} />: {sentence} <Mend mend={mend} here={here} />
        </li>
      ))}
    </ul>
  );
}
