import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Schedule } from '../../../contract/respond/schedules.ts';
import { useOffer } from '../../directory/choices.ts';
import { useGuard } from '../../directory/may.ts';
import { PersonMark } from '../../directory/person-mark.tsx';
import { serverNow } from '../../ui/time/server-clock.ts';
import { ShiftWords } from './shift-words.tsx';
import { SwapShift } from './swap-shift.tsx';
import styles from './timeline.module.css';
import type { Span } from './timeline-rows.ts';
import { useOverrides } from './use-overrides.ts';

type CoverShiftProps = {
  schedule: Schedule;
  span: Span | null;
  zone: string;
  close: () => void;
  /** Opens the form with these times, for a part of the shift. */
  openForm: (span: Span) => void;
};

/** A shift, and everybody who could have it instead: one press and they do, until the shift ends. */
export function CoverShift(props: CoverShiftProps) {
  const { span } = props;
  const [isSwapping, setSwapping] = useState(false);
  const close = () => {
    setSwapping(false);
    props.close();
  };
  return (
    <Modal
      opened={span !== null}
      onClose={close}
      title={isSwapping ? 'Swap for which shift?' : span?.gap ? 'Who fills this gap?' : 'Who covers this shift?'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {span &&
        (isSwapping ? (
          <SwapShift {...props} span={span} close={close} back={() => setSwapping(false)} />
        ) : (
          <Inside {...props} span={span} close={close} swap={() => setSwapping(true)} />
        ))}
    </Modal>
  );
}

type InsideProps = CoverShiftProps & { span: Span; swap: () => void };

function Inside({ schedule, span, zone, close, openForm, swap }: InsideProps) {
  const [text, setText] = useState('');
  const guard = useGuard('oncall.override');
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
    .filter(({ personId }) => personId !== span.personId)
    .sort((a, b) => Number(turns.has(b.personId)) - Number(turns.has(a.personId)));
  const startsAt = new Date(span.startMs).toISOString();
  const endsAt = new Date(span.endMs).toISOString();
  const cover = (personId: number) => {
    overrides.cover(personId, startsAt, endsAt);
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
          <ul className={styles.people} aria-label="People">
            {found.map(({ personId, name, detail }) => (
              <li key={personId}>
                <button type="button" className={styles.person} onClick={() => cover(personId)}>
                  <PersonMark name={name} />
                  <span>{name}</span>
                  {turns.has(personId) ? (
                    <span className="muted">in this rotation</span>
                  ) : (
                    <span className="muted">{detail}</span>
                  )}
                </button>
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="muted">{isSettled ? `No matches for “${typed}”.` : 'Searching…'}</p>}
          {offer.isCut && <p className="muted">There are more. Keep typing to narrow.</p>}
          <div className={styles.toolbar}>
            <Button variant="default" onClick={() => openForm(span)}>
              Set times or reason
            </Button>
            {span.personId !== null && (
              <Button variant="default" onClick={swap}>
                Swap for another shift
              </Button>
            )}
            {span.overrideId !== undefined && (
              <Button variant="default" onClick={remove}>
                Remove this override
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
