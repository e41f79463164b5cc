import { Button } from '@mantine/core';
import { useState } from 'react';
import {
  createDigest,
  type Digest,
  deleteDigest,
  listDigests,
  replaceDigest,
} from '../../../contract/outgoing/digests.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { paths } from '../../paths.ts';
import { useChatRooms } from '../../respond/escalation/chat-room-fields.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showToast, showUndo } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { DigestForm, type DigestFormProps, inputOfDigest } from './digest-form.tsx';
import { contentText, rhythmText } from './digest-words.ts';

/** The digests that go to me, and for admins those that go to chat rooms. */
export function DigestsScreen() {
  const { data, error, refetch } = useEndpoint(listDigests, {}, { everySeconds: 60 });
  const [open, setOpen] = useState<DigestFormProps['known'] | null>(null);
  const mayManage = useMay('platform.manage');
  const add = () => setOpen('to-me');
  useCommands([{ label: 'New digest', keys: 'n', run: add }]);
  const mine = data?.items.filter(({ chatRoom }) => chatRoom === null) ?? [];
  const ofRooms = data?.items.filter(({ chatRoom }) => chatRoom !== null) ?? [];
  return (
    <>
      <PageHeader
        word="digest"
        title="Digests"
        parents={[{ label: 'Measures', href: paths.measures() }]}
        actions={<Button onClick={add}>New digest</Button>}
      >
        Figures and open work, sent to you or to a chat room every week, month or sprint.
      </PageHeader>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!data && !error && <LoadingRows rows={3} label="Loading the digests" />}
      {data && !data.hasMail && (
        <p>
          No mail server is set up, so digests by e-mail are not sent. Choose another contact method, or ask an admin.
        </p>
      )}
      {data && (
        <Section title="To you">
          {mine.length === 0 ? (
            <EmptyState kind="first-use" title="No digest yet" action={{ label: 'New digest', run: add }}>
              Get the measures of your team, what is overdue and your own week without looking for them.
            </EmptyState>
          ) : (
            <DigestCards label="Digests to you" digests={mine} edit={setOpen} />
          )}
        </Section>
      )}
      {data && mayManage && <RoomSection digests={ofRooms} open={setOpen} />}
      {open && <DigestForm key={typeof open === 'string' ? open : open.id} known={open} close={() => setOpen(null)} />}
    </>
  );
}

type Open = (known: DigestFormProps['known']) => void;

function RoomSection({ digests, open }: { digests: Digest[]; open: Open }) {
  const { emptyRoom } = useChatRooms();
  return (
    <Section
      title="To chat rooms"
      actions={
        <Button variant="default" disabled={!emptyRoom} onClick={() => open('to-room')}>
          New digest to a chat room
        </Button>
      }
    >
      {digests.length > 0 && <DigestCards label="Digests to chat rooms" digests={digests} edit={open} />}
      {digests.length === 0 &&
        (emptyRoom ? (
          <p className="muted">No chat room gets a digest.</p>
        ) : (
          <p className="muted">
            Add a chat, such as Slack or Teams, under <a href={paths.providers()}>Providers</a> first.
          </p>
        ))}
    </Section>
  );
}

function DigestCards({ label, digests, edit }: { label: string; digests: Digest[]; edit: Open }) {
  const changes = [listDigests];
  const create = useAction(createDigest, { changes });
  const replace = useAction(replaceDigest, { changes });
  const remove = useAction(deleteDigest, { changes });
  const pause = (digest: Digest) =>
    replace.mutate(
      {
        params: { id: digest.id },
        body: { ...inputOfDigest(digest), isPaused: !digest.isPaused },
        ifMatch: digest.version,
      },
      { onSuccess: ({ isPaused }) => showToast(isPaused ? 'Digest paused.' : 'Digest resumed.') },
    );
  const drop = (digest: Digest) =>
    remove.mutate(
      { params: { id: digest.id } },
      { onSuccess: () => showUndo('Digest deleted.', () => create.mutate({ body: inputOfDigest(digest) })) },
    );
  return (
    <Cards label={label}>
      {digests.map((digest) => {
        const name = contentText(digest);
        return (
          <Card
            key={digest.id}
            actions={
              <>
                <Button variant="default" onClick={() => edit(digest)} aria-label={`Edit ${name}`}>
                  Edit
                </Button>
                <Button variant="default" onClick={() => pause(digest)} aria-label={`${pauseWord(digest)} ${name}`}>
                  {pauseWord(digest)}
                </Button>
                <Button variant="default" color="red" onClick={() => drop(digest)} aria-label={`Delete ${name}`}>
                  Delete
                </Button>
              </>
            }
          >
            <strong>{name}</strong>
            <span className="muted">
              {digest.chatRoom && `${digest.chatRoom.name}: `}
              {rhythmText(digest)}
            </span>
            <span className="muted">
              {digest.isPaused ? (
                'Paused: nothing goes out.'
              ) : (
                <>Next: {digest.dueAt ? <Time at={digest.dueAt} /> : 'not yet, no sprint ends within a year.'}</>
              )}
            </span>
            <LastIssue digest={digest} />
          </Card>
        );
      })}
    </Cards>
  );
}

const pauseWord = ({ isPaused }: Digest) => (isPaused ? 'Resume' : 'Pause');

function LastIssue({ digest: { last } }: { digest: Digest }) {
  if (!last) return null;
  const at = <Time at={last.wantedAt} />;
  if (last.state === 'sent') return <span className="muted">Last sent for {at}</span>;
  if (last.state === 'pending' || last.state === 'sending') return <span className="muted">Being sent for {at}</span>;
  return (
    <span>
      Not sent for {at}: {last.outcome}
    </span>
  );
}
