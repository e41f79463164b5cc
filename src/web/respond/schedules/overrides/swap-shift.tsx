import { Button } from '@mantine/core';
import { getTimeline } from '../../../../contract/respond/schedules/timeline.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { useNow } from '../../../ui/time/use-now.ts';
import { spanText } from '../local-time.ts';
import { ShiftWords } from '../shift-words.tsx';
import styles from '../timeline/timeline.module.css';
import type { Span } from '../timeline/timeline-rows.ts';
import type { CoverableSchedule } from './cover-shift.tsx';
import { useOverrides } from './use-overrides.ts';

const DAY_MS = 86_400_000;
const WEEKS_AHEAD = 8;
/** Read on both sides of what is shown, so that no shift is cut. */
const DAYS_AROUND = 42;
const MOST_SHOWN = 40;

type SwapShiftProps = { schedule: CoverableSchedule; span: Span; zone: string; back: () => void; close: () => void };

/** A shift, and the shifts of others it can be traded for: one press and both have changed hands. */
export function SwapShift({ schedule, span, zone, back, close }: SwapShiftProps) {
  const { swap } = useOverrides(schedule.id);
  // By whole days, so that the question stays the same while somebody chooses.
  const nowMs = useNow(60_000);
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const last = today + WEEKS_AHEAD * 7 * DAY_MS;
  const query = { from: instant(today - DAYS_AROUND * DAY_MS), to: instant(last + DAYS_AROUND * DAY_MS) };
  const timeline = useEndpoint(getTimeline, { params: { id: schedule.id }, query }, { follows: ['person'] });
  if (timeline.error && !timeline.data)
    return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  if (!timeline.data) return <LoadingRows rows={4} label="Loading the shifts of others" />;
  const others = [...timeline.data.shifts, ...timeline.data.alsoOnCall]
    .map(({ startsAt, endsAt, ...shift }) => ({ ...shift, startMs: Date.parse(startsAt), endMs: Date.parse(endsAt) }))
    .filter(({ personId }) => personId !== null && personId !== span.personId)
    .filter(({ startMs, endMs }) => endMs > nowMs && startMs < last && (endMs <= span.startMs || startMs >= span.endMs))
    .sort((a, b) => a.startMs - b.startMs)
    .slice(0, MOST_SHOWN);
  return (
    <>
      <ShiftWords span={span} zone={zone} />
      <ul className={styles.people} aria-label="Shifts to take for it">
        {others.map(({ personId, personName, startMs, endMs }, place) => (
          <li key={`${startMs} ${personId}`}>
            <button
              type="button"
              className={styles.person}
              // The button that was pressed to get here is gone.
              // biome-ignore lint/a11y/noAutofocus: the keyboard goes on where the dialog does
              autoFocus={place === 0}
              onClick={() => {
                const first = {
                  personId: span.personId!,
                  startsAt: instant(span.startMs),
                  endsAt: instant(span.endMs),
                };
                swap(first, { personId: personId!, startsAt: instant(startMs), endsAt: instant(endMs) });
                close();
              }}
            >
              <PersonMark name={personName ?? ''} />
              <span>
                {personName}
                <br />
                <span className="muted">{spanText(startMs, endMs, zone)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {others.length === 0 && <p className="muted">Nobody else has a shift here in the next eight weeks.</p>}
      <div className={styles.toolbar}>
        <Button variant="default" onClick={back}>
          Back
        </Button>
      </div>
    </>
  );
}

const instant = (ms: number) => new Date(ms).toISOString();
