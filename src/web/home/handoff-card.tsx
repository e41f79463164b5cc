import { Button } from '@mantine/core';
import { readMyHandoffs } from '../../contract/respond/schedules/handoff-notes.ts';
import { useEndpoint } from '../data/endpoint-query.ts';
import { usePerson } from '../data/session.ts';
import { paths } from '../paths.ts';
import handoff from '../respond/handoff-notes/handoff-notes.module.css';
import { NoteCard } from '../respond/handoff-notes/note-card.tsx';
import { Panel } from '../ui/screen/panel.tsx';
import { serverNow } from '../ui/time/server-clock.ts';
import { Time } from '../ui/time/time.tsx';
import styles from './home.module.css';

const follows = ['schedule', 'person'] as const;

/** Notes that were left for this person's shift, and shifts of theirs to leave one for; nothing while there are none. */
export function HandoffCard() {
  const me = usePerson();
  const { data } = useEndpoint(readMyHandoffs, {}, { follows, everySeconds: 60, enabled: me !== undefined });
  if (!data || data.notes.length + data.ending.length === 0) return null;
  return (
    <Panel title="Handoff">
      {data.ending.length > 0 && (
        <ul className={styles.onCall}>
          {data.ending.map(({ scheduleId, scheduleName, endsAt, nextPersonName }) => (
            <li key={scheduleId}>
              <span className={styles.grow}>
                <span>
                  Your shift on <a href={paths.schedule(scheduleId)}>{scheduleName}</a>{' '}
                  {Date.parse(endsAt) > serverNow() ? 'ends' : 'ended'} <Time at={endsAt} />
                  {nextPersonName && `; ${nextPersonName} is next`}.
                </span>
              </span>
              <Button
                variant="default"
                size="compact-sm"
                component="a"
                href={paths.schedule(scheduleId, { handoff: 'write' })}
              >
                Write a note<span className="visually-hidden"> for the next shift on {scheduleName}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {data.notes.length > 0 && (
        <ul className={handoff.notes} aria-label="Handoff notes for you">
          {data.notes.map((note) => (
            <NoteCard key={note.id} note={note} scheduleHref={paths.schedule(note.scheduleId)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
