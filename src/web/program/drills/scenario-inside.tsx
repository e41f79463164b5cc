import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { listDrillScenarios } from '../../../contract/program/drills.ts';
import { counted } from '../../../domain/program/counted.ts';
import { paths } from '../../paths.ts';
import { Markdown } from '../../ui/text/markdown.tsx';
import { OutsideLink } from '../../ui/text/outside-link.tsx';
import styles from '../program.module.css';

export type Scenario = OutputOf<typeof listDrillScenarios>['scenarios'][number];

/** What is wrong in a scenario, for those who choose one: closed at first, since they may want to play. */
export function ScenarioInside({
  scenario: { key, title, teaches, source, story, injectCount },
}: {
  scenario: Scenario;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Read<span className="visually-hidden"> {title}</span> (gives away what is wrong)
      </summary>
      {isOpen && (
        <>
          {teaches.length > 0 && <p>Teaches: {teaches.join(', ')}.</p>}
          {source && (
            <p>Drawn from: {source.url ? <OutsideLink href={source.url} text={source.title} /> : source.title}</p>
          )}
          <Markdown text={story ?? ''} isWrapped />
          <p>
            <a href={paths.document('scenario', key)}>The file, with its {counted(injectCount, 'inject')}</a>
          </p>
        </>
      )}
    </details>
  );
}
