import { ActionIcon, Fieldset, NumberInput, Select } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import type { EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { MultiPicker } from '../../directory/picker.tsx';
import styles from './ladder.module.css';
import { targetOf, targetParts, targetText } from './target-words.ts';

type StepFieldsProps = {
  step: EscalationStep;
  index: number;
  count: number;
  error: (path: string) => string | undefined;
  change: (step: EscalationStep) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One step: whom it asks, and how long it waits. */
export function StepFields({ step, index, count, error, change, move, remove }: StepFieldsProps) {
  return (
    <Fieldset legend={`Step ${index + 1}`} className={styles.step}>
      {count > 1 && (
        <div className={styles.stepHead}>
          <ActionIcon aria-label={`Move step ${index + 1} up`} disabled={index === 0} onClick={() => move(-1)}>
            <ArrowUp size={14} />
          </ActionIcon>
          <ActionIcon aria-label={`Move step ${index + 1} down`} disabled={index === count - 1} onClick={() => move(1)}>
            <ArrowDown size={14} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove step ${index + 1}`} onClick={remove}>
            <Trash2 size={14} />
          </ActionIcon>
        </div>
      )}
      <MultiPicker
        label="Notifies"
        required
        placeholder={step.targets.length === 0 ? 'A schedule, a team or a person' : undefined}
        of={targetParts}
        error={error('targets')}
        value={step.targets.map(targetText)}
        onChange={(texts) => change({ ...step, targets: texts.map(targetOf) })}
      />
      <NumberInput
        label="Wait (minutes)"
        min={0}
        max={10_080}
        decimalScale={2}
        error={error('delaySeconds')}
        value={step.delaySeconds / 60}
        onChange={(value) => change({ ...step, delaySeconds: Math.round(Number(value) * 60) })}
      />
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
    </Fieldset>
  );
}
