import { useDebouncedValue } from '@mantine/hooks';
import type { ScheduleDefinition } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { previewSchedule, type Timeline } from '../../../../contract/respond/schedules/timeline.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { paths } from '../../../paths.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { calendarDateText } from '../../../ui/time/time-text.ts';
import { useNow } from '../../../ui/time/use-now.ts';
import { HoursTable } from '../hours-table.tsx';
import { daysFrom, plusDays, spanText, weekStart } from '../local-time.ts';
import { TimelineGrid } from '../timeline/timeline-grid.tsx';
import { gapWords, timelineRows } from '../timeline/timeline-rows.ts';
import styles from './editor.module.css';

type SchedulePreviewProps = { definition: ScheduleDefinition; timeZone: string; scheduleId?: number };

const WEEKS = 8;
const MOST_LISTED = 8;

/** Eight weeks of a schedule that is not saved: the timeline, its gaps, who carries what, and what would change. */
export function SchedulePreview({ definition, timeZone, scheduleId }: SchedulePreviewProps) {
  const nowMs = useNow(60_000);
  const filled = {
    layers: definition.layers.filter(({ participants, name }) => participants.length > 0 && name.trim()),
  };
  const [settled] = useDebouncedValue(JSON.stringify({ definition: filled, timeZone }), 300);
  const asked = JSON.parse(settled) as { definition: ScheduleDefinition; timeZone: string };
  const monday = weekStart(nowMs, asked.timeZone);
  const days = daysFrom(monday, WEEKS * 7, asked.timeZone);
  const [fromMs, toMs] = [days[0]!.startMs, days.at(-1)!.endMs];
  const { data, error } = useEndpoint(
    previewSchedule,
    { body: { ...asked, scheduleId, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() } },
    { enabled: asked.definition.layers.length > 0 },
  );
  if (filled.layers.length === 0) return <p className="muted">Add people to preview the next eight weeks.</p>;
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={6} label="Loading the preview" />;
  const halves = [days.slice(0, 28), days.slice(28)];
  return (
    <>
      <Gaps gaps={data.timeline.gaps} zone={asked.timeZone} nowMs={nowMs} />
      <Away absences={data.timeline.absences} zone={asked.timeZone} nowMs={nowMs} scheduleId={scheduleId} />
      {halves.map((half, index) => (
        <TimelineGrid
          key={half[0]!.date}
          label={index === 0 ? 'Preview, weeks 1 to 4' : 'Preview, weeks 5 to 8'}
          days={half}
          zone={asked.timeZone}
          rows={timelineRows(data.timeline, half[0]!.startMs, half.at(-1)!.endMs).filter(
            ({ kind, spans }) => kind !== 'overrides' || spans.length > 0,
          )}
          nowMs={nowMs}
        />
      ))}
      <h3>
        On-call load from {calendarDateText(monday)} to {calendarDateText(plusDays(monday, WEEKS * 7 - 1))}
      </h3>
      <HoursTable hours={data.timeline.hours} label="Hours on call per person in the preview" />
      {data.warnings.length > 0 && (
        <div role="status">
          <h3>Never on call</h3>
          <ul className={styles.changes}>
            {data.warnings.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {data.changes && <Changes changes={data.changes} zone={asked.timeZone} />}
    </>
  );
}

type GapsProps = { gaps: Timeline['gaps']; zone: string; nowMs: number };

function Gaps({ gaps, zone, nowMs }: GapsProps) {
  const ahead = gaps.filter(({ endsAt }) => Date.parse(endsAt) > nowMs);
  if (ahead.length === 0) return <p role="status">Somebody is on call at every moment of the next eight weeks.</p>;
  return (
    <div role="status">
      <h3>{ahead.length === 1 ? 'One gap' : `${ahead.length} gaps`} in the next eight weeks</h3>
      <ul className={styles.gaps}>
        {ahead.slice(0, MOST_LISTED).map(({ startsAt, endsAt, reason }) => (
          <li key={startsAt}>
            {spanText(Math.max(Date.parse(startsAt), nowMs), Date.parse(endsAt), zone)}: {gapWords[reason].sentence}
          </li>
        ))}
        {ahead.length > MOST_LISTED && <li>and {ahead.length - MOST_LISTED} more</li>}
      </ul>
    </div>
  );
}

type AwayProps = { absences: Timeline['absences']; zone: string; nowMs: number; scheduleId: number | undefined };

/** Coming shifts of people who are away then. Cover is found on the saved schedule, in a tab of its own. */
function Away({ absences, zone, nowMs, scheduleId }: AwayProps) {
  const ahead = absences.filter(({ endsAt }) => Date.parse(endsAt) > nowMs);
  if (ahead.length === 0) return null;
  return (
    <div role="status">
      <h3>{ahead.length === 1 ? 'One shift' : `${ahead.length} shifts`} during an absence</h3>
      <ul className={styles.gaps}>
        {ahead.slice(0, MOST_LISTED).map(({ id, personName, startsAt, endsAt, note }) => {
          const startMs = Math.max(Date.parse(startsAt), nowMs);
          const href =
            scheduleId !== undefined &&
            paths.schedule(scheduleId, {
              from: weekStart(startMs, zone),
              shift: new Date(Math.ceil(startMs)).toISOString(),
            });
          return (
            <li key={`${id} ${startsAt}`}>
              {spanText(startMs, Date.parse(endsAt), zone)}: {personName} is away{note && ` (${note})`}.{' '}
              {href && (
                <a href={href} target="_blank" rel="noreferrer">
                  Find cover
                  <span className="visually-hidden">
                    {' '}
                    for {personName}, {spanText(startMs, Date.parse(endsAt), zone)}, in a new tab
                  </span>
                </a>
              )}
            </li>
          );
        })}
        {ahead.length > MOST_LISTED && <li>and {ahead.length - MOST_LISTED} more</li>}
      </ul>
      {scheduleId === undefined && <p className="muted">Create the schedule first, then find cover.</p>}
    </div>
  );
}

type Change = {
  startsAt: string;
  endsAt: string;
  beforePersonName: string | null;
  afterPersonName: string | null;
};

function Changes({ changes, zone }: { changes: readonly Change[]; zone: string }) {
  if (changes.length === 0) return <p className="muted">Saving changes nobody’s shifts.</p>;
  return (
    <>
      <h3>What saving changes</h3>
      <ul className={styles.changes}>
        {changes.slice(0, MOST_LISTED).map(({ startsAt, endsAt, beforePersonName, afterPersonName }) => (
          <li key={startsAt}>
            {spanText(Date.parse(startsAt), Date.parse(endsAt), zone)}: {afterPersonName ?? 'nobody'} instead of{' '}
            {beforePersonName ?? 'nobody'}
          </li>
        ))}
        {changes.length > MOST_LISTED && <li>and {changes.length - MOST_LISTED} more</li>}
      </ul>
    </>
  );
}
