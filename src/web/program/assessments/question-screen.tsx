import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Assessment, getAssessment, listAssessments, rateAssessment } from '../../../contract/assessments.ts';
import { maturityLevels } from '../../../domain/program/maturity-model.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useCommands } from '../../shell/commands.ts';
import { KeyCaps } from '../../shell/key-caps.tsx';
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

/** One question: the seven levels, and beside it what the data of this installation says. Give it the question as its key. */
export function QuestionScreen({ assessment, question, number, back, next }: QuestionScreenProps) {
  const mayRate = useMay('program.manage');
  const [comment, setComment] = useState(question.comment);
  const rate = useAction(rateAssessment, { changes: [getAssessment, listAssessments] });
  const params = { id: assessment.id, questionId: question.id };
  const choose = async (level: (typeof maturityLevels)[number]['level']) => {
    if (!mayRate) return;
    await rate.mutateAsync({ params, body: { level, comment } });
    next();
  };
  const keepComment = () => {
    if (mayRate && comment !== question.comment) rate.mutate({ params, body: { level: question.rated, comment } });
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
        {question.evidence.n === 0 && ' Without evidence a rating counts as level 2 at most.'}
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
      <Textarea
        label="Comment"
        description="For example evidence that stands elsewhere"
        autosize
        minRows={2}
        maxLength={2000}
        disabled={!mayRate}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        onBlur={keepComment}
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
