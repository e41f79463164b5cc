// What senders say is understood: bodies written by what senders document, read, judged and counted.
import { afterAll, describe, expect, it } from 'vitest';
import { dispatchesAtWork } from './bodies/dispatches.ts';
import { dresses, remakes } from './bodies/dress.ts';
import { quiet } from './bodies/quiet.ts';
import { quietTrades } from './bodies/quiet-trades.ts';
import { quietWork } from './bodies/quiet-work.ts';
import { storyOf, type Teller, type Told } from './bodies/scene.ts';
import { latecomersAtWork } from './bodies/stragglers.ts';
import { strangersAtWork } from './bodies/strangers.ts';
import { tellers } from './bodies/tellers.ts';
import { travellersAtWork } from './bodies/travellers.ts';
import { unmetAtWork } from './bodies/unmet-work.ts';
import { untoldAtWork } from './bodies/untold-work.ts';
import { type Judged, judge, tallyOf } from './score.ts';

const all: Judged[] = [];

/** Each sender as it is, in two other dresses and made anew once; which ones is told by its place. */
function storiesOf(teller: Teller, at: number): [string, Told[]][] {
  const plain = storyOf(teller);
  const isJson = plain.every(({ body, headers }) => typeof body !== 'string' && headers === undefined);
  const worn =
    isJson && teller.type === undefined
      ? [dresses[0]!, dresses[1 + (at % 7)]!, dresses[1 + ((at * 3 + 2) % 7)]!, remakes[at % remakes.length]!]
      : [dresses[0]!];
  return worn.map((dress, turn) => {
    const told = storyOf(teller, turn * 7_919).map((one, index) => ({ ...one, ...dress.put(one, at + index) }));
    return [`${teller.name}, ${dress.name}`, told];
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
  for (const [at, teller] of tellers.entries()) {
    it(`${teller.name}: no alert is missed or joined with another`, () => {
      for (const [story, told] of storiesOf(teller, at)) count(judge(story, told, teller.type));
    });
  }

  it('what tells of work that goes on is no alert', () => {
    for (const { name, action = 'change', ...body } of [
      ...quiet,
      ...quietWork,
      ...quietTrades,
      ...strangersAtWork,
      ...dispatchesAtWork,
      ...latecomersAtWork,
      ...travellersAtWork,
      ...unmetAtWork,
      ...untoldAtWork,
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
