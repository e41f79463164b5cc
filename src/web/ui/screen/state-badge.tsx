import { Badge, type BadgeProps, type Tone } from './badge.tsx';
import type { GlyphName } from './glyphs.tsx';

/** How each state of an alert, page, incident, status-page incident, component and maintenance looks. */
export const stateLooks = {
  // alerts and pages
  triggered: { tone: 'sev1', glyph: 'bell', word: 'Triggered' },
  acknowledged: { tone: 'acknowledged', glyph: 'half', word: 'Acknowledged' },
  resolved: { tone: 'resolved', glyph: 'check', word: 'Resolved' },
  suppressed: { tone: 'sev5', glyph: 'slash', word: 'Suppressed' },
  flapping: { tone: 'sev5', glyph: 'slash', word: 'Flapping' },
  snoozed: { tone: 'sev5', glyph: 'clock', word: 'Snoozed' },
  merged: { tone: 'sev5', glyph: 'box', word: 'Merged' },
  // incidents
  triage: { tone: 'acknowledged', glyph: 'lens', word: 'Triage' },
  active: { tone: 'sev2', glyph: 'flame', word: 'Active' },
  stable: { tone: 'sev4', glyph: 'eye', word: 'Stable' },
  closed: { tone: 'sev5', glyph: 'box', word: 'Closed' },
  // what a status page says about an incident
  investigating: { tone: 'sev2', glyph: 'lens', word: 'Investigating' },
  identified: { tone: 'identified', glyph: 'target', word: 'Identified' },
  monitoring: { tone: 'sev4', glyph: 'eye', word: 'Monitoring' },
  // components
  operational: { tone: 'resolved', glyph: 'check', word: 'Operational' },
  degraded: { tone: 'sev3', glyph: 'diamond', word: 'Degraded' },
  partial_outage: { tone: 'sev2', glyph: 'triangle', word: 'Partial outage' },
  major_outage: { tone: 'sev1', glyph: 'octagon', word: 'Major outage' },
  maintenance: { tone: 'maintenance', glyph: 'wrench', word: 'Maintenance' },
  unknown: { tone: 'sev5', glyph: 'square', word: 'Unknown' },
  // maintenance windows and other planned things
  scheduled: { tone: 'sev5', glyph: 'clock', word: 'Scheduled' },
  in_progress: { tone: 'maintenance', glyph: 'half', word: 'In progress' },
  completed: { tone: 'resolved', glyph: 'check', word: 'Completed' },
  cancelled: { tone: 'sev5', glyph: 'slash', word: 'Cancelled' },
} as const satisfies Record<string, { tone: Tone; glyph: GlyphName; word: string }>;

export type KnownState = keyof typeof stateLooks;

/** A state in the same shape, colour and word everywhere. */
export function StateBadge({ state, look = 'tint' }: { state: KnownState; look?: BadgeProps['look'] }) {
  const { tone, glyph, word } = stateLooks[state];
  return (
    <Badge tone={tone} glyph={glyph} look={look}>
      {word}
    </Badge>
  );
}
