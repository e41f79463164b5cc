import { ActionIcon, Checkbox, Fieldset, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { type Layer, MOST_AT_ONCE, type Rotation } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { ClockField, DateField } from '../../../ui/time/time-fields.tsx';
import { weekdayChoices } from '../../../ui/time/weekdays.ts';
import styles from './editor.module.css';
import { ParticipantFields } from './participant-fields.tsx';
import { RestrictionFields } from './restriction-fields.tsx';
import { presetOf, presets, startCoveringNow } from './rotation-presets.ts';

export type LayerFieldsProps = {
  layer: Layer;
  index: number;
  count: number;
  zone: string;
  errors: (path: string) => string | undefined;
  change: (layer: Layer) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
};

/** One rotation: who takes turns, how the turn passes, and in which hours. */
export function LayerFields({ layer, index, count, zone, errors, change, move, remove }: LayerFieldsProps) {
  const { rotation } = layer;
  const preset = presetOf(rotation);
  const setRotation = (next: Rotation, restart = false) =>
    change({
      ...layer,
      rotation: next,
      ...(restart && { startsOn: startCoveringNow(next, zone, serverNow()) }),
    });
  const place = count === 1 ? '' : index === 0 ? ' (lowest)' : index === count - 1 ? ' (on top)' : '';
  return (
    <Fieldset legend={`Layer ${index + 1}${place}`} className={styles.layer}>
      <div className={styles.line}>
        <TextInput
          label="Layer name"
          required
          value={layer.name}
          error={errors('name')}
          onChange={(event) => change({ ...layer, name: event.currentTarget.value })}
        />
        {count > 1 && (
          <div className={styles.tools}>
            <ActionIcon aria-label={`Move layer ${index + 1} down`} disabled={index === 0} onClick={() => move(-1)}>
              <ArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              aria-label={`Move layer ${index + 1} up`}
              disabled={index === count - 1}
              onClick={() => move(1)}
            >
              <ArrowDown size={14} />
            </ActionIcon>
            <ActionIcon aria-label={`Remove layer ${index + 1}`} onClick={remove}>
              <Trash2 size={14} />
            </ActionIcon>
          </div>
        )}
      </div>
      <ParticipantFields
        participants={layer.participants}
        error={errors('participants')}
        change={(participants) => change({ ...layer, participants })}
      />
      <NumberInput
        label="People on call at once"
        description={sharedWords(layer)}
        min={1}
        max={MOST_AT_ONCE}
        value={layer.atOnce ?? 1}
        error={errors('atOnce')}
        onChange={(value) => change(withAtOnce(layer, Number(value) || 1))}
      />
      <div>
        <p id={`preset-${index}`} className={styles.label}>
          Handoff
        </p>
        <SegmentedControl
          aria-labelledby={`preset-${index}`}
          data={[
            { value: 'weekly', label: 'Weekly, Mon 09:00' },
            { value: 'daily', label: 'Daily, 09:00' },
            { value: 'other', label: 'Other' },
          ]}
          value={preset}
          onChange={(value) =>
            value === 'other'
              ? setRotation({
                  ...rotation,
                  handoffTime: rotation.handoffTime === '09:00' ? '08:00' : rotation.handoffTime,
                })
              : setRotation(presets[value as keyof typeof presets], true)
          }
        />
      </div>
      <div className={styles.line}>
        <NumberInput
          label="Every"
          min={1}
          max={365}
          value={rotation.every}
          error={errors('rotation.every')}
          onChange={(value) => setRotation({ ...rotation, every: Number(value) || 1 })}
        />
        <Select
          label="Unit"
          allowDeselect={false}
          data={[
            { value: 'day', label: rotation.every === 1 ? 'day' : 'days' },
            { value: 'week', label: rotation.every === 1 ? 'week' : 'weeks' },
          ]}
          value={rotation.unit}
          onChange={(unit) => {
            const { handoffWeekday: _weekday, ...rest } = rotation;
            setRotation(unit === 'day' ? { ...rest, unit } : { ...rest, unit: 'week', handoffWeekday: 1 }, true);
          }}
        />
        {rotation.unit === 'week' && (
          <Select
            label="On"
            allowDeselect={false}
            data={weekdayChoices}
            value={String(rotation.handoffWeekday ?? 1)}
            onChange={(value) => setRotation({ ...rotation, handoffWeekday: Number(value) }, true)}
          />
        )}
        <ClockField
          label="At"
          required
          value={rotation.handoffTime}
          error={errors('rotation.handoffTime')}
          onChange={(handoffTime) => setRotation({ ...rotation, handoffTime })}
        />
      </div>
      <div className={styles.line}>
        <DateField
          label="First handoff on"
          description="Or on the first handoff weekday after it"
          required
          value={layer.startsOn}
          error={errors('startsOn')}
          onChange={(startsOn) => change({ ...layer, startsOn })}
        />
        <DateField
          label="Ends on"
          description="Leave empty for no end"
          value={layer.endsOn ?? ''}
          error={errors('endsOn')}
          onChange={(endsOn) => change(withEnd(layer, endsOn))}
        />
      </div>
      <RestrictionFields
        restrictions={layer.restrictions ?? []}
        errors={(path) => errors(`restrictions.${path}`)}
        change={(restrictions) => change(withRestrictions(layer, restrictions))}
      />
      {layer.restrictions && (
        <Checkbox
          label="Skip turns without hours"
          description="With hours from Monday to Friday, Friday’s turn is followed by the next person on Monday."
          checked={layer.skipEmptyTurns ?? false}
          onChange={(event) => change(withSkipping(layer, event.currentTarget.checked))}
        />
      )}
    </Fieldset>
  );
}

function sharedWords({ atOnce = 1, participants }: Layer): string {
  if (atOnce === 1) return 'With 2, the next person in the order is on call too.';
  const people = new Set(participants.filter((personId) => personId !== null));
  if (people.size < atOnce)
    return `This rotation has only ${people.size === 1 ? 'one person' : `${people.size} people`}.`;
  return `Whoever has the turn and the next ${atOnce === 2 ? 'person' : `${atOnce - 1} people`} in the order. Pages notify all of them.`;
}

function withAtOnce({ atOnce: _before, ...layer }: Layer, atOnce: number): Layer {
  return atOnce === 1 ? layer : { ...layer, atOnce };
}

function withEnd({ endsOn: _end, ...layer }: Layer, endsOn: string): Layer {
  return endsOn === '' ? layer : { ...layer, endsOn };
}

function withRestrictions({ restrictions: _before, ...layer }: Layer, restrictions: Layer['restrictions']): Layer {
  return restrictions?.length ? { ...layer, restrictions } : withSkipping(layer, false);
}

function withSkipping({ skipEmptyTurns: _before, ...layer }: Layer, skipEmptyTurns: boolean): Layer {
  return skipEmptyTurns ? { ...layer, skipEmptyTurns } : layer;
}
