import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AdditionalSourceKey,
  addAdditionalKey,
  listAdditionalKeys,
  removeAdditionalKey,
  type Source,
} from '../../../contract/detect/sources.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { ConfirmDanger } from '../../ui/form/confirm-danger.tsx';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Section } from '../../ui/screen/section.tsx';
import { Time } from '../../ui/time/time.tsx';
import styles from './sources.module.css';

/** Keys of earlier tools that still reach the source, so that a sender changes nothing but the address. */
export function AdditionalKeys({ source }: { source: Source }) {
  const params = { id: source.id };
  const { data, error, refetch } = useEndpoint(listAdditionalKeys, { params });
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<AdditionalSourceKey | null>(null);
  const mayManage = useMay('sources.manage');
  const guard = useGuard('sources.manage');
  const changes = [listAdditionalKeys];
  const add = useAction(addAdditionalKey, { changes });
  const remove = useAction(removeAdditionalKey, { changes });
  const items = data?.items ?? [];
  return (
    <Section
      title="Additional keys"
      actions={
        <Button variant="default" onClick={() => setAdding(true)} {...guard}>
          Add a key
        </Button>
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data && items.length === 0 && (
        <p className="muted">None. A sender whose key you cannot change can keep the one of the tool it comes from.</p>
      )}
      {items.length > 0 && (
        <p className="muted">
          Once no sender uses an additional key any more, remove it. The source’s own key:{' '}
          <LastUse lastUsedAt={data?.ownKeyLastUsedAt ?? null} watchedSince={null} />.
        </p>
      )}
      {items.length > 0 && (
        <ul className={styles.keys} aria-label="Additional keys">
          {items.map((key) => (
            <li key={key.id} className={styles.key}>
              <span>{key.name}</span>
              <span className="muted">
                <LastUse lastUsedAt={key.lastUsedAt} watchedSince={key.watchedSince} />, added{' '}
                <Time at={key.createdAt} />
              </span>
              {mayManage && (
                <Button variant="subtle" color="red" onClick={() => setRemoved(key)} aria-label={`Remove ${key.name}`}>
                  Remove…
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <FormModal
        title="Add a key"
        opened={isAdding}
        close={() => setAdding(false)}
        submitLabel="Add key"
        initialValues={{ name: '', key: '' }}
        validate={({ name, key }) => ({
          ...(name.trim() === '' && { name: 'Enter where the key comes from.' }),
          ...(key.trim() === '' && { key: 'Enter the key.' }),
        })}
        submit={({ name, key }) => add.mutateAsync({ params, body: { name, key: key.trim() } })}
      >
        {(form) => (
          <>
            <TextInput
              label="Where it comes from"
              required
              data-autofocus
              maxLength={120}
              placeholder="Opsgenie, API integration"
              {...form.getInputProps('name')}
            />
            <TextInput
              label="Key"
              description="As your senders send it now. Only its hash is kept, so it cannot be shown again."
              required
              maxLength={128}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('key')}
            />
          </>
        )}
      </FormModal>
      <ConfirmDanger
        title={`Remove “${removed?.name ?? ''}”?`}
        confirmLabel="Remove key"
        opened={removed !== null}
        close={() => setRemoved(null)}
        run={() => remove.mutateAsync({ params: { id: source.id, keyId: removed!.id } })}
      >
        Senders that still use it are rejected immediately. It can be added again only by somebody who knows it.
      </ConfirmDanger>
    </Section>
  );
}

function LastUse({ lastUsedAt, watchedSince }: Pick<AdditionalSourceKey, 'lastUsedAt' | 'watchedSince'>) {
  if (lastUsedAt !== null)
    return (
      <>
        last used <Time at={lastUsedAt} />
      </>
    );
  if (watchedSince === null) return <>no use recorded</>;
  return (
    <>
      not used since <Time at={watchedSince} />
    </>
  );
}
