/** The log: one JSON line for each entry, on standard error unless another way is given. */
import { type DestinationStream, type Logger, pino } from 'pino';
import { placeForLog } from './tracing/calls.ts';

/** What says where and why something failed. Other fields of an error may hold secrets, or rows with people's data. */
const toldFields = ['code', 'errno', 'syscall', 'severity', 'routine', 'table', 'column', 'constraint', 'statusCode'];
const maxCauses = 3;
const maxErrors = 5;

export function openLog(level: string, to: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, mixin: placeForLog, serializers: { err: (error: unknown) => errorForLog(error) } }, to);
}

/** The fields of an error that a log may hold, with those of its causes. */
function errorForLog(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  const { cause, errors } = error as { cause?: unknown; errors?: unknown };
  const fields = error as unknown as Record<string, unknown>;
  const isDeepest = depth === maxCauses;
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(
      toldFields
        .filter((name) => ['string', 'number'].includes(typeof fields[name]))
        .map((name) => [name, fields[name]]),
    ),
    ...(cause !== undefined && !isDeepest && { cause: errorForLog(cause, depth + 1) }),
    ...(Array.isArray(errors) &&
      !isDeepest && { errors: errors.slice(0, maxErrors).map((each) => errorForLog(each, depth + 1)) }),
  };
}
