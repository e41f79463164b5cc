import { ActionIcon, Fieldset, MultiSelect, NumberInput, Select } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { getSchedule } from '../../../contract/respond/schedules/schedule.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import { WebhookField } from './called-webhooks.tsx';
import { ChatRoomFields } from './chat-room-fields.tsx';
import styles from './ladder.module.css';
import {
  modeOf,
  onlyInforms,
  type StepMode,
  schedulePartChoices,
  stepModeChoices,
  withMode,
  withParts,
  withRooms,
  withWebhooks,
} from './step-modes.ts';
import { targetOf, targetParts, targetText } from './target-words.ts';

type StepFieldsProps = {
  step: EscalationStep;
  name: string;
  isFirst: boolean;
  isLast: boolean;
  error: (path: string) => string | undefined;
  change: (step: EscalationStep) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One step: whom it asks, how, and how long it waits. */
export function StepFields({ step, name, isFirst, isLast, error, change, move, remove }: StepFieldsProps) {
  const { targets } = step;
  const known = (text: string) => {
    const found = targets.filter((target) => targetText(target) === text);
    return found.length > 0 ? found : [targetOf(text)];
  };
  const isOnlyInforming = onlyInforms(step);
  const label = name[0]!.toLowerCase() + name.slice(1);
  return (
    <Fieldset legend={name} className={styles.step}>
      {!(isFirst && isLast) && (
        <div className={styles.stepHead}>
          <ActionIcon aria-label={`Move ${label} up`} disabled={isFirst} onClick={() => move(-1)}>
            <ArrowUp size={14} />
          </ActionIcon>
          <ActionIcon aria-label={`Move ${label} down`} disabled={isLast} onClick={() => move(1)}>
            <ArrowDown size={14} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove ${label}`} onClick={remove}>
            <Trash2 size={14} />
          </ActionIcon>
        </div>
      )}
      <MultiPicker
        label="Notifies"
        required={step.chatRooms === undefined && step.webhooks === undefined}
        placeholder={targets.length === 0 ? 'A schedule, a team or a person' : undefined}
        of={targetParts}
        error={error('targets')}
        value={[...new Set(targets.map(targetText))]}
        onChange={(texts) => change({ ...step, targets: texts.flatMap(known) })}
      />
      {[...new Set(targets.filter(({ kind }) => kind === 'schedule').map(({ id }) => id))].map((id) => (
        <ScheduleWho
          key={id}
          scheduleId={id}
          parts={targets.flatMap((target) =>
            target.kind === 'schedule' && target.id === id ? [target.who ?? 'now'] : [],
          )}
          change={(parts) => change({ ...step, targets: withParts(targets, id, parts) })}
        />
      ))}
      <ChatRoomFields
        rooms={step.chatRooms ?? []}
        of={label}
        error={(path) => error(`chatRooms.${path}`)}
        change={(rooms) => change(withRooms(step, rooms))}
      />
      <WebhookField
        ids={step.webhooks ?? []}
        error={error('webhooks')}
        change={(ids) => change(withWebhooks(step, ids))}
      />
      {!isOnlyInforming && (
        <Select
          label="How"
          description={
            modeOf(step) === 'roundRobin'
              ? 'Each page goes to the next person. Whoever cannot be reached is passed over.'
              : undefined
          }
          allowDeselect={false}
          data={stepModeChoices}
          error={error('acknowledgedBy')}
          value={modeOf(step)}
          onChange={(mode) => change(withMode(step, (mode ?? 'everyone') as StepMode))}
        />
      )}
      <NumberInput
        label="Wait (minutes)"
        min={0}
        max={10_080}
        decimalScale={2}
        error={error('delaySeconds')}
        value={step.delaySeconds / 60}
        onChange={(value) => change({ ...step, delaySeconds: Math.round(Number(value) * 60) })}
      />
      {!isOnlyInforming && (
        <Select
          label="If it reaches nobody"
          allowDeselect={false}
          data={[
            { value: 'skip', label: 'Skip to the next step' },
            { value: 'wait', label: 'Wait anyway' },
          ]}
          value={step.ifEmpty}
          onChange={(value) => change({ ...step, ifEmpty: value === 'wait' ? 'wait' : 'skip' })}
        />
      )}
    </Fieldset>
  );
}

type ScheduleWhoProps = { scheduleId: number; parts: string[]; change: (parts: string[]) => void };

function ScheduleWho({ scheduleId, parts, change }: ScheduleWhoProps) {
  const { data } = useEndpoint(getSchedule, { params: { id: scheduleId } });
  return (
    <MultiSelect
      label={`From ${data?.name ?? 'the schedule'}`}
      data={schedulePartChoices}
      value={parts}
      onChange={change}
    />
  );
}
