// What senders say is understood: bodies written by what senders document, read, judged and counted.
import { afterAll, describe, expect, it } from 'vitest';
import { allSenders } from './bodies/all-senders.ts';
import { events20 } from './bodies/events/events-20.ts';
import { events21 } from './bodies/events/events-21.ts';
import { everydayEvents } from './bodies/events/everyday.ts';
import { tradeEvents } from './bodies/events/trades.ts';
import { workEvents } from './bodies/events/work.ts';
import { events06 } from './bodies/mixed/senders-06.ts';
import { events16 } from './bodies/mixed/senders-16.ts';
import { events18 } from './bodies/mixed/senders-18.ts';
import { events19 } from './bodies/mixed/senders-19.ts';
import { type Expected, type Sender, storyOf } from './bodies/sender.ts';
import { remakes, wrappings } from './bodies/wrappings.ts';
import { type Judged, judge, tallyOf } from './score.ts';

const all: Judged[] = [];

/** Each sender as it is, in two other wrappings and made anew once; which ones is expected by its place. */
function storiesOf(sender: Sender, at: number): [string, Expected[]][] {
  const plain = storyOf(sender);
  const isJson = plain.every(({ body, headers }) => typeof body !== 'string' && headers === undefined);
  const worn =
    isJson && sender.type === undefined
      ? [wrappings[0]!, wrappings[1 + (at % 7)]!, wrappings[1 + ((at * 3 + 2) % 7)]!, remakes[at % remakes.length]!]
      : [wrappings[0]!];
  return worn.map((dress, turn) => {
    const expected = storyOf(sender, turn * 7_919).map((one, index) => ({ ...one, ...dress.put(one, at + index) }));
    return [`${sender.name}, ${dress.name}`, expected];
  });
}

function count(judged: Judged[]) {
  all.push(...judged);
  const wrong = judged.filter(({ verdict }) => verdict !== 'right');
  if (process.env.EVENKEEL_SCORE)
    for (const { story, verdict, why } of wrong) console.info(`${verdict}\t${story}\t${why}`);
  expect(wrong.filter(({ verdict }) => verdict === 'MISSED' || verdict === 'JOINED')).toEqual([]);
}

describe('senders', () => {
  for (const [at, sender] of allSenders.entries()) {
    it(`${sender.name}: no alert is missed or joined with another`, () => {
      for (const [story, expected] of storiesOf(sender, at)) count(judge(story, expected, sender.type));
    });
  }

  it('what tells of work that goes on is no alert', () => {
    for (const { name, action = 'change', ...body } of [
      ...everydayEvents,
      ...workEvents,
      ...tradeEvents,
      ...events06,
      ...events16,
      ...events18,
      ...events19,
      ...events20,
      ...events21,
    ]) {
      count(judge(name, [{ ...body, action, condition: name, title: [] }]));
    }
  });

  it('at most three in a hundred are read wrongly', () => {
    const wrong = all.filter(({ verdict }) => verdict !== 'right');
    expect(all.length).toBeGreaterThan(400);
    expect(wrong.length / all.length).toBeLessThanOrEqual(0.03);
  });

  afterAll(() => console.info(`${all.length} bodies: ${JSON.stringify(tallyOf(all))}`));
});
