import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { OnCallBurden, RotaProblem, RotaProposal } from '../../../../contract/respond/schedules/rotas.ts';
import styles from '../editor/editor.module.css';
import { spanText } from '../local-time.ts';
import table from '../timeline/timeline.module.css';

const MOST_LISTED = 8;

const narrow = '(max-width: 767px)';

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
      <Turns turns={turns} zone={zone} />
    </div>
  );
}

/** On a narrow screen each turn is a row of two lines, as a table would need to be scrolled sideways. */
function Turns({ turns, zone }: { turns: RotaProposal['turns']; zone: string }) {
  const isNarrow = useMediaQuery(narrow);
  const told = turns.map(({ startsAt, endsAt, rotationPersonName, personName }) => ({
    key: startsAt,
    span: spanText(Date.parse(startsAt), Date.parse(endsAt), zone),
    rotation: rotationPersonName ?? 'nobody (deactivated)',
    rota: personName === rotationPersonName ? personName : <strong>{personName}</strong>,
    isChanged: personName !== rotationPersonName,
  }));
  if (isNarrow)
    return (
      <ul className={styles.stacked} aria-label="Turns">
        {told.map(({ key, span, rotation, rota, isChanged }) => (
          <li key={key}>
            <span className="muted">{span}</span>
            <span>
              {isChanged && <span className="muted">{rotation} → </span>}
              {rota}
            </span>
          </li>
        ))}
      </ul>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
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
          {told.map(({ key, span, rotation, rota }) => (
            <tr key={key}>
              <td>{span}</td>
              <td className="muted">{rotation}</td>
              <td>{rota}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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
  const before = ({ served, countsAsAverage }: RotaProposal['load'][number]) =>
    countsAsAverage ? 'as average' : hoursText(served.hours);
  const isNarrow = useMediaQuery(narrow);
  return (
    <>
      <h3>Rotation → rota</h3>
      {isNarrow ? (
        <ul className={styles.stacked} aria-label="Hours per person, rotation and rota">
          {load.map((each) => (
            <li key={each.personId}>
              <strong>{each.personName}</strong>
              <dl>
                {shown.map(({ title, of }) => (
                  <Pair key={title} name={title}>
                    <FromTo from={of(each.rotation)} to={of(each.rota)} />
                  </Pair>
                ))}
                {knowsBefore && <Pair name="Before">{before(each)}</Pair>}
              </dl>
            </li>
          ))}
          <li>
            <strong>Most minus least</strong>
            <dl>
              {shown.map(({ title, of }) => (
                <Pair key={title} name={title}>
                  <FromTo from={apart('rotation', of)} to={apart('rota', of)} />
                </Pair>
              ))}
            </dl>
          </li>
        </ul>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too
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
              {load.map((each) => (
                <tr key={each.personId}>
                  <th scope="row">{each.personName}</th>
                  {shown.map(({ title, of }) => (
                    <td key={title}>
                      <FromTo from={of(each.rotation)} to={of(each.rota)} />
                    </td>
                  ))}
                  {knowsBefore && <td className="muted">{before(each)}</td>}
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
      )}
      <p className="muted">
        Everything on this schedule from the first turn to the last. Nights are 22:00 to 07:00.
        {knowsBefore &&
          ' Before: hours on call in the weeks before; whoever joined since, or was away for most of them, counts as average.'}
      </p>
    </>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="muted">{name}</dt>
      <dd>{children}</dd>
    </div>
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
