import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  type Calendar,
  listCalendars,
  listRemovedCalendars,
  readCalendarNow,
  removeCalendar,
  restoreCalendar,
} from '../../../contract/respond/schedules/calendars.ts';
import { useAction, usePagedEndpoint } from '../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../data/session.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { PagedCards } from '../../ui/list/paged-cards.tsx';
import { Card, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { useGuard } from '../may.ts';
import { AddCalendar } from './add-calendar.tsx';
import { RemovedCalendars } from './removed-calendars.tsx';

export type CalendarOwner = { personId: number } | { teamId: number };

/** The calendars that absences of a person, or holidays of a team, are read from. */
export function Calendars({ owner }: { owner: CalendarOwner }) {
  const isTeam = 'teamId' in owner;
  const isOwn = usePerson()?.id === ('personId' in owner ? owner.personId : null);
  const mayManage = useMay('oncall.manage');
  const guard = useGuard(isTeam || !isOwn ? 'oncall.manage' : 'oncall.override');
  const [isAdding, setAdding] = useState(false);
  const list = usePagedEndpoint(listCalendars, { query: owner });
  const changes = [listCalendars, listRemovedCalendars];
  const remove = useAction(removeCalendar, { changes });
  const restore = useAction(restoreCalendar, { changes });
  const takeAway = async ({ id, name }: Calendar) => {
    try {
      await remove.mutateAsync({ params: { id } });
      showUndo(`${name} removed.`, () => restore.mutate({ params: { id } }));
    } catch (error) {
      sayRefusal(error);
    }
  };
  return (
    <Section
      title={isTeam ? 'Holiday calendars' : 'Your absence calendars'}
      actions={
        <Button variant="default" {...guard} onClick={() => setAdding(true)}>
          Add a calendar
        </Button>
      }
    >
      <p className="muted">
        {isTeam
          ? 'All-day events become holidays. They are shown with the shifts of this team’s schedules, and are no part of its working hours.'
          : 'Events become absences. Use a calendar that has your time off and nothing else, or choose events by words in their titles.'}
      </p>
      <PagedCards
        label={isTeam ? 'Holiday calendars' : 'Absence calendars'}
        list={list}
        card={(calendar) => (
          <CalendarCard
            key={calendar.id}
            calendar={calendar}
            mayChange={isOwn || mayManage}
            remove={() => void takeAway(calendar)}
          />
        )}
      />
      <RemovedCalendars owner={owner} mayRestore={isOwn || mayManage} />
      <AddCalendar owner={owner} opened={isAdding} close={() => setAdding(false)} />
    </Section>
  );
}

function CalendarCard(props: { calendar: Calendar; mayChange: boolean; remove: () => void }) {
  const { calendar, mayChange, remove } = props;
  const { id, name, host, titleWords, problem, failingSince, lastReadAt, itemCount, leftOutCount, teamId } = calendar;
  const guard = useGuard('oncall.override');
  const readNow = useAction(readCalendarNow, { changes: [listCalendars] });
  const things = teamId === null ? 'absence' : 'holiday';
  return (
    <Card
      actions={
        mayChange && (
          <>
            {host !== null && (
              <Button
                variant="default"
                {...guard}
                loading={readNow.isPending}
                onClick={() => void readNow.mutateAsync({ params: { id } }).catch(sayRefusal)}
              >
                Read now<span className="visually-hidden"> {name}</span>
              </Button>
            )}
            <Button variant="default" {...guard} onClick={remove}>
              Remove<span className="visually-hidden"> {name}</span>
            </Button>
          </>
        )
      }
    >
      <strong>{name}</strong>
      <span className="muted">
        {itemCount === 0 ? `No ${things}s ahead` : `${itemCount} ${things}${itemCount === 1 ? '' : 's'} ahead`}
        {`, ${host === null ? 'from a file' : `from ${host}`}`}
        {lastReadAt && (
          <>
            , last read <Time at={lastReadAt} />
          </>
        )}
        {titleWords.length > 0 && `. Only titles with ${titleWords.join(' or ')}`}
      </span>
      {leftOutCount > 0 && (
        <span className="muted">
          {leftOutCount} {leftOutCount === 1 ? 'event was' : 'events were'} left out: unreadable, too long, or too many.
        </span>
      )}
      {problem && (
        <span role="alert">
          ⚠ Cannot be read
          {failingSince && (
            <>
              {' '}
              since <Time at={failingSince} />
            </>
          )}
          : {problem} What was read before stays.
        </span>
      )}
    </Card>
  );
}
