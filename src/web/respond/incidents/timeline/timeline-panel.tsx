import { Button, SegmentedControl } from '@mantine/core';
import { Pencil, Star } from 'lucide-react';
import { Fragment, useState } from 'react';
import {
  editIncidentTimeline,
  listIncidentTimeline,
  type TimelineEvent,
} from '../../../../contract/respond/incidents/timeline.ts';
import { correctionText, type InstantKey, instantNames } from '../../../../domain/respond/incidents/instants.ts';
import { useAction, usePagedEndpoint } from '../../../data/endpoint-query.ts';
import { useGuard } from '../../../directory/may.ts';
import { latestOf } from '../../../ui/form/edited.ts';
import { LoadingRows } from '../../../ui/list/loading-rows.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { Glyph, type GlyphName } from '../../../ui/screen/glyphs.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { InlineMarkdown, Markdown } from '../../../ui/text/markdown.tsx';
import { dayOf, displayZone, StoryTime, Time } from '../../../ui/time/time.tsx';
import { momentText } from '../../schedules/local-time.ts';
import styles from './timeline.module.css';
import { TimelineEditForm } from './timeline-edit-form.tsx';

const glyphs: Record<string, GlyphName> = {
  declared: 'flame',
  lifecycle: 'half',
  severity: 'triangle',
  role: 'target',
  task: 'box',
  update: 'disc',
  checklist: 'check',
  runbook: 'check',
  alert: 'bell',
  page: 'bell',
  instant: 'clock',
  reminder: 'clock',
};

/** What happened, the newest first: the key events, or everything. */
export function TimelinePanel({ incidentId, start }: { incidentId: number; start: string }) {
  const [show, setShow] = useState<'key' | 'everything'>('everything');
  const [edited, setEdited] = useState<TimelineEvent | null>(null);
  const list = usePagedEndpoint(listIncidentTimeline, { params: { id: incidentId }, query: { show } });
  return (
    <Panel
      title="Timeline"
      actions={
        <SegmentedControl
          aria-label="Which events"
          value={show}
          onChange={(value) => setShow(value as typeof show)}
          data={[
            { value: 'key', label: 'Key events' },
            { value: 'everything', label: 'Everything' },
          ]}
        />
      }
    >
      {list.error && <ErrorState error={list.error} retry={list.retry} />}
      {list.isPending && <LoadingRows rows={5} label="Loading the timeline" />}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <p className="muted">No key events yet. Star an event to make it one.</p>
      )}
      <ol className={styles.timeline} aria-live="polite" aria-relevant="additions">
        {list.rows.map((event, index) => (
          <Fragment key={event.id}>
            {dayOf(event.at) !== (index === 0 ? dayOf(start) : dayOf(list.rows[index - 1]!.at)) && (
              <li className={styles.day}>{dayOf(event.at)}</li>
            )}
            <Moment event={event} incidentId={incidentId} start={start} edit={() => setEdited(event)} />
          </Fragment>
        ))}
      </ol>
      {list.loadMore && (
        <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
          Earlier events
        </Button>
      )}
      <TimelineEditForm
        incidentId={incidentId}
        event={edited && latestOf(list.rows, edited)}
        close={() => setEdited(null)}
      />
    </Panel>
  );
}

/** A corrected time is told by the clock of this person, as long as nobody has put it into other words. */
function wordsOf({ kind, text, data, editedAt }: TimelineEvent): string {
  const correction = kind === 'instant' && editedAt === null ? correctionOf(data) : null;
  if (correction === null) return text;
  const { name, from, to, reason } = correction;
  const told = (at: string | null) => (at === null ? 'unknown' : momentText(Date.parse(at), displayZone()));
  return correctionText(name, told(from), told(to), reason);
}

type Correction = { name: InstantKey; from: string | null; to: string | null; reason: string };

function correctionOf({ name, from, to, reason }: TimelineEvent['data']): Correction | null {
  const isTime = (at: unknown): at is string | null =>
    at === null || (typeof at === 'string' && !Number.isNaN(Date.parse(at)));
  if (typeof name !== 'string' || !(name in instantNames) || typeof reason !== 'string') return null;
  return isTime(from) && isTime(to) ? { name: name as InstantKey, from, to, reason } : null;
}

type MomentProps = { event: TimelineEvent; incidentId: number; start: string; edit: () => void };

function Moment({ event, incidentId, start, edit }: MomentProps) {
  const guard = useGuard('incidents.respond');
  const star = useAction(editIncidentTimeline, { changes: [listIncidentTimeline] });
  const isWritten = event.kind === 'note' || event.kind === 'update';
  const toggle = () => star.mutate({ params: { id: incidentId, eventId: event.id }, body: { isKey: !event.isKey } });
  return (
    <li className={styles.moment} data-key={event.isKey || undefined}>
      <span className={styles.mark} data-kind={event.kind}>
        <Glyph name={glyphs[event.kind] ?? 'ring'} />
      </span>
      <div className={styles.words}>
        {isWritten && <Markdown text={event.text} />}
        {event.kind === 'runbook' && <InlineMarkdown line={event.text} />}
        {!isWritten && event.kind !== 'runbook' && wordsOf(event)}
        <div className={styles.by}>
          <span>{event.actor.name}</span>
          <StoryTime at={event.at} start={start} />
          {event.original && event.editedAt && (
            <details>
              <summary>edited by {event.editedBy?.name ?? 'somebody'}</summary>
              Originally: “{event.original.text}” (<Time at={event.original.at} />)
            </details>
          )}
        </div>
      </div>
      <div className={styles.tools}>
        <button
          type="button"
          className={styles.tool}
          aria-label={event.isKey ? 'Unmark as key event' : 'Mark as key event'}
          aria-pressed={event.isKey}
          onClick={toggle}
          {...guard}
        >
          <Star size={14} fill={event.isKey ? 'currentColor' : 'none'} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={styles.tool}
          aria-label={`Edit: ${event.text.slice(0, 60)}`}
          onClick={edit}
          {...guard}
        >
          <Pencil size={14} aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}
