import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { getPage, listPages, type PageDetail } from '../../../contract/respond/pages/page.ts';
import { addResponders, resolvePage } from '../../../contract/respond/pages/responses.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { FormModal } from '../../ui/form/form-drawer.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { StateBadge } from '../../ui/screen/state-badge.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import { askable, targetOf } from './page-somebody.tsx';
import styles from './responders-panel.module.css';

type Responder = PageDetail['responders'][number];

const changes = [getPage, listPages];

/** Who was added to a page, by whom, and what became of it; more may be added until it is resolved. */
export function RespondersPanel({ page }: { page: PageDetail }) {
  const canAdd = page.state !== 'resolved';
  if (page.responders.length === 0 && !canAdd) return null;
  return (
    <Panel title="Added responders" actions={canAdd && <AddResponders pageId={page.responderOf ?? page.id} />}>
      {page.responders.length === 0 ? (
        <p className="muted">
          {page.responderOf === null ? (
            'Nobody has been added to this page.'
          ) : (
            <>
              {page.addedBy?.name ?? 'Somebody'} paged you in to help with{' '}
              <a href={paths.page(page.responderOf)}>page {page.responderOf}</a>.
            </>
          )}
        </p>
      ) : (
        <ul className={styles.list}>
          {page.responders.map((responder) => (
            <ResponderRow key={responder.pageId} responder={responder} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ResponderRow({ responder }: { responder: Responder }) {
  const { pageId, name, kind, state, people, addedBy, addedAt, acknowledgedBy, acknowledgesTogether } = responder;
  const guard = useGuard('alerts.respond');
  const cancel = useAction(resolvePage, {
    changes,
    done: () => showToast(`${name} is no longer paged for this.`),
  });
  const notified = kind === 'person' ? [] : people.map((person) => person.name);
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <a href={paths.page(pageId)}>{name}</a>
        {notified.length > 0 && <span className="muted"> ({notified.join(', ')})</span>}
        <span className="muted">
          Added by {addedBy?.name ?? 'somebody'} <Time at={addedAt} />
          {acknowledgedBy && `, acknowledged by ${acknowledgedBy.name}`}
          {acknowledgesTogether && ', one acknowledgement for everyone'}
        </span>
      </span>
      <StateBadge state={state === 'open' ? 'triggered' : state} />
      {state === 'open' && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`Cancel the page of ${name}`}
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { id: pageId } })}
          {...guard}
        >
          Cancel
        </Button>
      )}
    </li>
  );
}

type Values = { targets: string[]; message: string; acknowledgesTogether: boolean };

function AddResponders({ pageId }: { pageId: number }) {
  const [isOpen, setOpen] = useState(false);
  const guard = useGuard('alerts.respond');
  const add = useAction(addResponders, { changes, done: () => showToast('They are being paged now.') });
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} {...guard}>
        Add responders
      </Button>
      <FormModal<Values>
        title="Add responders"
        opened={isOpen}
        close={() => setOpen(false)}
        submitLabel="Page them now"
        initialValues={{ targets: [], message: '', acknowledgesTogether: false }}
        validate={({ targets }) => ({
          ...(targets.length === 0 && { targets: 'Choose who to add.' }),
          ...(targets.length > 10 && { targets: 'Choose at most 10.' }),
        })}
        submit={({ targets, message, acknowledgesTogether }) =>
          add.mutateAsync({
            params: { id: pageId },
            body: { targets: targets.map(targetOf), message, acknowledgesTogether },
          })
        }
      >
        {(form) => (
          <>
            <MultiPicker
              label="Who?"
              description="Each is paged at once, and keeps being paged until they acknowledge"
              required
              data-autofocus
              of={askable}
              {...form.getInputProps('targets')}
            />
            <Textarea
              label="Message"
              description="What you need from them"
              autosize
              minRows={2}
              maxRows={8}
              maxLength={4000}
              {...form.getInputProps('message')}
            />
            <Checkbox
              label="One acknowledgement for everyone"
              description="Otherwise, acknowledging one leaves the others open"
              {...form.getInputProps('acknowledgesTogether', { type: 'checkbox' })}
            />
          </>
        )}
      </FormModal>
    </>
  );
}
