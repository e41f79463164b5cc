import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import {
  confirmPlaybook,
  getPlaybookVersion,
  listPlaybookVersions,
  readPlaybook,
  readPlaybookReaders,
} from '../../../contract/program/playbook.ts';
import { readProgram } from '../../../contract/program/program.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { paths, withSearch } from '../../paths.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { Markdown } from '../../ui/text/markdown.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { NoPrint, PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import programStyles from '../program.module.css';
import { Changes } from './changes.tsx';
import styles from './playbook.module.css';

export const playbookParents = [...programParents, { label: 'Playbook', href: paths.playbook() }];

/** A version as it was published, what it changed, and the way to confirm it. */
export function PlaybookVersionScreen() {
  const id = Number(useParams({ from: '/app/program/playbook/versions/$id' }).id);
  const { data, error, refetch } = useEndpoint(getPlaybookVersion, { params: { id } }, { follows: ['playbook'] });
  const published = useEndpoint(readPlaybook, {}, { follows: ['playbook'] }).data?.published;
  const confirm = useAction(confirmPlaybook, {
    changes: [readPlaybook, getPlaybookVersion, listPlaybookVersions, readPlaybookReaders, readProgram],
    done: () => showToast(`You have confirmed version ${id}.`),
  });
  const title = `Version ${id} of the playbook`;
  if (!data) return <UnreadScreen title={title} parents={playbookParents} error={error} retry={refetch} />;
  const isLatest = published?.id === id;
  const mine = isLatest ? published.confirmedAt : null;
  const ask = isLatest && !mine && (
    <Button loading={confirm.isPending} onClick={() => confirm.mutate({ params: { id } })}>
      I have read this version
    </Button>
  );
  return (
    <>
      <PageHeader
        title={title}
        parents={playbookParents}
        actions={
          <>
            <PrintButton />
            <Button
              component="a"
              variant="default"
              href={withSearch('/api/v1/program/playbook/site.zip', { version: id })}
              download
            >
              Download site
            </Button>
          </>
        }
      >
        Published on {dayOf(data.publishedAt)} by {data.publishedBy.name}
        {published && !isLatest && (
          <>
            ; <a href={paths.playbookVersion(published.id)}>version {published.id}</a> has replaced it
          </>
        )}
        .
      </PageHeader>
      <NoPrint>
        <div className={styles.status}>
          <span className={styles.note}>{data.note}</span>
          <span className="muted">
            {data.confirmed === 1 ? 'One person has' : `${data.confirmed} people have`} confirmed it.
            {mine && ` You did on ${dayOf(mine)}.`}
          </span>
          <div className={styles.actions}>
            {ask}
            <a href={paths.playbookReaders()}>Who has read it</a>
            {data.previousId && <a href={paths.playbookVersion(data.previousId)}>Version {data.previousId}</a>}
          </div>
        </div>
        {data.changes.length > 0 && (
          <details>
            <summary>What it changed against version {data.previousId}</summary>
            <Changes changes={data.changes} />
          </details>
        )}
      </NoPrint>
      <article className={programStyles.reading}>
        <Markdown text={data.markdown} />
      </article>
      <NoPrint>{ask}</NoPrint>
    </>
  );
}
