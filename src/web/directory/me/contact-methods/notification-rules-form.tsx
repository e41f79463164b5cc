import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import {
  type ContactMethod,
  type KnownRules,
  type NotificationRules,
  readMyNotificationRules,
  replaceMyNotificationRules,
} from '../../../../contract/directory/contact-methods.ts';
import type { Urgency } from '../../../../contract/severity.ts';
import { api } from '../../../data/api.ts';
import { useAction, useEndpoint } from '../../../data/endpoint-query.ts';
import { edited } from '../../../ui/form/edited.ts';
import { FormFrame } from '../../../ui/form/form-frame.tsx';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { moved } from '../../../ui/list/moved.ts';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { showToast } from '../../../ui/screen/toasts.ts';
import styles from '../me.module.css';

/** Which contact method is used how long after a page asks the signed-in person, per urgency. */
export function NotificationRulesForm({ methods }: { methods: readonly ContactMethod[] }) {
  const { data, error, refetch } = useEndpoint(readMyNotificationRules, {}, { follows: ['person', 'contactMethod'] });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} />;
  return <RulesEditor saved={data} methods={methods} />;
}

function RulesEditor({ saved, methods }: { saved: KnownRules; methods: readonly ContactMethod[] }) {
  const replace = useAction(replaceMyNotificationRules, {
    changes: [readMyNotificationRules],
    done: () => showToast('Notification rules saved.'),
  });
  const show = (rules: Rule[]) =>
    rules
      .map(({ contactMethodId, delaySeconds }) => {
        const method = methods.find(({ id }) => id === contactMethodId);
        return `${method?.label ?? 'A contact method'} after ${delaySeconds / 60} min`;
      })
      .join('\n');
  const fields = { high: { label: titles.high, show }, low: { label: titles.low, show } };
  return (
    <FormFrame
      initialValues={rulesOf(saved)}
      edited={edited(saved, rulesOf, fields, () => api.call(readMyNotificationRules, {}))}
      submitLabel="Save rules"
      withoutCancel
      done={() => {}}
      submit={(body, { ifMatch }) => replace.mutateAsync({ body, ifMatch })}
    >
      {(form) =>
        (['high', 'low'] as const).map((urgency) => (
          <UrgencyRules
            key={urgency}
            urgency={urgency}
            rules={form.values[urgency]}
            methods={methods}
            change={(rules) => form.setFieldValue(urgency, rules)}
          />
        ))
      }
    </FormFrame>
  );
}

const rulesOf = ({ high, low }: NotificationRules): NotificationRules => ({ high, low });

type Rule = NotificationRules['high'][number];
type UrgencyRulesProps = {
  urgency: Urgency;
  rules: Rule[];
  methods: readonly ContactMethod[];
  change: (rules: Rule[]) => void;
};

const titles = { high: 'High urgency', low: 'Low urgency' };

function UrgencyRules({ urgency, rules, methods, change }: UrgencyRulesProps) {
  const choices = methods.map(({ id, label, verifiedAt }) => ({
    value: String(id),
    label: verifiedAt ? label : `${label} (not verified)`,
  }));
  const replaceAt = (index: number, part: Partial<Rule>) =>
    change(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  const add = () => {
    const unused = methods.find(({ id }) => !rules.some(({ contactMethodId }) => contactMethodId === id)) ?? methods[0];
    const delaySeconds = rules.at(-1)?.delaySeconds ?? 0;
    if (unused)
      change([...rules, { contactMethodId: unused.id, delaySeconds: rules.length === 0 ? 0 : delaySeconds + 300 }]);
  };
  return (
    <fieldset className={styles.group}>
      <legend>{titles[urgency]}</legend>
      {rules.length === 0 && <p className="muted">No rules: all verified contact methods are used immediately.</p>}
      <ol className={styles.rules}>
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
          <li key={index} className={styles.rule}>
            <Select
              label={`Contact method ${index + 1}`}
              data={choices}
              allowDeselect={false}
              value={String(rule.contactMethodId)}
              onChange={(value) => value && replaceAt(index, { contactMethodId: Number(value) })}
            />
            <NumberInput
              label="Delay in minutes"
              min={0}
              max={1440}
              decimalScale={1}
              value={rule.delaySeconds / 60}
              onChange={(value) => replaceAt(index, { delaySeconds: Math.round(Number(value) * 60) })}
            />
            <div className={styles.ruleButtons}>
              <ActionIcon
                aria-label={`Move rule ${index + 1} up`}
                disabled={index === 0}
                onClick={() => change(moved(rules, index, -1))}
              >
                <ArrowUp size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Move rule ${index + 1} down`}
                disabled={index === rules.length - 1}
                onClick={() => change(moved(rules, index, 1))}
              >
                <ArrowDown size={14} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Remove rule ${index + 1}`}
                onClick={() => change(rules.filter((_, at) => at !== index))}
              >
                <X size={14} />
              </ActionIcon>
            </div>
          </li>
        ))}
      </ol>
      <Button variant="subtle" disabled={rules.length >= 20} onClick={add}>
        Add {urgency}-urgency rule
      </Button>
    </fieldset>
  );
}
