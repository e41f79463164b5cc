import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useState } from 'react';
import {
  type ContactMethod,
  type NotificationRules,
  readMyNotificationRules,
  replaceMyNotificationRules,
  type Urgency,
} from '../../../contract/contact-methods.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { moved } from '../../ui/moved.ts';
import { showToast } from '../../ui/toasts.ts';
import styles from './me.module.css';

/** Which contact method is used how long after a page asks the signed-in person, per urgency. */
export function NotificationRulesForm({ methods }: { methods: readonly ContactMethod[] }) {
  const { data, error, refetch } = useEndpoint(readMyNotificationRules, {}, { follows: ['person', 'contact_method'] });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <LoadingRows rows={3} />;
  // What was saved elsewhere starts the form anew; an unsaved draft here belongs to the older state.
  return <RulesEditor key={JSON.stringify(data)} saved={data} methods={methods} />;
}

function RulesEditor({ saved, methods }: { saved: NotificationRules; methods: readonly ContactMethod[] }) {
  const [draft, setDraft] = useState(saved);
  const replace = useAction(replaceMyNotificationRules, {
    changes: [readMyNotificationRules],
    done: () => showToast('Your rules are saved.'),
  });
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  return (
    <div className={styles.stack}>
      {(['high', 'low'] as const).map((urgency) => (
        <UrgencyRules
          key={urgency}
          urgency={urgency}
          rules={draft[urgency]}
          methods={methods}
          change={(rules) => setDraft({ ...draft, [urgency]: rules })}
        />
      ))}
      {replace.error && <ErrorState error={replace.error} />}
      <div>
        <Button disabled={!isChanged} loading={replace.isPending} onClick={() => replace.mutate({ body: draft })}>
          Save the rules
        </Button>
      </div>
    </div>
  );
}

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
      {rules.length === 0 && <p className="muted">No rules: every verified contact method is used at once.</p>}
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
              label="After minutes"
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
        Add a rule for {titles[urgency].toLowerCase()}
      </Button>
    </fieldset>
  );
}
