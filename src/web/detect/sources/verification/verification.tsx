import { Button, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import {
  getSourceVerification,
  type SourceVerification,
  setSourceVerification,
  type VerificationMethod,
} from '../../../../contract/detect/source-verification.ts';
import type { Source } from '../../../../contract/detect/sources.ts';
import { api } from '../../../data/api.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormDrawer } from '../../../ui/form/form-drawer.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Section } from '../../../ui/screen/section.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import { countText } from '../../../ui/text/count-text.ts';
import { Time } from '../../../ui/time/time.tsx';
import { useNow } from '../../../ui/time/use-now.ts';
import requestStyles from '../../requests.module.css';
import styles from '../sources.module.css';
import {
  faultsOf,
  hasSecret,
  methods,
  ruleOf,
  takenWords,
  type VerificationValues,
  verificationFields,
  verificationValues,
} from './values.ts';

/** What requests must carry besides the key, and what was refused because they did not. */
export function Verification({ source }: { source: Source }) {
  const params = { id: source.id };
  // Refused requests change what it says, and leave no event.
  const { data, error, refetch } = useEndpoint(getSourceVerification, { params }, { everySeconds: 10 });
  const [isEditing, setEditing] = useState(false);
  const guard = useGuard('sources.manage');
  const nowMs = useNow(60_000);
  const changes = [getSourceVerification];
  const save = useAction(setSourceVerification, { changes, done: () => showToast('Saved. Applies to new requests.') });
  const endOld = useAction(setSourceVerification, {
    changes,
    done: () => showToast('Only the new secret is taken now.'),
  });
  return (
    <Section
      title="Sender verification"
      actions={
        data && (
          <Button variant="default" onClick={() => setEditing(true)} {...guard}>
            {data.rule.method === 'none' ? 'Verify the sender' : 'Change verification'}
          </Button>
        )
      }
    >
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {data && <Standing verification={data} />}
      {data?.oldSecretUntil && Date.parse(data.oldSecretUntil) > nowMs && (
        <p>
          The secret before this one is taken until <Time at={data.oldSecretUntil} />.{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            loading={endOld.isPending}
            onClick={() =>
              endOld.mutate({
                params,
                body: { rule: ruleOf(verificationValues(data)), oldSecretHours: 0 },
                ifMatch: data.version,
              })
            }
            {...guard}
          >
            End it now
          </Button>
        </p>
      )}
      {data && (
        <FormDrawer
          title="Sender verification"
          opened={isEditing}
          close={() => setEditing(false)}
          initialValues={verificationValues(data)}
          edited={edited(data, verificationValues, verificationFields, () =>
            api.call(getSourceVerification, { params }),
          )}
          validate={(values) => faultsOf(values, keepsSecret(data, values.method))}
          submitLabel="Save"
          errorsAt={errorsAt}
          submit={(values, { ifMatch }) => {
            const isReplaced = keepsSecret(data, values.method) && values.secret !== '';
            const oldSecretHours = isReplaced ? { oldSecretHours: values.oldSecretHours } : {};
            return save.mutateAsync({ params, body: { rule: ruleOf(values), ...oldSecretHours }, ifMatch });
          }}
        >
          {(form) => <VerificationFields form={form} keeps={keepsSecret(data, form.values.method)} />}
        </FormDrawer>
      )}
    </Section>
  );
}

/** The fields of the rule stand side by side in the form. */
const errorsAt = Object.fromEntries(Object.keys(verificationFields).map((name) => [`rule.${name}`, name]));

const keepsSecret = ({ rule, hasSecret: has }: SourceVerification, method: VerificationMethod) =>
  has && rule.method === method;

function Standing({ verification }: { verification: SourceVerification }) {
  const { rule, subscription, refused, hasSecret: has } = verification;
  if (rule.method === 'none') {
    return (
      <p className="muted">
        Off: whoever knows the key can send. If the sender signs its requests or can send a secret along, let it be
        verified.
      </p>
    );
  }
  return (
    <>
      <p>
        Only requests {takenWords[rule.method]} are taken. Others are answered with 401.
        {hasSecret(rule.method) && !has && ' The secret is missing and has to be set again.'}
      </p>
      {rule.method === 'sns' && (
        <p>
          {subscription ? (
            <>
              Subscription of <span className={styles.arn}>{subscription.topicArn}</span> confirmed{' '}
              <Time at={subscription.confirmedAt} />.
            </>
          ) : (
            'No subscription confirmed yet: subscribe the address to the topic, and it is confirmed by itself.'
          )}
        </p>
      )}
      {refused && (
        <p className={requestStyles.odd}>
          {refused.count === 1 ? '1 request was rejected' : `${countText(refused.count)} requests were rejected`}, the
          first <Time at={refused.since} />, the last <Time at={refused.lastAt} /> from {refused.lastFrom}.
        </p>
      )}
    </>
  );
}

const methodOptions = Object.entries(methods).map(([value, label]) => ({ value, label }));

function VerificationFields({ form, keeps }: { form: UseFormReturnType<VerificationValues>; keeps: boolean }) {
  const { method, secret } = form.values;
  return (
    <>
      <Select
        label="Requests must carry"
        data={methodOptions}
        allowDeselect={false}
        maxDropdownHeight={420}
        {...form.getInputProps('method')}
      />
      <MethodFields form={form} />
      {hasSecret(method) && (
        <PasswordInput
          label={method === 'basic' ? 'Password' : 'Secret'}
          description={secretHelp(method)}
          placeholder={keeps ? 'Unchanged' : ''}
          required={!keeps}
          autoComplete="off"
          {...form.getInputProps('secret')}
        />
      )}
      {hasSecret(method) && keeps && secret !== '' && (
        <NumberInput
          label="Take the old one as well"
          description="While the sender is changed over, nothing is lost. 0 ends it now."
          suffix=" h"
          min={0}
          max={168}
          allowDecimal={false}
          {...form.getInputProps('oldSecretHours')}
        />
      )}
    </>
  );
}

function secretHelp(method: VerificationMethod): string {
  const kept = 'It is stored encrypted and never shown again.';
  if (method === 'sentry') return `The client secret of the internal integration. ${kept}`;
  if (method === 'standard-webhooks') return `As the sender shows it; it begins with whsec_. ${kept}`;
  return `The same as at the sender, at least 12 characters. ${kept}`;
}

function MethodFields({ form }: { form: UseFormReturnType<VerificationValues> }) {
  switch (form.values.method) {
    case 'grafana':
      return (
        <>
          <TextInput label="Header" placeholder="X-Grafana-Alerting-Signature" {...form.getInputProps('header')} />
          <TextInput
            label="Timestamp header"
            description="As set in the contact point; requests more than five minutes old are then refused. Empty: none."
            {...form.getInputProps('timestampHeader')}
          />
        </>
      );
    case 'header':
      return <TextInput label="Header" placeholder="X-Gitlab-Token" required {...form.getInputProps('header')} />;
    case 'basic':
      return <TextInput label="User" required autoComplete="off" {...form.getInputProps('user')} />;
    case 'sns':
      return (
        <Textarea
          label="Topics"
          description="The ARNs of the topics that may send, one on each line. Turn raw message delivery off."
          placeholder="arn:aws:sns:eu-west-1:123456789012:alarms"
          required
          autosize
          minRows={2}
          {...form.getInputProps('topicArns')}
        />
      );
    case 'google':
      return (
        <>
          <TextInput
            label="Audience"
            description="As set in the push subscription; the push address if it was left empty there"
            required
            {...form.getInputProps('audience')}
          />
          <TextInput
            label="Service account"
            placeholder="push@project.iam.gserviceaccount.com"
            required
            {...form.getInputProps('email')}
          />
        </>
      );
    case 'entra':
      return (
        <>
          <TextInput label="Tenant" description="Its id" required {...form.getInputProps('tenant')} />
          <TextInput
            label="Audience"
            description="The application id URI, or the id, of the application that the webhook names"
            placeholder="api://…"
            required
            {...form.getInputProps('audience')}
          />
          <TextInput
            label="Calling application"
            description="Unchanged for action groups of Azure Monitor"
            required
            {...form.getInputProps('caller')}
          />
        </>
      );
    default:
      return null;
  }
}
