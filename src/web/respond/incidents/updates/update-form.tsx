import { Button, Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { previewMessageTemplate } from '../../../../contract/communicate/templates.ts';
import { getIncident, type IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { listIncidentTimeline } from '../../../../contract/respond/incidents/timeline.ts';
import { type IncidentUpdate, postIncidentUpdate } from '../../../../contract/respond/incidents/updates.ts';
import { api } from '../../../data/api.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { useKeptText } from '../../../data/use-kept-text.ts';
import { DraftNotice } from '../../../ui/form/draft-notice.tsx';
import { ErrorState } from '../../../ui/screen/error-state.tsx';
import { stateLooks } from '../../../ui/screen/state-badge.tsx';
import { serverNow } from '../../../ui/time/server-clock.ts';
import styles from '../room/room.module.css';
import { statusAfter } from './update-words.ts';

type Audience = 'responders' | 'executives' | 'support';

const audiences = [
  { value: 'responders', label: 'Responders' },
  { value: 'executives', label: 'Executives' },
  { value: 'support', label: 'Support' },
];
const statuses = (['investigating', 'identified', 'monitoring', 'resolved'] as const).map((value) => ({
  value,
  label: stateLooks[value].word,
}));
const rhythms = [
  { value: '', label: 'No next update promised' },
  ...[10, 15, 20, 30, 60, 120].map((minutes) => ({ value: String(minutes), label: `Next update in ${minutes} min` })),
];

/** Tells colleagues where it stands. The template of the situation stands there already; edit it and send it. */
export function UpdateForm({ room, focus, done }: { room: IncidentRoom; focus: number; done: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [audience, setAudience] = useState<Audience>('responders');
  const [status, setStatus] = useState<IncidentUpdate['status']>(statusAfter(room));
  // Null while nobody has changed the words of the template.
  const { text: typed, change: setTyped, clear, restoredAt } = useKeptText(`update/${room.id}`);
  const usual = String(room.rule.internalUpdateMinutes ?? '');
  const [minutes, setMinutes] = useState(rhythms.some(({ value }) => value === usual) ? usual : '');
  const key = `${status}.${audience}`;
  const template = useQuery({
    queryKey: [previewMessageTemplate.name, key, room.id, room.version],
    queryFn: () => api.call(previewMessageTemplate, { params: { key }, body: { incidentId: room.id } }),
    retry: false,
  });
  const text = typed ?? template.data?.body ?? '';
  useEffect(() => {
    if (focus > 0) field.current?.focus();
  }, [focus]);
  const post = useAction(postIncidentUpdate, {
    changes: [getIncident, listIncidentTimeline],
    done: (_, { body }) => {
      clear(body.text);
      done();
    },
  });
  const submit = () => {
    if (text.trim() === '' || post.isPending) return;
    const nextUpdateAt = minutes === '' ? null : new Date(serverNow() + Number(minutes) * 60_000).toISOString();
    const isShownBelow = { onError: () => {} };
    post.mutate({ params: { id: room.id }, body: { audience, status, text, nextUpdateAt } }, isShownBelow);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <div className={styles.composer}>
      <div className={styles.composerHead}>
        <Select
          aria-label="Audience"
          allowDeselect={false}
          data={audiences}
          value={audience}
          onChange={(value) => setAudience((value ?? 'responders') as Audience)}
        />
        <Select
          aria-label="Status"
          allowDeselect={false}
          data={statuses}
          value={status}
          onChange={(value) => setStatus((value ?? 'investigating') as IncidentUpdate['status'])}
        />
        <Select
          aria-label="Next update"
          allowDeselect={false}
          data={rhythms}
          value={minutes}
          onChange={(value) => setMinutes(value ?? '')}
        />
      </div>
      <Textarea
        ref={field}
        aria-label="Update"
        placeholder="Where it stands, what is being done, what is needed"
        autosize
        minRows={4}
        maxRows={16}
        maxLength={10_000}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <DraftNotice at={restoredAt} discard={clear} />
      {post.error && <ErrorState error={post.error} />}
      <div className={styles.composerEnd}>
        {typed !== null && template.data ? (
          <Button variant="subtle" color="gray" onClick={() => setTyped(null)}>
            Reset to template
          </Button>
        ) : (
          <span className="muted">{template.data && 'Filled in from the template'}</span>
        )}
        <Button onClick={submit} loading={post.isPending} aria-keyshortcuts="Control+Enter">
          Post update
        </Button>
      </div>
    </div>
  );
}
