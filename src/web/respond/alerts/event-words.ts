import type { KindAbout } from '../../../contract/events/catalogue.ts';
import type { NotPagedReason } from '../../../domain/detect/paging.ts';
import type { GlyphName } from '../../ui/screen/glyphs.tsx';
import type { AlertStory } from './story.ts';

type AlertEvent = Pick<AlertStory['events'][number], 'kind' | 'actor' | 'data'>;

type Telling = {
  words: (event: AlertEvent, by: string) => string;
  glyph: GlyphName;
  tone?: 'triggered' | 'acknowledged' | 'resolved';
};

const isBySource = ({ actor }: AlertEvent) => actor.kind === 'source';

const tellings: Record<KindAbout<'alert'>, Telling> = {
  'alert.triggered': { words: () => 'The alert was triggered.', glyph: 'bell', tone: 'triggered' },
  'alert.acknowledged': { words: (_, by) => `Acknowledged by ${by}.`, glyph: 'half', tone: 'acknowledged' },
  'alert.unacknowledged': {
    words: (event, by) =>
      isBySource(event)
        ? 'The acknowledgement no longer counts: its source reopened it, or it became urgent.'
        : `Unacknowledged by ${by}.`,
    glyph: 'bell',
  },
  'alert.resolved': {
    words: (event, by) => (isBySource(event) ? `Resolved: ${by} reported recovery.` : `Resolved by ${by}.`),
    glyph: 'check',
    tone: 'resolved',
  },
  'alert.reopened': {
    words: ({ data }, by) => `Reopened by ${by}: ${String(data.reason)}`,
    glyph: 'bell',
    tone: 'triggered',
  },
  'alert.expired': { words: () => 'Resolved: its sender stopped sending it.', glyph: 'clock', tone: 'resolved' },
  'alert.unsuppressed': { words: () => 'Suppression ended while the alert was still open.', glyph: 'ring' },
  'alert.notPaged': {
    words: ({ data }) => (data.words ? String(data.words) : `Nobody was paged: ${notPagedText(String(data.because))}.`),
    glyph: 'slash',
  },
  'alert.joinedPage': { words: ({ data }) => `Added to page ${data.pageId}, which was already open.`, glyph: 'bell' },
  'alert.merged': {
    words: ({ data }, by) => `Merged from page ${data.from} into page ${data.pageId} by ${by}.`,
    glyph: 'bell',
  },
  'alert.unmerged': {
    words: ({ data }, by) => `The merge was undone by ${by}: back on page ${data.pageId}.`,
    glyph: 'bell',
  },
  'alert.split': { words: ({ data }, by) => `Split from the group of page ${data.from} by ${by}.`, glyph: 'bell' },
  'alert.unsplit': {
    words: ({ data }, by) => `The split was undone by ${by}: back on page ${data.pageId}.`,
    glyph: 'bell',
  },
  'alert.snoozed': { words: (_, by) => `Snoozed by ${by}.`, glyph: 'clock' },
  'alert.unsnoozed': { words: (_, by) => `The snooze was cancelled by ${by}.`, glyph: 'ring' },
  'alert.snoozeEnded': { words: () => 'The snooze ended while the alert was still open.', glyph: 'bell' },
  'alert.updated': {
    words: ({ data: { fields } }, by) => `${sentence(String(fields).split(',').join(', '))} changed by ${by}.`,
    glyph: 'ring',
  },
  'alert.noted': {
    words: ({ data: { text, user } }, by) => `Note from ${user ? `${user}, through ${by}` : by}: ${text}`,
    glyph: 'ring',
  },
  'alert.senderTold': { words: ({ data: { words } }) => `At its sender: it ${words}.`, glyph: 'ring' },
  'alert.senderNotTold': {
    words: ({ data: { reason, isLast } }) =>
      `Its sender was not told: ${reason}. ${isLast ? 'It is not tried again.' : 'It is tried again.'}`,
    glyph: 'triangle',
  },
  'alert.senderRequestDone': { words: ({ data: { words } }) => `As its sender asked: ${words}.`, glyph: 'ring' },
  'alert.senderRequestRefused': {
    words: ({ data: { reason } }) => `Not done as its sender asked. ${reason}.`,
    glyph: 'triangle',
  },
  'alert.severityRaised': {
    words: ({ data: { from, to } }) => `Severity raised${from ? ` from SEV${from}` : ''} to SEV${to}.`,
    glyph: 'triangle',
    tone: 'triggered',
  },
};

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const notPagedTexts: Record<NotPagedReason, string> = {
  suppressed: 'its route suppresses it',
  paused: 'its source is paused',
  maintenance: 'a maintenance window is active',
  route: 'its route shows alerts without paging',
  severity: 'its severity pages nobody',
  source: 'its source is set to page nobody',
  flapping: 'it is flapping',
  snoozed: 'it is snoozed',
  resolved: 'it was resolved before',
  acknowledged: 'it was acknowledged before',
};

const notPagedText = (because: string) =>
  Object.hasOwn(notPagedTexts, because) ? notPagedTexts[because as NotPagedReason] : because;

/** What happened to an alert, in a sentence and as it looks. Kinds of a newer server are shown by their name. */
export function tellEvent(event: AlertEvent): { words: string; glyph: GlyphName; tone: string } {
  const { kind, actor } = event;
  const by = actor.kind === 'link' ? `${actor.name}, using a notification link` : actor.name;
  if (!Object.hasOwn(tellings, kind)) {
    return { words: `${kind.replace(/^alert\./, '')} (${by})`, glyph: 'ring', tone: 'plain' };
  }
  const { words, glyph, tone = 'plain' } = tellings[kind as KindAbout<'alert'>];
  return { words: words(event, by), glyph, tone };
}
