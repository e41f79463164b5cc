import type { Goal } from '../../../contract/program/goals.ts';
import { listPilots } from '../../../contract/program/pilots.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { SearchMultiSelect } from '../../ui/form/search-select.tsx';

type MilestoneOf = Pick<Goal['milestones'][number], 'pilotId' | 'key'>;

/** `3/kick-off`: a milestone as a value of the field. */
export const milestoneText = ({ pilotId, key }: MilestoneOf) => `${pilotId}/${key}`;

export function milestonesOfTexts(texts: readonly string[]): MilestoneOf[] {
  return texts.map((text) => {
    const [pilotId, key] = text.split('/');
    return { pilotId: Number(pilotId), key: key ?? '' };
  });
}

type Props = {
  /** Those that the goal has already; they stay on offer when their plan has ended. */
  linked?: Goal['milestones'];
  /** Only plans of this team. */
  teamId: number | null;
};

/** Milestones of open plans that are meant to reach a goal. */
export function GoalMilestonesField({ linked = [], teamId, ...props }: Props) {
  const plans = useEndpoint(listPilots, { query: { limit: 50 } }).data?.items ?? [];
  const offered = plans
    .filter(({ state, team }) => state !== 'ended' && (teamId === null || team.id === teamId))
    .flatMap(({ id, team, milestones }) => milestones.map(({ key, title }) => ({ pilotId: id, key, title, team })));
  const data = [...linked, ...offered].map((one) => ({
    value: milestoneText(one),
    label: `${one.title} (${one.team.name})`,
  }));
  return (
    <SearchMultiSelect
      label="Milestones"
      description="Steps of plans that are meant to reach it"
      clearable
      clearButtonProps={{ 'aria-label': 'No milestones' }}
      nothingFoundMessage={data.length === 0 ? 'There is no open plan with milestones yet.' : 'No matches.'}
      data={[...new Map(data.map((option) => [option.value, option])).values()]}
      {...props}
    />
  );
}
