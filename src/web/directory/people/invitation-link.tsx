import { Modal } from '@mantine/core';
import { useEffect } from 'react';
import { invitePerson, type Person } from '../../../contract/directory/people.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useCanMail } from '../../data/session.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { CopyField } from '../../ui/text/copy-field.tsx';
import { Time } from '../../ui/time/time.tsx';

/** Makes an invitation when it opens and shows its link, once. */
export function InvitationLink({
  person,
  close,
}: {
  person: Pick<Person, 'id' | 'name' | 'email'> | null;
  close: () => void;
}) {
  return (
    <Modal
      opened={person !== null}
      onClose={close}
      title={`Access link for ${person?.name ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {person && <Link {...person} />}
    </Modal>
  );
}

function Link({ id, name, email }: Pick<Person, 'id' | 'name' | 'email'>) {
  const { data, error, mutate } = useAction(invitePerson);
  const canMail = useCanMail();
  useEffect(() => mutate({ params: { id }, query: { mail: canMail ? 'true' : 'false' } }), [mutate, id, canMail]);
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={2} />;
  return (
    <>
      {data.mail && (
        <p role="status">
          {data.mail.sent ? `The link was e-mailed to ${email}.` : `No e-mail was sent: ${data.mail.reason}.`}
        </p>
      )}
      <CopyField
        label="Link"
        value={data.link}
        description={
          data.mail?.sent
            ? 'If the e-mail doesn’t arrive, send the link yourself. It’s shown only once.'
            : `Send it to ${name} yourself. It’s shown only once.`
        }
      />
      <p className="muted">
        The link works once and expires <Time at={data.expiresAt} />. A newer link replaces it.
      </p>
    </>
  );
}
