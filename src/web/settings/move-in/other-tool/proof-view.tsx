import type { Proof, ProvenRoute, ProvenSchedule } from '../../../../domain/move-in/proof.ts';
import { durationText } from '../../../../domain/time/duration-text.ts';
import { displayZone } from '../../../ui/time/time.tsx';
import styles from './other-tool.module.css';
import type { Tool } from './tools.ts';

const mostShown = 10;

/** Who is on call and who is paged on both sides: a bar of eight weeks for each schedule, and every difference. */
export function ProofView({ proof, tool }: { proof: Proof; tool: Tool }) {
  const { schedules, routes, differences, unexplained, from, to } = proof;
  const tried = routes.reduce((sum, { checks }) => sum + checks, 0);
  return (
    <>
      <p role="status">
        {differences === 0 ? (
          <strong>Equal: the same people are on call, and the same people are paged at the same second.</strong>
        ) : (
          <strong>
            {differences} {differences === 1 ? 'difference' : 'differences'}, {unexplained} without a known reason.
          </strong>
        )}{' '}
        <span className="muted">
          {schedules.length} schedules at every moment from {when(from)} to {when(to)}, and {tried} alerts of{' '}
          {routes.length} {tool.routes}.
        </span>
      </p>
      <ul className={styles.proof} aria-label="Schedules">
        {schedules.map((schedule) => (
          <Schedule key={schedule.id} schedule={schedule} proof={proof} from={tool.title} />
        ))}
      </ul>
      <Routes routes={routes.filter((route) => route.differences.length > 0)} tool={tool} />
    </>
  );
}

type ScheduleProps = { schedule: ProvenSchedule; proof: Proof; from: string };

function Schedule({ schedule, proof: { from: first, to: last }, from }: ScheduleProps) {
  const { name, differences } = schedule;
  const verdict =
    differences.length === 0
      ? 'the same'
      : `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`;
  const percent = (at: number) => `${(100 * (at - first)) / (last - first)}%`;
  return (
    <li>
      <div className={styles.scheduleHead}>
        <span>{name}</span>
        <span className={styles.lead}>{verdict}</span>
      </div>
      <div className={styles.bar} role="img" aria-label={`${name}: ${verdict}`}>
        {differences.slice(0, 500).map(({ start, end }) => (
          <span
            key={start}
            className={styles.different}
            style={{
              insetInlineStart: percent(start),
              inlineSize: `max(2px, ${(100 * (end - start)) / (last - first)}%)`,
            }}
          />
        ))}
      </div>
      {differences.length > 0 && (
        <details>
          <summary>Show the differences</summary>
          <ul className={styles.rows} aria-label={`Differences of ${name}`}>
            {differences.slice(0, mostShown).map(({ start, end, there, here, reasons }) => (
              <li key={start}>
                <span>
                  {when(start)} to {when(end)}
                </span>
                <span>
                  {from}: {people(there)}. Here: {people(here)}.
                  <Reasons reasons={reasons} />
                </span>
              </li>
            ))}
            {differences.length > mostShown && <li>and {differences.length - mostShown} more</li>}
          </ul>
        </details>
      )}
    </li>
  );
}

function Routes({ routes, tool }: { routes: ProvenRoute[]; tool: Tool }) {
  if (routes.length === 0) return null;
  return (
    <details>
      <summary>Alerts that page somebody else</summary>
      <ul className={styles.rows} aria-label={`Differences of ${tool.routes}`}>
        {routes.flatMap(({ id, name, differences }) =>
          differences.slice(0, 3).map(({ severity, at, there, here, reasons }) => (
            <li key={`${id} ${severity} ${at}`}>
              <span>
                {name}, SEV{severity}, {when(at)}
              </span>
              <span>
                {tool.title}: {moments(there)}. Here: {moments(here)}.
                <Reasons reasons={reasons} />
              </span>
            </li>
          )),
        )}
      </ul>
    </details>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }) {
  return (
    <span className={styles.reason}>
      {reasons.length === 0 ? 'No reason is known: please report this.' : reasons.slice(0, 3).join(' ')}
    </span>
  );
}

const people = (names: readonly string[]) => (names.length === 0 ? 'nobody' : names.join(', '));

const moments = (all: readonly { afterSeconds: number; people: string[] }[]) =>
  all.length === 0
    ? 'nobody'
    : all.map(({ afterSeconds, people: names }) => `after ${durationText(afterSeconds)} ${people(names)}`).join('; ');

const when = (at: number) =>
  new Date(at).toLocaleString('en-GB', { timeZone: displayZone(), dateStyle: 'medium', timeStyle: 'short' });
