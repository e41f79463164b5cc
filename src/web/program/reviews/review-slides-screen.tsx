import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listDecisions } from '../../../contract/program/decisions.ts';
import { getReview, type Review } from '../../../contract/program/reviews.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { dayText } from '../../ui/time/time-text.ts';
import { DecisionList } from '../decisions/decision-list.tsx';
import { Loaded } from '../loaded.tsx';
import { moneyRangeText } from '../money-text.ts';
import { type Slide, Slides } from '../slides/slides.tsx';
import { GoalFigure, goalStateText, hasFinding } from './goal-findings.tsx';
import { scopeText } from './scope-text.ts';

/** A quarterly review as slides: the same frozen numbers, shown full screen, or printed one to a sheet. */
export function ReviewSlidesScreen() {
  const { id } = useParams({ from: '/app/program/reviews/$id/slides' });
  const answer = useEndpoint(getReview, { params: { id: Number(id) } });
  return <Loaded answer={answer}>{(review) => <Deck review={review} />}</Loaded>;
}

function Deck({ review }: { review: Review }) {
  const { composed, earlierDecisions, timeZone } = review;
  const decided = useEndpoint(listDecisions, { query: { reviewId: review.id, limit: 200 } }).data?.items ?? [];
  const day = (instant: string) => dayText(Date.parse(instant), timeZone);
  const { goals, money, topics, questions, rows } = composed;
  const claims = rows.filter(({ verdict }) => verdict === 'better' || verdict === 'worse');
  const slides: (Slide | false)[] = [
    {
      key: 'title',
      title: `Quarterly review ${review.key}: ${scopeText(review)}`,
      body: (
        <p>
          {day(composed.from)} to {day(composed.to)}; numbers as of {day(review.composedAt)}.
        </p>
      ),
    },
    earlierDecisions.length > 0 && {
      key: 'earlier',
      title: 'What we decided last time',
      body: <DecisionList label="What we decided last time" decisions={earlierDecisions} withReview isFrozen />,
    },
    ...goals.filter(hasFinding).map((goal) => ({
      key: `goal-${goal.id}`,
      title: goal.finding.sentence,
      body: (
        <div>
          <p>
            {goal.name}: {goalStateText(goal)}
          </p>
          <GoalFigure goal={goal} />
        </div>
      ),
    })),
    {
      key: 'measures',
      title:
        claims.length === 0
          ? 'No measure has changed by more than chance against the baseline'
          : claims.map(({ name, verdict }) => `${name}: ${verdict}`).join('; '),
      body: lines(rows.flatMap(({ name, finding }) => (finding ? [withName(name, finding)] : []))),
    },
    money !== null && {
      key: 'money',
      title: money.saved
        ? `Saved ${moneyRangeText(money.saved, money.currency)}`
        : 'Cannot tell yet what was saved: no severity has changed by more than the uncertainty',
      body: (
        <>
          <p>The program cost {moneyRangeText(money.cost, money.currency)}.</p>
          {lines([...(money.findings ?? []), ...money.assumptions])}
        </>
      ),
    },
    topics.length > 0 && { key: 'topics', title: 'What to talk about', body: lines(topics) },
    decided.length > 0
      ? {
          key: 'decisions',
          title: 'What we decided',
          body: <DecisionList label="What we decided" decisions={decided} isFrozen />,
        }
      : { key: 'questions', title: 'What to decide', body: lines(questions) },
  ];
  return <Slides slides={slides.filter((slide) => slide !== false)} back={paths.review(review.id)} />;
}

/** Some findings name their measure already. */
function withName(name: string, finding: string): string {
  return finding.startsWith(name) ? finding : `${name}. ${finding}`;
}

function lines(texts: readonly string[]): ReactNode {
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
