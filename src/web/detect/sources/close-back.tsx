import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { Source } from '../../../contract/detect/sources.ts';
import {
  type CloseBack,
  type CloseBackInput,
  getCloseBack,
  updateCloseBack,
} from '../../../contract/outgoing/close-back.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { Glyph } from '../../ui/screen/glyphs.tsx';
import { Facts, Section } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Time } from '../../ui/time/time.tsx';
import styles from './sources.module.css';

type Kind = CloseBack['kind'];
type Values = { kind: Kind; url: string; credential: string; silenceMinutes: number | string };

const kindWords: Record<Kind, string> = {
  none: 'Nobody',
  alertmanager: 'Alertmanager: silence the alert',
  grafana: 'Grafana: silence the alert',
  pagerduty: 'PagerDuty: acknowledge and resolve',
  opsgenie: 'Opsgenie: acknowledge and close',
};
const kindOptions = Object.entries(kindWords).map(([value, label]) => ({ value, label }));
const usualUrls: Partial<Record<Kind, string>> = {
  alertmanager: 'http://alertmanager.example.org:9093',
  grafana: 'https://grafana.example.org',
  pagerduty: 'https://events.pagerduty.com',
  opsgenie: 'https://api.opsgenie.com',
};
const credentialWords: Record<Exclude<Kind, 'none'>, string> = {
  alertmanager: 'Authorization header',
  grafana: 'Service account token',
  pagerduty: 'Integration key',
  opsgenie: 'API key',
};

/** Its tools are told by silences, and are wherever somebody runs them. */
const hasSilences = (kind: Kind): boolean => kind === 'alertmanager' || kind === 'grafana';

const valuesOf = ({ kind, url, silenceMinutes }: CloseBack): Values => ({
  kind,
  url: url ?? '',
  credential: '',
  silenceMinutes,
});
const fields = {
  kind: { label: 'Tell', show: (kind: Kind) => kindWords[kind] },
  url: 'Address',
  credential: 'Credential',
  silenceMinutes: 'Silence for (minutes)',
};

/** Says that the sender was not told: it may go on to notify somebody else. */
export function CloseBackNotice({ source }: { source: Source }) {
  const { data } = useEndpoint(getCloseBack, { params: { id: source.id } }, { follows: ['source', 'alert'] });
  if (!data?.failingSince) return null;
  return (
    <div className={styles.refused} role="status">
      <Glyph name="triangle" size={16} />
      <strong>
        {toolWords[data.kind]} has not been told what people did since <Time at={data.failingSince} />
      </strong>
      <span>
        {data.lastOutcome}. {data.waiting > 0 ? `${data.waiting} are tried again.` : 'Nothing is tried again.'} It may
        go on to notify others.
      </span>
    </div>
  );
}

const toolWords: Record<Kind, string> = {
  none: 'Nobody',
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  pagerduty: 'PagerDuty',
  opsgenie: 'Opsgenie',
};

/** What the sender is told when somebody acknowledges or resolves an alert here. */
export function CloseBackPanel({ source }: { source: Source }) {
  const params = { id: source.id };
  const { data, error, refetch } = useEndpoint(getCloseBack, { params }, { follows: ['source', 'alert'] });
  const [opened, setOpened] = useState(false);
  const guard = useGuard('sources.manage');
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Section
      title="Close-back"
      actions={
        <Button variant="default" onClick={() => setOpened(true)} {...guard}>
          {data.kind === 'none' ? 'Set up' : 'Change'}
        </Button>
      }
    >
      {data.kind === 'none' ? (
        <p className="muted">
          The sender is not told when somebody acknowledges or resolves an alert here. Alertmanager and Grafana can
          silence it; PagerDuty and Opsgenie can acknowledge and close it.
        </p>
      ) : (
        <Facts
          facts={[
            ['Tells', kindWords[data.kind]],
            ['Address', <span key="url">{data.url ?? usualUrls[data.kind]}</span>],
            ['Silence', hasSilences(data.kind) && `${data.silenceMinutes} minutes`],
            ['Last call', data.lastOutcomeAt && <Time at={data.lastOutcomeAt} />],
            ['Outcome', data.lastOutcome],
            ['Waiting', data.waiting > 0 && String(data.waiting)],
            ['Given up', data.failed > 0 && `${data.failed} within a week`],
          ]}
        />
      )}
      <CloseBackForm source={source} closeBack={data} opened={opened} close={() => setOpened(false)} />
    </Section>
  );
}

type CloseBackFormProps = { source: Source; closeBack: CloseBack; opened: boolean; close: () => void };

function CloseBackForm({ source, closeBack, opened, close }: CloseBackFormProps) {
  const params = { id: source.id };
  const update = useAction(updateCloseBack, {
    changes: [getCloseBack],
    done: () => showToast('Saved. Applies to what people do from now on.'),
  });
  return (
    <FormDrawer<Values>
      title="Close-back"
      opened={opened}
      close={close}
      initialValues={valuesOf(closeBack)}
      edited={edited(closeBack, valuesOf, fields, () => api.call(getCloseBack, { params }))}
      validate={({ kind, url }) => ({
        ...(hasSilences(kind) && url.trim() === '' && { url: `Enter the address of ${toolWords[kind]}.` }),
      })}
      submitLabel="Save"
      submit={(values, { ifMatch }) => update.mutateAsync({ params, body: inputOf(values), ifMatch })}
    >
      {(form) => <CloseBackFields form={form} stored={closeBack} />}
    </FormDrawer>
  );
}

/** An empty credential stays as it is. */
function inputOf({ kind, url, credential, silenceMinutes }: Values): CloseBackInput {
  return {
    kind,
    url: url.trim() === '' ? null : url.trim(),
    silenceMinutes: Number(silenceMinutes),
    ...(credential.trim() !== '' && { credential: credential.trim() }),
  };
}

function CloseBackFields({ form, stored }: { form: UseFormReturnType<Values>; stored: CloseBack }) {
  const { kind } = form.values;
  return (
    <>
      <Select
        label="Tell"
        description="When somebody acknowledges or resolves an alert of this source here"
        data={kindOptions}
        allowDeselect={false}
        {...form.getInputProps('kind')}
      />
      {kind !== 'none' && (
        <>
          <TextInput
            label="Address"
            description={hasSilences(kind) ? undefined : 'Leave empty for the usual one'}
            placeholder={usualUrls[kind]}
            required={hasSilences(kind)}
            {...form.getInputProps('url')}
          />
          <PasswordInput
            label={credentialWords[kind]}
            description={
              kind === 'alertmanager' ? 'Only where a proxy in front asks for it, such as “Bearer …”' : undefined
            }
            placeholder={stored.hasCredential && stored.kind === kind ? 'Stored; leave empty to keep it' : undefined}
            autoComplete="off"
            {...form.getInputProps('credential')}
          />
        </>
      )}
      {hasSilences(kind) && (
        <NumberInput
          label="Silence for (minutes)"
          description="Unless somebody takes the acknowledgement back, or the alert is over there before"
          min={5}
          max={1_440}
          allowDecimal={false}
          {...form.getInputProps('silenceMinutes')}
        />
      )}
    </>
  );
}
