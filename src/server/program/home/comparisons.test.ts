import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listComparisons } from '../../../contract/program/program.ts';
import { createReview, holdReview } from '../../../contract/program/reviews.ts';

test('A program is set beside six alternatives, each with what speaks for both sides, when it is better, and own figures as they are', async () => {
  const server = await startTestServer();
  await server.clock.set('2027-04-02T08:00:00Z');
  const read = async () => (await server.admin.call(listComparisons, {})).items;
  const before = await read();
  expect(before.map(({ key }) => key)).toEqual(['ad-hoc', 'alternatives', 'nothing', 'consultants', 'tool', 'project']);
  for (const { program, other, otherWhen, evidence } of before) {
    expect(Math.min(program.length, other.length, otherWhen.length)).toBeGreaterThan(20);
    expect(evidence).toHaveLength(2);
    // Where nothing was measured, no number is made up.
    for (const { value, n } of evidence) if (n === 0) expect(value).toBeNull();
  }

  const reviewed = (items: typeof before) =>
    items.find(({ key }) => key === 'project')!.evidence.find(({ key }) => key === 'days-since-quarterly-review')!;
  expect(reviewed(before)).toMatchObject({ value: null, n: 0 });
  const { id } = await server.admin.call(createReview, { body: { year: 2027, quarter: 1 } });
  await server.admin.call(holdReview, { params: { id } });
  await server.clock.set('2027-04-12T09:00:00Z');
  expect(reviewed(await read())).toMatchObject({ value: 10, n: 1 });
});
