import type { ComponentState } from '../../../domain/communicate/status.ts';

const looks: Record<ComponentState, { word: string; color: string }> = {
  operational: { word: 'operational', color: '#2f8a4c' },
  maintenance: { word: 'maintenance', color: '#3b6fd4' },
  degraded: { word: 'degraded', color: '#8a6400' },
  partial: { word: 'partial outage', color: '#b04c08' },
  major: { word: 'major outage', color: '#c22a2a' },
};

/** A small picture of the state for readmes and portals. Pure. */
export function badgeSvg(state: ComponentState): string {
  const { word, color } = looks[state];
  const right = word.length * 7 + 16;
  const width = 52 + right;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="22" role="img" aria-label="status: ${word}"><title>status: ${word}</title>
<rect width="${width}" height="22" rx="4" fill="#3a404b"/><path d="M52 0h${right - 4}a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H52z" fill="${color}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="26" y="15">status</text><text x="${52 + right / 2}" y="15">${word}</text></g></svg>
`;
}
