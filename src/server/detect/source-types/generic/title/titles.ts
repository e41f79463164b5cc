// Takes the state out of a title, wherever senders write it, so that a problem and its end have one name.
import { oneLine } from '../../../../../domain/detect/clean-text.ts';
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../../domain/severity.ts';
import { withoutMeasures } from '../key/measures.ts';
import { takeEnd, takeMiddle, takeToken } from './end.ts';
import { takeBrackets, takeHead, takeMarks } from './front.ts';
import { TitleReading } from './reading.ts';

export type ReadTitle = {
  /** For people: without marks and without a state in front. */
  subject: string;
  /** For the key: also without a state at its end and without what was measured. */
  name: string;
  action: SignalAction | null;
  /** Whether the action stands in front, where it speaks for the whole. */
  isHead: boolean;
  severity: Severity | null;
  /** `host:web-1` of `[Triggered on {host:web-1}]`. */
  scope: string[];
};

const readLength = 400;

/** Reads a title of any length, or with `isFixed` a name that tells no state at its end and no number; only its first 400 characters are looked at, the rest is kept as it is. */
export function readTitle(whole: string, isFixed = false): ReadTitle {
  const line = oneLine(whole.length > 4_000 ? whole.slice(0, 4_000) : whole);
  const tail = line.slice(readLength) + (whole.length > 4_000 ? whole.slice(4_000) : '');
  const reading = new TitleReading(line.slice(0, readLength));
  takeMarks(reading);
  for (let turn = 0; turn < 6; turn++) if (!takeBrackets(reading) && !takeHead(reading)) break;
  const subject = reading.shown ?? reading.text;
  const isHead = reading.action !== null;
  if (tail === '' && !isFixed) {
    takeEnd(reading);
    takeMiddle(reading);
    takeToken(reading);
  }
  const { action, severity, scope } = reading;
  return {
    subject: tail === '' ? subject || line : line,
    name: ((isFixed ? nameOf(reading) : withoutMeasures(nameOf(reading))) || subject || line) + tail,
    action: action ?? reading.markAction,
    isHead,
    severity,
    scope,
  };
}

function nameOf({ about, text }: TitleReading): string {
  const name = about.length === 0 ? text.trim() : [...about, text].join(' ').trim();
  if (name.endsWith(' in fault')) return `${name.slice(0, -9)} fault`;
  return name.startsWith('Your ') ? `your ${name.slice(5)}` : name;
}
