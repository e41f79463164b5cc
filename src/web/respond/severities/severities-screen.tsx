import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Fragment, useRef, useState } from 'react';
import { getEscalationPolicy } from '../../../contract/respond/escalation-policies.ts';
import {
  getSeverities,
  type SeverityMatrixInput,
  type SeverityRuleInput,
  updateSeverities,
} from '../../../contract/respond/severities.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { WhoIsPaged } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { NameOf } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormFrame, type FormFrameProps } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { askToLeave } from '../../ui/form/unsaved.ts';
import type { Save } from '../../ui/form/use-owned-form.ts';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Panel } from '../../ui/screen/panel.tsx';
import { SeverityBadge } from '../../ui/screen/severity-badge.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import styles from './severities.module.css';
import { ruleColumns } from './severity-rule-columns.tsx';
import { RuleFields } from './severity-rule-fields.tsx';

type Form = UseFormReturnType<SeverityMatrixInput>;

/** What each severity means, and what it sets going: one row each, edited in its place. */
export function SeveritiesScreen() {
  const { data, error, refetch } = useEndpoint(getSeverities, {}, { follows: ['setting'] });
  const update = useAction(updateSeverities, {
    changes: [getSeverities],
    done: () => showToast('Saved. Open incidents follow the new rules.'),
  });
  const form = (close: () => void) =>
    data && {
      initialValues: valuesOf(data),
      edited: edited(data, valuesOf, fields, () => api.call(getSeverities, {})),
      submit: (body: SeverityMatrixInput, { ifMatch }: Save<SeverityMatrixInput>) =>
        update.mutateAsync({ body: withoutEmptyNumbers(body), ifMatch }),
      done: close,
    };
  return (
    <>
      <PageHeader word="severity" title="Severities">
        The matrix decides who is paged, which roles are needed, how often people get updates, and when a postmortem is
        due.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && <Matrix rules={data.rules} form={(close) => form(close)!} />}
      {data && (
        <div className={styles.policies}>
          <Panel title="Role policies">
            <FormFrame<SeverityMatrixInput> {...form(() => {})!} submitLabel="Save policies" withoutCancel>
              {(own) => <PolicyFields form={own} />}
            </FormFrame>
          </Panel>
        </div>
      )}
    </>
  );
}

type MatrixProps = {
  rules: SeverityRuleInput[];
  form: (close: () => void) => Omit<FormFrameProps<SeverityMatrixInput>, 'submitLabel' | 'children'>;
};

/** A severity a row; the one that is edited opens below its row. */
function Matrix({ rules, form }: MatrixProps) {
  const guard = useGuard('incidents.manage');
  const [opened, setOpened] = useState<number | null>(null);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const close = () => {
    if (opened !== null) buttons.current[opened]?.focus();
    setOpened(null);
  };
  const toggle = async (index: number) => {
    // What is typed in another row would go with it.
    if (opened !== null && !(await askToLeave(false))) return;
    setOpened(opened === index ? null : index);
  };
  return (
    <table className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">Severity</th>
          {ruleColumns.map(({ header }) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, index) => (
          <Fragment key={rule.severity}>
            <tr data-opened={opened === index || undefined}>
              <th scope="row">
                <SeverityBadge severity={rule.severity} look="plain" />
                <span className={styles.name}>{rule.name}</span>
              </th>
              {ruleColumns.map(({ header, cell }) => (
                <td key={header} data-header={header}>
                  {cell(rule)}
                </td>
              ))}
              <td className={styles.edit}>
                <Button
                  ref={(button) => {
                    buttons.current[index] = button;
                  }}
                  variant="default"
                  size="compact-sm"
                  aria-label={`Edit ${severityLabel(rule.severity)}`}
                  aria-expanded={opened === index}
                  onClick={() => void toggle(index)}
                  {...guard}
                >
                  Edit
                </Button>
              </td>
            </tr>
            {opened === index && (
              <tr className={styles.editor}>
                <td colSpan={ruleColumns.length + 2}>
                  <WhoIsPaged kind="severity" id={rule.severity} here={paths.severities()} />
                  <FormFrame<SeverityMatrixInput> {...form(close)} submitLabel={`Save ${severityLabel(rule.severity)}`}>
                    {(own) => <RuleFields form={own} at={`rules.${index}`} />}
                  </FormFrame>
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

const valuesOf = ({ rules, policies }: SeverityMatrixInput): SeverityMatrixInput => ({ rules, policies });

const policyWords = {
  commander: 'Commander',
  commanderBackup: 'When nobody takes command in 5 minutes',
  communications: 'Communications',
  executives: 'Executives',
} as const;

const fields = {
  rules: {
    label: ([index, ...inside]: Path) =>
      `${severityLabel(Number(index) + 1)}: ${inside.map((part) => wordsOf(String(part))).join(', ')}`,
  },
  policies: {
    label: ([name]: Path) => policyWords[name as keyof typeof policyWords],
    show: (id: number) => <NameOf read={getEscalationPolicy} id={id} />,
  },
};

function PolicyFields({ form }: { form: Form }) {
  const { disabled } = useGuard('incidents.manage');
  const names = Object.keys(policyWords) as (keyof typeof policyWords)[];
  return (
    <div className={styles.fields}>
      {names.map((name) => (
        <Picker
          key={name}
          label={policyWords[name]}
          placeholder={name === 'commander' ? 'The default escalation policy' : 'Nobody is paged'}
          clearable
          disabled={disabled}
          of="policies"
          value={idText(form.values.policies[name])}
          onChange={(id) => form.setFieldValue(`policies.${name}`, idOf(id))}
        />
      ))}
    </div>
  );
}

/** An emptied number field holds an empty text, which the API knows as null. */
function withoutEmptyNumbers({ rules, policies }: SeverityMatrixInput): SeverityMatrixInput {
  const cleaned = rules.map((rule) =>
    Object.fromEntries(Object.entries(rule).map(([name, value]) => [name, (value as unknown) === '' ? null : value])),
  ) as SeverityMatrixInput['rules'];
  return { rules: cleaned, policies };
}
