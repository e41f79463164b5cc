import { ActionIcon, Button, MultiSelect } from '@mantine/core';
import { X } from 'lucide-react';
import type { HoursWindow, TeamHours } from '../../../contract/working-hours.ts';
import { windowsOf } from '../../../domain/respond/escalation/working-hours.ts';
import { displayZone } from '../../ui/time/time.tsx';
import { ClockField } from '../../ui/time/time-fields.tsx';
import { weekdayChoices } from '../../ui/time/weekdays.ts';
import { ZoneSelect } from '../zone-select.tsx';
import styles from './teams.module.css';

/** What working hours begin with. */
export const officeHours = (): TeamHours => ({
  ...{ timeZone: displayZone(), weekdays: [1, 2, 3, 4, 5] },
  ...{ from: '09:00', to: '17:00' },
});

type HoursFieldsProps<Hours> = {
  hours: Hours;
  /** By the place inside the hours: `also.0.to`. */
  error: (path: string) => string | undefined;
  change: (hours: Hours) => void;
};

/** The zone of working hours, and one window after the other. */
export function HoursFields<Hours extends TeamHours>({ hours, error, change }: HoursFieldsProps<Hours>) {
  const windows = windowsOf(hours);
  const setWindows = ([first, ...more]: HoursWindow[]) => {
    const { also: _, ...rest } = { ...hours, ...first };
    change({ ...rest, ...(more.length > 0 && { also: more }) } as unknown as Hours);
  };
  const set = (index: number, part: Partial<HoursWindow>) =>
    setWindows(windows.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <>
      <ZoneSelect
        label="Time zone of the working hours"
        value={hours.timeZone}
        error={error('timeZone')}
        onChange={(timeZone) => timeZone && change({ ...hours, timeZone })}
      />
      {windows.map(({ weekdays, from, to }, index) => {
        const which = index === 0 ? '' : ` ${index + 1}`;
        const faultOf = (field: string) => error(index === 0 ? field : `also.${index - 1}.${field}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity but their place
          <div key={index} className={styles.hours}>
            <MultiSelect
              label={`Working days${which}`}
              data={weekdayChoices}
              value={weekdays.map(String)}
              error={faultOf('weekdays')}
              onChange={(days) => set(index, { weekdays: days.map(Number).sort() })}
            />
            <div className={styles.clocks}>
              <ClockField
                label={`From${which}`}
                value={from}
                error={faultOf('from')}
                onChange={(next) => set(index, { from: next })}
              />
              <ClockField
                label={`To${which}`}
                value={to === '24:00' ? '00:00' : to}
                error={faultOf('to')}
                onChange={(next) => set(index, { to: next === '00:00' ? '24:00' : next })}
              />
              {windows.length > 1 && (
                <ActionIcon
                  aria-label={`Remove hours ${index + 1}`}
                  onClick={() => setWindows(windows.filter((_, at) => at !== index))}
                >
                  <X size={14} />
                </ActionIcon>
              )}
            </div>
          </div>
        );
      })}
      {windows.length < 14 && (
        <Button
          variant="subtle"
          onClick={() => setWindows([...windows, { weekdays: [5], from: '09:00', to: '14:00' }])}
        >
          Add other hours
        </Button>
      )}
    </>
  );
}
