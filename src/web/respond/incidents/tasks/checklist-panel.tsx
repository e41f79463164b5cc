import { Button } from '@mantine/core';
import { useState } from 'react';
import { tickIncidentChecklist, untickIncidentChecklist } from '../../../../contract/respond/incidents/checklist.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { useGuard } from '../../../directory/may.ts';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Time } from '../../../ui/time/time.tsx';
import { phaseWords } from '../../protocols/protocol-words.ts';
import { roleName } from '../roles/role-words.ts';
import styles from '../room/room.module.css';
import { useRoomAction } from '../room/use-room.ts';
import { ProtocolForm } from './protocol-form.tsx';
import { TickRow } from './tick-row.tsx';

type Item = IncidentRoom['checklist']['items'][number];

/** What the protocol of the room asks for, phase by phase; phases that are done are folded. */
export function ChecklistPanel({ room }: { room: IncidentRoom }) {
  const { protocolName, items } = room.checklist;
  const guard = useGuard('incidents.respond');
  const [isChanging, setChanging] = useState(false);
  const tick = useRoomAction(tickIncidentChecklist);
  const untick = useRoomAction(untickIncidentChecklist);
  if (items.length === 0) return null;
  const phases = [...new Set(items.map(({ phase }) => phase))];
  const doneCount = items.filter(({ state }) => state === 'done').length;
  const toggle = (item: Item) =>
    (item.state === 'done' ? untick : tick).mutateAsync({ params: { id: room.id, itemId: item.id } });
  const openPhase = phases.find((phase) => items.some((item) => item.phase === phase && item.state !== 'done'));
  return (
    <Panel
      title="Checklist"
      actions={
        <>
          <span className="muted">{`${protocolName}, ${doneCount} of ${items.length}`}</span>
          <Button variant="subtle" size="compact-sm" {...guard} onClick={() => setChanging(true)}>
            Change<span className="visually-hidden"> protocol</span>
          </Button>
        </>
      }
    >
      <ProtocolForm key={String(isChanging)} room={room} opened={isChanging} close={() => setChanging(false)} />
      {phases.map((phase) => {
        const own = items.filter((item) => item.phase === phase);
        return (
          <details key={`${phase}${phase === openPhase}`} className={styles.phase} open={phase === openPhase}>
            <summary>
              {phaseWords(phase)}{' '}
              <span className="muted">
                {own.filter(({ state }) => state === 'done').length} of {own.length}
              </span>
            </summary>
            <ul className={styles.rows}>
              {own.map((item) => (
                <TickRow
                  key={item.id}
                  text={item.text}
                  isDone={item.state === 'done'}
                  disabled={guard.disabled}
                  toggle={() => toggle(item)}
                >
                  {item.tickedBy && item.tickedAt ? (
                    <>
                      {item.tickedBy.name}, <Time at={item.tickedAt} />
                    </>
                  ) : (
                    <>
                      {roleName(item.by)}
                      {item.dueAt && (
                        <span className={item.state === 'late' ? styles.late : undefined}>
                          , due <Time at={item.dueAt} />
                        </span>
                      )}
                    </>
                  )}
                </TickRow>
              ))}
            </ul>
          </details>
        );
      })}
    </Panel>
  );
}
