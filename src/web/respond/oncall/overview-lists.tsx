import type { ScheduleOverview } from '../../../contract/respond/schedules/oncall.ts';
import { paths } from '../../paths.ts';
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

/** For narrow screens: each day with who is on call on which schedule. */
export function OverviewAgenda({ schedules, days, nowMs, zone, pick }: Shown & { days: readonly Day[] }) {
  const rows = overviewRows(schedules, days[0]!.startMs, days.at(-1)!.endMs);
  return (
    <div className={timeline.stack}>
      {days
        .filter(({ endMs }) => days.length === 1 || endMs > nowMs || days.at(-1)!.endMs <= nowMs)
        .map((day) => {
          const { weekday, date } = dayWords(day, zone);
          const isToday = day.startMs <= nowMs && nowMs < day.endMs;
          const isRunning = ({ startMs, endMs }: Span) => isToday && startMs <= nowMs && nowMs < endMs;
          return (
            <section key={day.date} aria-label={`${weekday} ${date}`}>
              <h3 className={styles.day}>
                {weekday} {date}
              </h3>
              <ol className={timeline.agenda}>
                {rows.flatMap(({ name, spans }) =>
                  spans
                    .filter(({ startMs, endMs }) => endMs > day.startMs && startMs < day.endMs)
                    .map((span) => (
                      <li key={span.key}>
                        <button
                          type="button"
                          className={timeline.entry}
                          data-gap={(span.gap && span.gap !== 'deliberate') || undefined}
                          data-running={isRunning(span) || undefined}
                          onClick={() => pick(span, Math.max(span.startMs, day.startMs))}
                        >
                          <strong>{whoText(span)}</strong>
                          <span className="muted">
                            {name}, {partText(span, day, zone)}
                          </span>
                          {span.reason && <span className="muted">Reason: {span.reason}</span>}
                          {span.away && <span className={styles.away}>Away: {span.away}</span>}
                        </button>
                      </li>
                    )),
                )}
                {schedules.flatMap((schedule) =>
                  shadowSpans(schedule, day.startMs, day.endMs).map((span) => (
                    <li key={span.key} className={timeline.entry}>
                      <span>{span.personName}, shadowing</span>
                      <span className="muted">
                        {schedule.scheduleName}, {partText(span, day, zone)}
                      </span>
                    </li>
                  )),
                )}
              </ol>
            </section>
          );
        })}
    </div>
  );
}

/** The same as rows of a table. */
export function OverviewTable({ schedules, nowMs, zone, pick, ...range }: Shown & { fromMs: number; toMs: number }) {
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
          {rows.flatMap((row) =>
            row.spans.map((span) => (
              <tr key={span.key}>
                <td>
                  <a href={paths.schedule(schedules[row.schedule!]!.scheduleId)}>{row.name}</a>
                </td>
                <td>{schedules[row.schedule!]!.teamName ?? 'No team'}</td>
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
          )}
          {schedules.flatMap((schedule) =>
            shadowSpans(schedule, range.fromMs, range.toMs).map((span) => (
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
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The days off of each team in words, where there is no axis. */
export function Holidays({ schedules, fromMs, toMs }: Pick<Shown, 'schedules'> & { fromMs: number; toMs: number }) {
  const lines = new Map<number | null, string>();
  for (const { teamId, teamName, timeZone, holidays } of schedules) {
    const days = holidaySpans(holidays, timeZone, fromMs, toMs);
    const said = days.map(({ startMs, personName }) => `${momentText(startMs, timeZone).slice(0, -6)}: ${personName}`);
    if (days.length > 0 && !lines.has(teamId)) lines.set(teamId, `Holidays of ${teamName}: ${said.join('. ')}.`);
  }
  return [...lines].map(([teamId, line]) => (
    <p key={teamId} className="muted">
      {line}
    </p>
  ));
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
