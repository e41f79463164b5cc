import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { correctIncidentInstant } from '../../../../contract/respond/incidents/changes.ts';
import { instantKeys } from '../../../../contract/respond/incidents/incident.ts';
import type { IncidentRoom } from '../../../../contract/respond/incidents/room.ts';
import { type InstantKey, instantNames, validateInstants } from '../../../../domain/respond/incidents/instants.ts';
import { useGuard } from '../../../directory/may.ts';
import { FormModal } from '../../../ui/form/form-drawer.tsx';
import { Glyph } from '../../../ui/screen/glyphs.tsx';
import { Panel } from '../../../ui/screen/panel.tsx';
import { Facts } from '../../../ui/screen/section.tsx';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { displayZone, StoryTime } from '../../../ui/time/time.tsx';
import { DateTimeField } from '../../../ui/time/time-fields.tsx';
import { fieldTextOf, instantOfField } from '../../../ui/time/zoned-time.ts';
import { momentText } from '../../schedules/local-time.ts';
import styles from './room.module.css';
import { useRoomAction } from './use-room.ts';

const words = (key: (typeof instantKeys)[number]) =>
  instantNames[key].charAt(0).toUpperCase() + instantNames[key].slice(1);

/** When what happened; each can be corrected with a reason, and the former value is kept. */
export function InstantsPanel({ room }: { room: IncidentRoom }) {
  const guard = useGuard('incidents.respond');
  const [isCorrecting, setCorrecting] = useState(false);
  const start = room.instants.impactStartedAt ?? room.instants.declaredAt;
  return (
    <Panel
      title="Timestamps"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setCorrecting(true)} {...guard}>
          Correct
        </Button>
      }
    >
      <Facts
        facts={instantKeys.map((key) => {
          const at = room.instants[key];
          return [words(key), <span key={key}>{at ? <StoryTime at={at} start={start} withDay /> : 'not yet'}</span>];
        })}
      />
      {findingsOf(room.instants).warnings.map(({ message: warning }) => (
        <p key={warning} className={styles.late}>
          <Glyph name="triangle" /> {warning}
        </p>
      ))}
      {room.corrections.length > 0 && (
        <details>
          <summary>{room.corrections.length === 1 ? '1 correction' : `${room.corrections.length} corrections`}</summary>
          <ul className={styles.plain}>
            {room.corrections.map(({ name, from, to, reason, actor, at }) => (
              <li key={`${name}${at}`} className="muted">
                {words(name)}: {told(from)} → {told(to)}, by {actor.name}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <CorrectionForm room={room} opened={isCorrecting} close={() => setCorrecting(false)} />
    </Panel>
  );
}

const told = (at: string | null) => (at ? momentText(Date.parse(at), displayZone()) : 'none');

/** What is impossible or odd about the times, told by the clock of this person. */
function findingsOf(instants: IncidentRoom['instants']) {
  const milliseconds = Object.fromEntries(
    Object.entries(instants).map(([key, at]) => [key, at === null ? null : Date.parse(at)]),
  ) as Record<InstantKey, number | null>;
  return validateInstants(milliseconds, serverNow(), (at) => momentText(at, displayZone()));
}

type CorrectionValues = { name: string; at: string; reason: string };

function CorrectionForm({ room, opened, close }: { room: IncidentRoom; opened: boolean; close: () => void }) {
  const correct = useRoomAction(correctIncidentInstant);
  const zone = displayZone();
  const textOf = (name: string) => {
    const at = room.instants[name as (typeof instantKeys)[number]];
    return at ? fieldTextOf(at, zone) : '';
  };
  return (
    <FormModal<CorrectionValues>
      title="Correct timestamp"
      opened={opened}
      close={close}
      submitLabel="Correct"
      initialValues={{ name: 'impactStartedAt', at: textOf('impactStartedAt'), reason: '' }}
      validate={({ name, at, reason }) => {
        const errors = findingsOf({ ...room.instants, [name]: at === '' ? null : instantOfField(at, zone) }).errors;
        const own = errors.find(({ earlier, later }) => earlier === name || later === name);
        return { ...(reason.trim() === '' && { reason: 'Explain how you know.' }), ...(own && { at: own.message }) };
      }}
      submit={({ name, at, reason }) =>
        correct.mutateAsync({
          params: { id: room.id },
          body: { name: name as (typeof instantKeys)[number], at: at === '' ? null : instantOfField(at, zone), reason },
        })
      }
    >
      {(form) => (
        <>
          <Select
            label="Timestamp"
            allowDeselect={false}
            data={instantKeys.map((value) => ({ value, label: words(value) }))}
            {...form.getInputProps('name')}
            onChange={(name) => {
              if (name) form.setValues({ name, at: textOf(name) });
            }}
          />
          <DateTimeField
            zone={zone}
            label="Time"
            description={`In ${zone}. Leave empty if unknown.`}
            {...form.getInputProps('at')}
          />
          <TextInput
            label="Reason"
            required
            maxLength={1000}
            placeholder="The graphs show the first errors then"
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </FormModal>
  );
}
