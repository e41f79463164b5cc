import { useParams } from '@tanstack/react-router';
import { type Goal, getGoal } from '../../../contract/program/goals.ts';
import { goalMilestonesText } from '../../../domain/program/goals/milestones.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { Card, Cards } from '../../ui/screen/section.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { Loaded } from '../loaded.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { GoalActs } from './goal-acts.tsx';
import { GoalPanel } from './goal-panel.tsx';

const parents = [...programParents, { label: 'Goals', href: paths.goals() }];

/** One goal, and the milestones of plans that are meant to reach it. */
export function GoalScreen() {
  const id = Number(useParams({ from: '/app/program/goals/$id' }).id);
  const answer = useEndpoint(getGoal, { params: { id } }, { follows: ['incident', 'postmortem', 'pilot'] });
  return (
    <>
      <PageHeader word="goal" title={answer.data?.name ?? 'Goal'} parents={parents} />
      <Loaded answer={answer}>
        {(goal) => (
          <div className={styles.grid}>
            <GoalPanel title="Progress" goal={goal} acts={<GoalActs goal={goal} />} />
            <Milestones goal={goal} />
          </div>
        )}
      </Loaded>
    </>
  );
}

const looks = {
  done: { tone: 'resolved', glyph: 'check', word: 'Done' },
  due: { tone: 'sev5', glyph: 'ring', word: 'Due' },
  late: { tone: 'sev2', glyph: 'triangle', word: 'Late' },
  ended: { tone: 'sev5', glyph: 'slash', word: 'Plan ended' },
} as const;

function Milestones({ goal: { milestones, state } }: { goal: Goal }) {
  return (
    <Panel title="Milestones meant to reach it">
      <p className="muted">
        {goalMilestonesText(milestones) ??
          (state === 'dropped'
            ? 'None were linked.'
            : 'None yet: edit the goal and choose milestones, or edit a milestone of a plan and choose the goal.')}
      </p>
      {milestones.length > 0 && (
        <Cards label="Milestones">
          {milestones.map(({ pilotId, key, title, team, dueOn, state }) => (
            <Card key={`${pilotId}/${key}`} actions={<MilestoneBadge state={state} />}>
              <div>{title}</div>
              <div className="muted">
                <a href={paths.pilot(pilotId)}>{team.name}</a> · {calendarDateText(dueOn)}
              </div>
            </Card>
          ))}
        </Cards>
      )}
    </Panel>
  );
}

function MilestoneBadge({ state }: { state: keyof typeof looks }) {
  const { tone, glyph, word } = looks[state];
  return (
    <Badge tone={tone} glyph={glyph} look="plain">
      {word}
    </Badge>
  );
}
