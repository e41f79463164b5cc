import { Checkbox, Textarea } from '@mantine/core';
import {
  draftPublicUpdate,
  listPublicUpdates,
  type PublicUpdate,
} from '../../../../contract/communicate/public-updates.ts';
import { moveIncident } from '../../../../contract/respond/incidents/changes.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import {
  isOver as isOverState,
  isToldAsOpen,
  lifecycleMeanings,
} from '../../../../domain/respond/incidents/lifecycle.ts';
import { useAction } from '../../../data/endpoint-query.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { stateLooks } from '../../../ui/screen/state-badge.tsx';
import { useRoomAction } from './use-room.ts';

export type MoveTarget = IncidentRoom['lifecycle'];
type MoveValues = { reason: string; resolveAlerts: boolean; tellCustomers: boolean };

const words: Record<MoveTarget, { title: string; submit: string; reason: string }> = {
  triage: { title: 'Back to triage', submit: 'Back to triage', reason: 'Reason' },
  active: { title: 'Mark as active', submit: 'Mark as active', reason: 'What changed' },
  stable: { title: 'The impact has stopped', submit: 'Mark as stable', reason: 'What stopped it' },
  resolved: { title: 'Resolve incident', submit: 'Resolve', reason: 'What ended it' },
  closed: { title: 'Close incident', submit: 'Close', reason: 'Reason' },
};

type MoveFormProps = {
  room: IncidentRoom;
  to: MoveTarget | null;
  close: () => void;
  /** The draft of what customers are told about the end; nothing is published before somebody has read it. */
  drafted: (update: PublicUpdate) => void;
};

/** Asks what the timeline should say about a change of state, and takes the status page along when it ends. */
export function MoveForm({ room, to, close, drafted }: MoveFormProps) {
  const move = useRoomAction(moveIncident);
  const draft = useAction(draftPublicUpdate, { changes: [listPublicUpdates], done: drafted });
  const target = to ?? 'active';
  const isOver = isOverState(room.lifecycle);
  const leavesPublicOpen = isOverState(target) && isToldAsOpen(room.publicStatus);
  const isReopening = isOver && target === 'active';
  const isFalseAlarm = room.lifecycle === 'triage' && target === 'closed';
  const isReasonNeeded = isReopening || isFalseAlarm;
  const openAlerts = room.alerts.filter(({ state }) => state !== 'resolved').length;
  return (
    <FormModal<MoveValues>
      title={isReopening ? 'Reopen incident' : isFalseAlarm ? 'Close as a false alarm' : words[target].title}
      opened={to !== null}
      close={close}
      submitLabel={isReopening ? 'Reopen' : words[target].submit}
      initialValues={{ reason: '', resolveAlerts: true, tellCustomers: true }}
      validate={({ reason }) => (isReasonNeeded && reason.trim() === '' ? { reason: 'Enter a reason.' } : {})}
      submit={async ({ tellCustomers, ...values }) => {
        const params = { id: room.id };
        await move.mutateAsync({ params, body: { to: target, ...values, leavePublicOpen: leavesPublicOpen } });
        if (!leavesPublicOpen || !tellCustomers) return;
        await draft.mutateAsync({ params, body: { situation: isFalseAlarm ? 'withdrawn' : 'resolved' } });
      }}
    >
      {(form) => (
        <>
          <p className="muted">{lifecycleMeanings[target]}</p>
          <Textarea
            label={words[target].reason}
            required={isReasonNeeded}
            description={isReasonNeeded ? undefined : 'Optional, for the timeline'}
            data-autofocus
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            {...form.getInputProps('reason')}
          />
          {target === 'resolved' && openAlerts > 0 && (
            <Checkbox
              label={
                openAlerts === 1 ? 'Resolve its open alert as well' : `Resolve its ${openAlerts} open alerts as well`
              }
              {...form.getInputProps('resolveAlerts', { type: 'checkbox' })}
            />
          )}
          {leavesPublicOpen && (
            <Checkbox
              label="Update the status page next"
              description={`Customers were last told “${stateLooks[room.publicStatus ?? 'investigating'].word}”. The closing update is drafted for you to review.`}
              {...form.getInputProps('tellCustomers', { type: 'checkbox' })}
            />
          )}
          {target === 'resolved' && room.rule.postmortem.demand === 'required' && (
            <p className="muted">A postmortem is drafted automatically once it is resolved.</p>
          )}
        </>
      )}
    </FormModal>
  );
}
