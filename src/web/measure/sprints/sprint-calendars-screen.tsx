import { Button } from '@mantine/core';
import { useState } from 'react';
import { getSprintCalendar } from '../../../contract/measure/measures.ts';
import {
  listSprintCalendars,
  removeSprintCalendar,
  restoreSprintCalendar,
  type SavedSprintCalendar,
} from '../../../contract/measure/sprint-calendars.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { dayOf } from '../../ui/time/time.tsx';
import { calendarDateText } from '../../ui/time/time-text.ts';
import { AddSprintCalendar } from './add-sprint-calendar.tsx';
import { RemoveSprintCalendar } from './remove-sprint-calendar.tsx';
import { SprintCalendarForm } from './sprint-calendar-form.tsx';
import { originWords, sprintReads } from './sprint-words.ts';

/** What a sprint is, for the organisation and for teams, from which day on. */
export function SprintCalendarsScreen() {
  const list = useEndpoint(listSprintCalendars, {}, { follows: ['team'] });
  const first = useEndpoint(getSprintCalendar, {});
  const guard = useGuard('incidents.manage');
  const [open, setOpen] = useState<'add' | 'first' | null>(null);
  useShortcut('n', 'New sprint calendar', () => !guard.disabled && setOpen('add'));
  const restore = useAction(restoreSprintCalendar, { changes: sprintReads });
  const remove = useAction(removeSprintCalendar, { changes: sprintReads });
  const [removed, setRemoved] = useState<SavedSprintCalendar | null>(null);
  const takeAway = async ({ id }: SavedSprintCalendar) => {
    await remove.mutateAsync({ params: { id } });
    showUndo('Sprint calendar removed.', () => restore.mutate({ params: { id } }));
  };
  const items = list.data?.items ?? [];
  const teams = [...new Map(items.flatMap(({ team }) => (team ? [[team.id, team]] : []))).values()];
  const cards = (calendars: readonly SavedSprintCalendar[]) =>
    calendars.map((calendar) => (
      <CalendarCard key={calendar.id} calendar={calendar} guard={guard} remove={() => setRemoved(calendar)} />
    ));
  return (
    <>
      <PageHeader
        title="Sprint calendars"
        parents={[{ label: 'Measures', href: paths.measures() }]}
        actions={
          <Button {...guard} onClick={() => setOpen('add')}>
            Add a sprint calendar
          </Button>
        }
      >
        What counts as a sprint. A new calendar counts from a day you choose: earlier sprints stay as they were.
      </PageHeader>
      {list.error && !list.data && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <LoadingRows rows={4} label="Loading sprint calendars" />}
      {list.data && (
        <>
          <Section title="Organisation">
            <Cards label="Organisation">
              {cards(items.filter(({ team }) => team === null))}
              {first.data && (
                <Card
                  actions={
                    <Button variant="default" {...guard} onClick={() => setOpen('first')}>
                      Edit
                    </Button>
                  }
                >
                  <strong>From the beginning</strong>
                  <div className="muted">
                    Sprints of {first.data.lengthDays} days from {calendarDateText(first.data.startDate)},{' '}
                    {first.data.zone}. Editing it recounts its sprints.
                  </div>
                </Card>
              )}
            </Cards>
          </Section>
          {teams.map((team) => (
            <Section key={team.id} title={team.name}>
              <Cards label={team.name}>{cards(items.filter((one) => one.team?.id === team.id))}</Cards>
              <p className="muted">Before that, the sprints of the organisation.</p>
            </Section>
          ))}
          {teams.length === 0 && (
            <p className="muted">No team has a calendar of its own: all use the organisation’s.</p>
          )}
        </>
      )}
      <SprintCalendarForm opened={open === 'first'} close={() => setOpen(null)} />
      {removed && (
        <RemoveSprintCalendar calendar={removed} close={() => setRemoved(null)} remove={() => takeAway(removed)} />
      )}
      <AddSprintCalendar opened={open === 'add'} close={() => setOpen(null)} />
    </>
  );
}

type CalendarCardProps = { calendar: SavedSprintCalendar; guard: object; remove: () => void };

function CalendarCard({ calendar, guard, remove }: CalendarCardProps) {
  const { id, effectiveFrom, zone, origin, startDate, lengthDays, sprintCount, lastDate, createdBy, createdAt } =
    calendar;
  const what =
    origin === 'length'
      ? `Sprints of ${lengthDays} days from ${calendarDateText(startDate!)}`
      : `${sprintCount} sprints ${originWords[origin]}, the last until ${calendarDateText(lastDate!)}`;
  return (
    <Card
      actions={
        <>
          {origin !== 'length' && (
            <Button component="a" variant="default" href={`/api/v1/sprint-calendars/${id}/sprints.csv`} download>
              CSV<span className="visually-hidden"> of the calendar from {calendarDateText(effectiveFrom)}</span>
            </Button>
          )}
          <Button variant="default" {...guard} onClick={remove}>
            Remove<span className="visually-hidden"> the calendar from {calendarDateText(effectiveFrom)}</span>
          </Button>
        </>
      }
    >
      <strong>From {calendarDateText(effectiveFrom)}</strong>
      <div className="muted">
        {what}, {zone}. Added by {createdBy}, {dayOf(createdAt)}.
      </div>
    </Card>
  );
}
