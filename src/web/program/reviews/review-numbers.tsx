import type { ComposedReview } from '../../../contract/program/reviews.ts';
import { moneyRangeText } from '../../../domain/program/cost/money-text.ts';
import { goalStateText, valueText } from '../../../domain/program/goals/value-text.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { hasFinding } from '../../../domain/program/slides/review-slides.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { DataTable } from '../../measure/charts/chart-figure.tsx';
import { countText, shareText } from '../../measure/figure-text.ts';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { daysOf } from '../../ui/time/time.tsx';
import styles from '../program.module.css';
import { PlacingCell } from '../settings/placing-cell.tsx';
import { GoalFindings } from './goal-findings.tsx';

const verdicts = {
  better: 'Better',
  worse: 'Worse',
  'cannot-tell': 'Cannot tell',
  'no-baseline': 'No baseline',
} as const;

type Row = ComposedReview['rows'][number];

function Verdict({ verdict, explanation, without }: Pick<Row, 'verdict' | 'explanation'> & { without: string }) {
  return (
    <span data-tip={explanation}>
      {verdict === 'no-baseline' ? without : verdicts[verdict]}
      <span className={styles.onPaper}>{explanation}</span>
    </span>
  );
}

/** Reviews that were composed before have no quarter before. */
function AgainstPrevious({ rows }: { rows: Row[] }) {
  const compared = rows.flatMap((row) => (row.previous ? [{ ...row, previous: row.previous }] : []));
  if (compared.length === 0) return null;
  const hasAny = compared.some(({ previous }) => previous.n > 0);
  return (
    <Section title="Measures against the quarter before">
      {hasAny ? (
        <DataTable
          caption="Measures against the quarter before"
          head={['Measure', 'This quarter', 'n', 'Quarter before', 'n before', 'Verdict']}
          rows={compared.map(({ key, name, unit, current, currentN, previous }) => ({
            key,
            cells: [
              name,
              valueText(current, unit),
              currentN,
              valueText(previous.value, unit),
              previous.n,
              <Verdict
                key="verdict"
                verdict={previous.verdict}
                explanation={previous.explanation}
                without="Nothing before"
              />,
            ],
          }))}
        />
      ) : (
        <p className="muted">There were no incidents and no shifts in the quarter before.</p>
      )}
    </Section>
  );
}

function baselineText({ baseline }: ComposedReview): string {
  if (!baseline) return 'There is no baseline, so no change can be shown.';
  const days = daysOf(baseline.from, baseline.to, baseline.timeZone);
  if (baseline.teamName !== null)
    return `Baseline: ${baseline.teamName}, ${days}, frozen. Both columns cover that team only.`;
  return `Baseline: all teams, ${days}, the days of the first pilot’s baseline.`;
}

const severityList = (severities: number[]) => severities.map((severity) => severityLabel(severity)).join(', ');

