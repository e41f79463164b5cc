import type { SignalAction } from '../../../../domain/detect/signal.ts';
import type { Severity } from '../../../../domain/severity.ts';
import type { SourceRequest } from '../source.ts';

/** What a signal needs to know of its request. */
export type Arrival = Pick<SourceRequest, 'assignedKey' | 'receivedAt'>;

/** What was read of one object, before the settings of the source and the caps of a signal. */
export type Reading = {
  action: SignalAction;
  title: string;
  /** The title as it was sent. */
  rawTitle: string;
  key: string;
  severity: Severity | null;
  /** What stands where a severity does and is not known. */
  unknownSeverity: string;
};
