import type { ScheduleOverview } from '../../../contract/respond/schedules/oncall.ts';
import { paths } from '../../paths.ts';
import { HolidayLine } from '../schedules/holiday-line.tsx';
import { type Day, dayWords, momentText, spanText } from '../schedules/local-time.ts';
import timeline from '../schedules/timeline/timeline.module.css';
import { gapWords, holidaySpans, overviewRows, type Span, shadowSpans } from '../schedules/timeline/timeline-rows.ts';
import styles from './oncall.module.css';

type Shown = {
  schedules: readonly ScheduleOverview[];
  nowMs: number;
  zone: string;
  pick: (span: Span, atMs: number) => void;
};

type Range = { fromMs: number; toMs: number };

/** For narrow screens: each day with who is on call on which schedule, and who shadows there. */
export function OverviewAgenda({ schedules, days, nowMs, zone, pick }: Shown & { days: readonly Day[] }) {
  const rows = overviewRows(schedules, days[0]!.startMs, days.at(-1)!.endMs);
  return (
    <div className={timeline.stack}>
      {days
        .filter(({ endMs }) => days.length === 1 || endMs > nowMs || days.at(-1)!.endMs <= nowMs)
        .map((day) => {
          const { weekday, date } = dayWords(day, zone);
          const isToday = day.startMs <= nowMs && nowMs < day.endMs;
          return (
            <section key={day.date} aria-label={`${weekday} ${date}`}>
              <h3 className={styles.day}>
                {weekday} {date}
              </h3>
              <ol className={timeline.agenda}>
                {schedules.flatMap((schedule, place) => {
                  const shifts = rows.filter((row) => row.schedule === place).flatMap(({ spans }) => spans);
                  const told = (span: Span) => `${schedule.scheduleName}, ${partText(span, day, zone)}`;
                  return [
                    ...shifts
                      .filter(({ startMs, endMs }) => endMs > day.startMs && startMs < day.endMs)
                      .map((span) => (
                        <ShiftEntry
                          key={span.key}
                          span={span}
                          words={told(span)}
                          isRunning={isToday && isAt(span, nowMs)}
                          pick={() => pick(span, Math.max(span.startMs, day.startMs))}
                        />
                      )),
                    ...shadowSpans(schedule, day.startMs, day.endMs).map((span) => (
                      <ShadowEntry key={span.key} span={span} words={told(span)} />
                    )),
                  ];
                })}
              </ol>
            </section>
          );
        })}
    </div>
  );
}

