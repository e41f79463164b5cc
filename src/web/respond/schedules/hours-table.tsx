import type { Timeline } from '../../../contract/respond/schedules/timeline.ts';
import styles from './timeline/timeline.module.css';

const text = (hours: number) => `${Math.round(hours * 10) / 10} h`;

/** What each person carries in a range: all hours, and those that hurt. */
export function HoursTable({ hours, label }: { hours: Timeline['hours']; label: string }) {
  if (hours.length === 0) return <p className="muted">Nobody is on call during this time.</p>;
  const total = hours.reduce((sum, each) => sum + each.hours, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
    <section className={styles.tableScroll} aria-label={label} tabIndex={0}>
      <table className={styles.numbers}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">On call</th>
            <th scope="col">Share</th>
            <th scope="col">Nights</th>
            <th scope="col">Weekends</th>
          </tr>
        </thead>
        <tbody>
          {[...hours]
            .sort((a, b) => b.hours - a.hours)
            .map((each) => (
              <tr key={each.personId}>
                <th scope="row">{each.personName}</th>
                <td>{text(each.hours)}</td>
                <td>{Math.round((each.hours / total) * 100)}%</td>
                <td>{text(each.nightHours)}</td>
                <td>{text(each.weekendHours)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
