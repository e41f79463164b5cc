import { Checkbox, Textarea } from '@mantine/core';
import { type IncidentRoom, moveIncident } from '../../../contract/incidents.ts';
import { lifecycleMeanings } from '../../../domain/respond/incidents/lifecycle.ts';
import { FormModal } from '../../ui/form-drawer.tsx';
import { useRoomAction } from './use-room.ts';

export type MoveTarget = IncidentRoom['lifecycle'];
type MoveValues = { reason: string; resolveAlerts: boolean };

const words: Record<MoveTarget, { title: string; submit: string; reason: string }> = {
  triage: { title: 'Back to triage', submit: 'Back to triage', reason: 'Why' },
  active: { title: 'Make it active', submit: 'Make it active', reason: 'What changed' },
  stable: { title: 'The impact has stopped', submit: 'Make it stable', reason: 'What stopped it' },
  resolved: { title: 'Resolve the incident', submit: 'Resolve', reason: 'What ended it' },
  closed: { title: 'Close the incident', submit: 'Close', reason: 'Why' },
};

/** Asks what the timeline should say about a change of state. */
export function MoveForm({ room, to, close }: { room: IncidentRoom; to: MoveTarget | null; close: () => void }) {
  const move = useRoomAction(moveIncident);
  const target = to ?? 'active';
  const isOver = room.lifecycle === 'resolved' || room.lifecycle === 'closed';
  const isReopening = isOver && target === 'active';
  const isFalseAlarm = room.lifecycle === 'triage' && target === 'closed';
  const isReasonNeeded = isReopening || isFalseAlarm;
  const openAlerts = room.alerts.filter(({ state }) => state !== 'resolved').length;
  return (
    <FormModal<MoveValues>
      title={isReopening ? 'Reopen the incident' : isFalseAlarm ? 'Close as a false alarm' : words[target].title}
      opened={to !== null}
      close={close}
      submitLabel={isReopening ? 'Reopen' : words[target].submit}
      initialValues={{ reason: '', resolveAlerts: true }}
      validate={({ reason }) => (isReasonNeeded && reason.trim() === '' ? { reason: 'Say why.' } : {})}
      submit={(values) => move.mutateAsync({ params: { id: room.id }, body: { to: target, ...values } })}
    >
      {(form) => (
        <>
          <p className="muted">{lifecycleMeanings[target]}</p>
          <Textarea
            label={words[target].reason}
            required={isReasonNeeded}
            description={isReasonNeeded ? undefined : 'For the timeline; may stay empty'}
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
          {target === 'resolved' && room.rule.postmortem.demand === 'required' && (
            <p className="muted">A postmortem is drafted from the facts as soon as it is resolved.</p>
          )}
        </>
      )}
    </FormModal>
  );
}
