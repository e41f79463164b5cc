import { Button } from '@mantine/core';
import {
  DAYS_TO_RESTORE_CALENDAR,
  listCalendars,
  listRemovedCalendars,
  restoreCalendar,
} from '../../../contract/respond/schedules/calendars.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { PagedCards } from '../../ui/list/paged-cards.tsx';
import { Card } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import { useGuard } from '../may.ts';
import type { CalendarOwner } from './calendars.tsx';

/** The calendars that were removed and can be restored; nothing while there are none. */
export function RemovedCalendars({ owner, mayRestore }: { owner: CalendarOwner; mayRestore: boolean }) {
  const guard = useGuard('oncall.override');
  const list = usePagedEndpoint(listRemovedCalendars, { query: { ...owner, limit: 10 } });
  const restore = useAction(restoreCalendar, { changes: [listCalendars, listRemovedCalendars] });
  if (list.rows.length === 0) return null;
  const things = 'teamId' in owner ? 'holidays' : 'absences';
  return (
    <>
      <h3>Removed</h3>
      <p className="muted">
        Can be restored, with their {things}, for {DAYS_TO_RESTORE_CALENDAR} days after they were removed.
      </p>
      <PagedCards
        label="Removed calendars"
        list={list}
        card={({ id, name, host, removedAt }) => (
          <Card
            key={id}
            actions={
              mayRestore && (
                <Button variant="default" {...guard} onClick={() => restore.mutate({ params: { id } })}>
                  Restore<span className="visually-hidden"> {name}</span>
                </Button>
              )
            }
          >
            <strong>{name}</strong>
            <span className="muted">
              {host === null ? 'From a file' : `From ${host}`}, removed <Time at={removedAt} />
            </span>
          </Card>
        )}
      />
    </>
  );
}
