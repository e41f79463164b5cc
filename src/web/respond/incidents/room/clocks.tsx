import type { ReactNode } from 'react';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { Duration } from '../../../ui/time/time.tsx';
import { useNow } from '../../../ui/time/use-now.ts';
import styles from './room.module.css';

const timerNames = {
  'public-update': 'Public update due',
  'internal-update': 'Internal update due',
  commander: 'Commander due',
  handover: 'Handover due',
} as const;

/** How long it lasts, and what is due next; all on the server's clock. */
export function Clocks({ room: { instants, timers } }: { room: IncidentRoom }) {
  const began = instants.impactStartedAt ?? instants.declaredAt;
  const over = instants.resolvedAt ?? instants.closedAt;
  return (
    <dl className={styles.clocks}>
      <Clock name="Duration">
        {over ? (
          <Duration seconds={(Date.parse(over) - Date.parse(began)) / 1000} />
        ) : (
          <Duration since={began} look="clock" />
        )}
      </Clock>
      {timers.map(({ key, dueAt }) => (
        <DueClock key={key} name={timerNames[key]} dueAt={dueAt} />
      ))}
    </dl>
  );
}

function DueClock({ name, dueAt }: { name: string; dueAt: string }) {
  const isLate = useNow(1000) > Date.parse(dueAt);
  return (
    <Clock name={name} isLate={isLate}>
      {isLate ? (
        <>
          <Duration since={dueAt} look="clock" /> overdue
        </>
      ) : (
        <>
          in <Duration until={dueAt} look="clock" />
        </>
      )}
    </Clock>
  );
}

function Clock({ name, isLate = false, children }: { name: string; isLate?: boolean; children: ReactNode }) {
  return (
    <div className={styles.clock} data-late={isLate || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
