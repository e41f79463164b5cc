import type { LiveEvent } from '../../contract/live.ts';

/**
 * The subject kind that an API path is about, as event rows spell it: `/api/v1/alerts/:id` → `alert`,
 * `/api/v1/action-items` → `action_item`, `/api/v1/policies` → `policy`.
 */
export function subjectOfPath(path: string): string {
  const plural = (path.replace(/^\/api\/v\d+\//, '').split('/')[0] ?? '').replaceAll('-', '_');
  if (plural === 'people') return 'person';
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.endsWith('s') ? plural.slice(0, -1) : plural;
}

/** Whether a read with these followed subject kinds may be stale after the events, however these spell two words. */
export function isTouched(follows: unknown, events: readonly Pick<LiveEvent, 'subjectKind'>[]): boolean {
  return Array.isArray(follows) && events.some(({ subjectKind }) => follows.includes(snakeCase(subjectKind)));
}

function snakeCase(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_');
}
