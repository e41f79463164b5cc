import { Select } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import type { ChannelDescription } from '../../../contract/respond/channels.ts';
import {
  listProviders,
  type Provider,
  type ProviderKind,
  readProvider,
  testProvider,
} from '../../../contract/respond/providers.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { usePerson } from '../../data/session.ts';
import { DescribedFields } from '../../directory/channels/described-fields.tsx';
import {
  errorsAtSettings,
  initialSettings,
  newSettings,
  settingsFaults,
} from '../../directory/channels/described-values.ts';
import { useChannels } from '../../directory/channels/use-channels.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import styles from './providers.module.css';

type Result = OutputOf<typeof testProvider>;

/** One message through this provider, with everything that went over the wire. */
export function TestProvider({ provider, kind }: { provider: Provider; kind: ProviderKind }) {
  const { data, error, refetch } = useChannels();
  const [chosen, setChosen] = useState(kind.channels[0]?.channel ?? '');
  const [result, setResult] = useState<Result | null>(null);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={2} />;
  const channel = data.items.find((each) => each.channel === chosen);
  return (
    <>
      {kind.channels.length > 1 && (
        <Select
          label="Channel"
          allowDeselect={false}
          data={kind.channels.map(({ channel: value, title: label }) => ({ value, label }))}
          value={chosen}
          onChange={(next) => {
            setChosen(next ?? chosen);
            setResult(null);
          }}
        />
      )}
      {channel && <TestForm key={chosen} provider={provider} channel={channel} show={setResult} />}
      {result && <TestResult result={result} />}
    </>
  );
}

const typedIn = { kind: 'text', help: 'The one that you look at' } as const;

type TestFormProps = { provider: Provider; channel: ChannelDescription; show: (result: Result | null) => void };

function TestForm({ provider, channel, show }: TestFormProps) {
  const person = usePerson();
  const test = useAction(testProvider, { changes: [readProvider, listProviders] });
  // Whoever tests must know where to look, so nothing is made up here.
  const fields = channel.fields.map((field) => (field.isMade ? { ...field, isMade: false, ...typedIn } : field));
  const known = Object.fromEntries(
    fields.filter(({ kind }) => kind === 'email').map(({ key }) => [key, person?.email ?? '']),
  );
  return (
    <FormFrame
      initialValues={{ settings: initialSettings(fields, known) }}
      errorsAt={errorsAtSettings(fields)}
      validate={({ settings }) => settingsFaults(fields, settings, () => false)}
      submitLabel="Send a test"
      submit={async ({ settings }) => {
        show(null);
        const body = { channel: channel.channel, settings: newSettings(fields, settings) };
        show(await test.mutateAsync({ params: { id: provider.id }, body }));
      }}
      done={() => {}}
      withoutCancel
    >
      {(form) => (
        <DescribedFields
          fields={fields}
          settings={form.values.settings}
          errors={form.errors}
          change={(key, value) => form.setFieldValue('settings', { ...form.values.settings, [key]: value })}
        />
      )}
    </FormFrame>
  );
}

function TestResult({ result: { sent, reason, exchanges } }: { result: Result }) {
  return (
    <section aria-label="Result of the test" className={styles.exchange}>
      <p role="status" className={styles.outcome}>
        {sent ? (
          <Badge tone="resolved" glyph="check">
            Sent
          </Badge>
        ) : (
          <Badge tone="sev1" glyph="octagon">
            Not sent
          </Badge>
        )}
        <span>{sent ? 'The service took the message. Check that it arrived.' : reason}</span>
      </p>
      <ol className={styles.exchanges}>
        {exchanges.map(({ request, response, durationMs }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: exchanges have no identity but their place
          <li key={index} className={styles.exchange}>
            <Wire label="Request" text={request} />
            <Wire label={`Response after ${durationMs} ms`} text={response ?? 'Nothing came back.'} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Wire({ label, text }: { label: string; text: string }) {
  return (
    <>
      <span className="muted">{label}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to scroll by keyboard too */}
      <pre className={`${styles.wire} mono`} tabIndex={0}>
        {text}
      </pre>
    </>
  );
}
