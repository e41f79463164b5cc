import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/harness/hostile/processor-time.ts';
import { checkBlameless } from './check-blameless-for-tests.ts';

const options = { peopleNames: ['Ada', 'Bo Berg'], fullImpact: false };
const marks = (markdown: string, changes = {}) =>
  checkBlameless(markdown, { ...options, ...changes }).map((finding) => [finding.rule, finding.text]);

describe('the blameless check', () => {
  it.each([
    ['This was careless.', 'blaming-word', 'careless'],
    ['Caused by human error in the console.', 'human-error', 'human error'],
    ['We should have noticed.', 'hindsight', 'should have'],
    ["They couldn't have known.", 'hindsight', "couldn't have"],
    ['The team failed to test it.', 'failed-to', 'failed to'],
    ['Nobody forgot to say so.', 'failed-to', 'forgot to'],
    ['Obviously the flag was on.', 'minimiser', 'Obviously'],
    ['It just needed a restart.', 'minimiser', 'just'],
    ['It was his fault.', 'fault', 'his fault'],
    ['We blame the process.', 'fault', 'blame'],
    ['Who did this?', 'fault', 'Who did this'],
    ['Why did you restart it?', 'why-person', 'Why did you'],
    ['Why did the on-call engineer wait?', 'why-person', 'Why did the on-call engineer'],
    ['The root cause was an engineer.', 'person-as-cause', 'root cause was an engineer'],
    ['The engineer misconfigured the limits.', 'person-and-fault', 'The engineer misconfigured'],
    ['Then Ada accidentally deleted the table.', 'person-and-fault', 'Ada accidentally deleted'],
    ['bo berg ignored it.', 'person-and-fault', 'bo berg ignored'],
    ['The outage lasted an hour.', 'outage', 'outage'],
    ['Action: be more careful.', 'try-harder', 'be more careful'],
    ['Action: retrain operators.', 'try-harder', 'retrain'],
  ])('marks “%s” as %s', (markdown, rule, text) => {
    expect(marks(markdown)).toEqual([[rule, text]]);
  });

  it.each([
    'Ada restarted the worker at 10:02.',
    'The on-call engineer saw two dashboards that disagreed.',
    'The health check failed to reach the primary.',
    'About 20% failed to complete.',
    'Just before noon the queue began to grow.',
    'The page fault rate rose; fault tolerance held; default limits applied.',
    'We ran a blameless review.',
    'A justified delay, a simplified plan.',
    'The job which failed to start was retried.',
    'What did they see? How did it make sense?',
  ])('leaves alone: %s', (markdown) => {
    expect(marks(markdown)).toEqual([]);
  });

  it.each([
    ['a fenced block', '```\nhuman error, obviously\n```'],
    ['a tilde fence with a language', '~~~log\nfailed to, careless\n~~~'],
    ['code in a line', 'the log said `human error` twice'],
    ['a block quotation', '> it was obviously his fault'],
    ['quotation marks', 'The customer wrote "you should have told us", and “someone was careless”.'],
    ['a link', 'see [human error, a review](https://example.com/human-error) and https://example.com/obviously'],
    ['a comment', '<!-- simply delete this -->'],
    ['an indented block', 'text\n\n    careless\n'],
  ])('is silent inside %s', (_, markdown) => {
    expect(marks(markdown)).toEqual([]);
  });

  it('looks for counterfactuals in the timeline only', () => {
    const text = 'There was insufficient memory. If the alert had rung, we had known.';
    expect(marks(`## Timeline\n${text}\n## Action items\nmore`).map(([rule]) => rule)).toEqual([
      'counterfactual',
      'counterfactual',
    ]);
    expect(marks(`## Contributing factors\n${text}`)).toEqual([]);
  });

  it('accepts “outage” when everything was down', () => {
    expect(marks('The outage lasted an hour.', { fullImpact: true })).toEqual([]);
  });

  it('keeps the longer of two findings in one place', () => {
    expect(marks('Ada forgot to look.')).toEqual([['person-and-fault', 'Ada forgot']]);
  });

  it('gives a reason and at least one better wording for every finding', () => {
    const [finding] = checkBlameless('It was human error.', options);
    expect(finding?.why.length).toBeGreaterThan(20);
    expect(finding?.suggestions.length).toBeGreaterThan(0);
  });

  it('points at real places, in order, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('careless', '`', '\n', '```\n', '> ', '"', 'Ada', ' forgot to ', 'x', '🦔', '[a](', ')'),
          { maxLength: 40 },
        ),
        (parts) => {
          const markdown = parts.join(' ');
          let end = 0;
          for (const finding of checkBlameless(markdown, options)) {
            expect(finding.start).toBeGreaterThanOrEqual(end);
            expect(markdown.slice(finding.start, finding.end)).toBe(finding.text);
            end = finding.end;
          }
        },
      ),
    );
  });

  it('stays quick on long hostile text', () => {
    const markdown = `${'`'.repeat(4000)} ${'['.repeat(4000)} ${'the engineer '.repeat(4000)} ${'cause was '.repeat(4000)} ${'if '.repeat(4000)}\n${'"'.repeat(4001)}`;
    expect(processorMs(() => checkBlameless(markdown, options), { enough: 3000 })).toBeLessThan(3000);
  });

  it.each([
    ['comments that never end', '<!--'.repeat(50_000)],
    ['brackets that never close', '['.repeat(200_000)],
    ['links that never end', '[a]('.repeat(50_000)],
    ['tags that never end', '<a '.repeat(66_000)],
    ['code that never ends', '`a``b '.repeat(33_000)],
    ['the same words again and again', 'The engineer obviously forgot it, human error. '.repeat(4_200)],
    ['causes without end', 'root cause of '.repeat(14_000)],
  ])('takes no time to speak of for %s', (_, markdown) => {
    // What grows with the square of the length took ten seconds; the rest takes one at worst.
    expect(
      processorMs(
        () => {
          checkBlameless(markdown, {
            ...options,
            peopleNames: Array.from({ length: 500 }, (_each, n) => `Person Number${n}`),
          });
        },
        { enough: 8_000 },
      ),
    ).toBeLessThan(8_000);
  });
});
