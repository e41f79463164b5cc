/** Slides as a PowerPoint file: titles are titles, charts are charts whose values can be edited. */
import type PptxGenJS from 'pptxgenjs';
import type { Deck, Slide, SlideChart } from '../../../domain/program/slides/slide.ts';
import { cleanText, truncate } from '../../../domain/text.ts';

type Pptx = InstanceType<typeof PptxGenJS.default>;
type Shown = ReturnType<Pptx['addSlide']>;

const colors = { text: '14171F', muted: '565D6D', line: 'E3E6EB', points: '3B4FD8', flat: 'B45309', dashes: '8A93A6' };
const font = 'Arial';
const longestTitle = 240;
const longestLine = 500;
/** Inches of a wide slide. */
const title = { x: 0.6, y: 0.4, w: 12.1, h: 1.2 };
const whole = { x: 0.6, y: 1.8, w: 12.1, h: 4.9, fontSize: 18, charactersPerLine: 100, lines: 15 };
const beside = { x: 9.1, y: 1.8, w: 3.6, h: 4.9, fontSize: 14, charactersPerLine: 34, lines: 20 };

/** The bytes of a `.pptx`. The library is loaded only now: few installations ever ask. */
export async function pptxOf({ name, footer, slides }: Deck): Promise<Uint8Array> {
  const { default: loaded } = await import('pptxgenjs');
  // What its types call the module is the class itself.
  const pptx = new (loaded as unknown as typeof PptxGenJS.default)();
  pptx.layout = 'LAYOUT_WIDE';
  pptx.title = clean(name);
  pptx.author = 'Evenkeel';
  pptx.company = '';
  pptx.theme = { headFontFace: font, bodyFontFace: font };
  for (const [master, body] of [
    ['Text', whole],
    ['Chart', beside],
  ] as const)
    pptx.defineSlideMaster({
      title: master,
      background: { color: 'FFFFFF' },
      objects: [
        {
          placeholder: {
            options: { name: 'title', type: 'title', ...title, margin: 0, align: 'left', valign: 'middle' },
            text: '',
          },
        },
        {
          placeholder: {
            options: { name: 'body', type: 'body', ...placeOf(body), margin: 0, align: 'left', valign: 'top' },
            text: '',
          },
        },
        {
          text: {
            text: clean(truncate(footer, 150)),
            options: { x: 0.6, y: 6.95, w: 11, h: 0.35, margin: 0, fontSize: 10, fontFace: font, color: colors.muted },
          },
        },
      ],
      slideNumber: { x: 12.2, y: 6.95, w: 0.6, h: 0.35, fontSize: 10, fontFace: font, color: colors.muted },
    });
  for (const slide of slides) addSlide(pptx, slide);
  return (await pptx.write({ outputType: 'uint8array' })) as Uint8Array;
}

/** Text goes on over as many slides as it needs; a chart stands on the first. */
function addSlide(pptx: Pptx, { title: finding, lines, chart, notes }: Slide): void {
  const first = partOf(lines, chart ? beside : whole);
  const parts = [first, ...partsOf(lines.slice(first.length))];
  const cut = [finding, ...lines].filter((line, at) => line.length > (at === 0 ? longestTitle : longestLine));
  for (const [at, part] of parts.entries()) {
    const hasChart = chart !== null && at === 0;
    const slide = pptx.addSlide({ masterName: hasChart ? 'Chart' : 'Text' });
    addTitle(slide, at === 0 ? finding : `${truncate(finding, longestTitle - 20)} (continued)`);
    addLines(slide, part, hasChart ? beside : whole);
    if (hasChart) addChart(pptx, slide, chart, finding);
    slide.addNotes(clean([...cut, ...notes].join(' ')));
  }
}

type Body = typeof whole | typeof beside;

const placeOf = ({ x, y, w, h }: Body) => ({ x, y, w, h });

/** As many lines as fit, but at least one. */
function partOf(lines: readonly string[], { charactersPerLine, lines: most }: Body): string[] {
  let filled = 0;
  const over = lines.findIndex((line, at) => {
    filled += Math.ceil(Math.min(line.length, longestLine) / charactersPerLine) + 0.3;
    return at > 0 && filled > most;
  });
  return over === -1 ? [...lines] : lines.slice(0, over);
}

function partsOf(lines: readonly string[]): string[][] {
  if (lines.length === 0) return [];
  const first = partOf(lines, whole);
  return [first, ...partsOf(lines.slice(first.length))];
}

function addTitle(slide: Shown, text: string): void {
  const fontSize = text.length <= 90 ? 28 : text.length <= 160 ? 22 : 18;
  const shown = clean(truncate(text, longestTitle));
  slide.addText(shown, {
    ...{ placeholder: 'title', fontFace: font, fontSize, bold: true, color: colors.text, lang: 'en-GB' },
    ...direction(shown),
  });
}

function addLines(slide: Shown, lines: readonly string[], { fontSize }: Body): void {
  if (lines.length === 0) return;
  const runs = lines.map((line) => {
    const text = clean(truncate(line, longestLine));
    return { text, options: { bullet: lines.length > 1, breakLine: true, ...direction(text) } };
  });
  slide.addText(runs, {
    ...{ placeholder: 'body', fontFace: font, fontSize, color: colors.text, paraSpaceAfter: 6, lang: 'en-GB' },
  });
}

function addChart(
  pptx: Pptx,
  slide: Shown,
  { kind, axis, format, max, labels, series }: SlideChart,
  finding: string,
): void {
  const data = series.map(({ name, values }) => ({
    name: clean(name),
    labels: labels.map(clean),
    // Its types know no gaps; the file does.
    values: values as number[],
  }));
  const isLine = kind === 'line';
  slide.addChart(isLine ? pptx.ChartType.line : pptx.ChartType.radar, data, {
    ...{ x: 0.5, y: 1.8, w: 8.3, h: 4.9, altText: clean(truncate(`Chart: ${finding}`, longestTitle)) },
    chartColors: series.map(({ look }) => colors[look]),
    ...{ showLegend: true, legendPos: 'b', legendFontFace: font, legendFontSize: 12, legendColor: colors.text },
    ...{ lineSize: 2, lineDataSymbol: 'circle', lineDataSymbolSize: 6, displayBlanksAs: 'gap' },
    ...{ catAxisLabelFontFace: font, catAxisLabelFontSize: 10, catAxisLabelColor: colors.muted },
    ...{ valAxisLabelFontFace: font, valAxisLabelFontSize: 10, valAxisLabelColor: colors.muted },
    ...{ valAxisMinVal: 0, valGridLine: { color: colors.line, size: 0.75 } },
    ...(isLine && {
      ...{ showValAxisTitle: true, valAxisTitle: clean(axis), valAxisTitleFontFace: font, valAxisTitleFontSize: 10 },
      ...{ valAxisTitleColor: colors.muted, valAxisLabelFormatCode: format === 'percent' ? '0%' : 'General' },
    }),
    ...(max !== null && { valAxisMaxVal: max, valAxisMajorUnit: format === 'percent' ? 0.2 : 1 }),
    ...(!isLine && { radarStyle: 'marker' as const }),
  });
}

/** What XML cannot hold goes as well. */
function clean(text: string): string {
  return cleanText(text).replace(/[\ufffe\uffff]/gu, '');
}

const rightToLeft = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]/u;

function direction(text: string) {
  return rightToLeft.test(text) ? { rtlMode: true, align: 'right' as const } : {};
}
