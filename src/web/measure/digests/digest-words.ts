import type { Digest, DigestPart } from '../../../contract/outgoing/digests.ts';
import { joined } from '../../../domain/text.ts';

export const partWords: Record<DigestPart, { label: string; description: string }> = {
  'your-work': { label: 'Your week', description: 'Your shifts, your action items, open incidents' },
  measures: {
    label: 'Measures',
    description: 'Time to restore, incidents, postmortems and recurrences, next to the time before',
  },
  'on-call-load': { label: 'On-call load', description: 'Pages per shift, pages at night, heavy shifts' },
  'open-work': { label: 'Action items', description: 'How many are open, and those that are overdue' },
  program: { label: 'Program', description: 'Milestones due in two weeks, drills that are planned' },
};

export const rhythmWords = {
  weekly: 'Every week',
  monthly: 'Every month, on the first',
  sprint: 'After each sprint',
} as const;

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Every Monday at 09:00 (Europe/Berlin)`. */
export function rhythmText({ rhythm, sprintTeam, weekday, at, timeZone }: Digest): string {
  const when = rhythm === 'weekly' ? `Every ${weekdayNames[weekday - 1]}` : sprintText(rhythm, sprintTeam);
  return `${when} at ${at} (${timeZone})`;
}

function sprintText(rhythm: 'monthly' | 'sprint', team: Digest['sprintTeam']): string {
  return rhythm === 'sprint' && team ? `${rhythmWords.sprint} of ${team.name}` : rhythmWords[rhythm];
}

export function contentText({ parts, team }: Digest): string {
  const names = joined(parts.map((part) => partWords[part].label));
  return team ? `${names}, for ${team.name}` : names;
}
