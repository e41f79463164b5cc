import { Button, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useParams } from '@tanstack/react-router';
import { getPerson } from '../../../contract/directory/people.ts';
import { getTeam } from '../../../contract/directory/teams.ts';
import type {
  EscalationDefinition,
  EscalationStep,
  EscalationTarget,
} from '../../../contract/respond/escalation-definition.ts';
import {
  createEscalationPolicy,
  type EscalationPolicy,
  getEscalationPolicy,
  listEscalationPolicies,
  previewEscalationDefinition,
  previewEscalationPolicy,
  updateEscalationPolicy,
} from '../../../contract/respond/escalation-policies.ts';
import { getSchedule } from '../../../contract/respond/schedules.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { idOf, idText } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { NameOf, named } from '../../directory/name-of.tsx';
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
import { durationText } from '../../ui/time/time-text.ts';
import styles from './ladder.module.css';
import { Warnings } from './ladder.tsx';
import { LadderMoments } from './ladder-moments.tsx';
import { StepFields } from './step-fields.tsx';
import { targetOf, targetParts, targetText, targetWords } from './target-words.ts';

const parents = [{ label: 'Escalation policies', href: paths.escalationPolicies() }];
const freshStep: EscalationStep = { delaySeconds: 300, targets: [], ifEmpty: 'skip' };

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
        ...Object.fromEntries(
          values.definition.steps.flatMap((step, index) =>
            step.targets.length === 0 ? [[`definition.steps.${index}.targets`, 'Choose who is notified.']] : [],
          ),
        ),
      })}
      submit={(values, { ifMatch, idempotencyKey }) => {
        const { acknowledgementTimeoutMinutes, ...rest } = values;
        const body = {
          ...rest,
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
        const { steps } = definition;
        return (
          <div className={styles.columns}>
            <div className={styles.form}>
              <NameFields form={form} isNew={!policy} namePlaceholder="Checkout, day and night" />
              <Picker label="Team" of="teams" clearable {...form.getInputProps('teamId')} />
              {steps.map((step, index) => (
                <StepFields
                  // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
                  key={index}
                  step={step}
                  index={index}
                  count={steps.length}
                  error={(path) => errorText(form.errors, `definition.steps.${index}.${path}`)}
                  change={(next) => change({ steps: steps.map((each, at) => (at === index ? next : each)) })}
                  move={(by) => change({ steps: moved(steps, index, by) })}
                  remove={() => change({ steps: steps.filter((_, at) => at !== index) })}
                />
              ))}
              <div>
                <Button
                  variant="default"
                  disabled={steps.length >= 20}
                  onClick={() => change({ steps: [...steps, freshStep] })}
                >
                  Add a step
                </Button>
              </div>
              <NumberInput
                label="Repeats"
                description="How many times all steps run again while nobody acknowledges"
                min={0}
                max={20}
                value={definition.repeat}
                onChange={(value) => change({ repeat: Number(value) })}
              />
              <NumberInput
                label="Acknowledgement timeout (minutes)"
                description="A page that is acknowledged but not resolved for so long pages again from step 1. Leave it empty for never."
                min={5}
                max={10_080}
                allowDecimal={false}
                {...form.getInputProps('acknowledgementTimeoutMinutes')}
              />
              <Picker
                label="Catch-all"
                description="Notified when all steps have run, and immediately if every step is empty"
                clearable
                of={targetParts}
                error={errorText(form.errors, 'definition.catchAll')}
                value={definition.catchAll && targetText(definition.catchAll)}
                onChange={(text) => change({ catchAll: text === null ? null : targetOf(text) })}
              />
            </div>
            <section className={styles.form} aria-label="Preview">
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
  const filled = { ...definition, steps: definition.steps.filter(({ targets }) => targets.length > 0) };
  const [settled] = useDebouncedValue(JSON.stringify(filled), 300);
  const asked = JSON.parse(settled) as EscalationDefinition;
  const { data, error } = useEndpoint(
    previewEscalationDefinition,
    { body: { definition: asked } },
    { enabled: asked.steps.length > 0 },
  );
  if (filled.steps.length === 0) return <p className="muted">Choose who the first step notifies to see a preview.</p>;
  if (error) return <ErrorState error={error} />;
  if (!data) return <LoadingRows rows={4} />;
  return (
    <>
      <Warnings warnings={data.warnings} />
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

const partWords = { steps: 'Steps', repeat: 'Repeats', catchAll: 'Catch-all' };

const fields = {
  name: 'Name',
  slug: 'Slug',
  description: 'Description',
  teamId: named('Team', getTeam),
  acknowledgementTimeoutMinutes: 'Acknowledgement timeout (minutes)',
  definition: {
    label: ([part]: Path) => partWords[part as keyof typeof partWords],
    show: (value: EscalationStep[] | EscalationTarget | number) =>
      Array.isArray(value) ? <StepLines steps={value} /> : typeof value === 'number' ? value : <Target {...value} />,
  },
};

function StepLines({ steps }: { steps: EscalationStep[] }) {
  return (
    <ol>
      {steps.map(({ delaySeconds, targets }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
        <li key={index}>
          {targets.map((target, at) => (
            <span key={targetText(target)}>
              {at > 0 && ', '}
              <Target {...target} />
            </span>
          ))}
          , then {durationText(delaySeconds)}
        </li>
      ))}
    </ol>
  );
}

const readTarget = { person: getPerson, schedule: getSchedule, team: getTeam };

function Target({ kind, id }: EscalationTarget) {
  return (
    <>
      {targetWords[kind]}
      <NameOf read={readTarget[kind]} id={id} />
    </>
  );
}

/** The message at a place or anywhere inside it. */
function errorText(errors: Record<string, unknown>, path: string): string | undefined {
  const found = Object.keys(errors).find((key) => key === path || key.startsWith(`${path}.`));
  return found === undefined ? undefined : String(errors[found]);
}
