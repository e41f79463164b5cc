import { listCoverageHoles } from '../../../contract/respond/coverage.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import styles from '../../directory/coverage/coverage.module.css';
import { Notice } from '../../directory/coverage/notice.tsx';
import { coverageFollows, Mend } from '../../directory/coverage/who-is-paged.tsx';
import { paths } from '../../paths.ts';

const shown = 4;

/** On Home: whatever would page nobody, the worst first. Nothing while somebody would always be paged. */
export function HolesBar() {
  const { data } = useEndpoint(
    listCoverageHoles,
    {},
    { follows: [...coverageFollows, 'incident', 'page'], everySeconds: 60 },
  );
  const holes = data?.items.filter(({ reach }) => reach !== 'partly') ?? [];
  if (holes.length === 0) return null;
  const now = holes.filter(({ reach }) => reach === 'nobody').length;
  const more = holes.length - shown;
  const title =
    now === 0
      ? 'Nobody would be paged at some time in the next 7 days'
      : now === 1
        ? '1 paging gap: nobody is paged'
        : `${now} paging gaps: nobody is paged`;
  return (
    <Notice tone={now > 0 ? 'bad' : 'later'}>
      <strong>{title}</strong>
      <ul className={styles.list}>
        {holes.slice(0, shown).map(({ subject, sentence, mend }) => (
          <li key={`${subject.kind} ${subject.id} ${sentence}`}>
            {sentence} <Mend mend={mend} />
          </li>
        ))}
      </ul>
      {more > 0 && <a href={paths.system()}>{more === 1 ? 'One more' : `${more} more`}</a>}
    </Notice>
  );
}
