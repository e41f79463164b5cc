import { CalendarDays, Clock3 } from 'lucide-react';
import { localDate } from '../../../domain/time/instant.ts';
import { localTimeIn, readClock, readDate, readDateTime } from '../../../domain/time/typed-time.ts';
import { Calendar, Clock, PickerButtons } from './pickers.tsx';
import { serverNow } from './server-clock.ts';
import { displayZone } from './time.tsx';
import { meaningOfLocalTime } from './time-text.ts';
import { type TimeFieldProps, TypedField } from './typed-field.tsx';
import { fieldTextOf } from './zoned-time.ts';

const todayIn = (zone: string) => localDate(zone, Math.floor(serverNow())).toString();

/** A calendar date; its value is `2026-12-01`, or empty. */
export function DateField(props: TimeFieldProps) {
  const today = todayIn(displayZone());
  return (
    <TypedField
      {...props}
      read={(text) => readDate(text, today)}
      isFinished={(text) => /^\d{4}-\d{2}-\d{2}$/.test(text.trim())}
      show={(value) => value}
      example="2026-12-01"
      pickerLabel="Choose a date"
      icon={<CalendarDays size={14} />}
      picker={(choose, close) => {
        const pick = (date: string) => {
          choose(date);
          close();
        };
        return (
          <>
            <Calendar date={props.value || undefined} today={today} pick={pick} />
            <PickerButtons choices={[{ label: 'Today', run: () => pick(today) }]} />
          </>
        );
      }}
    />
  );
}

/** A time of day of 24 hours; its value is `14:30`, or empty. */
export function ClockField(props: TimeFieldProps) {
  return (
    <TypedField
      {...props}
      read={readClock}
      isFinished={(text) => /^\d{2}:\d{2}$/.test(text.trim())}
      show={(value) => value}
      example="14:30"
      pickerLabel="Choose a time"
      icon={<Clock3 size={14} />}
      picker={(choose, close) => (
        <>
          <Clock clock={props.value || undefined} hasFocus pick={choose} />
          <PickerButtons choices={[{ label: 'Done', run: close }]} />
        </>
      )}
    />
  );
}

/**
 * A minute by the clocks of `zone`; its value is `2026-12-01T14:30`, or empty. Says what a time means that clocks skip
 * or show twice.
 * @param known the instant that the field was filled from: as long as it shows that minute, it means exactly that
 */
export function DateTimeField({ zone, known, ...props }: TimeFieldProps & { zone: string; known?: string }) {
  const { value = '' } = props;
  const today = todayIn(zone);
  const [date, clock] = value === '' ? [undefined, undefined] : [value.slice(0, 10), value.slice(11, 16)];
  const isKnown = Boolean(known) && fieldTextOf(known!, zone) === value;
  return (
    <TypedField
      {...props}
      read={(text) => readDateTime(text, today)}
      isFinished={(text) => /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/.test(text.trim())}
      show={(shown) => shown.slice(0, 16).replace('T', ' ')}
      example="2026-12-01 14:30"
      meaning={value === '' || isKnown ? undefined : meaningOfLocalTime(localTimeIn(zone, value), zone)}
      pickerLabel="Choose a date and time"
      icon={<CalendarDays size={14} />}
      picker={(choose, close) => (
        <>
          <Calendar date={date} today={today} pick={(next) => choose(`${next}T${clock ?? '09:00'}`)} />
          <Clock clock={clock} pick={(next) => choose(`${date ?? today}T${next}`)} />
          <PickerButtons
            choices={[
              { label: 'Now', run: () => choose(fieldTextOf(new Date(serverNow()).toISOString(), zone)) },
              { label: 'Done', run: close },
            ]}
          />
        </>
      )}
    />
  );
}
