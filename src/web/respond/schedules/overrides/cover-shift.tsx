import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Schedule } from '../../../../contract/respond/schedules/schedule.ts';
import { usePerson } from '../../../data/session.ts';
import { useOffer } from '../../../directory/choices.ts';
import { useGuard } from '../../../directory/may.ts';
import { PersonMark } from '../../../directory/person-mark.tsx';
import { useFocusReturn } from '../../../ui/screen/use-focus-return.ts';
import { serverNow } from '../../../ui/time/server-clock.ts';
import { momentText } from '../local-time.ts';
import { ShiftWords } from '../shift-words.tsx';
import styles from '../timeline/timeline.module.css';
import { dayWithin, type Span } from '../timeline/timeline-rows.ts';
import { AskForCover } from './ask-for-cover.tsx';
import type { OverrideStart } from './override-form.tsx';
import { SwapShift } from './swap-shift.tsx';
import { useOverrides } from './use-overrides.ts';

/** What has to be known of a schedule to change who is on call on it. */
export type CoverableSchedule = Pick<Schedule, 'id' | 'timeZone' | 'teamId' | 'people'> & {
  /** Several people are on call at once. */
  isShared: boolean;
};

type CoverShiftProps = {
  schedule: CoverableSchedule;
  span: Span | null;
  /** The moment of the shift that was pressed. */
  atMs: number;
  zone: string;
  close: () => void;
  /** Opens the form with these times, for a part of the shift. */
  openForm: (start: OverrideStart) => void;
  /** Opens the form of the override behind the shift. */
  editOverride: (overrideId: number) => void;
};

type Step = 'cover' | 'swap' | 'ask';

/** A shift, and everybody who could have it instead: one press and they do, until the shift ends or for the day. */
export function CoverShift(props: CoverShiftProps) {
  const { span } = props;
  const [step, setStep] = useState<Step>('cover');
  useFocusReturn(span !== null);
  const close = () => {
    setStep('cover');
    props.close();
  };
  const titles = {
    cover: span?.gap ? 'Who fills this gap?' : 'Who covers this shift?',
    swap: 'Swap for which shift?',
    ask: 'Ask for cover',
  };
  return (
    <Modal opened={span !== null} onClose={close} title={titles[step]} closeButtonProps={{ 'aria-label': 'Close' }}>
      {span &&
        (step === 'swap' ? (
          <SwapShift {...props} span={span} close={close} back={() => setStep('cover')} />
        ) : step === 'ask' ? (
          <AskForCover {...props} span={span} close={close} />
        ) : (
          <Inside {...props} span={span} close={close} go={setStep} />
        ))}
    </Modal>
  );
}

type InsideProps = CoverShiftProps & { span: Span; go: (step: Step) => void };

function Inside({ schedule, span, atMs, zone, close, openForm, editOverride, go }: InsideProps) {
  const [text, setText] = useState('');
  const guard = useGuard('oncall.override');
  const me = usePerson();
  const overrides = useOverrides(schedule.id);
  const typed = text.trim();
  const [asked] = useDebouncedValue(typed, 120);
  const offer = useOffer(['people'], asked.slice(0, 100), true);
  const isSettled = offer.isSettled && asked === typed;
  const isPast = span.endMs <= serverNow();
  const turns = new Set(schedule.people.map(({ personId }) => personId));
  const offered = offer.choices[0]!.map(({ value, label, detail }) => ({
    personId: Number(value),
    name: label,
    detail,
  }));
  // Those with turns here come first, whatever their names; they are few and known.
  const near = typed === '' ? schedule.people.filter(({ disabled }) => !disabled) : [];
  const found = [...near.map(({ personId, name }) => ({ personId, name, detail: '' })), ...offered]
    .filter(({ personId }, index, all) => all.findIndex((other) => other.personId === personId) === index)
    // Whoever is on call beside them already cannot cover them too.
    .filter(({ personId }) => personId !== span.personId && !span.beside?.includes(personId))
    .sort((a, b) => Number(turns.has(b.personId)) - Number(turns.has(a.personId)));
  const pressed = dayWithin(span, atMs, zone);
  const day = pressed && pressed.endMs > serverNow() ? pressed : null;
  const dayText = day && momentText(day.startMs, zone).slice(0, -6);
  const isMine = span.personId !== null && span.personId === me?.id;
  const replacesPersonId = span.beside ? span.personId : null;
  const cover = (personId: number, { startMs, endMs }: { startMs: number; endMs: number } = span) => {
    const times = { startsAt: new Date(startMs).toISOString(), endsAt: new Date(endMs).toISOString() };
    overrides.cover({ personId, replacesPersonId, ...times });
    close();
  };
  const remove = () => {
    void overrides.remove(span.overrideId!);
    close();
  };
  return (
    <div className={styles.stack}>
      <ShiftWords span={span} zone={zone} />
      {isPast ? (
        <p>This is in the past and cannot be changed.</p>
      ) : guard.disabled ? (
        <p>Your role does not allow you to change who is on call.</p>
      ) : (
        <>
          <TextInput
            label="Person"
            placeholder="Type a name; Enter picks the first"
            data-autofocus
            aria-busy={!isSettled}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              if (isSettled && found[0]) cover(found[0].personId);
            }}
          />
          {day && <p className="muted">A name covers the whole shift; the button beside it covers one day.</p>}
          <ul className={styles.people} aria-label="People">
            {found.map(({ personId, name, detail }) => (
              <li key={personId} className={styles.offer}>
                <button type="button" className={styles.person} onClick={() => cover(personId)}>
                  <PersonMark name={name} />
                  <span>{name}</span>
                  {turns.has(personId) ? (
                    <span className="muted">in this rotation</span>
                  ) : (
                    <span className="muted">{detail}</span>
                  )}
                </button>
                {day && (
                  <Button
                    className={styles.onlyDay}
                    variant="default"
                    size="compact-sm"
                    aria-label={`${name} on ${dayText} only`}
                    onClick={() => cover(personId, day)}
                  >
                    {dayText} only
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="muted">{isSettled ? `No matches for “${typed}”.` : 'Searching…'}</p>}
          {offer.isCut && <p className="muted">There are more. Keep typing to narrow.</p>}
          <div className={styles.toolbar}>
            <Button variant="default" onClick={() => openForm({ ...(day ?? span), replacesPersonId })}>
              Set times or reason
            </Button>
            {isMine && (
              <Button variant="default" onClick={() => go('ask')}>
                Ask for cover
              </Button>
            )}
            {span.personId !== null && (
              <Button variant="default" onClick={() => go('swap')}>
                Swap for another shift
              </Button>
            )}
            {span.overrideId !== undefined && (
              <>
                <Button variant="default" onClick={() => editOverride(span.overrideId!)}>
                  Edit this override
                </Button>
                <Button variant="default" onClick={remove}>
                  Remove this override
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
}
