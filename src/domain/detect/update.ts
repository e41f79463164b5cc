import { type AlertUpdate, signalCaps } from './signal.ts';

export type UpdatedField = 'title' | 'description' | 'labels' | 'severity';
type Content = { title: string; description: string; labels: Record<string, string> };

/** What an update makes of the content of an alert, and which fields it really changes. */
export function updateContent(alert: Content, update: AlertUpdate): { content: Content; fields: UpdatedField[] } {
  const labels = updateLabels(alert.labels, update);
  const content = {
    title: update.title ?? alert.title,
    description: update.description ?? alert.description,
    labels,
  };
  const fields: UpdatedField[] = [];
  if (content.title !== alert.title) fields.push('title');
  if (content.description !== alert.description) fields.push('description');
  if (!isSame(labels, alert.labels)) fields.push('labels');
  return { content, fields };
}

function updateLabels(before: Record<string, string>, update: AlertUpdate): Record<string, string> {
  const removed = new Set(update.removedLabels);
  const tags = updateTags(before.tags ?? '', update);
  const kept = Object.entries(before).filter(([name]) => !removed.has(name) && name !== 'tags');
  const merged = new Map([...kept, ...(tags === '' ? [] : [['tags', tags] as const])]);
  for (const [name, value] of Object.entries(update.labels ?? {})) {
    if (merged.has(name) || merged.size < signalCaps.labels) merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

function updateTags(before: string, { addedTags = [], removedTags = [] }: AlertUpdate): string {
  if (addedTags.length === 0 && removedTags.length === 0) return before;
  const tags = before === '' ? [] : before.split(',').map((tag) => tag.trim());
  const kept = [...new Set([...tags, ...addedTags])].filter((tag) => !removedTags.includes(tag));
  let joined = '';
  for (const tag of kept) {
    const longer = joined === '' ? tag : `${joined}, ${tag}`;
    if (longer.length > signalCaps.labelValue) break;
    joined = longer;
  }
  return joined;
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
