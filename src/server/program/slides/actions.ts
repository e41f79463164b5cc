/** Reviews and assessments as files of slides. */
import type { OutputOf } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { Assessment, readMaturityLadder } from '../../../contract/program/assessments.ts';
import type { Review } from '../../../contract/program/reviews.ts';
import { assessmentDeck } from '../../../domain/program/slides/assessment-slides.ts';
import { reviewDeck } from '../../../domain/program/slides/review-slides.ts';
import type { Deck } from '../../../domain/program/slides/slide.ts';
import type { Context } from '../../platform/context.ts';
import { getAssessment, readLadder } from '../assessments/actions.ts';
import { listDecisions } from '../decisions/actions.ts';
import { getReview } from '../reviews/actions.ts';

export async function reviewSlides(ctx: Context, id: number): Promise<Deck> {
  const review = asSent<Review>(await getReview(ctx, id));
  const { items } = await listDecisions(ctx, { reviewId: id, state: 'all', limit: mostDecisions });
  return reviewDeck(review, items);
}

/** @throws Problem `state_conflict` for a draft */
export async function assessmentSlides(ctx: Context, id: number): Promise<Deck> {
  const assessment = asSent<Assessment>(await getAssessment(ctx, id));
  if (assessment.state === 'draft') throw problem('state_conflict', 'Complete this assessment first.');
  const ladder = asSent<OutputOf<typeof readMaturityLadder>>(await readLadder(ctx, assessment.team?.id ?? null));
  return assessmentDeck(assessment, ladder.here?.assessmentId === id ? ladder.next : null, 'UTC');
}

const mostDecisions = 200;

/** As the API sends it: instants as text. */
function asSent<Sent>(answer: unknown): Sent {
  return JSON.parse(JSON.stringify(answer)) as Sent;
}
