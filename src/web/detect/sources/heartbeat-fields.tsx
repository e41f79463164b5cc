import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { HeartbeatSettings, Source } from '../../../contract/detect/sources.ts';
import { parseCron } from '../../../domain/time/cron/cron.ts';
import { nextTimes } from '../../../domain/time/cron/next-time.ts';
import { browserZone, ZoneSelect } from '../../directory/zone-select.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { serverNow } from '../../ui/time/server-clock.ts';
import { minuteText } from '../../ui/time/time-text.ts';
import type { SourceValues } from './source-form.tsx';

type Rhythm = 'interval' | 'schedule';

/** What is not chosen is kept while the form is open, so that changing one's mind costs nothing. */
export type HeartbeatValues = {
  rhythm: Rhythm;
  intervalSeconds: number;
  cron: string;
  timeZone: string;
  graceSeconds: number;
};

const rhythmWords: Record<Rhythm, string> = { interval: 'At an interval', schedule: 'On a schedule' };

export function heartbeatValues(heartbeat: Source['heartbeat']): HeartbeatValues {
  return {
    rhythm: heartbeat?.schedule ? 'schedule' : 'interval',
    intervalSeconds: heartbeat && !heartbeat.schedule ? heartbeat.intervalSeconds : 3600,
    cron: heartbeat?.schedule?.cron ?? '0 3 * * *',
    timeZone: heartbeat?.schedule?.timeZone ?? browserZone(),
    graceSeconds: heartbeat?.graceSeconds ?? 300,
  };
}

export function heartbeatInputOf(values: HeartbeatValues): HeartbeatSettings {
  const { rhythm, intervalSeconds, cron, timeZone, graceSeconds } = values;
  return rhythm === 'interval'
    ? { intervalSeconds, graceSeconds, schedule: null }
    : { graceSeconds, schedule: { cron: cron.trim(), timeZone } };
}

const fieldWords: Record<string, string> = {
  rhythm: 'Expected',
  intervalSeconds: 'Expected every',
  cron: 'Schedule',
  timeZone: 'Time zone',
  graceSeconds: 'Grace',
};

export const heartbeatWords = {
  label: ([name]: Path) => fieldWords[String(name)] ?? 'Heartbeat',
  show: (value: string | number, [name]: Path) =>
    name === 'rhythm' ? rhythmWords[value as Rhythm] : typeof value === 'number' ? `${value} s` : value,
};

export function heartbeatFaults({ rhythm, cron }: HeartbeatValues): Partial<Record<string, string>> {
  if (rhythm === 'interval') return {};
  const parsed = parseCron(cron);
  return 'fault' in parsed ? { 'heartbeat.cron': parsed.fault } : {};
}

type HeartbeatFieldsProps = { form: UseFormReturnType<SourceValues>; heartbeat: HeartbeatValues };

/** When a job is to report, and how late it may be. */
export function HeartbeatFields({ form, heartbeat }: HeartbeatFieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label="Expected"
        data={Object.entries(rhythmWords).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('heartbeat.rhythm')}
      />
      {heartbeat.rhythm === 'interval' ? (
        <NumberInput
          label="Expected every"
          description="How long after a ping the next one is due"
          suffix=" s"
          min={10}
          allowDecimal={false}
          required
          {...form.getInputProps('heartbeat.intervalSeconds')}
        />
      ) : (
        <>
          <TextInput
            label="Schedule"
            description="As in the job’s crontab: minute, hour, day of the month, month, day of the week"
            classNames={{ input: 'mono' }}
            maxLength={100}
            required
            {...form.getInputProps('heartbeat.cron')}
          />
          <ZoneSelect
            label="Time zone"
            description="The one of the machine that runs the job"
            allowDeselect={false}
            {...form.getInputProps('heartbeat.timeZone')}
          />
          <NextTimes cron={heartbeat.cron} timeZone={heartbeat.timeZone} />
        </>
      )}
      <NumberInput
        label="Grace"
        description="How late a ping may be before an alert is raised: more than the job takes"
        suffix=" s"
        min={0}
        allowDecimal={false}
        required
        {...form.getInputProps('heartbeat.graceSeconds')}
      />
    </>
  );
}

/** What the schedule means, while it is being written. */
function NextTimes({ cron, timeZone }: { cron: string; timeZone: string }) {
  const parsed = parseCron(cron);
  if ('fault' in parsed) return <p className="muted">{parsed.fault}</p>;
  const times = nextTimes(parsed, timeZone, serverNow(), 5);
  if (times.length === 0) return <p className="muted">It is never due.</p>;
  return (
    <div className="muted">
      Expected next:
      <ul>
        {times.map((time) => (
          <li key={time} className="tabular">
            {minuteText(time, timeZone)}
          </li>
        ))}
      </ul>
    </div>
  );
}
