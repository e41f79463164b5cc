import { Button, Textarea } from '@mantine/core';
import {
  type Assessment,
  getAssessment,
  listAssessments,
  rateAssessment,
  revealVotes,
  voteInAssessment,
} from '../../../contract/program/assessments.ts';
import { levelText } from '../../../domain/program/maturity/level-text.ts';
import { maturityLevels } from '../../../domain/program/maturity/model.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useMay } from '../../data/session.ts';
import { useGuard } from '../../directory/may.ts';
import { useCommands } from '../../keys/commands.ts';
import { KeyCaps } from '../../keys/key-caps.tsx';
import { ConflictPanel } from '../../ui/form/conflict-panel.tsx';
import { edited } from '../../ui/form/edited.ts';
import { useOwnedForm } from '../../ui/form/use-owned-form.ts';
import styles from '../program.module.css';
import { EvidenceText } from './evidence-text.tsx';

type Area = Assessment['areas'][number];
export type AskedQuestion = Area['questions'][number] & { area: Area };

export type QuestionScreenProps = {
  assessment: Assessment;
  question: AskedQuestion;
  /** Whether a level is what was agreed on, or the vote of whoever looks at it. */
  mode: 'agree' | 'vote';
  /** Counted from 1. */
  number: number;
  back?: () => void;
  next: () => void;
};

/** One question: the seven levels, next to what the data of this installation shows. Give it the question as its key. */
export function QuestionScreen({ assessment, question, mode, number, back, next }: QuestionScreenProps) {
  const mayRate = useMay('program.manage');
  const rate = useAction(rateAssessment, { changes: [getAssessment, listAssessments] });
  const vote = useAction(voteInAssessment, { changes: [getAssessment] });
  const isVote = mode === 'vote';
  const mayChoose = isVote ? question.votes === null : mayRate;
  const chosen = isVote ? (question.myVote?.level ?? null) : question.rated;
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
    if (!mayChoose || !(await keepComment())) return;
    if (isVote) {
      await vote.mutateAsync({ params, body: { level: level === chosen ? null : level, comment: '' } });
    } else {
      await rate.mutateAsync({ params, body: { level } });
    }
    if (assessment.sessionQuestion === null) next();
  };
  useCommands([
    ...maturityLevels.map(({ level, name }) => ({
      label: `${isVote ? 'Vote' : 'Rate'} ${level} ${name}`,
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
        {question.evidence ? <EvidenceText evidence={question.evidence} /> : 'no figure answers this question.'}
        {!question.evidence?.n && ' Without evidence, a rating counts as level 2 at most.'}
        {question.capReason && question.evidence?.n ? ` Counts as ${question.level}: ${question.capReason}.` : null}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no form fields */}
      <div className={styles.levels} role="group" aria-label={isVote ? 'My vote' : 'Agreed rating'}>
        {maturityLevels.map(({ level, name, meaning }) => (
          <Button
            key={level}
            variant={chosen === level ? 'filled' : 'default'}
            aria-pressed={chosen === level}
            disabled={!mayChoose || rate.isPending || vote.isPending}
            onClick={() => void choose(level)}
            leftSection={<KeyCaps keys={String(level)} />}
          >
            <span>
              <strong>{name}.</strong> {meaning}
            </span>
          </Button>
        ))}
      </div>
      <Votes assessment={assessment} question={question} />
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
          {chosen === null ? 'Skip' : 'Next'}
        </Button>
      </div>
    </section>
  );
}

/** What people voted: hidden until revealed, then who voted what, so that the difference can be talked about. */
function Votes({ assessment, question }: Pick<QuestionScreenProps, 'assessment' | 'question'>) {
  const reveal = useAction(revealVotes, { changes: [getAssessment] });
  const guard = useGuard('program.manage');
  const { votes, voteCount } = question;
  if (voteCount === 0) return null;
  if (votes === null) {
    return (
      <div className={styles.row}>
        <span>{voteCount === 1 ? 'One vote' : `${voteCount} votes`}, hidden until revealed.</span>
        <Button
          variant="default"
          {...guard}
          loading={reveal.isPending}
          onClick={() => reveal.mutate({ params: { id: assessment.id }, body: { questionId: question.id } })}
        >
          Reveal votes
        </Button>
      </div>
    );
  }
  return (
    <div>
      <strong>{spreadText(votes.map(({ level }) => level))}</strong>
      <ul className={styles.plainList}>
        {maturityLevels
          .map(({ level }) => ({ level, of: votes.filter((vote) => vote.level === level) }))
          .filter(({ of }) => of.length > 0)
          .map(({ level, of }) => (
            <li key={level}>
              {levelText(level)}: {of.map(({ person }) => person.name).join(', ')}
            </li>
          ))}
      </ul>
    </div>
  );
}

function spreadText(levels: readonly number[]) {
  const [lowest, highest] = [Math.min(...levels), Math.max(...levels)];
  if (lowest === highest) return `All ${levels.length} vote ${lowest}.`;
  const spread = `Votes from ${lowest} to ${highest}`;
  return highest - lowest > 1 ? `${spread}: hear both ends before you agree.` : `${spread}.`;
}
