import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { listDecisions } from '../../../contract/program/decisions.ts';
import { getReview, type Review } from '../../../contract/program/reviews.ts';
import { hasFinding, reviewDeck } from '../../../domain/program/slides/review-slides.ts';
import type { Slide } from '../../../domain/program/slides/slide.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { DecisionList } from '../decisions/decision-list.tsx';
import { Loaded } from '../loaded.tsx';
import { Lines, Slides } from '../slides/slides.tsx';
import { GoalFigure } from './goal-findings.tsx';

/** A quarterly review as slides: the same frozen numbers, shown full screen, or printed one to a sheet. */
export function ReviewSlidesScreen() {
  const { id } = useParams({ from: '/app/program/reviews/$id/slides' });
  const answer = useEndpoint(getReview, { params: { id: Number(id) } });
  return <Loaded answer={answer}>{(review) => <Shown review={review} />}</Loaded>;
}

function Shown({ review }: { review: Review }) {
  const decided = useEndpoint(listDecisions, { query: { reviewId: review.id, limit: 200 } }).data?.items ?? [];
  const bodyOf = ({ key, title, lines }: Slide): ReactNode => {
    const goal = review.composed.goals.filter(hasFinding).find(({ id }) => key === `goal-${id}`);
    if (goal)
      return (
        <div>
          <p>{lines[0]}</p>
          <GoalFigure goal={goal} />
        </div>
      );
    if (key === 'earlier')
      return <DecisionList label={title} decisions={review.earlierDecisions} withReview isFrozen />;
    if (key === 'decisions') return <DecisionList label={title} decisions={decided} isFrozen />;
    return <Lines lines={lines} />;
  };
  return (
    <Slides
      slides={reviewDeck(review, decided).slides.map((slide) => ({ ...slide, body: bodyOf(slide) }))}
      file={`/api/v1/reviews/${review.id}/slides.pptx`}
      back={paths.review(review.id)}
    />
  );
}
