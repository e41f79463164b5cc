import { type PlanImpact, readPlanImpact, readRollOutImpact } from '../../../contract/program/plans/impact.ts';
import { valueText } from '../../../domain/program/goals/value-text.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { type MeasuredRowsSearch, paths, withSearch } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { daysOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import styles from './plan.module.css';

type Measure = PlanImpact['measures'][number];
type Period = NonNullable<PlanImpact['before']>;

/** The incidents behind a measure, as the list of measured incidents calls them. */
const rowsOf: Record<string, MeasuredRowsSearch['measure']> = {
  'median-restore-seconds': 'restore',
  'median-acknowledge-seconds': 'acknowledge',
  'median-detect-seconds': 'detect',
  'incidents-per-sprint': 'declared',
  'postmortem-completed-share': 'postmortems',
  'postmortem-on-time-share': 'due-postmortems',
  'recurrence-rate-90': 'recurrences',
};

const casesPath = (measure: MeasuredRowsSearch['measure'], teamId: number, { from, to }: Period) =>
  withSearch('/measures/incidents', {
    ...{ measure, teamId, from, to },
    ...(measure === 'recurrences' && { windowDays: 90 }),
  });

const verdictLooks = {
  better: { tone: 'resolved', glyph: 'check', word: 'Better' },
  worse: { tone: 'sev2', glyph: 'triangle', word: 'Worse' },
  'cannot-tell': { tone: 'sev5', glyph: 'ring', word: 'Cannot tell' },
} as const;

function VerdictBadge({ verdict }: { verdict: Measure['team']['verdict'] }) {
  const { tone, glyph, word } = verdictLooks[verdict];
  return (
    <Badge tone={tone} glyph={glyph} look="plain">
      {word}
    </Badge>
  );
}

/** What changed since the baseline, and how much of it changed everywhere. */
export function ImpactPanel({ pilotId, timeZone }: { pilotId: number; timeZone: string }) {
  const answer = useEndpoint(readPlanImpact, { params: { id: pilotId } }, { follows: ['incident', 'postmortem'] });
  return (
    <Panel title="Before and after">
      <Loaded answer={answer}>{(impact) => <Impact impact={impact} timeZone={timeZone} />}</Loaded>
    </Panel>
  );
}

function Impact({ impact, timeZone }: { impact: PlanImpact; timeZone: string }) {
  const { before, after, team, otherTeams, measures } = impact;
  if (!before || !after)
    return <p className="muted">Nothing to compare yet: the first day after the baseline is not over.</p>;
  return (
    <>
      <p className="muted">
        {daysOf(before.from, before.to, timeZone)} against {daysOf(after.from, after.to, timeZone)}. Below ten cases on
        a side nothing is claimed.{' '}
        {otherTeams.length === 0
          ? 'Every other team had a plan in this time, so there is nobody to compare with.'
          : `Compared with ${otherTeams.length} ${otherTeams.length === 1 ? 'team' : 'teams'} without a plan in this time: what changed there too is not credited to the plan.`}
      </p>
      <DataTable
        caption={`Before and after: ${team.name}`}
        isText
        head={['Measure', 'Before', 'After', 'Verdict', 'Teams without a plan', 'Beyond them']}
        rows={measures.map((measure) => ({
          key: measure.key,
          cells: [
            measure.name,
            <Side key="before" measure={measure} side="before" period={before} teamId={team.id} />,
            <Side key="after" measure={measure} side="after" period={after} teamId={team.id} />,
            <span key="verdict" title={measure.team.explanation}>
              <VerdictBadge verdict={measure.team.verdict} />
            </span>,
            measure.others ? (
              <span key="others" className={styles.measured}>
                {changeText(measure, measure.others)}
              </span>
            ) : (
              '—'
            ),
            <Difference key="difference" measure={measure} />,
          ],
        }))}
      />
      {otherTeams.length > 0 && (
        <details>
          <summary>Teams without a plan</summary>
          <ul>
            {otherTeams.map(({ id, name }) => (
              <li key={id}>
                {name}: <a href={casesPath('restore', id, before)}>before</a>
                {', '}
                <a href={casesPath('restore', id, after)}>after</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type SideProps = { measure: Measure; side: 'before' | 'after'; period: Period; teamId: number };

/** A value with its number of cases, which leads to them. */
function Side({ measure, side, period, teamId }: SideProps) {
  const { value, n } = measure.team[side];
  const rows = rowsOf[measure.key];
  const cases = `n = ${n}`;
  return (
    <span className={styles.measured}>
      {valueText(value, measure.unit)}{' '}
      {rows && n > 0 ? (
        <a href={casesPath(rows, teamId, period)} aria-label={`${measure.name} ${side}: ${cases}`}>
          {cases}
        </a>
      ) : (
        <span className="muted">{cases}</span>
      )}
    </span>
  );
}

function changeText({ unit }: Measure, { before, after }: Measure['team']): string {
  const [from, to] = [valueText(before.value, unit), valueText(after.value, unit)];
  return `${from} (n = ${before.n}) to ${to} (n = ${after.n})`;
}

function Difference({ measure: { difference, unit } }: { measure: Measure }) {
  if (!difference) return <span className="muted">Cannot tell</span>;
  const { interval, verdict } = difference;
  return (
    <span className={styles.measured}>
      <VerdictBadge verdict={verdict} /> {differenceText(interval.low, unit)} to {differenceText(interval.high, unit)}{' '}
      (95%)
    </span>
  );
}

/** A difference has a sign. */
function differenceText(value: number, unit: Measure['unit']): string {
  const sign = value < 0 ? '−' : '+';
  return unit === 'share'
    ? `${sign}${Math.round(Math.abs(value) * 100)} points`
    : `${sign}${valueText(Math.abs(value), unit)}`;
}

const shownOfEach = ['median-restore-seconds', 'median-acknowledge-seconds', 'postmortem-on-time-share'];

/** Three measures of each team of a roll-out; the plan of the team has all. */
export function RollOutImpactPanel({ rollOutId }: { rollOutId: number }) {
  const input = { params: { id: rollOutId } };
  const answer = useEndpoint(readRollOutImpact, input, { follows: ['pilot', 'incident', 'postmortem'] });
  return (
    <Panel title="Before and after by team">
      <Loaded answer={answer}>
        {({ items }) => (
          <DataTable
            caption="Before and after by team"
            isText
            head={['Team', 'Days', 'Measure', 'Before', 'After', 'Verdict', 'Beyond teams without a plan']}
            rows={items.flatMap(({ pilotId, team, days, before, after, measures }) =>
              measures
                .filter(({ key }) => before && after && shownOfEach.includes(key))
                .map((measure) => ({
                  key: `${pilotId} ${measure.key}`,
                  cells: [
                    <a key="plan" href={paths.pilot(pilotId)}>
                      {team.name}
                    </a>,
                    days,
                    measure.name,
                    <Side key="before" measure={measure} side="before" period={before!} teamId={team.id} />,
                    <Side key="after" measure={measure} side="after" period={after!} teamId={team.id} />,
                    <VerdictBadge key="verdict" verdict={measure.team.verdict} />,
                    <Difference key="difference" measure={measure} />,
                  ],
                })),
            )}
          />
        )}
      </Loaded>
    </Panel>
  );
}
