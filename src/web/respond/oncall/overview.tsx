import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { readOnCallOverview, type ScheduleOverview } from '../../../contract/respond/schedules/oncall.ts';
import type { Override } from '../../../contract/respond/schedules/overrides.ts';
import { localDate } from '../../../domain/time/instant.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { type OnCallSearch, paths } from '../../paths.ts';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { displayZone } from '../../ui/time/time.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { daysFrom, hoursOf, plusDays } from '../schedules/local-time.ts';
import { CoverShift } from '../schedules/overrides/cover-shift.tsx';
import { loadOverride } from '../schedules/overrides/load-override.ts';
import { OverrideForm, type OverrideStart } from '../schedules/overrides/override-form.tsx';
import timeline from '../schedules/timeline/timeline.module.css';
import { TimelineGrid } from '../schedules/timeline/timeline-grid.tsx';
import { overviewRows, overviewRowsWithHolidays, type Span } from '../schedules/timeline/timeline-rows.ts';
import { Holidays, OverviewAgenda, OverviewBySchedule, OverviewTable } from './overview-lists.tsx';

const ranges = { day: 1, week: 7, 'two-weeks': 14, month: 28 } as const;

type Picked = { schedule: ScheduleOverview; span: Span; atMs: number };

/** All schedules on one axis of time, by team. A press on a shift changes who has it. */
export function Overview({ search, personId }: { search: OnCallSearch; personId: number | undefined }) {
  const nowMs = useNow(5_000);
  const zone = displayZone();
  const go = useGo();
  const isNarrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  // A week of all schedules is too long a list for a phone to begin with.
  const range = search.range ?? (isNarrow ? 'day' : 'week');
  const today = localDate(zone, Math.floor(nowMs)).toString();
  const from = search.from ?? today;
  const days = range === 'day' ? hoursOf(from, zone) : daysFrom(from, ranges[range], zone);
  const [fromMs, toMs] = [days[0]!.startMs, days.at(-1)!.endMs];
  const query = {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    teamId: search.teamId,
    personId,
  };
  const list = usePagedEndpoint(
    readOnCallOverview,
    { query },
    { follows: ['schedule', 'person', 'team', 'absence', 'calendar'], everySeconds: 300 },
  );
  const [picked, setPicked] = useState<Picked | null>(null);
  const rows = overviewRows(list.rows, fromMs, toMs);
  const scheduleOf = (key: string) => list.rows.find(({ scheduleId }) => key.startsWith(`schedule ${scheduleId} `))!;
  const pick = (span: Span, atMs: number) => setPicked({ schedule: scheduleOf(span.key), span, atMs });
  const view = search.view ?? 'timeline';
  const gaps = rows
    .flatMap(({ spans }) => spans)
    .filter(({ gap, endMs }) => gap && gap !== 'deliberate' && endMs > nowMs);
  return (
    <Section title="All schedules">
      <OverviewToolbar search={search} range={range} from={from} isToday={from === today} isNarrow={isNarrow} />
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={6} label="Loading all schedules" />}
      {!list.isPending && !list.error && rows.length === 0 && (
        <EmptyState
          kind="no-match"
          clear={() => go(paths.onCall({ ...search, teamId: undefined, personId: undefined, mine: undefined }))}
        />
      )}
      {rows.length > 0 && (
        <>
          {view === 'table' && isNarrow ? (
            <OverviewBySchedule
              schedules={list.rows}
              fromMs={fromMs}
              toMs={toMs}
              nowMs={nowMs}
              zone={zone}
              pick={pick}
            />
          ) : view === 'table' ? (
            <OverviewTable schedules={list.rows} fromMs={fromMs} toMs={toMs} nowMs={nowMs} zone={zone} pick={pick} />
          ) : isNarrow ? (
            <OverviewAgenda
              schedules={list.rows}
              days={daysFrom(from, ranges[range], zone)}
              nowMs={nowMs}
              zone={zone}
              pick={pick}
            />
          ) : (
            <TimelineGrid
              label="All schedules"
              days={days}
              zone={zone}
              rows={overviewRowsWithHolidays(list.rows, fromMs, toMs)}
              nowMs={nowMs}
              pick={pick}
            />
          )}
          {(view === 'table' || isNarrow) && <Holidays schedules={list.rows} fromMs={fromMs} toMs={toMs} />}
          <p className="muted">
            Times are in {zone}. Press a shift to put somebody else on call.
            {gaps.length > 0 && ` ${gaps.length === 1 ? 'One gap has' : `${gaps.length} gaps have`} nobody on call.`}
          </p>
        </>
      )}
      {list.loadMore && (
        <div>
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            Load more schedules
          </Button>
        </div>
      )}
      <OverviewDialogs picked={picked} zone={zone} close={() => setPicked(null)} />
    </Section>
  );
}

