import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import {
  getPostmortem,
  getPostmortemVersion,
  listPostmortems,
  listPostmortemVersions,
  writePostmortem,
} from '../../../../contract/learn/postmortems.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { paths } from '../../../paths.ts';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../../ui/screen/unread-screen.tsx';
import { useGo } from '../../../ui/text/links.tsx';
import { VersionText } from '../../../ui/text/version-text.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { postmortemParents } from './parents.ts';

/** A version of the text, what it changed, and the way back to it. */
export function PostmortemVersionScreen() {
  const at = useParams({ from: '/app/incidents/$number/postmortem/versions/$version' });
  const [id, number] = [Number(at.number), Number(at.version)];
  const go = useGo();
  const guard = useGuard('incidents.respond');
  const postmortem = useEndpoint(getPostmortem, { params: { id } }).data;
  const { data: version, error, refetch } = useEndpoint(getPostmortemVersion, { params: { id, version: number } });
  const before = useEndpoint(
    getPostmortemVersion,
    { params: { id, version: Math.max(1, number - 1) } },
    { enabled: number > 1 },
  ).data;
  const restore = useAction(writePostmortem, {
    changes: [getPostmortem, listPostmortems, listPostmortemVersions],
    done: ({ version: latest }) => {
      showToast(`Version ${number} is restored as version ${latest}.`);
      go(paths.postmortem(id));
    },
  });
  const parents = postmortemParents(id);
  const title = `Version ${number} of the postmortem`;
  if (!postmortem || version?.version !== number) {
    return <UnreadScreen title={title} parents={parents} error={error} retry={refetch} />;
  }
  const isLatest = number === postmortem.version;
  const isClosed = postmortem.state === 'completed';
  return (
    <>
      <PageHeader
        title={title}
        parents={parents}
        actions={
          !isLatest && (
            <Button
              loading={restore.isPending}
              onClick={() =>
                restore.mutate({ params: { id }, body: { markdown: version.markdown }, ifMatch: postmortem.version })
              }
              {...guard}
              disabled={guard.disabled || isClosed}
              data-tip={isClosed ? 'The postmortem is completed. Reopen it first.' : guard['data-tip']}
            >
              Restore this version
            </Button>
          )
        }
      >
        {version.author.name}, <Time at={version.at} />
        {isLatest ? '; the current version.' : `; the current version is ${postmortem.version}.`}
      </PageHeader>
      <VersionText
        key={number}
        text={version.markdown}
        before={before?.version === number - 1 ? before.markdown : null}
        comparison={`Changes since version ${number - 1}`}
      />
    </>
  );
}
