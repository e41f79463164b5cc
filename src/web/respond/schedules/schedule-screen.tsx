import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useParams, useSearch } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Override } from '../../../contract/respond/schedules/overrides.ts';
import {
  deleteSchedule,
  getSchedule,
  listSchedules,
  type Schedule,
} from '../../../contract/respond/schedules/schedule.ts';
import { getTimeline } from '../../../contract/respond/schedules/timeline.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { ShownOfTeams } from '../../data/session.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { SendTestPage } from '../../directory/proof/send-test-page.tsx';
import { useShortcut } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { displayZone } from '../../ui/time/time.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { HandoffSection } from '../handoff-notes/handoff-section.tsx';
import { Agenda } from './agenda.tsx';
import { FeedSection } from './feed-section.tsx';
import { HolidayLine } from './holiday-line.tsx';
import { HoursTable } from './hours-table.tsx';
import { daysFrom, plusDays, weekStart } from './local-time.ts';
import { CoverShift } from './overrides/cover-shift.tsx';
import { loadOverride } from './overrides/load-override.ts';
import { OverrideForm, type OverrideStart } from './overrides/override-form.tsx';
import { OverridesSection } from './overrides/overrides-section.tsx';
import { RotasSection } from './rota/rotas-section.tsx';
import { ShadowsSection } from './shadows-section.tsx';
import styles from './timeline/timeline.module.css';
import { TimelineGrid } from './timeline/timeline-grid.tsx';
import { finalSpans, holidaySpans, type Span, timelineRows } from './timeline/timeline-rows.ts';
import { UserGroupsSection } from './user-groups-section.tsx';

const parents = [
  { label: 'On-call', href: paths.onCall() },
  { label: 'Schedules', href: paths.schedules() },
];

export function ScheduleScreen() {
  const id = Number(useParams({ from: '/app/oncall/schedules/$id' }).id);
  const { data: schedule, error, refetch } = useEndpoint(getSchedule, { params: { id } }, { follows: ['person'] });
  if (!schedule) {
    return <UnreadScreen title="Schedule" parents={parents} error={error} retry={refetch} />;
  }
  return (
    <ShownOfTeams value={[schedule.teamId]}>
      <ScheduleView schedule={schedule} />
    </ShownOfTeams>
  );
}

function ScheduleView({ schedule }: { schedule: Schedule }) {
  const go = useGo();
  const [picked, setPicked] = useState<{ span: Span; atMs: number } | null>(null);
  const [formStart, setFormStart] = useState<OverrideStart | Override | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const overrideGuard = useGuard('oncall.override');
  const guard = useGuard('oncall.manage');
  const view = useView(schedule);
  const { id } = schedule;
  const coverable = { ...schedule, isShared: schedule.definition.layers.some(({ atOnce = 1 }) => atOnce > 1) };
  const remove = useAction(deleteSchedule, { changes: [listSchedules], done: () => go(paths.schedules()) });
  const addOverride = () => {
    const startMs = Math.ceil(view.nowMs / 3_600_000) * 3_600_000;
    if (!overrideGuard.disabled) setFormStart({ startMs, endMs: startMs + 8 * 3_600_000 });
  };
  const editOverride = async (overrideId: number) => {
    try {
      const override = await loadOverride(id, overrideId);
      setPicked(null);
      if (override) setFormStart(override);
    } catch (error) {
      sayRefusal(error);
    }
  };
  const isHandoff = view.search.handoff === 'write';
  const handoff = <HandoffSection key={id} scheduleId={id} startsWriting={isHandoff} />;
  useShortcut('o', 'Add an override', addOverride);
  return (
    <>
      <PageHeader
        word="schedule"
        title={schedule.name}
        parents={parents}
        actions={
          <>
            <SendTestPage kind="schedule" id={id} />
            <Button variant="default" {...guard} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            {schedule.people.length > 1 && !coverable.isShared && (
              <Button variant="default" component="a" href={paths.rota(id)}>
                Generate rota
              </Button>
            )}
            <Button variant="default" component="a" href={paths.editSchedule(id)}>
              Edit
            </Button>
            <Button {...overrideGuard} onClick={addOverride}>
              Add an override
            </Button>
          </>
        }
      >
        {schedule.description || `Times are in the schedule’s time zone, ${schedule.timeZone}.`}
      </PageHeader>
      <WhoIsPaged kind="schedule" id={id} here={paths.schedule(id)} />
      {isHandoff && handoff}
      <div className={styles.stack}>
        <Toolbar schedule={schedule} view={view} />
        <TimelineView schedule={schedule} view={view} pick={(span, atMs) => setPicked({ span, atMs })} />
      </div>
      {!isHandoff && handoff}
      <OverridesSection schedule={schedule} zone={view.zone} edit={setFormStart} />
      <RotasSection schedule={schedule} zone={view.zone} />
      <ShadowsSection schedule={schedule} zone={view.zone} />
      <UserGroupsSection scheduleId={id} />
      <FeedSection schedule={schedule} />
      <CoverShift
        schedule={coverable}
        span={picked?.span ?? null}
        atMs={picked?.atMs ?? 0}
        zone={view.zone}
        close={() => setPicked(null)}
        openForm={(times) => {
          setPicked(null);
          setFormStart(times);
        }}
        editOverride={(overrideId) => void editOverride(overrideId)}
      />
      {formStart && <OverrideForm schedule={coverable} start={formStart} close={() => setFormStart(null)} />}
      <ConfirmDanger
        title={`Delete ${schedule.name}?`}
        confirmLabel="Delete schedule"
        typedName={schedule.slug}
        opened={isDeleting}
        close={() => setDeleting(false)}
        run={() => remove.mutateAsync({ params: { id } })}
      >
        Its layers and overrides are deleted too. A schedule used by an escalation policy cannot be deleted.
      </ConfirmDanger>
    </>
  );
}

