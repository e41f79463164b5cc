import { Button, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import {
  mostPreviewed,
  previewRetention,
  type RetainedKind,
  type Retention,
  readRetention,
  updateRetention,
} from '../../contract/platform/retention.ts';
import { api } from '../data/api.ts';
import { useAction, useEndpoint } from '../data/endpoint-query.ts';
import { useGuard } from '../directory/may.ts';
import { DataTable } from '../measure/charts/chart-figure.tsx';
import { edited } from '../ui/form/edited.ts';
import { FormDrawer } from '../ui/form/form-drawer.tsx';
import { LoadingRows } from '../ui/list/loading-rows.tsx';
import { ErrorState } from '../ui/screen/error-state.tsx';
import { PageHeader } from '../ui/screen/page-header.tsx';
import { Section } from '../ui/screen/section.tsx';
import { bytesText } from './bytes-text.ts';
import styles from './settings.module.css';

const words: Record<RetainedKind, { name: string; about: string }> = {
  signals: { name: 'Raw signals', about: 'What senders sent, as it came but for secrets. Their alerts stay.' },
  history: {
    name: 'Details of pages',
    about:
      'After the end of a page: delivery attempts, messages that were never sent, all but the first message to each person, Evenkeel’s own steps, and pages of test alerts. Everything that belongs to an incident stays.',
  },
  alerts: { name: 'Alerts', about: 'The measures count from them.' },
  events: {
    name: 'Audit log',
    about: 'What people, tokens and automation did. Evenkeel’s own steps go with the details of their page.',
  },
  deliveries: {
    name: 'Deliveries of outgoing webhooks',
    about: 'What was sent to other programs, and what they answered.',
  },
  securityEvents: { name: 'Security events', about: 'Failed sign-ins, refused requests and reading of secrets.' },
  rest: { name: 'Everything else', about: 'Incidents, postmortems, schedules and their history, people, the program.' },
};

const daysText = (days: number) => (days === 1 ? '1 day' : `${days.toLocaleString('en')} days`);

/** How long each kind of data is kept, and what it takes. */
export function RetentionScreen() {
  const { data, error, refetch } = useEndpoint(readRetention, {}, { follows: ['setting'] });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('platform.manage');
  return (
    <>
      <PageHeader
        title="Data retention"
        actions={
          data && (
            <Button {...guard} onClick={() => setEditing(true)}>
              Change retention
            </Button>
          )
        }
      >
        How long data is kept before it is removed, and how much room it takes.
      </PageHeader>
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={7} />}
      {data && (
        <>
          <Section title="Kinds of data">
            <DataTable
              isText
              caption="How long each kind of data is kept"
              head={['Data', 'Kept for', 'Rows', 'Room']}
              rows={data.items.map(({ kind, days, rowCount, bytes }) => ({
                key: kind,
                cells: [
                  <div key="name">
                    <strong>{words[kind].name}</strong>
                    <div className={styles.rowAbout}>{words[kind].about}</div>
                  </div>,
                  days === null ? 'Forever' : daysText(days),
                  `about ${rowCount.toLocaleString('en')}`,
                  bytesText(bytes),
                ],
              }))}
            />
            <p className="muted">
              Rows are counted by the statistics of the database. Removed rows leave room that new ones use; the files
              of the database do not get smaller.
            </p>
          </Section>
          <RetentionForm retention={data} opened={isEditing} close={() => setEditing(false)} />
        </>
      )}
    </>
  );
}

type Values = { signalDays: number | string; historyDays: number | string };

const valuesOf = ({ signalDays, historyDays, usual }: Retention): Values => ({
  signalDays: signalDays ?? usual.signalDays,
  historyDays: historyDays ?? usual.historyDays,
});

const fields = { signalDays: 'Raw signals', historyDays: 'Details of pages' };
const isDays = (value: number | string) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 36_500;
const fault = 'Choose from 1 to 36,500 days.';

type FormProps = { retention: Retention; opened: boolean; close: () => void };

function RetentionForm({ retention, opened, close }: FormProps) {
  const update = useAction(updateRetention, { changes: [readRetention] });
  const { usual } = retention;
  // What the server says anyway stays with the server.
  const chosen = (value: number | string, said: number) => (Number(value) === said ? null : Number(value));
  return (
    <FormDrawer<Values>
      title="Data retention"
      opened={opened}
      close={close}
      initialValues={valuesOf(retention)}
      edited={edited(retention, valuesOf, fields, () => api.call(readRetention, {}))}
      validate={({ signalDays, historyDays }) => ({
        ...(!isDays(signalDays) && { signalDays: fault }),
        ...(!isDays(historyDays) && { historyDays: fault }),
      })}
      submitLabel="Save"
      submit={({ signalDays, historyDays }, { ifMatch }) =>
        update.mutateAsync({
          body: {
            signalDays: chosen(signalDays, usual.signalDays),
            historyDays: chosen(historyDays, usual.historyDays),
          },
          ifMatch,
        })
      }
    >
      {(form) => (
        <>
          <NumberInput
            label="Days to keep raw signals"
            description={`The server’s own setting is ${daysText(usual.signalDays)}`}
            min={1}
            max={36_500}
            allowDecimal={false}
            {...form.getInputProps('signalDays')}
          />
          <NumberInput
            label="Days to keep details of pages"
            description={`The server’s own setting is ${daysText(usual.historyDays)}`}
            min={1}
            max={36_500}
            allowDecimal={false}
            {...form.getInputProps('historyDays')}
          />
          <Preview {...form.values} />
        </>
      )}
    </FormDrawer>
  );
}

const counted = (count: number) =>
  count >= mostPreviewed ? `more than ${mostPreviewed.toLocaleString('en')}` : count.toLocaleString('en');
const dayOf = (instant: string) =>
  new Date(instant).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

/** What would go at once: what is chosen may not be undone. */
function Preview(values: Values) {
  const [{ signalDays, historyDays }] = useDebouncedValue(values, 300);
  const isAsked = isDays(signalDays) && isDays(historyDays);
  const query = { signalDays: Number(signalDays), historyDays: Number(historyDays) };
  const { data } = useEndpoint(previewRetention, { query }, { enabled: isAsked });
  if (!isAsked || !data) return null;
  return (
    <p role="status">
      {data.signals === 0 && data.pages === 0
        ? 'Nothing is old enough to be removed now.'
        : `This removes ${counted(data.signals)} requests of senders from before ${dayOf(data.signalsBefore)} within minutes, and the details of ${counted(data.pages)} pages that ended before ${dayOf(data.pagesBefore)} within a day. They cannot be brought back, except from a backup.`}
    </p>
  );
}
