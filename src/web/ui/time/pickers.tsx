import { ActionIcon, Button } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Temporal } from 'temporal-polyfill';
import { ButtonGrid } from './button-grid.tsx';
import styles from './time-field.module.css';

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const six = 42;

type CalendarProps = { date: string | undefined; today: string; pick: (date: string) => void };

/** A month of days, weeks from Monday. Page Up and Page Down go to other months. */
export function Calendar({ date, today, pick }: CalendarProps) {
  const [focused, setFocused] = useState(date ?? today);
  const [isMoving, setMoving] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  const month = Temporal.PlainDate.from(focused).with({ day: 1 });
  const first = month.subtract({ days: month.dayOfWeek - 1 });
  const move = (to: Temporal.PlainDate) => {
    setFocused(to.toString());
    setMoving(true);
  };
  useEffect(() => {
    if (isMoving) element.current?.querySelector<HTMLElement>(`[data-value="${focused}"]`)?.focus();
    setMoving(false);
  }, [isMoving, focused]);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = (event.target as HTMLElement).dataset.value;
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (at === undefined || months === undefined) return;
    event.preventDefault();
    move(Temporal.PlainDate.from(at).add({ months }));
  };
  const turn = (months: number) => setFocused(month.add({ months }).toString());
  const days = Array.from({ length: six }, (_, index) => first.add({ days: index }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the days inside
    <div ref={element} className={styles.calendar} onKeyDown={onKeyDown}>
      <div className={styles.month}>
        <ActionIcon
          variant="subtle"
          aria-label="Previous month"
          data-mantine-stop-propagation="true"
          onClick={() => turn(-1)}
        >
          <ChevronLeft size={14} />
        </ActionIcon>
        <strong aria-live="polite">{monthText(month)}</strong>
        <ActionIcon
          variant="subtle"
          aria-label="Next month"
          data-mantine-stop-propagation="true"
          onClick={() => turn(1)}
        >
          <ChevronRight size={14} />
        </ActionIcon>
      </div>
      <div className={styles.weekdays} aria-hidden="true">
        {weekdays.map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      <ButtonGrid
        label={monthText(month)}
        columns={7}
        hasFocus
        choices={days.map((day) => ({
          value: day.toString(),
          text: String(day.day),
          label: dayText(day),
          isFaint: day.month !== month.month,
          isToday: day.toString() === today,
        }))}
        chosen={date}
        start={focused}
        pick={pick}
        leave={(from, step) => move(Temporal.PlainDate.from(from).add({ days: step }))}
      />
    </div>
  );
}

const two = (value: number) => String(value).padStart(2, '0');
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: two(hour),
  text: two(hour),
  label: `${two(hour)}:00`,
}));
const minutes = Array.from({ length: 12 }, (_, step) => ({
  value: two(step * 5),
  text: `:${two(step * 5)}`,
  label: `${step * 5} minutes past`,
}));

type ClockProps = { clock: string | undefined; hasFocus?: boolean; pick: (clock: string) => void };

/** Hours of a whole day, then the minutes by five; others are typed. */
export function Clock({ clock, hasFocus, pick }: ClockProps) {
  const [hour, minute] = [clock?.slice(0, 2), clock?.slice(3)];
  return (
    <div className={styles.clock}>
      <ButtonGrid
        label="Hour"
        columns={6}
        choices={hours}
        chosen={hour}
        start="09"
        hasFocus={hasFocus}
        pick={(next) => pick(`${next}:${minute ?? '00'}`)}
      />
      <ButtonGrid
        label="Minute"
        columns={6}
        choices={minutes}
        chosen={minute}
        pick={(next) => pick(`${hour ?? '09'}:${next}`)}
      />
    </div>
  );
}

export function PickerButtons({ choices }: { choices: readonly { label: string; run: () => void }[] }) {
  return (
    <div className={styles.buttons}>
      {choices.map(({ label, run }) => (
        <Button key={label} variant="default" size="compact-sm" data-mantine-stop-propagation="true" onClick={run}>
          {label}
        </Button>
      ))}
    </div>
  );
}

function monthText(month: Temporal.PlainDate): string {
  return month.toLocaleString('en-GB', { month: 'long', year: 'numeric' });
}

function dayText(day: Temporal.PlainDate): string {
  return day.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}
