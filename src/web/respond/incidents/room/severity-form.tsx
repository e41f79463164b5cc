import { Checkbox, Textarea } from '@mantine/core';
import { changeIncidentSeverity, updateIncident } from '../../../../contract/respond/incidents/changes.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { getSeverities } from '../../../../contract/respond/severities.ts';
import { type Severity, severities, severityLabel } from '../../../../domain/severity.ts';
import { useEndpoint } from '../../../data/endpoint-query.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { SeverityBadge } from '../../../ui/screen/severity-badge.tsx';
import styles from './room.module.css';
import { useRoomAction } from './use-room.ts';

type SeverityValues = { severity: Severity; reason: string; isDisputed: boolean };

/** Raising is free; lowering needs a reason. Whoever doubts flags it and goes on: it is not debated in the room. */
export function SeverityForm({ room, opened, close }: { room: IncidentRoom; opened: boolean; close: () => void }) {
  const matrix = useEndpoint(getSeverities, {}, { enabled: opened }).data;
  const change = useRoomAction(changeIncidentSeverity);
  const update = useRoomAction(updateIncident);
  const params = { id: room.id };
  return (
    <FormModal<SeverityValues>
      title="Change severity"
      opened={opened}
      close={close}
      submitLabel="Save"
      initialValues={{ severity: room.severity as Severity, reason: '', isDisputed: room.isSeverityDisputed }}
      validate={({ severity, reason }) =>
        severity > room.severity && reason.trim() === '' ? { reason: 'Explain why you are lowering it.' } : {}
      }
      submit={async ({ severity, reason, isDisputed }) => {
        if (severity !== room.severity) await change.mutateAsync({ params, body: { severity, reason } });
        if (isDisputed !== room.isSeverityDisputed) {
          await update.mutateAsync({ params, body: { isSeverityDisputed: isDisputed } });
        }
      }}
    >
      {(form) => (
        <>
          <fieldset className={styles.severities}>
            <legend className="visually-hidden">Severity</legend>
            {severities.map((severity) => (
              <label key={severity}>
                <input
                  type="radio"
                  name="severity"
                  checked={form.values.severity === severity}
                  onChange={() => form.setFieldValue('severity', severity)}
                  data-autofocus={severity === room.severity || undefined}
                />
                <SeverityBadge severity={severity} />
                <span className="muted">{matrix?.rules.find((rule) => rule.severity === severity)?.meaning}</span>
              </label>
            ))}
          </fieldset>
          <Textarea
            label="Reason"
            required={form.values.severity > room.severity}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            {...form.getInputProps('reason')}
          />
          <Checkbox
            label="Flag the severity for review after the incident"
            {...form.getInputProps('isDisputed', { type: 'checkbox' })}
          />
          {room.severityChanges.length > 0 && (
            <ul className={styles.plain} aria-label="Earlier changes">
              {room.severityChanges.map(({ from, to, reason, actor, at }) => (
                <li key={at} className="muted">
                  {severityLabel(from)} → {severityLabel(to)} by {actor.name}
                  {reason && `: ${reason}`}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </FormModal>
  );
}
