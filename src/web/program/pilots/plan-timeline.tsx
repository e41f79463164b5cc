import type { Pilot } from '../../../contract/program/pilots.ts';
import { addDays } from '../../../domain/program/plans/plan.ts';
import { ChartFigure, DataTable } from '../../measure/charts/chart-figure.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { type Milestone, statusLooks, statusOf } from './milestone-looks.ts';
import { Timeline, type TimelineRow } from './timeline.tsx';

/** The phases of a plan, and in each its milestones: from when they can begin until they are due. */
export function PlanTimeline({ plan }: { plan: Pilot }) {
  const rows = plan.phases.flatMap((phase): TimelineRow[] => [
    {
      ...{ key: `phase ${phase.key}`, label: phase.name, isHead: true, look: 'span', after: [] },
      ...{ from: phase.firstDate, until: phase.lastDate },
    },
    ...plan.milestones
      .filter((milestone) => milestone.phase === phase.key)
      .map((milestone) => rowOf(milestone, plan, phase.firstDate)),
  ]);
  const today = addDays(plan.startsOn, plan.progress.day);
  return (
    <Panel title="Timeline">
      <ChartFigure
        label={`Timeline of the plan of ${plan.team.name}`}
        chart={(width) => (
          <Timeline width={width} label={`Timeline of the plan of ${plan.team.name}`} rows={rows} today={today} />
        )}
        table={
          <DataTable
            caption="Timeline"
            isText
            head={['Milestone', 'Phase', 'Due', 'Status', 'Waits for', 'Owner']}
            rows={plan.milestones.map((milestone) => ({
              key: milestone.key,
              cells: [
                milestone.title,
                plan.phases.find(({ key }) => key === milestone.phase)?.name ?? '',
                calendarDateText(milestone.dueOn),
                statusLooks[statusOf(milestone)].word,
                milestone.waitsForKeys.map((key) => plan.milestones.find((one) => one.key === key)?.title).join(', '),
                milestone.owner?.name ?? '',
              ],
            }))}
          />
        }
      />
    </Panel>
  );
}

function rowOf(milestone: Milestone, plan: Pilot, phaseFrom: string): TimelineRow {
  const before = plan.milestones.filter(({ key }) => milestone.waitsForKeys.includes(key)).map(({ dueOn }) => dueOn);
  const from = before.reduce((last, date) => (date > last ? date : last), phaseFrom);
  const status = statusOf(milestone);
  return {
    key: milestone.key,
    label: milestone.title,
    from: from < milestone.dueOn ? from : milestone.dueOn,
    until: milestone.dueOn,
    look:
      status === 'done'
        ? 'done'
        : milestone.state === 'overdue'
          ? 'overdue'
          : status === 'blocked'
            ? 'blocked'
            : 'open',
    after: milestone.waitsForKeys,
  };
}
