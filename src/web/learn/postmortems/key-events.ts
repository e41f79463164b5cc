import { listIncidentTimeline, type TimelineEvent } from '../../../contract/respond/incidents/timeline.ts';
import { plainMarkdown } from '../../../domain/learn/markdown-text.ts';
import { usePagedEndpoint } from '../../data/endpoint-query.ts';

/** The key events of an incident, oldest first. */
export function useKeyEvents(id: number) {
  return usePagedEndpoint(listIncidentTimeline, { params: { id }, query: { show: 'key', order: 'oldest-first' } });
}

/** `2026-11-23 14:02 UTC: Stable: the impact has stopped`, as Markdown that reads as this text. */
export function keyEventLine({ at, text }: TimelineEvent): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC: ${plainMarkdown(text)}`;
}