/** For narrow screens: each schedule with its shifts, as a table would need to be scrolled sideways. */
export function OverviewBySchedule({ schedules, nowMs, zone, pick, ...range }: Shown & Range) {
  const rows = overviewRows(schedules, range.fromMs, range.toMs);
  return (
    <div className={timeline.stack}>
      {schedules.map((schedule, place) => (
        <section key={schedule.scheduleId} aria-label={schedule.scheduleName}>
          <h3 className={styles.day}>
            <a href={paths.schedule(schedule.scheduleId)}>{schedule.scheduleName}</a>
            {schedule.teamName && `, ${schedule.teamName}`}
          </h3>
          <ol className={timeline.agenda}>
            {rows
              .filter((row) => row.schedule === place)
              .flatMap(({ spans }) => spans)
              .map((span) => (
                <ShiftEntry
                  key={span.key}
                  span={span}
                  words={spanText(span.startMs, span.endMs, zone)}
                  isRunning={isAt(span, nowMs)}
                  pick={() => pick(span, Math.max(span.startMs, nowMs))}
                />
              ))}
            {shadowSpans(schedule, range.fromMs, range.toMs).map((span) => (
              <ShadowEntry key={span.key} span={span} words={spanText(span.startMs, span.endMs, zone)} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

type EntryProps = { span: Span; words: string; isRunning: boolean; pick: () => void };

function ShiftEntry({ span, words, isRunning, pick }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        className={timeline.entry}
        data-gap={(span.gap && span.gap !== 'deliberate') || undefined}
        data-running={isRunning || undefined}
        onClick={pick}
      >
        <strong>{whoText(span)}</strong>
        <span className="muted">{words}</span>
        {span.reason && <span className="muted">Reason: {span.reason}</span>}
        {span.away && <span className={timeline.away}>Away: {span.away}</span>}
      </button>
    </li>
  );
}

function ShadowEntry({ span, words }: Pick<EntryProps, 'span' | 'words'>) {
  return (
    <li className={timeline.entry} data-still>
      <span>{span.personName}, shadowing</span>
      <span className="muted">{words}</span>
    </li>
  );
}

const isAt = ({ startMs, endMs }: Span, ms: number) => startMs <= ms && ms < endMs;

/** The same as rows of a table. */
export function OverviewTable({ schedules, nowMs, zone, pick, ...range }: Shown & Range) {
  const rows = overviewRows(schedules, range.fromMs, range.toMs);
  return (
    <div className={timeline.tableScroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">Shifts of all schedules</caption>
        <thead>
          <tr>
            <th scope="col">Schedule</th>
            <th scope="col">Team</th>
            <th scope="col">On call</th>
            <th scope="col">From</th>
            <th scope="col">Until</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {schedules.flatMap((schedule, place) => [
            ...rows
              .filter((row) => row.schedule === place)
              .flatMap((row) =>
                row.spans.map((span) => (
                  <tr key={span.key}>
                    <td>
                      <a href={paths.schedule(schedule.scheduleId)}>{row.name}</a>
                    </td>
                    <td>{schedule.teamName ?? 'No team'}</td>
                    <td>
                      <button
                        type="button"
                        className={styles.link}
                        data-gap={(span.gap && span.gap !== 'deliberate') || undefined}
                        data-tip={
                          row.zone && row.zone !== zone
                            ? `In ${row.zone}: ${spanText(span.startMs, span.endMs, row.zone)}`
                            : undefined
                        }
                        onClick={() => pick(span, Math.max(span.startMs, nowMs))}
                      >
                        {whoText(span)}
                      </button>
                    </td>
                    <td>{momentText(span.startMs, zone)}</td>
                    <td>{momentText(span.endMs, zone)}</td>
                    <td>{[span.reason, span.away && `Away: ${span.away}`].filter(Boolean).join('. ')}</td>
                  </tr>
                )),
              ),
            ...shadowSpans(schedule, range.fromMs, range.toMs).map((span) => (
              <tr key={span.key}>
                <td>
                  <a href={paths.schedule(schedule.scheduleId)}>{schedule.scheduleName}</a>
                </td>
                <td>{schedule.teamName ?? 'No team'}</td>
                <td>{span.personName} (shadowing)</td>
                <td>{momentText(span.startMs, zone)}</td>
                <td>{momentText(span.endMs, zone)}</td>
                <td />
              </tr>
            )),
          ])}
        </tbody>
      </table>
    </div>
  );
}

/** The days off of each team in words, where there is no axis. */
export function Holidays({ schedules, fromMs, toMs }: Pick<Shown, 'schedules'> & Range) {
  const isFirst = ({ teamId }: ScheduleOverview, place: number) =>
    schedules.findIndex((other) => other.teamId === teamId) === place;
  return schedules.filter(isFirst).map(({ teamId, teamName, timeZone, holidays }) => {
    const spans = holidaySpans(holidays, timeZone, fromMs, toMs);
    return <HolidayLine key={teamId} of={teamName ?? ''} spans={spans} zone={timeZone} />;
  });
}

function whoText(span: Span): string {
  return span.gap ? `${gapWords[span.gap].word}: nobody on call` : (span.personName ?? '');
}

/** The part of a shift that lies in a day: `all day`, `until 09:00`, `from 09:00`, `09:00 to 17:00`. */
function partText({ startMs, endMs }: Span, day: Day, zone: string): string {
  const clock = (ms: number) => momentText(ms, zone).slice(-5);
  const [begins, ends] = [startMs > day.startMs, endMs < day.endMs];
  if (begins && ends) return `${clock(startMs)} to ${clock(endMs)}`;
  if (begins) return `from ${clock(startMs)}`;
  return ends ? `until ${clock(endMs)}` : 'all day';
}
