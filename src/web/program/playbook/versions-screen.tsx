import { listPlaybookVersions } from '../../../contract/program/playbook.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { PagedCards } from '../../ui/list/paged-cards.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card } from '../../ui/screen/section.tsx';
import { countText } from '../../ui/text/count-text.ts';
import { dayOf } from '../../ui/time/time.tsx';
import styles from './playbook.module.css';
import { playbookParents } from './version-screen.tsx';

/** Every version that was published: when, by whom, and what changed. */
export function PlaybookVersionsScreen() {
  const list = usePagedEndpoint(listPlaybookVersions, { query: {} }, { follows: ['playbook'] });
  return (
    <>
      <PageHeader title="Versions of the playbook" parents={playbookParents} />
      {list.isPending && <LoadingRows rows={3} />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <EmptyState
          kind="first-use"
          title="No version yet"
          action={{ label: 'Open the playbook', href: paths.playbook() }}
        >
          Publish the playbook as it is configured now, so that people can read and confirm how you work.
        </EmptyState>
      )}
      <PagedCards
        label="Versions"
        list={list}
        card={({ id, note, publishedBy, publishedAt, confirmed }) => (
          <Card key={id}>
            <a href={paths.playbookVersion(id)}>Version {id}</a>
            <div className={styles.note}>{note}</div>
            <div className="muted">
              {publishedBy.name}, {dayOf(publishedAt)} · confirmed by {countText(confirmed)}
            </div>
          </Card>
        )}
      />
    </>
  );
}
