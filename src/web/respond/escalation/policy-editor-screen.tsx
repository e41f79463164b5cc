import { Button, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getTeam } from '../../../contract/directory/teams.ts';
import type { EscalationBranch, EscalationDefinition } from '../../../contract/respond/escalation-definition.ts';
import {
  createEscalationPolicy,
  type EscalationPolicy,
  getEscalationPolicy,
  listEscalationPolicies,
  previewEscalationDefinition,
  previewEscalationPolicy,
  updateEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { named } from '../../directory/name-of.tsx';
import { Picker } from '../../directory/picker.tsx';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { NameFields, nameFaults } from '../../ui/form/name-fields.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { moved } from '../../ui/list/moved.ts';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { useGo } from '../../ui/text/links.tsx';
import { BranchFields, freshBranch } from './branch-fields.tsx';
import { definitionFaults, previewable, withoutEmptyDates } from './definition-form.ts';
import { DefinitionPart } from './definition-part.tsx';
import styles from './ladder.module.css';
import { Warnings } from './ladder.tsx';
import { freshStep, LadderFields } from './ladder-fields.tsx';
import { LadderMoments } from './ladder-moments.tsx';
import { pageOf, SeverityChoice } from './severity-choice.tsx';
import { WaitingFields } from './waiting-fields.tsx';

const parents = [{ label: 'Escalation policies', href: paths.escalationPolicies() }];

export function NewEscalationPolicyScreen() {
  return (
    <>
      <PageHeader title="New escalation policy" parents={parents} />
      <PolicyEditor />
    </>
  );
}

export function EditEscalationPolicyScreen() {
  const id = Number(useParams({ from: '/app/escalation-policies/$id/edit' }).id);
  const { data: policy, error, refetch } = useEndpoint(getEscalationPolicy, { params: { id } });
  const above = policy ? [...parents, { label: policy.name, href: paths.escalationPolicy(id) }] : parents;
  return (
    <>
      <PageHeader title={policy ? `Edit ${policy.name}` : 'Edit escalation policy'} parents={above} />
      {error && !policy && <ErrorState error={error} retry={() => void refetch()} />}
      {!policy && !error && <LoadingRows />}
      {policy && <PolicyEditor key={policy.id} policy={policy} />}
    </>
  );
}

function PolicyEditor({ policy }: { policy?: EscalationPolicy }) {
  const go = useGo();
  const guard = useGuard('oncall.manage');
  const changes = {
    changes: [listEscalationPolicies, getEscalationPolicy, previewEscalationPolicy],
    done: ({ id }: { id: number }) => go(paths.escalationPolicy(id)),
  };
  const create = useAction(createEscalationPolicy, changes);
  const update = useAction(updateEscalationPolicy, changes);
  if (guard.disabled) return <p>{guard['data-tip']}</p>;
  return (
    <FormFrame
      initialValues={valuesOf(policy)}
      edited={
        policy && edited(policy, valuesOf, fields, () => api.call(getEscalationPolicy, { params: { id: policy.id } }))
      }
      validate={(values) => ({
        ...nameFaults(values),
        ...definitionFaults(values.definition),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const { acknowledgementTimeoutMinutes, ...rest } = values;
        const body = {
          ...rest,
          definition: withoutEmptyDates(rest.definition),
          teamId: idOf(values.teamId),
          acknowledgementTimeoutSeconds:
            acknowledgementTimeoutMinutes === '' ? null : Number(acknowledgementTimeoutMinutes) * 60,
        };
        return policy
          ? update.mutateAsync({ params: { id: policy.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey });
      }}
      submitLabel={policy ? 'Save policy' : 'Create policy'}
      done={() => {}}
      withoutCancel
    >
      {(form) => {
        const { definition } = form.values;
        const change = (part: Partial<EscalationDefinition>) =>
          form.setFieldValue('definition', { ...definition, ...part });
        const { branches = [], ...ladder } = definition;
        const setBranches = (next: EscalationBranch[]) =>
          form.setFieldValue('definition', next.length > 0 ? { ...ladder, branches: next } : ladder);
        return (
          <div className={styles.columns}>
            <div className={styles.form}>
              <NameFields form={form} isNew={!policy} namePlaceholder="Checkout, day and night" />
              <Picker label="Team" of="teams" clearable {...form.getInputProps('teamId')} />
              <LadderFields
                ladder={definition}
                error={(path) => errorText(form.errors, `definition.${path}`)}
                change={change}
              />
              <NumberInput
                label="Acknowledgement timeout (minutes)"
                description="A page that is acknowledged but not resolved for so long pages again from step 1. Leave it empty for never."
                min={5}
                max={10_080}
                allowDecimal={false}
                {...form.getInputProps('acknowledgementTimeoutMinutes')}
              />
              <WaitingFields
                definition={definition}
                teamId={idOf(form.values.teamId)}
                error={(path) => errorText(form.errors, `definition.${path}`)}
                change={(next) => form.setFieldValue('definition', next)}
              />
              <h2>Branches</h2>
              <p className="muted">
                Steps of their own for some pages. A page follows the first branch that matches it, and the steps above
                if none does.
              </p>
              {branches.map((branch, index) => (
                <BranchFields
                  // biome-ignore lint/suspicious/noArrayIndexKey: a branch being named has no other identity
                  key={index}
                  branch={branch}
                  index={index}
                  count={branches.length}
                  error={(path) => errorText(form.errors, `definition.branches.${index}${path && `.${path}`}`)}
                  change={(next) => setBranches(branches.map((each, at) => (at === index ? next : each)))}
                  move={(by) => setBranches(moved(branches, index, by))}
                  remove={() => setBranches(branches.filter((_, at) => at !== index))}
                />
              ))}
              <div>
                <Button
                  variant="default"
                  disabled={branches.length >= 10}
                  onClick={() => setBranches([...branches, freshBranch(`Branch ${branches.length + 1}`)])}
                >
                  Add a branch
                </Button>
              </div>
            </div>
            <section className={`${styles.form} ${styles.preview}`} aria-label="Preview">
              <h2>If a page started now</h2>
              <DefinitionPreview definition={definition} />
            </section>
          </div>
        );
      }}
    </FormFrame>
  );
}

/** Who would be asked, and the weak spots, before anything is saved. */
function DefinitionPreview({ definition }: { definition: EscalationDefinition }) {
  const filled = previewable(definition);
  const [settled] = useDebouncedValue(JSON.stringify(filled), 300);
  const asked = JSON.parse(settled) as EscalationDefinition;
  const [severity, setSeverity] = useState(2);
  const { data, error } = useEndpoint(
    previewEscalationDefinition,
    { body: { definition: asked, ...pageOf(severity) } },
    { enabled: asked.steps.length > 0 },
  );
  if (filled.steps.length === 0) return <p className="muted">Choose who the first step notifies to see a preview.</p>;
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={4} />;
  return (
    <>
      <Warnings warnings={data.warnings} />
      <SeverityChoice value={severity} change={setSeverity} />
      <LadderMoments preview={data.preview} />
    </>
  );
}

const valuesOf = (policy?: EscalationPolicy) => ({
  name: policy?.name ?? '',
  slug: policy?.slug ?? '',
  description: policy?.description ?? '',
  teamId: idText(policy?.teamId ?? null),
  acknowledgementTimeoutMinutes:
    policy?.acknowledgementTimeoutSeconds == null ? '' : String(policy.acknowledgementTimeoutSeconds / 60),
  definition: policy?.definition ?? { steps: [freshStep], repeat: 1, catchAll: null },
});

const partWords = {
  steps: 'Steps',
  repeat: 'Repeats',
  catchAll: 'Catch-all',
  branches: 'Branches',
  workingHours: 'Working hours',
  workingHoursTeamId: 'Working hours of a team',
  waitsForWorkingHours: 'Low-urgency pages wait for working hours',
  firstPageDelay: 'Delay before the first page',
};

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  teamId: named('Team', getTeam),
  acknowledgementTimeoutMinutes: 'Acknowledgement timeout (minutes)',
  definition: {
    label: ([part]: Path) => partWords[part as keyof typeof partWords],
    show: (value: unknown, [part]: Path) => <DefinitionPart part={String(part)} value={value} />,
  },
};

/** The message at a place or anywhere inside it. */
function errorText(errors: Record<string, unknown>, path: string): string | undefined {
  const found = Object.keys(errors).find((key) => key === path || key.startsWith(`${path}.`));
  return found === undefined ? undefined : String(errors[found]);
}
