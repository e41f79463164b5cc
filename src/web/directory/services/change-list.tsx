import type { Change } from '../../../contract/detect/changes.ts';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './services.module.css';

/** Deployments and the like that senders reported: what, by which source, when, and where to read more. */
export function ChangeList({
  changes,
}: {
  changes: readonly Pick<Change, 'id' | 'title' | 'sourceName' | 'at' | 'links'>[];
}) {
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.id}>
          {change.title}{' '}
          <span className="muted">
            from {change.sourceName}, <Time at={change.at} />
          </span>
          {change.links.map(({ href, text }) => (
            <div key={href}>
              <OutsideLink href={href} text={text} />
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