type ToolbarProps = {
  search: OnCallSearch;
  range: keyof typeof ranges;
  from: string;
  isToday: boolean;
  isNarrow: boolean;
};

function OverviewToolbar({ search, range, from, isToday, isNarrow }: ToolbarProps) {
  const go = useGo();
  const show = (part: Partial<OnCallSearch>) => go(paths.onCall({ ...search, ...part }));
  const step = ranges[range];
  return (
    <div className={timeline.toolbar}>
      <SegmentedControl
        aria-label="Range"
        data={[
          { value: 'day', label: 'Day' },
          { value: 'week', label: 'Week' },
          { value: 'two-weeks', label: '2 weeks' },
          { value: 'month', label: '4 weeks' },
        ]}
        value={range}
        onChange={(value) => show({ range: value as keyof typeof ranges, from: undefined })}
      />
      <Button.Group>
        <Button variant="default" aria-label="Earlier" onClick={() => show({ from: plusDays(from, -step) })}>
          <ChevronLeft size={14} />
        </Button>
        <Button variant="default" disabled={isToday} onClick={() => show({ from: undefined })}>
          Today
        </Button>
        <Button variant="default" aria-label="Later" onClick={() => show({ from: plusDays(from, step) })}>
          <ChevronRight size={14} />
        </Button>
      </Button.Group>
      <SegmentedControl
        aria-label="View"
        data={[
          { value: 'timeline', label: isNarrow ? 'By day' : 'Timeline' },
          { value: 'table', label: isNarrow ? 'By schedule' : 'Table' },
        ]}
        value={search.view ?? 'timeline'}
        onChange={(view) => show({ view: view === 'table' ? 'table' : undefined })}
      />
    </div>
  );
}

type DialogsProps = { picked: Picked | null; zone: string; close: () => void };

/** The dialog of a shift and the form behind it, for whichever schedule was pressed. */
function OverviewDialogs({ picked, zone, close }: DialogsProps) {
  const [form, setForm] = useState<{
    schedule: ScheduleOverview;
    start: OverrideStart | Override;
  } | null>(null);
  const openForm = (start: OverrideStart | Override) => {
    if (picked) setForm({ schedule: picked.schedule, start });
    close();
  };
  const editOverride = async (overrideId: number) => {
    try {
      const override = await loadOverride(picked!.schedule.scheduleId, overrideId);
      if (override) openForm(override);
    } catch (error) {
      sayRefusal(error);
    }
  };
  const asCoverable = (schedule: ScheduleOverview) => ({
    ...schedule,
    id: schedule.scheduleId,
    isShared: schedule.alsoOnCall.length > 0,
  });
  return (
    <>
      {picked && (
        <CoverShift
          schedule={asCoverable(picked.schedule)}
          span={picked.span}
          atMs={picked.atMs}
          zone={zone}
          close={close}
          openForm={openForm}
          editOverride={(id) => void editOverride(id)}
        />
      )}
      {form && <OverrideForm schedule={asCoverable(form.schedule)} start={form.start} close={() => setForm(null)} />}
    </>
  );
}
