import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import {
  getRunbook,
  getRunbookVersion,
  listRunbooks,
  listRunbookVersions,
  updateRunbook,
} from '../../../contract/resolve/runbooks.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { VersionText } from '../../ui/text/version-text.tsx';
import { Time } from '../../ui/time/time.tsx';

/** A version of a runbook, what it changed, and the way back to it. */
export function RunbookVersionScreen() {
  const at = useParams({ from: '/app/runbooks/$id/versions/$version' });
  const [id, number] = [Number(at.id), Number(at.version)];
  const go = useGo();
  const guard = useGuard('runbooks.manage');
  const runbook = useEndpoint(getRunbook, { params: { id } }).data;
  const { data: version, error, refetch } = useEndpoint(getRunbookVersion, { params: { id, version: number } });
  const before = useEndpoint(
    getRunbookVersion,
    { params: { id, version: Math.max(1, number - 1) } },
    { enabled: number > 1 },
  ).data;
  const restore = useAction(updateRunbook, {
    changes: [getRunbook, listRunbooks, listRunbookVersions],
    done: ({ version: latest }) => {
      showToast(`Version ${number} is restored as version ${latest}.`);
      go(paths.runbook(id));
    },
  });
  const parents = [
    { label: 'Runbooks', href: paths.runbooks() },
    { label: runbook?.title ?? 'Runbook', href: paths.runbook(id) },
  ];
  const title = `Version ${number}`;
  if (!runbook || version?.version !== number) {
    return <UnreadScreen title={title} parents={parents} error={error} retry={refetch} />;
  }
  const isLatest = number === runbook.version;
  const { slug, teamId, serviceIds, routeIds, conditions } = runbook;
  const kept = { slug, teamId, serviceIds, routeIds, conditions };
  return (
    <>
      <PageHeader
        title={`${title}: ${version.title}`}
        parents={parents}
        actions={
          !isLatest && (
            <Button
              loading={restore.isPending}
              onClick={() =>
                restore.mutate({
                  params: { id },
                  body: { ...kept, title: version.title, body: version.body },
                  ifMatch: runbook.version,
                })
              }
              {...guard}
            >
              Restore this version
            </Button>
          )
        }
      >
        {version.author.name}, <Time at={version.at} />
        {isLatest ? '; the current version.' : `; the current version is ${runbook.version}.`}
      </PageHeader>
      <VersionText
        key={number}
        text={version.body}
        before={before?.version === number - 1 ? before.body : null}
        comparison={`Changes since version ${number - 1}`}
      />
    </>
  );
}
