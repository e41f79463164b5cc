import type { OnCallBurden, RotaProblem, RotaProposal } from '../../../../contract/respond/schedules/rotas.ts';
import styles from '../editor/editor.module.css';
import { spanText } from '../local-time.ts';
import table from '../timeline/timeline.module.css';

const MOST_LISTED = 8;

const problemWords: Record<RotaProblem, string> = {
  away: 'is away, and nobody else is there all through the turn',
  elsewhere: 'is on call elsewhere at the same time',
  rest: 'has too little time off before or after',
  in_row: 'has too many turns in a row',
};

const kinds: { title: string; of: (burden: OnCallBurden) => number }[] = [
  { title: 'On call', of: ({ hours }) => hours },
  { title: 'Nights', of: ({ nightHours }) => nightHours },
  { title: 'Weekends', of: ({ weekendHours }) => weekendHours },
  { title: 'Holidays', of: ({ holidayHours }) => holidayHours },
];

/** A rota beside the rotation: what each person carries, what is wrong with it, and turn by turn. */
export function RotaProposalView({ proposal, zone }: { proposal: RotaProposal; zone: string }) {
  const { turns, overrides } = proposal;
  const changed = turns.filter(({ personId, rotationPersonId }) => personId !== rotationPersonId).length;
  return (
    <div className={styles.people}>
      <p role="status">
        {overrides.length === 0
          ? 'The rotation is as even as a rota can make it.'
          : `${changed} of ${turns.length} turns differ from the rotation.`}
      </p>
      <Problems turns={turns} zone={zone} />
      <Load load={proposal.load} />
      <h3>Turns</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <section className={table.tableScroll} aria-label="Turns" tabIndex={0}>
        <table className={table.words}>
          <thead>
            <tr>
              <th scope="col">Turn</th>
              <th scope="col">Rotation</th>
              <th scope="col">Rota</th>
            </tr>
          </thead>
          <tbody>
            {turns.map(({ startsAt, endsAt, rotationPersonName, personName }) => (
              <tr key={startsAt}>
                <td>{spanText(Date.parse(startsAt), Date.parse(endsAt), zone)}</td>
                <td className="muted">{rotationPersonName ?? 'nobody (deactivated)'}</td>
                <td>{personName === rotationPersonName ? personName : <strong>{personName}</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Problems({ turns, zone }: { turns: RotaProposal['turns']; zone: string }) {
  const troubled = turns.filter(({ problems }) => problems.length > 0);
  if (troubled.length === 0) return null;
  return (
    <div role="status">
      <h3>{troubled.length === 1 ? 'One turn breaks' : `${troubled.length} turns break`} a rule</h3>
      <ul className={styles.gaps}>
        {troubled.slice(0, MOST_LISTED).map(({ startsAt, endsAt, personName, problems }) => (
          <li key={startsAt}>
            {spanText(Date.parse(startsAt), Date.parse(endsAt), zone)}: {personName}{' '}
            {problems.map((problem) => problemWords[problem]).join(', and ')}.
          </li>
        ))}
        {troubled.length > MOST_LISTED && <li>and {troubled.length - MOST_LISTED} more</li>}
      </ul>
    </div>
  );
}

function Load({ load }: { load: RotaProposal['load'] }) {
  const shown = kinds.filter(
    ({ title, of }) => title !== 'Holidays' || load.some(({ rotation, rota }) => of(rotation) + of(rota) > 0),
  );
  const knowsBefore = load.some(({ served, countsAsAverage }) => countsAsAverage || served.hours > 0);
  const apart = (side: 'rotation' | 'rota', of: (burden: OnCallBurden) => number) => {
    const hours = load.map((each) => of(each[side]));
    return Math.max(...hours) - Math.min(...hours);
  };
  return (
    <>
      <h3>Rotation → rota</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <section className={table.tableScroll} aria-label="Hours per person, rotation and rota" tabIndex={0}>
        <table className={table.numbers} data-wide>
          <thead>
            <tr>
              <th scope="col">Person</th>
              {shown.map(({ title }) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
              {knowsBefore && <th scope="col">Before</th>}
            </tr>
          </thead>
          <tbody>
            {load.map(({ personId, personName, rotation, rota, served, countsAsAverage }) => (
              <tr key={personId}>
                <th scope="row">{personName}</th>
                {shown.map(({ title, of }) => (
                  <td key={title}>
                    <FromTo from={of(rotation)} to={of(rota)} />
                  </td>
                ))}
                {knowsBefore && <td className="muted">{countsAsAverage ? 'as average' : hoursText(served.hours)}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Most minus least</th>
              {shown.map(({ title, of }) => (
                <td key={title}>
                  <FromTo from={apart('rotation', of)} to={apart('rota', of)} />
                </td>
              ))}
              {knowsBefore && <td />}
            </tr>
          </tfoot>
        </table>
      </section>
      <p className="muted">
        Everything on this schedule from the first turn to the last. Nights are 22:00 to 07:00.
        {knowsBefore &&
          ' Before: hours on call in the weeks before; whoever joined since, or was away for most of them, counts as average.'}
      </p>
    </>
  );
}

function FromTo({ from, to }: { from: number; to: number }) {
  return (
    <>
      <span className="muted">{hoursText(from)} →</span> {hoursText(to)}
    </>
  );
}

const hoursText = (hours: number) => `${Math.round(hours * 10) / 10} h`;