type View = ReturnType<typeof useView>;

/** What part of the timeline is shown, and in which zone: all of it stands in the address. */
function useView(schedule: Schedule) {
  const search = useSearch({ from: '/app/oncall/schedules/$id' });
  const nowMs = useNow(5_000);
  const weeks = search.weeks ?? 2;
  const zoneChoice = search.zone === 'mine' || search.zone === 'utc' ? search.zone : 'schedule';
  const zone = { schedule: schedule.timeZone, mine: displayZone(), utc: 'UTC' }[zoneChoice];
  const today = weekStart(nowMs, zone);
  const from = search.from ?? today;
  return {
    weeks,
    zone,
    zoneChoice,
    nowMs,
    from,
    isToday: from === today,
    days: daysFrom(from, weeks * 7, zone),
    search,
  };
}

function Toolbar({ schedule, view }: { schedule: Schedule; view: View }) {
  const go = useGo();
  const { weeks, zoneChoice, from, search } = view;
  const show = (part: Partial<View['search']>) => go(paths.schedule(schedule.id, { ...search, ...part }));
  const back = () => show({ from: plusDays(from, -7 * weeks) });
  const forth = () => show({ from: plusDays(from, 7 * weeks) });
  return (
    <div className={styles.toolbar}>
      <SegmentedControl
        aria-label="Range"
        data={[
          { value: '1', label: '1 week' },
          { value: '2', label: '2 weeks' },
          { value: '4', label: '4 weeks' },
        ]}
        value={String(weeks)}
        onChange={(value) => show({ weeks: Number(value) })}
      />
      <Button.Group>
        <Button variant="default" aria-label="Earlier" onClick={back}>
          <ChevronLeft size={14} />
        </Button>
        <Button variant="default" disabled={view.isToday} onClick={() => show({ from: undefined })}>
          This week
        </Button>
        <Button variant="default" aria-label="Later" onClick={forth}>
          <ChevronRight size={14} />
        </Button>
      </Button.Group>
      <SegmentedControl
        aria-label="Time zone"
        data={[
          { value: 'schedule', label: schedule.timeZone },
          { value: 'mine', label: `Mine (${displayZone()})` },
          { value: 'utc', label: 'UTC' },
        ]}
        value={zoneChoice}
        onChange={(zone) => show({ zone: zone === 'schedule' ? undefined : zone })}
      />
    </div>
  );
}

/** Opens the shift of the moment that the address names, once. */
function useAskedShift(
  shift: string | undefined,
  spans: readonly Span[] | undefined,
  pick: (span: Span, atMs: number) => void,
): void {
  const opened = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!spans || shift === undefined || opened.current === shift) return;
    opened.current = shift;
    const atMs = Date.parse(shift);
    const span = spans.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    if (span) pick(span, atMs);
  });
}

/** Shifts are read beyond the end that is shown, so that the last one is known in full when it is covered. */
const DAYS_BEYOND = 42;

function TimelineView({
  schedule,
  view,
  pick,
}: {
  schedule: Schedule;
  view: View;
  pick: (span: Span, atMs: number) => void;
}) {
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const { days, zone, nowMs } = view;
  const [fromMs, toMs] = [days[0]!.startMs, days.at(-1)!.endMs];
  const instant = (ms: number) => new Date(ms).toISOString();
  const params = { id: schedule.id };
  const follows = { follows: ['person', 'absence', 'calendar'] } as const;
  const wide = useEndpoint(
    getTimeline,
    { params, query: { from: instant(fromMs), to: instant(toMs + DAYS_BEYOND * 86_400_000) } },
    follows,
  );
  const shown = useEndpoint(getTimeline, { params, query: { from: instant(fromMs), to: instant(toMs) } }, follows);
  useAskedShift(view.search.shift, wide.data && finalSpans(timelineRows(wide.data, fromMs, toMs)), pick);
  if (schedule.definition.layers.length === 0) {
    return (
      <EmptyState
        kind="first-use"
        title="No layers yet"
        action={{ label: 'Add a rotation', href: paths.editSchedule(schedule.id) }}
      >
        A layer is one rotation of people. Without one nobody is on call here, except by overrides.
      </EmptyState>
    );
  }
  if (wide.error && !wide.data) return <ErrorState error={wide.error} retry={() => void wide.refetch()} />;
  if (!wide.data) return <LoadingRows rows={5} label="Loading the timeline" />;
  const rows = timelineRows(wide.data, fromMs, toMs);
  return (
    <>
      {isNarrow ? (
        <>
          <Agenda spans={finalSpans(rows)} zone={zone} nowMs={nowMs} pick={pick} />
          <HolidayLine
            of="this team"
            spans={holidaySpans(wide.data.holidays, wide.data.timeZone, fromMs, toMs)}
            zone={wide.data.timeZone}
          />
        </>
      ) : (
        <TimelineGrid
          label={`Timeline of ${schedule.name}`}
          days={days}
          zone={zone}
          rows={rows}
          nowMs={nowMs}
          pick={pick}
        />
      )}
      <p className="muted">Press a shift to put somebody else on call.</p>
      <Section title="On-call load">
        {shown.data ? (
          <HoursTable hours={shown.data.hours} label="Hours on call per person" />
        ) : (
          <LoadingRows rows={3} />
        )}
        <p className="muted">Nights are 22:00 to 07:00 in the schedule’s time zone.</p>
      </Section>
    </>
  );
}
