import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { sharedServer } from '../../../../test/harness/server.ts';
import { exportAssessmentSlides, startAssessment } from '../../../contract/program/assessments.ts';
import { createDecision } from '../../../contract/program/decisions.ts';
import { createReview, exportReviewSlides } from '../../../contract/program/reviews.ts';

const server = sharedServer();

test('A review without incidents claims nothing on its slides, and names what it decided', async () => {
  const { admin } = await server();
  const { id } = await admin.call(createReview, { body: { year: 2026, quarter: 1 } });
  await admin.call(createDecision, {
    body: { reviewId: id, text: 'Practise the rollback <monthly>', dueOn: '2026-05-01' },
  });
  const parts = unzipSync(await admin.call(exportReviewSlides, { params: { id } }));
  const slides = Object.entries(parts).filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  const texts = slides.map(([, bytes]) => strFromU8(bytes)).join('\n');
  expect(texts).toContain('Quarterly review 2026-Q1: the whole organisation');
  expect(texts).toContain('No measure has changed by more than chance against the baseline');
  expect(texts).toContain('Practise the rollback &lt;monthly&gt; (no owner, overdue since 2026-05-01)');
  const notes = strFromU8(parts['ppt/notesSlides/notesSlide2.xml']!);
  expect(notes).toContain('There is no baseline, so no change can be shown.');
  expect(notes).toContain('n = 0');
  expect(notes).toContain('Source: quarterly review 2026-Q1 of the whole organisation');
});

test('There are no slides of a review that there is not, or of an assessment that is not complete', async () => {
  const { admin } = await server();
  await expect(admin.call(exportReviewSlides, { params: { id: 999_999 } })).rejects.toMatchObject({
    code: 'not_found',
  });
  const { id } = await admin.call(startAssessment, { body: {} });
  await expect(admin.call(exportAssessmentSlides, { params: { id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});
