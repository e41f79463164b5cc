import { ActionIcon, Checkbox, Input, NumberInput, Radio, Stack } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { AskedQuestion } from '../../../contract/program/training.ts';
import { useFocusOfMoved } from '../../ui/list/use-focus-of-moved.ts';
import styles from '../program.module.css';
import { type Answer, movedBy } from './quiz-answers.ts';

type Props = {
  question: AskedQuestion;
  label: string;
  answer: Answer | null;
  change: (answer: Answer | null) => void;
  disabled: boolean;
};

/** One question and the part that fits its kind. */
export function QuizQuestion(props: Props) {
  const { question, label, answer, change, disabled } = props;
  const { kind, options, unit } = question;
  switch (kind) {
    case 'one':
      return (
        <Radio.Group label={label} value={(answer as string | null) ?? null} onChange={change}>
          <Stack gap={8} mt={8}>
            {options.map((option) => (
              <Radio key={option} value={option} label={option} disabled={disabled} />
            ))}
          </Stack>
        </Radio.Group>
      );
    case 'several':
      return (
        <Checkbox.Group
          label={label}
          description="Choose all that are right"
          value={(answer as string[] | null) ?? []}
          onChange={change}
        >
          <Stack gap={8} mt={8}>
            {options.map((option) => (
              <Checkbox key={option} value={option} label={option} disabled={disabled} />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    case 'order':
      return <OrderQuestion {...props} answer={answer as string[]} />;
    case 'number':
      return (
        <NumberInput
          label={label}
          description={unit || undefined}
          value={(answer as number | null) ?? ''}
          onChange={(value) => change(typeof value === 'number' ? value : null)}
          disabled={disabled}
          hideControls
          maw={320}
        />
      );
  }
}

function OrderQuestion({ label, answer, change, disabled }: Props & { answer: string[] }) {
  const keepFocus = useFocusOfMoved(answer);
  const move = (place: number, by: -1 | 1, button: HTMLElement) => {
    keepFocus(button);
    change(movedBy(answer, place, by));
  };
  return (
    <fieldset className={styles.order}>
      <Input.Label component="legend">{label}</Input.Label>
      <Input.Description>Put them in order: the first on top</Input.Description>
      <ol>
        {answer.map((option, place) => (
          <li key={option}>
            <span>{option}</span>
            {!disabled && (
              <div>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move up: ${option}`}
                  disabled={place === 0}
                  onClick={(event) => move(place, -1, event.currentTarget)}
                >
                  <ArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Move down: ${option}`}
                  disabled={place === answer.length - 1}
                  onClick={(event) => move(place, 1, event.currentTarget)}
                >
                  <ArrowDown size={14} />
                </ActionIcon>
              </div>
            )}
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
