import type { ComposedReview } from '../../../contract/program/reviews.ts';
import { goalStateText, pointText, valueText } from '../../../domain/program/goals/value-text.ts';
import { type FoundGoal, hasFinding } from '../../../domain/program/slides/review-slides.ts';
import { ChartFigure, DataTable } from '../../measure/charts/chart-figure.tsx';
import charts from '../../measure/charts/charts.module.css';
import { Section } from '../../ui/screen/section.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { GoalChart } from './goal-chart.tsx';
import own from './reviews.module.css';

/** One chart for each goal, titled with what the quarter shows of it. */
export function GoalFindings({ goals }: { goals: ComposedReview['goals'] }) {
  const found = goals.filter(hasFinding);
  if (found.length === 0) return null;
  return (
    <Section title="What the goals came to">
      <div className={own.findings}>
        {found.map((goal) => (
          <article key={goal.id} className={own.finding} data-verdict={goal.finding.verdict}>
            <p className="muted">
              {goal.name}: {goalStateText(goal)}
            </p>
            <h3>{goal.finding.sentence}</h3>
            <GoalFigure goal={goal} />
          </article>
        ))}
      </div>
    </Section>
  );
}

export function GoalFigure({ goal }: { goal: FoundGoal }) {
  const { baseline, current, unit, by, points } = goal;
  const hasFew = unit === 'seconds' || unit === 'share';
  return (
    <>
      {points.some(({ value }) => value !== null) && (
        <ChartFigure
          label={goal.measureName}
          chart={(width) => <GoalChart goal={goal} width={width} />}
          table={
            <DataTable
              caption={`${goal.measureName} by ${by}`}
              head={[by === 'assessment' ? 'Assessed' : by === 'week' ? 'Week from' : 'Month', goal.measureName, 'n']}
              rows={points.map(({ name, value, n }) => ({
                key: name,
                cells: [pointText(name, by), valueText(value, unit), n],
              }))}
            />
          }
        />
      )}
      <div className={charts.legend}>
        <span>
          Goal (line): {valueText(goal.target, unit)} by {dayOf(goal.dueAt)}.
        </span>
        <span>
          {baseline
            ? `Baseline (dashes): ${valueText(baseline.value, unit)}, n ${baseline.n}, frozen.`
            : 'No baseline was frozen.'}
        </span>
        <span>
          This quarter: {valueText(current.value, unit)}
          {unit === 'level' ? '' : `, n ${current.n}`}.
        </span>
        {hasFew && points.some(({ value, n }) => value !== null && n < 10) && <span>Hollow: fewer than ten.</span>}
      </div>
    </>
  );
}
