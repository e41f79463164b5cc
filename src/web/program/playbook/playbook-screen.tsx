import { readPlaybook } from '../../../contract/program/program.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { Loaded } from '../loaded.tsx';
import { PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';

const follows = ['severity', 'escalationPolicy', 'runbook', 'messageTemplate', 'schedule'] as const;

/** How this organisation handles incidents, written from its live configuration. */
export function PlaybookScreen() {
  const answer = useEndpoint(readPlaybook, {}, { follows });
  return (
    <>
      <PageHeader word="playbook" title="Playbook" parents={programParents} actions={<PrintButton />}>
        Generated from the live configuration, so it is never out of date.
      </PageHeader>
      <Loaded answer={answer}>
        {({ markdown }) => (
          <article className={styles.reading}>
            <Markdown text={markdown} />
          </article>
        )}
      </Loaded>
    </>
  );
}
