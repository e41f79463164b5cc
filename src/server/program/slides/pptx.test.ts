import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { evilPieces } from '../../../../test/harness/hostile/evil-texts.ts';
import type { Deck, Slide } from '../../../domain/program/slides/slide.ts';
import { pptxOf } from './pptx.ts';

const slide = (given: Partial<Slide> = {}): Slide => ({
  key: 'goal-1',
  title: 'Median time to restore fell from 92 min to 51 min (n 14 and 12)',
  lines: ['Faster: on track', 'Baseline: 92 min (n = 14)'],
  chart: {
    kind: 'line',
    axis: 'Median time to restore, minutes',
    format: 'number',
    max: null,
    labels: ['Oct 26 (n 12)', 'Nov 26 (n 0)', 'Dec 26 (n 11)'],
    series: [
      { name: 'Median time to restore', values: [80.25, null, 51], look: 'points' },
      { name: 'Target', values: [60, 60, 60], look: 'flat' },
    ],
  },
  notes: ['Source: quarterly review 2026-Q4.'],
  ...given,
});

const deck = (...slides: Slide[]): Deck => ({ name: 'Review', footer: 'Review of Payments', slides });

async function partsOf(given: Deck): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  const read = (zip: Uint8Array, under = '') => {
    for (const [name, bytes] of Object.entries(unzipSync(zip))) {
      if (name.endsWith('.xlsx')) read(bytes, `${under}${name}/`);
      else parts[under + name] = strFromU8(bytes);
    }
  };
  read(await pptxOf(given));
  return parts;
}

/** What is wrong with a text as XML, or null. */
function xmlFault(xml: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.exec(xml);
  if (illegal) return `the character ${illegal[0].codePointAt(0)}`;
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml[^?]*\?>/, '');
  const token = /^(?:<(\/)?([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/)?>|([^<]+))/;
  while (rest !== '') {
    const [whole, closes, name, , isEmpty, text] = token.exec(rest) ?? [];
    if (whole === undefined) return `at ${rest.slice(0, 60)}`;
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(whole)) return `a bare & in ${whole.slice(0, 60)}`;
    if (text === undefined && closes && open.pop() !== name) return `</${name}> closes something else`;
    if (text === undefined && !closes && !isEmpty) open.push(name!);
    rest = rest.slice(whole.length);
  }
  return open.length === 0 ? null : `${open.at(-1)} stays open`;
}

const faultsOf = (parts: Record<string, string>) =>
  Object.entries(parts).flatMap(([name, text]) =>
    /\.(xml|rels)$/.test(name) && xmlFault(text) !== null ? [`${name}: ${xmlFault(text)}`] : [],
  );

test('The finding is the title, the chart is a chart whose values stand in a workbook, and the notes say where they come from', async () => {
  const parts = await partsOf(deck(slide()));
  expect(faultsOf(parts)).toEqual([]);
  const shown = parts['ppt/slides/slide1.xml']!;
  expect(shown).toMatch(/type="title"[\s\S]*fell from 92 min to 51 min \(n 14 and 12\)/);
  expect(parts['ppt/notesSlides/notesSlide1.xml']).toContain('Source: quarterly review 2026-Q4.');
  const chart = Object.entries(parts).find(([name]) => /^ppt\/charts\/chart\d+\.xml$/.test(name))![1];
  expect(chart).toContain('<c:lineChart>');
  expect(chart).toContain('<c:dispBlanksAs val="gap"/>');
  expect(chart).toContain('<c:v>80.25</c:v>');
  const sheet = Object.entries(parts).find(([name]) => name.endsWith('.xlsx/xl/worksheets/sheet1.xml'))![1];
  expect(sheet).toContain('80.25');
  const texts = Object.entries(parts).find(([name]) => name.endsWith('.xlsx/xl/sharedStrings.xml'))![1];
  expect(texts).toContain('Nov 26 (n 0)');
});

test('Nothing of a long list is lost: it goes on over slides that say so', async () => {
  const lines = Array.from({ length: 60 }, (_, at) => `Topic ${at}: ${'words and more words '.repeat(at % 9)}`.trim());
  const parts = await partsOf(deck(slide({ title: 'What to talk about', lines, chart: null })));
  const slides = Object.keys(parts).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
  const all = slides.map((name) => parts[name]).join('');
  for (const line of lines) expect(all).toContain(`<a:t>${line}</a:t>`);
  expect(slides.length).toBeGreaterThan(5);
  expect(all.match(/What to talk about \(continued\)/g)).toHaveLength(slides.length - 1);
});

test('Markup, control characters, lone surrogates and very long words make slides that are still XML', async () => {
  const evil = fc.oneof(
    fc.constantFrom(...evilPieces, '</a:t><script>', '\u0000\u0001', '\ufffe\uffff', '\ud800', '\u202eabc', ']]>', 'ﷺ'),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constant('x'.repeat(3_000)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(evil, { minLength: 6, maxLength: 6 }),
      async ([title, line, label, name, note, footer]) => {
        const { chart } = slide();
        const hostile = slide({
          title: title!,
          lines: [line!, line!],
          chart: {
            ...chart!,
            axis: name!,
            labels: [label!, label!, label!],
            series: [{ ...chart!.series[0]!, name: name! }],
          },
          notes: [note!],
        });
        expect(faultsOf(await partsOf({ name: name!, footer: footer!, slides: [hostile] }))).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
