import type { ReactNode } from 'react';
import type { Page, PageDetail } from '../../../contract/respond/pages/page.ts';
import { SignalDetail } from '../../detect/alerts/signal-detail.tsx';
import styles from '../../detect/alerts/story.module.css';
import { useChannelNouns } from '../../directory/channels/use-channels.ts';
import { paths } from '../../paths.ts';
import { Glyph, type GlyphName } from '../../ui/screen/glyphs.tsx';
import { Duration, StoryTime, Time } from '../../ui/time/time.tsx';
import { attemptText, callText, nextText, notificationText, problemText, waitText } from '../pages/page-words.ts';
import { tellEvent } from './event-words.ts';
import { RawSignal } from './raw-signal.tsx';
import type { StoryEntry } from './story.ts';

export type StoryTimelineProps = {
  entries: readonly StoryEntry[];
  /** Where signals among the entries came from. */
  sourceId?: number;
  next?: ReactNode;
};

/** What happened, oldest first, and at its end what comes next. */
export function StoryTimeline({ entries, sourceId, next }: StoryTimelineProps) {
  return (
    <ol className={styles.story}>
      {entries.map((entry) => (
        <Moment key={entry.key} glyph={glyphOf(entry)} tone={toneOf(entry)} at={entry.at} start={entries[0]!.at}>
          <Words entry={entry} sourceId={sourceId} />
        </Moment>
      ))}
      {next}
    </ol>
  );
}

type MomentProps = { glyph: GlyphName; tone: string; at: string; start: string; children: ReactNode };

function Moment({ glyph, tone, at, start, children }: MomentProps) {
  return (
    <li className={styles.moment}>
      <span className={styles.mark} data-tone={tone}>
        <Glyph name={glyph} />
      </span>
      <div className={styles.words}>{children}</div>
      <span className={styles.time}>
        <StoryTime at={at} start={start} withDay />
      </span>
    </li>
  );
}

/** The next step of an open page, counting down; nothing when nobody else will be asked. */
export function NextStep({ page }: { page: Extract<StoryEntry, { kind: 'page' }>['page'] }) {
  const next = nextText(page, page.ladder);
  if (!next || !page.nextStepAt) return null;
  return (
    <li className={styles.moment} data-next="true">
      <span className={styles.mark} data-tone="next">
        <Glyph name="clock" />
      </span>
      <div className={styles.words}>
        {page.waits
          ? `Nobody is notified yet. ${waitText[page.waits.because]} Then ${next}`
          : `Unless somebody acknowledges, ${next}`}
        .
      </div>
      <span className={styles.time}>
        in <Duration until={page.nextStepAt} look="clock" />
      </span>
    </li>
  );
}

function Words({ entry, sourceId = 0 }: { entry: StoryEntry; sourceId?: number }) {
  switch (entry.kind) {
    case 'signal':
      return (
        <SignalDetail
          signal={entry.signal.signal}
          raw={<RawSignal sourceId={sourceId} position={entry.signal.position} />}
        />
      );
    case 'event':
      return <>{tellEvent(entry.event).words}</>;
    case 'problem':
      return <>{problemText(entry.problem, personOf(entry.page))}</>;
    case 'step':
      return <StepWords entry={entry} />;
    case 'call':
      return <CallWords call={entry.call} />;
    default:
      return <PageWords page={entry.page} what={entry.what} />;
  }
}

function PageWords({ page, what }: { page: Page; what: 'opened' | 'acknowledged' | 'resolved' | 'exhausted' }) {
  const link = <a href={paths.page(page.id)}>Page {page.id}</a>;
  if (what === 'exhausted') return <>{link}: the escalation ended and nobody had acknowledged.</>;
  if (what === 'resolved' && page.mergedInto !== null)
    return (
      <>
        {link} ended in <a href={paths.page(page.mergedInto)}>page {page.mergedInto}</a>, which goes on with its alerts.
      </>
    );
  if (what === 'resolved') return <>{link} ended.</>;
  if (what === 'acknowledged')
    return (
      <>
        {page.acknowledgedBy?.name ?? 'Somebody'} acknowledged {link}. Nobody else is notified.
      </>
    );
  return (
    <>
      {link} started{page.policy && <> by “{page.policy.name}”</>}, {page.urgency} urgency.
    </>
  );
}

function CallWords({ call: { stepIndex, round, webhook, state } }: { call: PageDetail['webhookCalls'][number] }) {
  return (
    <>
      Step {stepIndex + 1}
      {round > 0 && `, round ${round + 1}`} called webhook <strong>{webhook.name}</strong>
      {state && `: ${callText[state]}`}.
    </>
  );
}

function StepWords({
  entry: { stepIndex, round, page, notifications },
}: {
  entry: Extract<StoryEntry, { kind: 'step' }>;
}) {
  const isCatchAll = stepIndex >= page.ladder.steps.length;
  return (
    <>
      {isCatchAll ? 'The catch-all' : `Step ${stepIndex + 1}`}
      {round > 0 && `, round ${round + 1}`} {notifications.some((each) => 'person' in each) ? 'notified' : 'posted to'}:
      <ul className={styles.notifications}>
        {notifications.map((notification) => (
          <li key={notification.id}>
            <NotificationWords notification={notification} />
          </li>
        ))}
      </ul>
    </>
  );
}

function NotificationWords({
  notification,
}: {
  notification: Extract<StoryEntry, { kind: 'step' }>['notifications'][number];
}) {
  const nounOf = useChannelNouns();
  const { channel, attempts, state } = notification;
  const hint = 'hint' in notification ? notification.hint : null;
  const line = (
    <>
      <strong>{'room' in notification ? notification.room : notification.person.name}</strong>{' '}
      {'room' in notification ? 'in' : 'by'} {nounOf(channel)}
      {hint && <span className="muted"> ({hint})</span>}:{' '}
      <span className={styles.outcome} data-state={state}>
        {notificationText(notification)}
      </span>
    </>
  );
  if (attempts.length === 0) return line;
  return (
    <details>
      <summary>{line}</summary>
      <ol className={styles.attempts}>
        {attempts.map(({ attempt, startedAt, finishedAt, outcome, detail }) => (
          <li key={attempt}>
            Attempt {attempt}, <Time at={finishedAt ?? startedAt} />: {outcome ? attemptText[outcome] : 'running'}
            {detail && <span className="muted"> ({detail})</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}

const personOf = (page: { notifications: { person: { id: number; name: string } }[] }) => (id: number) =>
  page.notifications.find(({ person }) => person.id === id)?.person.name ?? 'A person';

function glyphOf(entry: StoryEntry): GlyphName {
  if (entry.kind === 'signal') return entry.signal.signal.action === 'resolve' ? 'check' : 'disc';
  if (entry.kind === 'event') return tellEvent(entry.event).glyph;
  if (entry.kind === 'page')
    return entry.what === 'acknowledged' ? 'half' : entry.what === 'resolved' ? 'check' : 'bell';
  return entry.kind === 'step' || entry.kind === 'call' ? 'target' : 'triangle';
}

const pageTones = { opened: 'triggered', acknowledged: 'acknowledged', resolved: 'resolved', exhausted: 'failed' };

function toneOf(entry: StoryEntry): string {
  if (entry.kind === 'event') return tellEvent(entry.event).tone;
  if (entry.kind === 'problem') return 'failed';
  return entry.kind === 'page' ? pageTones[entry.what] : 'plain';
}
