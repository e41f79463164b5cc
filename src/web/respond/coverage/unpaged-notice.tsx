import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IncidentRoom } from '../../../contract/respond/incidents/room.ts';
import styles from '../../directory/coverage/coverage.module.css';
import { Notice } from '../../directory/coverage/notice.tsx';
import { Mend } from '../../directory/coverage/who-is-paged.tsx';
import { useGuard } from '../../directory/may.ts';
import { CallForm } from '../incidents/roles/call-form.tsx';

/** For whom nobody was paged, first thing in the room, until somebody is called. */
export function UnpagedNotice({ room }: { room: IncidentRoom }) {
  const [isCalling, setCalling] = useState(false);
  const guard = useGuard('incidents.respond');
  if (room.unpaged.length === 0) return null;
  return (
    <Notice tone="bad">
      <strong>Nobody was paged for {room.unpaged.map(({ whom }) => whom).join(', ')}</strong>
      <ul className={styles.list}>
        {room.unpaged.map(({ whom, because, mend }) => (
          <li key={whom}>
            Nobody was paged for {whom}: {because}. <Mend mend={mend} />
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button size="compact-sm" onClick={() => setCalling(true)} {...guard}>
          Page someone
        </Button>
      </div>
      <CallForm incidentId={room.id} opened={isCalling} close={() => setCalling(false)} />
    </Notice>
  );
}
