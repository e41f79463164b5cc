import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Goal } from '../../../contract/program/goals.ts';
import { goalMilestonesText } from '../../../domain/program/goals/milestones.ts';
import { valueText, wayText } from '../../../domain/program/goals/value-text.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { dayOf, daysOf } from '../../ui/time/time.tsx';
import { goalLooks } from './goal-looks.ts';

export function GoalBadge({ state }: { state: Goal['state'] }) {
  const { tone, glyph, word } = goalLooks[state];
  return (
    <Badge tone={tone} glyph={glyph}>
      {word}
    </Badge>
  );
}

type Props = { goal: Goal; title?: string; href?: string; acts: ReactNode };

/** A goal with its progress: what it measures, where it stands and where it will end. */
export function GoalPanel({ goal, title = goal.name, href, acts }: Props) {
  const { baseline, current, unit, share } = goal;
  return (
    <Panel title={title} {...(href && { href })} actions={<GoalBadge state={goal.state} />}>
      {share !== null && (
        <>
          <Progress
            value={Math.max(0, Math.min(1, share)) * 100}
            aria-label={`${goal.name}: ${Math.round(Math.max(0, share) * 100)}% complete`}
          />
          <p className="muted">
            {wayText(share)}; a steady pace would be at {Math.round(goal.expectedShare * 100)}% by now.
          </p>
        </>
      )}
      <Facts
        facts={[
          ['Measure', `${goal.measureName} (${goal.better} is better)`],
          [
            'Baseline',
            baseline
              ? `${valueText(baseline.value, unit)}, n = ${baseline.n}, ${daysOf(baseline.from, baseline.to)}, frozen`
              : 'Not measured',
          ],
          ['Frozen late', baseline?.lateReason],
          ['Now', `${valueText(current.value, unit)}, n = ${current.n}`],
          ['Target', `${valueText(goal.target, unit)} by ${dayOf(goal.dueAt)}`],
          ['Forecast', forecastText(goal)],
          ['Milestones', goalMilestonesText(goal.milestones)],
          [
            'Objective',
            goal.objectiveUrl ? (
              <OutsideLink key="objective" href={goal.objectiveUrl} text={goal.objective || goal.objectiveUrl} />
            ) : (
              goal.objective
            ),
          ],
          ['Scope', goal.team?.name ?? goal.service?.name],
          ['Owner', goal.owner?.name],
          ['Abandoned', goal.droppedAt && `${dayOf(goal.droppedAt)}: ${goal.dropReason}`],
        ]}
      />
      {goal.caution && <p className="muted">{goal.caution}</p>}
      {acts}
    </Panel>
  );
}

/** Where it ends if it goes on as since the start. */
function forecastText({ forecast, unit, dueAt }: Goal): string | null {
  if (!forecast) return null;
  if (!forecast.range) return 'Cannot tell: fewer than ten cases since the start';
  const range = `${valueText(forecast.range.low, unit)} to ${valueText(forecast.range.high, unit)} (95%)`;
  const words = { likely: 'Likely reached', unlikely: 'Unlikely to be reached', 'cannot-tell': 'Cannot tell' };
  return `${words[forecast.verdict]}: at this rate ${range} by ${dayOf(dueAt)}`;
}