/** The numbers of a quarter as they were when the review was created or refreshed. */
export function ReviewNumbers({ composed }: { composed: ComposedReview }) {
  const { rows, money, mistakes, training, drills, actionItems, recurrences } = composed;
  const goals = composed.goals.filter((goal) => !hasFinding(goal));
  return (
    <>
      <GoalFindings goals={composed.goals} />
      <Section title="Measures against the baseline">
        <p className="muted">{baselineText(composed)}</p>
        <DataTable
          caption="Measures against the baseline"
          head={['Measure', 'This quarter', 'n', 'Baseline', 'Baseline n', 'Verdict']}
          rows={rows.map((row) => ({
            key: row.key,
            cells: [
              row.name,
              valueText(row.current, row.unit),
              row.currentN,
              valueText(row.baseline, row.unit),
              row.baselineN,
              <Verdict key="verdict" verdict={row.verdict} explanation={row.explanation} without="No baseline" />,
            ],
          }))}
        />
      </Section>
      <AgainstPrevious rows={rows} />
      <div className={styles.grid}>
        <Panel title="Financial impact">
          {money ? (
            <>
              <Facts
                facts={[
                  [
                    'Saved',
                    money.saved
                      ? moneyRangeText(money.saved, money.currency)
                      : 'Cannot tell: no severity has changed by more than the uncertainty',
                  ],
                  ['Cost', moneyRangeText(money.cost, money.currency)],
                  ['Net', money.net && moneyRangeText(money.net, money.currency)],
                  [
                    'Return',
                    money.ratio && `${countText(money.ratio.low)} to ${countText(money.ratio.high)} times the cost`,
                  ],
                  [
                    'Not yet supported by the data',
                    money.notShown &&
                      `${moneyRangeText(money.notShown.saved, money.currency)} (${severityList(money.notShown.severities)})`,
                  ],
                  ['Excluded', money.leftOut.length > 0 && `${severityList(money.leftOut)}: no data to compare`],
                ]}
              />
              {(money.findings?.length ?? 0) > 0 && (
                <>
                  <h3>What the saving comes from</h3>
                  <ul className={styles.plainList}>
                    {money.findings?.map((finding) => (
                      <li key={finding}>{finding}</li>
                    ))}
                  </ul>
                </>
              )}
              <h3>Assumptions</h3>
              <ul className={styles.plainList}>
                {money.assumptions.map((assumption) => (
                  <li key={assumption}>{assumption}</li>
                ))}
              </ul>
            </>
          ) : (
            <p className="muted">Calculated once there are cost assumptions and a baseline.</p>
          )}
        </Panel>
        <Panel title="Discussion topics">
          <ul className={styles.plainList}>
            {[...composed.topics, ...composed.questions].map((topic) => (
              <li key={topic}>{topic}</li>
            ))}
          </ul>
          {mistakes.map((mistake) => (
            <p key={mistake.key}>
              <strong>{mistake.name}.</strong> {mistake.because} Fix: {mistake.fix}
            </p>
          ))}
        </Panel>
        <div className={styles.stack}>
          {(goals.length > 0 || composed.goals.length === 0) && (
            <Panel title="Goals">
              {goals.length === 0 && <p className="muted">No goals.</p>}
              <ul className={styles.plainList}>
                {goals.map((goal) => (
                  <li key={goal.name}>
                    {goal.name}: {goalStateText(goal)}
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <Panel title="Practice">
            <Facts
              facts={[
                [
                  'Drills',
                  `${drills.held} held${drills.meanShare === null ? '' : `, mean score ${shareText(Math.round(drills.meanShare * 100) / 100)}`}`,
                ],
                [
                  'Training',
                  `${training.certified} of ${training.people} certified, ${training.expiringSoon} ${training.expiringSoon === 1 ? 'expires' : 'expire'} soon`,
                ],
                ['Action items', `${actionItems.open} open, ${actionItems.overdue} overdue`],
                [
                  'Recurrences',
                  recurrences.map(({ key, earlierKey }) => `${key} of ${earlierKey}`).join(', ') || 'none',
                ],
                [
                  'Maturity',
                  composed.assessments.map(({ overall }) => levelText(overall)).join(' → ') || 'not assessed',
                ],
                ['Weakest areas', composed.weakestAreas.join(', ')],
              ]}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** Figures from outside, next to the numbers of this installation and never mixed with them. */
export function ReviewReferences({ composed }: { composed: ComposedReview }) {
  const { placings } = composed;
  return (
    <Section title="Reference values">
      <p className="muted">{composed.referenceNotice}</p>
      <div className={styles.inTwo}>
        <Facts facts={composed.referenceValues.map(({ name, value }) => [name, value])} />
      </div>
      <DataTable
        caption="Benchmarks (reference values)"
        isText
        head={['Industry', 'Measure', 'Low', 'Median', 'Elite', ...(placings ? ['You'] : [])]}
        rows={composed.benchmarks.map((row) => ({
          key: row.key,
          cells: [
            ...[row.industry, row.measure, row.low, row.median, row.elite],
            ...(placings ? [<PlacingCell key="you" placing={placings.find(({ key }) => key === row.key)} />] : []),
          ],
        }))}
      />
    </Section>
  );
}
