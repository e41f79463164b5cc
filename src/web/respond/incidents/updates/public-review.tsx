import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  discardPublicUpdate,
  editPublicUpdate,
  getPublicIncident,
  getPublicUpdate,
  listPublicUpdates,
  type PublicUpdate,
  publishPublicUpdate,
} from '../../../../contract/communicate/public-updates.ts';
import { listIncidents } from '../../../../contract/respond/incidents/incident.ts';
import { getIncident, type IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { api } from '../../../data/api.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { useMay, usePerson } from '../../../data/session.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import type { Save } from '../../../ui/form/use-owned-form.ts';
import { showToast } from '../../../ui/screen/toasts.ts';
import { Markdown } from '../../../ui/text/markdown.tsx';
import { Time } from '../../../ui/time/time.tsx';
import styles from '../room/room.module.css';

type ReviewValues = Pick<PublicUpdate, 'title' | 'body' | 'status' | 'components' | 'nextUpdateAt'> & {
  acceptFindings: boolean;
};
type PublicReviewProps = { update: PublicUpdate; room: IncidentRoom; close: () => void };

/**
 * A draft before customers read it: its words, what the leak check points at, and the commander's yes. Whoever may
 * not approve saves it for the commander.
 */
export function PublicReview({ update, room, close }: PublicReviewProps) {
  const me = usePerson();
  const isAdmin = useMay('incidents.manage');
  // The words of a drill are practised, never published.
  const isPublishable = room.kind !== 'drill';
  const mayApprove = isPublishable && (room.commander ? room.commander.id === me?.id : isAdmin);
  /** What an edit was answered with; the list may know something newer. */
  const [answer, setAnswer] = useState(update);
  const known = answer.version > update.version ? answer : update;
  /** A draft that was only saved is looked at further. */
  const staysOpen = useRef(false);
  const edit = useAction(editPublicUpdate, { changes: [listPublicUpdates], done: setAnswer });
  const publish = useAction(publishPublicUpdate, {
    changes: [listPublicUpdates, getPublicIncident, getIncident, listIncidents],
    done: ({ mails }) => showToast(`Published on the status page. ${mailWords(mails.waiting + mails.sent)}`),
  });
  const discard = useAction(discardPublicUpdate, { changes: [listPublicUpdates], done: close });
  const params = { id: known.id };
  const save = async ({ acceptFindings: _, ...body }: ReviewValues, { before, ifMatch }: Save<ReviewValues>) => {
    const isChanged = body.title !== before.title || body.body !== before.body;
    return isChanged ? edit.mutateAsync({ params, body, ifMatch }) : { version: ifMatch, findings: known.findings };
  };
  return (
    <FormDrawer<ReviewValues>
      title="Review public update"
      opened
      close={(saved) => !(saved && staysOpen.current) && close()}
      submitLabel={mayApprove ? 'Approve and publish' : 'Save draft'}
      initialValues={valuesOf(update)}
      edited={edited(update, valuesOf, fields, () => api.call(getPublicUpdate, { params }))}
      goesOn={false}
      submit={async (values, owned) => {
        const saved = await save(values, owned);
        staysOpen.current = owned.button === 'draft';
        if (staysOpen.current || !mayApprove) return saved;
        if (saved.findings.length > 0 && !values.acceptFindings) {
          throw new Error('The check found wording that may not belong in public. Change it, or tick the box.');
        }
        const { acceptFindings } = values;
        return publish.mutateAsync({ params, body: { version: saved.version, acceptFindings } });
      }}
    >
      {(form) => (
        <>
          <TextInput label="Title" required maxLength={200} {...form.getInputProps('title')} />
          <Textarea
            label="Text"
            required
            data-autofocus
            autosize
            minRows={5}
            maxRows={18}
            maxLength={10_000}
            {...form.getInputProps('body')}
          />
          {known.findings.length > 0 && (
            <>
              <ul className={styles.findings} aria-label="Findings of the check">
                {known.findings.map(({ field, start, text, why }) => (
                  <li key={`${field}${start}`}>
                    <strong>“{text}”</strong> {why}
                  </li>
                ))}
              </ul>
              {mayApprove && (
                <Checkbox
                  label="I have read this; publish it anyway"
                  {...form.getInputProps('acceptFindings', { type: 'checkbox' })}
                />
              )}
            </>
          )}
          <section className={styles.findings} aria-label="Preview">
            <strong>{form.values.title}</strong>
            <Markdown text={form.values.body} />
            <span className="muted">
              {known.nextUpdateAt ? (
                <>
                  Promises the next update <Time at={known.nextUpdateAt} />
                </>
              ) : (
                'Promises no next update'
              )}
            </span>
          </section>
          <div className={styles.composerEnd}>
            <Button variant="subtle" color="gray" onClick={() => discard.mutate({ params })}>
              Discard draft
            </Button>
            {mayApprove ? (
              <Button type="submit" name="draft" variant="default">
                Save draft
              </Button>
            ) : (
              <span className="muted">
                {room.commander
                  ? `${room.commander.name} approves it.`
                  : 'An admin approves it while there is no commander.'}
              </span>
            )}
          </div>
        </>
      )}
    </FormDrawer>
  );
}

function mailWords(count: number): string {
  if (count === 0) return 'No subscriber is e-mailed.';
  return count === 1 ? 'One subscriber is being e-mailed.' : `${count} subscribers are being e-mailed.`;
}

const valuesOf = ({ title, body, status, components, nextUpdateAt }: PublicUpdate): ReviewValues => ({
  title,
  body,
  status,
  components: components.map(({ componentId, state }) => ({ componentId, state })) as PublicUpdate['components'],
  nextUpdateAt,
  acceptFindings: false,
});

const fields = {
  title: 'Title',
  body: 'Text',
  status: 'Status',
  components: 'Components',
  nextUpdateAt: 'Next update',
  acceptFindings: 'Findings',
};
