import type { OutputOf } from '../../../contract/endpoint.ts';
import type { previewSprintCalendar } from '../../../contract/measure/sprint-calendars.ts';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { DataTable } from '../charts/chart-figure.tsx';
import { incidents } from '../measure-parts.tsx';

type Preview = Pick<OutputOf<typeof previewSprintCalendar>, 'sprints' | 'recounted' | 'outsideCount'>;

const shownAtMost = 12;

/** Which sprints a change of calendars puts in the place of which. */
export function Recounted({ sprints, recounted, outsideCount }: Preview) {
  return (
    <>
      <p>
        {recounted.sprints === 0
          ? 'No sprint up to now is recounted.'
          : `${recounted.sprints} ${recounted.sprints === 1 ? 'sprint' : 'sprints'} up to now with ${incidents(recounted.incidents)} ${recounted.sprints === 1 ? 'is' : 'are'} replaced.`}{' '}
        {outsideCount > 0 && `${incidents(outsideCount)} would be in no sprint.`}
      </p>
      {sprints.length > 0 && (
        <DataTable
          caption="Sprints from that day on"
          head={['Sprint', 'Days', 'Incidents']}
          rows={sprints.slice(0, shownAtMost).map(({ name, firstDate, lastDate, n }) => ({
            key: firstDate,
            cells: [name, `${calendarDateText(firstDate)} – ${calendarDateText(lastDate)}`, n ?? '–'],
          }))}
        />
      )}
      {sprints.length > shownAtMost && (
        <p className="muted">
          The first {shownAtMost} of {sprints.length}, up to a year from now.
        </p>
      )}
    </>
  );
}
