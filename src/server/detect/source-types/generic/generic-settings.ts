import { z } from 'zod';
import type { SignalAction } from '../../../../domain/detect/signal.ts';
import { type CommonSettings, commonFields, commonSettings, lowerCaseMap, type SettingsField } from '../settings.ts';

const paths = z.string().trim().max(500).optional();

export const genericSettings = commonSettings.extend({
  items: paths,
  title: paths,
  description: paths,
  severity: paths,
  dedupKey: paths,
  state: paths,
  link: paths,
  labels: paths,
  groupKey: paths,
  occurredAt: paths,
  stateMap: lowerCaseMap(z.enum(['trigger', 'acknowledge', 'resolve', 'change'])).optional(),
});

export type PathName =
  | 'items'
  | 'title'
  | 'description'
  | 'severity'
  | 'dedupKey'
  | 'state'
  | 'link'
  | 'labels'
  | 'groupKey'
  | 'occurredAt';

export type GenericSettings = CommonSettings & { [Name in PathName]?: string | undefined } & {
  stateMap?: Record<string, SignalAction> | undefined;
};

const syntax = 'A dot path such as alert.host or items.0.name; several, tried in order, are split by |.';

export const genericFields: SettingsField[] = [
  path('title', 'Title'),
  path('description', 'Description'),
  path('state', 'State', 'Its value says whether the alert is firing, acknowledged or resolved.'),
  {
    key: 'stateMap',
    label: 'State words',
    kind: 'action-map',
    help: 'What each of the sender’s words means. Usual words such as firing, ok or resolved need no entry.',
  },
  path('severity', 'Severity'),
  path('dedupKey', 'Dedup key', 'Signals with the same key are one alert. Without one the title is the key.'),
  path('link', 'Link'),
  path('labels', 'Labels', 'An object whose fields become labels.'),
  path('groupKey', 'Group key'),
  path('occurredAt', 'Time'),
  path('items', 'List of alerts', 'Where one request carries several. The other paths then start at each of them.'),
  ...commonFields,
];

function path(key: PathName, label: string, more = ''): SettingsField {
  return { key, label, kind: 'text', help: `${more} ${syntax} Leave empty to try the usual names.`.trim() };
}
