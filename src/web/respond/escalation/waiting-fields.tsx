import { Checkbox, Fieldset, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { listHolidays } from '../../../contract/respond/calendars.ts';
import type { EscalationDefinition, WorkingHours } from '../../../contract/respond/escalation-definition.ts';
import { severityLabel } from '../../../domain/severity.ts';
import { api } from '../../data/api.ts';
import { Picker } from '../../directory/picker.tsx';
import { ZoneSelect } from '../../directory/zone-select.tsx';
import { sayRefusal } from '../../ui/form/say-refusal.ts';
import { showToast } from '../../ui/screen/toasts.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { ClockField } from '../../ui/time/time-fields.tsx';
import { weekdayChoices } from '../schedules/weekdays.ts';
import styles from './ladder.module.css';

type WaitingFieldsProps = {
  definition: EscalationDefinition;
  error: (path: string) => string | undefined;
  change: (definition: EscalationDefinition) => void;
};

const officeHours = (): WorkingHours => ({
  timeZone: displayZone(),
  weekdays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  holidays: [],
});

/** When the team works, what waits for that, and how long a problem may take to end by itself. */
export function WaitingFields({ definition, error, change }: WaitingFieldsProps) {
  const { workingHours: hours, waitsForWorkingHours, firstPageDelay: delay, ...rest } = definition;
  const others = {
    ...rest,
    ...(delay && { firstPageDelay: delay }),
  };
  const setHours = (part: Partial<WorkingHours>) =>
    hours && change({ ...definition, workingHours: { ...hours, ...part } });
  const addHolidays = async (teamId: number) => {
    try {
      const { items } = await api.call(listHolidays, { params: { id: teamId } });
      if (items.length === 0) showToast('This team has no holiday calendar, or it has no holidays ahead.');
      setHours({ holidays: [...new Set([...(hours?.holidays ?? []), ...items.map(({ date }) => date)])].sort() });
    } catch (error) {
      sayRefusal(error);
    }
  };
  const setDelay = (next: EscalationDefinition['firstPageDelay']) => {
    const { firstPageDelay: _, ...without } = definition;
    change(next ? { ...without, firstPageDelay: next } : without);
  };
  return (
    <>
      <Fieldset legend="Working hours" className={styles.step}>
        <Checkbox
          label="This policy has working hours"
          description="Branches can depend on them, and low-urgency pages can wait for them"
          checked={hours !== undefined}
          error={error('workingHours')}
          onChange={(event) =>
            change(event.currentTarget.checked ? { ...others, workingHours: officeHours() } : others)
          }
        />
        {hours && (
          <>
            <ZoneSelect
              label="Time zone of the working hours"
              value={hours.timeZone}
              error={error('workingHours.timeZone')}
              onChange={(timeZone) => timeZone && setHours({ timeZone })}
            />
            <MultiSelect
              label="Working days"
              data={weekdayChoices}
              value={hours.weekdays.map(String)}
              error={error('workingHours.weekdays')}
              onChange={(days) => setHours({ weekdays: days.map(Number).sort() })}
            />
            <ClockField
              label="From"
              value={hours.from}
              error={error('workingHours.from')}
              onChange={(from) => setHours({ from })}
            />
            <ClockField
              label="To"
              value={hours.to === '24:00' ? '00:00' : hours.to}
              error={error('workingHours.to')}
              onChange={(to) => setHours({ to: to === '00:00' ? '24:00' : to })}
            />
            <TextInput
              label="Holidays"
              description="Dates without working hours, separated by commas, such as 2026-12-25, 2027-01-01"
              value={hours.holidays.join(', ')}
              error={error('workingHours.holidays')}
              onChange={(event) => setHours({ holidays: datesOf(event.currentTarget.value) })}
            />
            <Picker
              label="Add the holidays of a team"
              description="The dates of the coming year from its holiday calendars, as they are now"
              of="teams"
              value={null}
              onChange={(teamId) => teamId && void addHolidays(Number(teamId))}
            />
            <Checkbox
              label="Low-urgency pages wait for working hours"
              description="SEV1 and SEV2 never wait. A page that waits says until when and can be escalated at any time."
              checked={waitsForWorkingHours === true}
              onChange={(event) => {
                const { waitsForWorkingHours: _, ...without } = definition;
                change(event.currentTarget.checked ? { ...without, waitsForWorkingHours: true } : without);
              }}
            />
          </>
        )}
      </Fieldset>
      <NumberInput
        label="Delay before the first page (minutes)"
        description="Gives a problem time to end by itself before anybody is notified. Leave it empty for none. SEV1 never waits."
        min={0.5}
        max={30}
        decimalScale={1}
        error={error('firstPageDelay')}
        value={delay ? delay.seconds / 60 : ''}
        onChange={(value) =>
          setDelay(
            value === ''
              ? undefined
              : { seconds: Math.round(Number(value) * 60), fromSeverity: delay?.fromSeverity ?? 3 },
          )
        }
      />
      {delay && (
        <Select
          label="The delay applies to"
          allowDeselect={false}
          data={[2, 3, 4, 5].map((each) => ({
            value: String(each),
            label: each === 5 ? severityLabel(each) : `${severityLabel(each)} and below`,
          }))}
          value={String(delay.fromSeverity)}
          onChange={(value) => setDelay({ ...delay, fromSeverity: Number(value) })}
        />
      )}
    </>
  );
}

/** What is typed is kept as it is until it is saved, where a date that is none is refused. */
const datesOf = (text: string) => (text.trim() === '' ? [] : text.split(',').map((date) => date.trimStart()));
