import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { getPostmortem, redraftPostmortem } from '../../../../contract/learn/postmortems.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { PageHeader } from '../../../ui/screen/page-header.tsx';
import { UnreadScreen } from '../../../ui/screen/unread-screen.tsx';
import { useCopy } from '../../../ui/text/copy.ts';
import { VersionText } from '../../../ui/text/version-text.tsx';
import { postmortemParents } from './parents.ts';

/** What a draft would say from the facts as they are recorded now, to copy newer ones from. */
export function FreshDraftScreen() {
  const id = Number(useParams({ from: '/app/incidents/$number/postmortem/draft' }).number);
  const postmortem = useEndpoint(getPostmortem, { params: { id } }).data;
  const { data: fresh, error, refetch } = useEndpoint(redraftPostmortem, { params: { id } }, { follows: ['incident'] });
  const { copied, copy } = useCopy();
  const parents = postmortemParents(id);
  const title = 'Fresh draft of the postmortem';
  if (!postmortem || !fresh) return <UnreadScreen title={title} parents={parents} error={error} retry={refetch} />;
  return (
    <>
      <PageHeader
        title={title}
        parents={parents}
        actions={
          <Button variant="default" onClick={() => copy(fresh.markdown)}>
            {copied ? 'Copied' : 'Copy draft'}
          </Button>
        }
      >
        Drafted from the facts of the incident as recorded now, to copy newer ones from. Nothing is saved.
      </PageHeader>
      <VersionText text={fresh.markdown} before={postmortem.markdown} comparison="Compared with the current text" />
    </>
  );
}
