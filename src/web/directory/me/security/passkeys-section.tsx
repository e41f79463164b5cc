import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listMyPasskeys, readMe, removeMyPasskey } from '../../../../contract/directory/session.ts';
import { endpointKey, useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { makePasskey } from '../../../data/passkeys.ts';
import { ConfirmDanger } from '../../../ui/form/confirm-danger.tsx';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Card, Cards } from '../../../ui/screen/section.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { deviceName } from '../contact-methods/push-subscription.ts';

/** Keys in devices and password managers with which the signed-in person enters without a password. */
export function Passkeys() {
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  const { data, error, refetch } = useEndpoint(listMyPasskeys, {}, { follows: ['person'] });
  const remove = useAction(removeMyPasskey, { changes: [listMyPasskeys, readMe] });
  const canAdd = 'PublicKeyCredential' in window;
  const add = async ({ name }: { name: string }) => {
    await makePasskey(name);
    await queries.invalidateQueries({ queryKey: endpointKey(listMyPasskeys) });
  };
  return (
    <>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <p>No passkeys yet. A passkey signs you in with your fingerprint, face or PIN, and cannot be phished.</p>
      )}
      {data && data.items.length > 0 && (
        <Cards label="Your passkeys">
          {data.items.map(({ id, name, createdAt }) => (
            <Card
              key={id}
              actions={
                <Button variant="default" aria-label={`Remove ${name}`} onClick={() => setRemoving({ id, name })}>
                  Remove
                </Button>
              }
            >
              <strong>{name}</strong>
              {createdAt && (
                <span className="muted">
                  Created <Time at={createdAt} />
                </span>
              )}
            </Card>
          ))}
        </Cards>
      )}
      <div>
        <Button
          disabled={!canAdd}
          data-tip={canAdd ? undefined : 'Passkeys work only over HTTPS and on localhost.'}
          onClick={() => setAdding(true)}
        >
          Add passkey
        </Button>
      </div>
      <FormModal
        title="Add passkey"
        opened={isAdding}
        close={() => setAdding(false)}
        submitLabel="Create passkey"
        initialValues={{ name: deviceName(navigator.userAgent) }}
        submit={add}
      >
        {(form) => (
          <TextInput
            label="Name"
            description="To tell it apart from others"
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
        )}
      </FormModal>
      <ConfirmDanger
        title={`Remove ${removing?.name ?? ''}?`}
        confirmLabel="Remove passkey"
        opened={removing !== null}
        close={() => setRemoving(null)}
        run={() => remove.mutateAsync({ params: { id: removing!.id } })}
      >
        You will no longer be able to sign in with it. Remove it from your device as well.
      </ConfirmDanger>
    </>
  );
}
