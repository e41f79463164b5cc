import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { type Simulation, type SimulationInput, simulate } from '../../../contract/respond/simulation.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { Picker } from '../../directory/picker.tsx';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { DateTimeField } from '../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../ui/time/zoned-time.ts';
import styles from './simulation.module.css';
import { SimulationResult } from './simulation-result.tsx';
import { type SimulationSearch, whatOf } from './simulation-search.ts';

type Values = {
  what: string;
  source: string | null;
  service: string | null;
  policy: string | null;
  body: string;
  title: string;
  labels: string;
  severity: string;
  at: string;
};

const choices = [
  { value: 'body', label: 'A body as a sender sends it' },
  { value: 'alert', label: 'An alert with labels' },
  { value: 'received', label: 'A received request' },
  { value: 'service', label: 'A page of a service' },
  { value: 'policy', label: 'A page by an escalation policy' },
];

const severities = ['1', '2', '3', '4', '5'].map((value) => ({ value, label: `SEV${value}` }));

/** Tries a signal without sending it: what it would become, and who would be notified when. */
export function SimulationScreen() {
  const search = useSearch({ from: '/app/simulation' });
  const run = useAction(simulate);
  const zone = displayZone();
  return (
    <>
      <PageHeader title="Simulator">
        See how a signal would be read and routed, and who would be notified when. Nothing is kept or sent.
      </PageHeader>
      <div className={styles.form}>
        <FormFrame<Values>
          key={JSON.stringify(search)}
          submitLabel="Simulate"
          withoutCancel
          done={() => {}}
          initialValues={valuesOf(search)}
          validate={faultsOf}
          submit={(values) => run.mutateAsync({ body: inputOf(values, search, zone) })}
        >
          {(form) => {
            const { what } = form.getValues();
            const ofSource = what === 'body' || what === 'alert' || what === 'received';
            return (
              <>
                <Select
                  label="What to simulate"
                  data={choices.filter(({ value }) => value !== 'received' || search.position !== undefined)}
                  allowDeselect={false}
                  {...form.getInputProps('what')}
                />
                {ofSource && <Picker label="Source" required of="sources" {...form.getInputProps('source')} />}
                {what === 'service' && (
                  <Picker label="Service" required of="services" {...form.getInputProps('service')} />
                )}
                {what === 'policy' && (
                  <Picker label="Escalation policy" required of="policies" {...form.getInputProps('policy')} />
                )}
                {what === 'body' && (
                  <Textarea
                    label="Body"
                    description="Paste what the sender sends to the address of this source"
                    required
                    className={styles.body}
                    autosize
                    minRows={6}
                    maxRows={20}
                    {...form.getInputProps('body')}
                  />
                )}
                {what === 'alert' && (
                  <>
                    <TextInput label="Title" required maxLength={500} {...form.getInputProps('title')} />
                    <Textarea
                      label="Labels"
                      description="One a line, such as region=eu"
                      autosize
                      minRows={3}
                      className={styles.body}
                      {...form.getInputProps('labels')}
                    />
                  </>
                )}
                {what !== 'body' && what !== 'received' && (
                  <Select
                    label="Severity"
                    data={what === 'alert' ? severities : severities.slice(0, 4)}
                    allowDeselect={false}
                    {...form.getInputProps('severity')}
                  />
                )}
                <div className={styles.row}>
                  <DateTimeField
                    label={`When it arrives (${zone})`}
                    description="Leave empty for now"
                    zone={zone}
                    {...form.getInputProps('at')}
                  />
                  <Button variant="default" onClick={() => form.setFieldValue('at', tonightAtThree(zone))}>
                    Tonight at 03:00
                  </Button>
                  <Button variant="default" onClick={() => form.setFieldValue('at', '')}>
                    Now
                  </Button>
                </div>
              </>
            );
          }}
        </FormFrame>
      </div>
      <section className={styles.result} aria-label="Result" aria-live="polite">
        {run.data && <SimulationResult simulation={run.data as Simulation} />}
      </section>
    </>
  );
}

function valuesOf(search: SimulationSearch): Values {
  const text = (id: number | undefined) => (id === undefined ? null : String(id));
  return {
    what: whatOf(search),
    source: text(search.source),
    service: text(search.service),
    policy: text(search.policy),
    body: '',
    title: '',
    labels: '',
    severity: '1',
    at: '',
  };
}

function faultsOf({ what, source, service, policy, body, title, labels }: Values) {
  const ofSource = what === 'body' || what === 'alert' || what === 'received';
  return {
    ...(ofSource && !source && { source: 'Choose a source.' }),
    ...(what === 'service' && !service && { service: 'Choose a service.' }),
    ...(what === 'policy' && !policy && { policy: 'Choose an escalation policy.' }),
    ...(what === 'body' && body.trim() === '' && { body: 'Paste a body.' }),
    ...(what === 'alert' && title.trim() === '' && { title: 'Give it a title.' }),
    ...(what === 'alert' && linesOf(labels).some((line) => !line.includes('=')) && { labels: 'Write name=value.' }),
  };
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function inputOf(values: Values, search: SimulationSearch, zone: string) {
  const at = instantOfField(values.at, zone);
  return { of: subjectOf(values, search), ...(at === null ? {} : { at }) };
}

function subjectOf(values: Values, { position = '' }: SimulationSearch): SimulationInput['of'] {
  const severity = Number(values.severity);
  const sourceId = Number(values.source);
  switch (values.what) {
    case 'service':
      return { kind: 'service', serviceId: Number(values.service), severity: Math.min(severity, 4) };
    case 'policy':
      return { kind: 'policy', policyId: Number(values.policy), severity: Math.min(severity, 4) };
    case 'received':
      return { kind: 'received', sourceId, position };
    case 'alert': {
      const labels = Object.fromEntries(
        linesOf(values.labels).map((line) => {
          const place = line.indexOf('=');
          return [line.slice(0, place).trim(), line.slice(place + 1).trim()];
        }),
      );
      return { kind: 'alert', sourceId, title: values.title, severity, labels };
    }
    default: {
      const contentType = /^\s*[{[]/.test(values.body) ? 'application/json' : 'text/plain';
      return { kind: 'body', sourceId, body: values.body, contentType, path: '', query: {} };
    }
  }
}

/** The next 03:00 there is in a zone, as a field for a date and time holds it. */
function tonightAtThree(zone: string): string {
  const now = fieldTextOf(new Date(serverNow()).toISOString(), zone);
  const tomorrow = fieldTextOf(new Date(serverNow() + 86_400_000).toISOString(), zone);
  return `${(now.slice(11) < '03:00' ? now : tomorrow).slice(0, 10)}T03:00`;
}
