import { useMemo } from 'react';
import type { ParallelRun } from '../../../../contract/respond/parallel-runs.ts';
import { comparePages, type DayOfPages, type PagedOnce } from '../../../../domain/move-in/compare-pages.ts';
import { explainDifferences } from '../../../../domain/move-in/difference-reasons.ts';
import { absoluteText } from '../../../ui/time/time-text.ts';
import styles from './compared-pages.module.css';

const mostDays = 31;
const mostDifferences = 100;

type Difference = PagedOnce & { only: 'Evenkeel' | 'The other tool'; reason: string };

/** Both tools day by day on one line each, and every message that only one of them has, with what the lists say about it. */
export function ComparedPages(props: {
  ours: PagedOnce[];
  theirs: PagedOnce[];
  leftOut: { place: string; because: string }[];
  people: { name: string }[];
  run: ParallelRun;
  zone: string;
  withinMs: number;
}) {
  const { ours, theirs, leftOut, people, run, zone, withinMs } = props;
  const { startedAt, endedAt } = run;
  const { days, differences } = useMemo(() => {
    const compared = comparePages(ours, theirs, { withinMs, zone });
    const ran = {
      from: Date.parse(startedAt),
      to: endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt),
    };
    const names = people.map(({ name }) => name);
    const reasons = explainDifferences({ ours, theirs }, { withinMs, people: names, ran });
    const found: Difference[] = [
      ...compared.onlyOurs.map((page) => ({ ...page, only: 'Evenkeel' as const, reason: reasons.ofOurs(page) })),
      ...compared.onlyTheirs.map((page) => ({
        ...page,
        only: 'The other tool' as const,
        reason: reasons.ofTheirs(page),
      })),
    ];
    return { days: compared.days, differences: found.toSorted((left, right) => left.at - right.at) };
  }, [ours, theirs, people, startedAt, endedAt, zone, withinMs]);
  const matched = days.reduce((sum, day) => sum + day.matched, 0);
  const shownDays = days.slice(-mostDays);
  return (
    <>
      <p role="status">
        <strong>
          {differences.length === 0
            ? days.length === 0
              ? 'Neither paged anybody.'
              : 'The same: both paged the same people at the same times.'
            : `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}.`}
        </strong>{' '}
        <span className="muted">
          Evenkeel would have sent {ours.length}, the other tool sent {theirs.length}, {matched} match.
        </span>
      </p>
      {leftOut.length > 0 && (
        <p>
          {leftOut.length} {leftOut.length === 1 ? 'row is' : 'rows are'} left out, such as {leftOut[0]!.place}:{' '}
          {leftOut[0]!.because}
        </p>
      )}
      {shownDays.length > 0 && (
        <table className={styles.days}>
          <caption className="visually-hidden">Each day of both tools</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.day}>
                Day
              </th>
              <th scope="col" className={styles.lanes}>
                Over the day, Evenkeel above
              </th>
              <th scope="col">Evenkeel</th>
              <th scope="col">Other tool</th>
              <th scope="col">Match</th>
            </tr>
          </thead>
          <tbody>
            {shownDays.map((day) => (
              <Day key={day.day} day={day} differences={differences} sides={{ ours, theirs }} zone={zone} />
            ))}
          </tbody>
        </table>
      )}
      {days.length > mostDays && (
        <p className="muted">
          The last {mostDays} days of {days.length}.
        </p>
      )}
      {differences.length > 0 && (
        <ul className={styles.differences} aria-label="Differences">
          {differences.slice(0, mostDifferences).map(({ at, person, title, only, reason }) => (
            <li key={`${only} ${at} ${person} ${title}`}>
              <span className="muted">{absoluteText(at, zone)}</span>
              <span>
                <strong>{person}</strong> {title && <>“{title}”</>} <span className={styles.only}>{only} only.</span>{' '}
                <span className="muted">{reason}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {differences.length > mostDifferences && (
        <p className="muted">
          {differences.length - mostDifferences} more: <code>evenkeel parallel-runs compare {run.id} LIST</code> prints
          all.
        </p>
      )}
    </>
  );
}

type Sides = { ours: PagedOnce[]; theirs: PagedOnce[] };

function Day({
  day: { day, ours, theirs, matched },
  differences,
  sides,
  zone,
}: {
  day: DayOfPages;
  differences: Difference[];
  sides: Sides;
  zone: string;
}) {
  const only = useMemo(() => new Set(differences.map(({ at, person }) => `${at} ${person}`)), [differences]);
  const marks = (pages: PagedOnce[]) => {
    const found = pages.flatMap(({ at, person }) => {
      const place = placeOn(day, at, zone);
      return place === null ? [] : [{ place, isOnly: only.has(`${at} ${person}`) }];
    });
    // Marks at one place look like one.
    return [...new Map(found.map((mark) => [`${mark.place.toFixed(1)} ${mark.isOnly}`, mark])).entries()];
  };
  return (
    <tr>
      <th scope="row" className={styles.day}>
        {day}
      </th>
      <td className={styles.lanes} aria-hidden="true">
        {(['ours', 'theirs'] as const).map((side) => (
          <div key={side} className={styles.lane}>
            {marks(sides[side]).map(([key, { place, isOnly }]) => (
              <span
                key={key}
                className={isOnly ? styles.different : styles.same}
                style={{ insetInlineStart: `${place}%` }}
              />
            ))}
          </div>
        ))}
      </td>
      <td>{ours}</td>
      <td>{theirs}</td>
      <td>{matched}</td>
    </tr>
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Where on the line of a day an instant is, in percent; null on another day. */
function placeOn(day: string, at: number, zone: string): number | null {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  const [date, time = '0:0:0'] = format.format(at).split(' ');
  if (date !== day) return null;
  const [hours, minutes, seconds] = time.split(':').map(Number);
  return ((hours! * 3_600 + minutes! * 60 + seconds!) / 86_400) * 100;
}
