import { ActionIcon, Button, MultiSelect } from '@mantine/core';
import { X } from 'lucide-react';
import type { Restriction } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { ClockField } from '../../../ui/time/time-fields.tsx';
import { weekdayChoices } from '../../../ui/time/weekdays.ts';
import styles from './editor.module.css';

type RestrictionFieldsProps = {
  restrictions: readonly Restriction[];
  errors: (path: string) => string | undefined;
  change: (next: Restriction[]) => void;
};

const workingHours: Restriction = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** The hours in which a layer is on call at all; without any it always is. */
export function RestrictionFields({ restrictions, errors, change }: RestrictionFieldsProps) {
  const replaceAt = (index: number, part: Partial<Restriction>) =>
    change(restrictions.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className={styles.people}>
      {restrictions.map((restriction, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity but their place
        <div key={index} className={styles.line}>
          <MultiSelect
            label={`Hours ${index + 1}: opens on`}
            data={weekdayChoices}
            value={restriction.weekdays.map(String)}
            error={errors(`${index}.weekdays`)}
            onChange={(days) => replaceAt(index, { weekdays: days.map(Number).sort() })}
          />
          <ClockField
            label="From"
            value={restriction.from}
            error={errors(`${index}.from`)}
            onChange={(from) => replaceAt(index, { from })}
          />
          <ClockField
            label="To"
            description={restriction.to <= restriction.from ? 'The next day' : undefined}
            value={restriction.to === '24:00' ? '00:00' : restriction.to}
            error={errors(`${index}.to`)}
            onChange={(to) => replaceAt(index, { to })}
          />
          <div className={styles.tools}>
            <ActionIcon
              aria-label={`Remove hours ${index + 1}`}
              onClick={() => change(restrictions.filter((_, at) => at !== index))}
            >
              <X size={14} />
            </ActionIcon>
          </div>
        </div>
      ))}
      <div>
        <Button variant="subtle" onClick={() => change([...restrictions, workingHours])}>
          {restrictions.length === 0 ? 'Only during certain hours' : 'Add more hours'}
        </Button>
      </div>
    </div>
  );
}
