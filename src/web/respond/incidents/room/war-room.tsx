import { useState } from 'react';
import type { PublicUpdate } from '../../../../contract/communicate/public-updates.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { Columns } from '../../../ui/screen/panel.tsx';
import { UnpagedNotice } from '../../coverage/unpaged-notice.tsx';
import { RolesPanel } from '../roles/roles-panel.tsx';
import { ChecklistPanel } from '../tasks/checklist-panel.tsx';
import { RunbooksPanel } from '../tasks/runbooks-panel.tsx';
import { TasksPanel } from '../tasks/tasks-panel.tsx';
import { TimelinePanel } from '../timeline/timeline-panel.tsx';
import { Composer } from '../updates/composer.tsx';
import { PublicMismatch } from '../updates/public-mismatch.tsx';
import { PublicReview } from '../updates/public-review.tsx';
import { PublicUpdatesPanel } from '../updates/public-updates-panel.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { CostPanel } from './cost-panel.tsx';
import { DetailsPanel } from './details-panel.tsx';
import { InstantsPanel } from './instants-panel.tsx';
import { PostmortemPanel } from './postmortem-panel.tsx';
import { Prompts } from './prompts.tsx';
import { RecurrencePanel } from './recurrence-panel.tsx';
import styles from './room.module.css';
import { RoomHeader } from './room-header.tsx';
import { SituationPanel } from './situation-panel.tsx';

/** One incident: what happens in the middle, who does what beside it. */
export function WarRoom({ room }: { room: IncidentRoom }) {
  const [reviewed, reviewPublic] = useState<PublicUpdate | null>(null);
  return (
    <>
      <RoomHeader room={room} reviewPublic={reviewPublic} />
      <PublicMismatch room={room} reviewPublic={reviewPublic} />
      <UnpagedNotice room={room} />
      <Prompts prompts={room.prompts} />
      <Columns
        aside={
          <>
            <RolesPanel room={room} />
            <PublicUpdatesPanel room={room} reviewPublic={reviewPublic} />
            <ChecklistPanel room={room} />
            <AlertsPanel room={room} />
            <ChangesPanel room={room} />
            <DetailsPanel room={room} />
            <InstantsPanel room={room} />
            <CostPanel incidentId={room.id} isExercise={room.kind === 'drill' || room.kind === 'test'} />
          </>
        }
      >
        <PostmortemPanel room={room} />
        <SituationPanel room={room} />
        <Composer room={room} />
        <TasksPanel room={room} />
        <RunbooksPanel incidentId={room.id} />
        <RecurrencePanel incidentId={room.id} />
        <div className={styles.lastWhenNarrow}>
          <TimelinePanel incidentId={room.id} start={room.instants.declaredAt} />
        </div>
      </Columns>
      {reviewed && <PublicReview key={reviewed.id} update={reviewed} room={room} close={() => reviewPublic(null)} />}
    </>
  );
}
