import { previewSprintRemoval, type SavedSprintCalendar } from '../../../contract/measure/sprint-calendars.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { Recounted } from './recounted.tsx';

type Props = { calendar: SavedSprintCalendar; close: () => void; remove: () => Promise<unknown> };

/** Shows what removing a calendar changes, and removes it; it can be undone all the same. */
export function RemoveSprintCalendar({ calendar, close, remove }: Props) {
  return (
    <ConfirmDanger
      opened
      close={close}
      title={`Remove the calendar from ${calendarDateText(calendar.effectiveFrom)}`}
      confirmLabel="Remove calendar"
      run={remove}
    >
      <WhatChanges calendar={calendar} />
    </ConfirmDanger>
  );
}

function WhatChanges({ calendar: { id, team, effectiveFrom } }: Pick<Props, 'calendar'>) {
  const { data, error } = useEndpoint(
    previewSprintRemoval,
    { params: { id } },
    { follows: ['team', 'goal', 'digest'] },
  );
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={4} label="Loading the preview" />;
  const { goals, digestCount } = data;
  return (
    <>
      <p>
        From {calendarDateText(effectiveFrom)}, the calendar before it holds again for{' '}
        {team ? team.name : 'every team without its own'}.
      </p>
      {goals.length > 0 && (
        <>
          <p>Goals that count incidents by its sprints:</p>
          <ul>
            {goals.map((goal) => (
              <li key={goal.id}>
                <a href={paths.goal(goal.id)}>{goal.name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {digestCount > 0 && (
        <p>
          {digestCount === 1 ? '1 digest goes' : `${digestCount} digests go`} out after its sprints, and will after
          those that take their place.
        </p>
      )}
      {goals.length === 0 && digestCount === 0 && <p className="muted">No goal and no digest goes by its sprints.</p>}
      <Recounted {...data} />
    </>
  );
}
