import { Button, NumberInput } from '@mantine/core';
import type { EscalationLadder, EscalationStep } from '../../../contract/respond/escalation-definition.ts';
import { Picker } from '../../directory/picker.tsx';
import { moved } from '../../ui/list/moved.ts';
import { ChatRoomHint } from './chat-room-fields.tsx';
import { StepFields } from './step-fields.tsx';
import { targetOf, targetParts, targetText } from './target-words.ts';

export const freshStep: EscalationStep = { delaySeconds: 300, targets: [], ifEmpty: 'skip' };

type LadderFieldsProps = {
  ladder: EscalationLadder;
  /** Names the ladder before its steps where there are several: `Branch 1, step 2`. */
  prefix?: string;
  error: (path: string) => string | undefined;
  change: (part: Partial<EscalationLadder>) => void;
};

/** The steps of a policy or of one of its branches, how often they repeat, and the catch-all. */
export function LadderFields({ ladder: { steps, repeat, catchAll }, prefix = '', error, change }: LadderFieldsProps) {
  return (
    <>
      {steps.map((step, index) => (
        <StepFields
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
          key={index}
          step={step}
          name={`${prefix}${prefix ? 'step' : 'Step'} ${index + 1}`}
          isFirst={index === 0}
          isLast={index === steps.length - 1}
          error={(path) => error(`steps.${index}.${path}`)}
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
      {prefix === '' && <ChatRoomHint />}
      <NumberInput
        label="Repeats"
        description="How many times all steps run again while nobody acknowledges"
        min={0}
        max={20}
        value={repeat}
        onChange={(value) => change({ repeat: Number(value) })}
      />
      <Picker
        label="Catch-all"
        description="Notified when all steps have run, and immediately if every step is empty"
        clearable
        of={targetParts}
        error={error('catchAll')}
        value={catchAll && targetText(catchAll)}
        onChange={(text) => change({ catchAll: text === null ? null : targetOf(text) })}
      />
    </>
  );
}
