import type { OutputOf } from '../../../contract/endpoint.ts';
import type { readOncallLoad } from '../../../contract/measure/oncall.ts';
import { Badge } from '../../ui/screen/badge.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { countText, shareText } from '../figure-text.ts';

type Load = OutputOf<typeof readOncallLoad>;
export type Figures = Omit<Load['points'][number], 'name' | 'from' | 'to' | 'isWhole'>;

const tones = {
  green: { tone: 'resolved', glyph: 'check', words: 'No heavy shift' },
  amber: { tone: 'sev3', glyph: 'triangle', words: 'Heavy shifts' },
  red: { tone: 'sev1', glyph: 'triangle', words: 'Two heavy shifts running' },
} as const;

/** Amber and red as the definition says; nothing where nobody was on call or it may not be told. */
export function ToneBadge({ tone }: Pick<Figures, 'tone'>) {
  if (tone === null) return null;
  const { words, ...look } = tones[tone];
  return (
    <Badge look="plain" {...look}>
      {words}
    </Badge>
  );
}

export const nightsText = ({ nightCount, interruptedNightCount }: Figures) =>
  nightCount === null || interruptedNightCount === null
    ? '–'
    : nightCount === 0
      ? 'no nights on call'
      : `${interruptedNightCount} of ${nightCount} (${shareText(Math.round((interruptedNightCount / nightCount) * 1000) / 1000)})`;

export const kindWords = { day: 'Day', evening: 'Evening', night: 'Night', weekend: 'Weekend' } as const;

/** They are those of one person, and not for everybody to see. */
export const isHidden = ({ pagesByKind }: Figures) => pagesByKind === null;

/** What being on call asked of people, in a few lines. */
export function LoadFacts({ figures }: { figures: Figures }) {
  const { n, pagesByKind, tone, heavyShiftCount, secondHeavyShiftCount } = figures;
  if (n === 0) return <p className="muted">No on-call shift ended in this period.</p>;
  if (isHidden(figures))
    return (
      <p className="muted">Only one person was on call, so the figures are shown to them and to their lead alone.</p>
    );
  return (
    <Facts
      facts={[
        ['', <ToneBadge key="tone" tone={tone} />],
        ['Pages per shift', `${countText(figures.medianPages)} median, ${countText(figures.worstPages)} in the worst`],
        [
          'Incidents per shift',
          `${countText(figures.medianIncidents)} median, ${countText(figures.worstIncidents)} in the worst`,
        ],
        [
          'Heavy shifts',
          `${heavyShiftCount} of ${n}, ${secondHeavyShiftCount} of them right after another of the same person`,
        ],
        ['Interrupted nights', nightsText(figures)],
        [
          'Pages by hour',
          pagesByKind &&
            Object.entries(kindWords)
              .map(([kind, word]) => `${word} ${pagesByKind[kind as keyof typeof kindWords]}`)
              .join(' · '),
        ],
      ]}
    />
  );
}
