import { Button, Textarea } from '@mantine/core';
import {
  type Assessment,
  getAssessment,
  listAssessments,
  rateAssessment,
} from '../../../contract/program/assessments.ts';
import { maturityLevels } from '../../../domain/program/maturity-model.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { ConflictPanel } from '../../ui/form/conflict-panel.tsx';
import { edited } from '../../ui/form/edited.ts';
import { useOwnedForm } from '../../ui/form/use-owned-form.ts';
import { levelText } from '../level-badge.tsx';
import styles from '../program.module.css';

type Area = Assessment['areas'][number];
export type AskedQuestion = Area['questions'][number] & { area: Area };

export type QuestionScreenProps = {
  assessment: Assessment;
  question: AskedQuestion;
  /** Counted from 1. */
  number: number;
  back?: () => void;
  next: () => void;
};

/** One question: the seven levels, next to what the data of this installation shows. Give it the question as its key. */
export function QuestionScreen({ assessment, question, number, back, next }: QuestionScreenProps) {
  const mayRate = useMay('program.manage');
  const rate = useAction(rateAssessment, { changes: [getAssessment, listAssessments] });
  const params = { id: assessment.id, questionId: question.id };
  const commentOf = ({ areas }: Assessment) => ({
    comment: areas.flatMap(({ questions }) => questions).find(({ id }) => id === question.id)?.comment ?? '',
  });
  const fields = { comment: 'Comment' };
  const { form, isDirty, problem, conflict, send, settle } = useOwnedForm({
    initialValues: commentOf(assessment),
    edited: edited(assessment, commentOf, fields, () => api.call(getAssessment, { params: { id: assessment.id } })),
    submit: (body, { ifMatch }) => rate.mutateAsync({ params, body, ifMatch }),
    done: () => {},
  });
  const keepComment = async () => !isDirty || !mayRate || send(form.values);
  const choose = async (level: (typeof maturityLevels)[number]['level']) => {
    if (!mayRate || !(await keepComment())) return;
    await rate.mutateAsync({ params, body: { level } });
    next();
  };
  useCommands([
    ...maturityLevels.map(({ level, name }) => ({
      label: `Rate ${level} ${name}`,
      keys: String(level),
      group: 'Assessment',
      run: () => void choose(level),
    })),
    { label: 'Next question', keys: 'j', group: 'Assessment', run: next },
    ...(back ? [{ label: 'Previous question', keys: 'k', group: 'Assessment', run: back }] : []),
  ]);
  const before = assessment.before?.areas.find(({ key }) => key === question.area.key)?.level;
  return (
    <section className={styles.question} aria-labelledby="question">
      <p className="muted">
        Question {number} of {assessment.asked} · {question.area.name}
        {before ? ` · ${levelText(before)} last time` : ''}
      </p>
      <h2 id="question">{question.ask}</h2>
      <p className={styles.evidence}>
        <strong>Your data:</strong>{' '}
        {question.evidence.href ? (
          <a href={question.evidence.href}>{question.evidence.text}</a>
        ) : (
          question.evidence.text
        )}
        {question.evidence.n === 0 && ' Without evidence, a rating counts as level 2 at most.'}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no form fields */}
      <div className={styles.levels} role="group" aria-label="Level">
        {maturityLevels.map(({ level, name, meaning }) => (
          <Button
            key={level}
            variant={question.rated === level ? 'filled' : 'default'}
            aria-pressed={question.rated === level}
            disabled={!mayRate || rate.isPending}
            onClick={() => void choose(level)}
            leftSection={<KeyCaps keys={String(level)} />}
          >
            <span>
              <strong>{name}.</strong> {meaning}
            </span>
          </Button>
        ))}
      </div>
      {conflict && <ConflictPanel conflict={conflict} fields={fields} settle={settle as never} />}
      <Textarea
        label="Comment"
        description="For example, evidence kept elsewhere"
        autosize
        minRows={2}
        maxLength={2000}
        disabled={!mayRate}
        error={problem?.general}
        {...form.getInputProps('comment')}
        onBlur={() => void keepComment()}
      />
      <div className={styles.row}>
        <Button variant="default" disabled={!back} onClick={back}>
          Back
        </Button>
        <Button variant="default" onClick={next}>
          {question.rated === null ? 'Skip' : 'Next'}
        </Button>
      </div>
    </section>
  );
}
