import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { invitePerson, type Person } from '../../../contract/people.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { CopyField } from '../../ui/copy-field.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { Time } from '../../ui/time.tsx';

/** Makes an invitation when it opens and shows its link, once. */
export function InvitationLink({ person, close }: { person: Pick<Person, 'id' | 'name'> | null; close: () => void }) {
  return (
    <Modal
      opened={person !== null}
      onClose={close}
      title={`Invitation for ${person?.name ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {person && <Link id={person.id} name={person.name} />}
    </Modal>
  );
}

function Link({ id, name }: { id: number; name: string }) {
  const { data, error, mutate } = useAction(invitePerson);
  useEffect(() => mutate({ params: { id } }), [mutate, id]);
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={2} />;
  return (
    <>
      <CopyField label="Link" value={data.link} description={`Send it to ${name} yourself. It is shown only here.`} />
      <p className="muted">
        It works once, until it expires <Time at={data.expiresAt} />. A newer invitation makes it void.
      </p>
    </>
  );
}
