import { exportAssessmentSlides, slidesType } from '../../../contract/program/assessments.ts';
import { exportReviewSlides } from '../../../contract/program/reviews.ts';
import type { Deck } from '../../../domain/program/slides/slide.ts';
import { slugOf } from '../../../domain/slug.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import { assessmentSlides, reviewSlides } from './actions.ts';
import { pptxOf } from './pptx.ts';

type Reply = Parameters<Parameters<typeof implement<typeof exportReviewSlides>>[1]>[1]['reply'];

async function send(reply: Reply, deck: Deck): Promise<Uint8Array> {
  const file = await pptxOf(deck);
  reply.headers({
    'content-type': slidesType,
    'content-disposition': `attachment; filename="${slugOf(deck.footer) || 'slides'}.pptx"`,
  });
  void reply.send(Buffer.from(file));
  return file;
}

export const slideHandlers: Handler[] = [
  implement(exportReviewSlides, async (ctx, { params, reply }) => send(reply, await reviewSlides(ctx, params.id))),
  implement(exportAssessmentSlides, async (ctx, { params, reply }) =>
    send(reply, await assessmentSlides(ctx, params.id)),
  ),
];
