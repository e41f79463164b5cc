import { Button, Menu } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useParams } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { getSourceMapping, type SourceMapping, updateSourceMapping } from '../../../contract/detect/mapping.ts';
import { getSource, listSourceSignals, type Source } from '../../../contract/detect/sources.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { paths } from '../../paths.ts';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { moved } from '../../ui/list/moved.ts';
import { useFocusOfMoved } from '../../ui/list/use-focus-of-moved.ts';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { announce, showToast, showUndo } from '../../ui/screen/toasts.ts';
import { UnreadScreen } from '../../ui/screen/unread-screen.tsx';
import { useGo } from '../../ui/text/links.tsx';
import styles from './mapping.module.css';
import { MappingTrial, useTrial } from './mapping-trial.tsx';
import { RuleCard } from './rule-card.tsx';
import { doWords, newRule, partWords, type RuleRow, ruleFaults, ruleRows, rulesOf, ruleWords } from './rule-values.ts';

export type MappingValues = { rules: RuleRow[] };

const maxRules = 50;
const valuesOf = ({ rules }: SourceMapping): MappingValues => ({ rules: ruleRows(rules) });
const fields = {
  rules: {
    label: ([index, ...inside]: Path) =>
      index === undefined
        ? 'Rules'
        : [`Rule ${Number(index) + 1}`, ...inside.slice(0, 1).map((part) => wordsOf(String(part)))].join(', '),
    show: (value: unknown) => partWords(value),
  },
};

/** The rules that change the signals of a source, beside what they make of what was received. */
export function MappingScreen() {
  const id = Number(useParams({ from: '/app/sources/$id/mapping' }).id);
  const source = useEndpoint(getSource, { params: { id } });
  const mapping = useEndpoint(getSourceMapping, { params: { id } });
  const error = source.error ?? mapping.error;
  const parents = [
    { label: 'Sources', href: paths.sources() },
    { label: source.data?.name ?? `Source ${id}`, href: paths.source(id) },
  ];
  if (!source.data || !mapping.data) {
    const retry = () => Promise.all([source.refetch(), mapping.refetch()]);
    return <UnreadScreen title="Mapping" parents={parents} error={error} retry={() => void retry()} />;
  }
  return (
    <>
      <PageHeader word="mapping" title="Mapping" parents={parents}>
        Rules for each signal of {source.data.name}, in order, before it becomes an alert. A rule that fails is left out
        and told; the signal goes on.
      </PageHeader>
      <MappingForm key={id} source={source.data} mapping={mapping.data} />
    </>
  );
}

function MappingForm({ source, mapping }: { source: Source; mapping: SourceMapping }) {
  const go = useGo();
  const mayManage = useMay('sources.manage');
  const params = { id: source.id };
  const update = useAction(updateSourceMapping, {
    changes: [getSourceMapping, listSourceSignals],
    done: () => {
      showToast('Saved. Applies to new signals.');
      go(paths.source(source.id));
    },
  });
  return (
    <FormFrame<MappingValues>
      initialValues={valuesOf(mapping)}
      edited={edited(mapping, valuesOf, fields, () => api.call(getSourceMapping, { params }))}
      validate={({ rules }) => ruleFaults(rules)}
      submitLabel="Save mapping"
      isReadOnly={!mayManage}
      withoutCancel
      done={() => {}}
      submit={({ rules }, { ifMatch }) => update.mutateAsync({ params, body: { rules: rulesOf(rules) }, ifMatch })}
    >
      {(form) => (mayManage ? <Editor form={form} source={source} /> : <RuleList rules={form.values.rules} />)}
    </FormFrame>
  );
}

function Editor({ form, source }: { form: UseFormReturnType<MappingValues>; source: Source }) {
  const { rules } = form.values;
  const keepFocus = useFocusOfMoved(rules);
  const trial = useTrial(source.id, rules);
  const put = (next: RuleRow[]) => form.setFieldValue('rules', next);
  const move = (index: number, by: -1 | 1) => {
    if (document.activeElement instanceof HTMLElement) keepFocus(document.activeElement);
    put(moved(rules, index, by));
    announce(`Rule ${index + 1} is now rule ${index + 1 + by}.`);
  };
  const remove = (index: number) => {
    const gone = rules[index]!;
    put(rules.filter((_, at) => at !== index));
    showUndo(`Rule ${index + 1} removed.`, () => {
      const now = form.getValues().rules;
      put([...now.slice(0, index), gone, ...now.slice(index)]);
    });
  };
  const hitsOf = (number: number) =>
    trial.data
      ? trial.data.items.filter(({ signals }) => signals.some(({ hits }) => hits.includes(number))).length
      : null;
  return (
    <div className={styles.screen}>
      <div className={styles.rules}>
        {rules.length === 0 && <p className="muted">No rules: signals become alerts as the sender says them.</p>}
        <ol className={styles.list}>
          {rules.map((rule, index) => (
            <RuleCard
              key={rule.row}
              form={form}
              index={index}
              count={rules.length}
              hits={hitsOf(index + 1)}
              move={(by) => move(index, by)}
              remove={() => remove(index)}
            />
          ))}
        </ol>
        {rules.length < maxRules ? (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" className={styles.add} leftSection={<Plus size={14} />}>
                Add a rule
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {(Object.keys(doWords) as RuleRow['do'][]).map((does) => (
                <Menu.Item key={does} onClick={() => put([...rules, newRule(does)])}>
                  {doWords[does]}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <p className="muted">A mapping has at most {maxRules} rules.</p>
        )}
        <Words />
      </div>
      <MappingTrial source={source} rules={rules} trial={trial} />
    </div>
  );
}

/** For those who may read it only. */
function RuleList({ rules }: { rules: RuleRow[] }) {
  if (rules.length === 0) return <p className="muted">No rules: signals become alerts as the sender says them.</p>;
  return (
    <ol className={styles.readOnly}>
      {rules.map((rule) => (
        <li key={rule.row}>{ruleWords(rule)}</li>
      ))}
    </ol>
  );
}

const names = [
  ['{{ title }}, {{ description }}, {{ severity }}, {{ status }}, {{ dedup_key }}, {{ group_key }}', 'as read so far'],
  ['{{ labels.host }}', 'a label'],
  ['{{ body.host.name }}', 'a place in the whole body'],
  ['{{ item.name }}', 'a place in the entry of a list that this signal was read from'],
  ['{{ labels.team | default: "ops" | upcase }}', 'filters change a value'],
  ['{% if labels.env == "prod" %}SEV1{% else %}SEV4{% endif %}', 'tags choose between values'],
] as const;

function Words() {
  return (
    <details>
      <summary>What templates can name</summary>
      <dl className={styles.names}>
        {names.map(([code, words]) => (
          <div key={code}>
            <dt className="mono">{code}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">Templates are Liquid. One that comes out empty changes nothing.</p>
    </details>
  );
}
