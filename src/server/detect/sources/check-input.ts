import type { HeartbeatSettings, SourceInput } from '../../../contract/detect/sources.ts';
import { type FieldError, problem } from '../../../contract/errors.ts';
import { weaknessOf } from '../../platform/auth/weak-secret.ts';
import { faultOfSchedule } from '../heartbeats/schedule.ts';
import { findSender } from '../senders/registry.ts';
import { findSourceType } from '../source-types/registry.ts';

/**
 * Checks what only the source type can judge, and returns the settings as they are stored.
 * @throws `invalid_input` with the place of every fault
 */
export function checkSourceInput(input: SourceInput): Record<string, unknown> {
  const type = findSourceType(input.type);
  if (!type || input.type === 'check') throw refused([{ path: 'body.type', message: 'There is no such source type.' }]);
  const errors: FieldError[] = [];
  if (input.sender !== null && !findSender(input.sender, input.type)) {
    errors.push({ path: 'body.sender', message: 'This source type reads no such sender.' });
  }
  if (input.type === 'heartbeat' && input.heartbeat === null) {
    errors.push({
      path: 'body.heartbeat',
      message: 'A heartbeat needs an interval or a schedule, and a grace period.',
    });
  }
  if (input.heartbeat) errors.push(...faultsOfHeartbeat(input.heartbeat));
  if (input.type !== 'heartbeat' && input.heartbeat !== null) {
    errors.push({ path: 'body.heartbeat', message: 'Only a heartbeat has these.' });
  }
  if (input.pagesNobody && input.serviceId !== null) {
    errors.push({ path: 'body.pagesNobody', message: 'A source that pages nobody has no service.' });
  }
  if (input.key !== undefined && weaknessOf(input.key, []) !== null) {
    errors.push({ path: 'body.key', message: 'This key is easy to guess. Use a random one.' });
  }
  const settings = type.settings.schema.safeParse(input.settings);
  for (const issue of settings.error?.issues.slice(0, 20) ?? []) {
    errors.push({ path: ['body.settings', ...issue.path.map(String)].join('.'), message: issue.message });
  }
  const known = (settings.data ?? {}) as Record<string, unknown>;
  if (settings.success) {
    // A misspelt setting would be dropped in silence and leave its author wondering.
    for (const name of Object.keys(input.settings).filter((one) => !Object.hasOwn(known, one))) {
      errors.push({ path: `body.settings.${name}`, message: 'This source type has no such setting.' });
    }
  }
  if (errors.length > 0) throw refused(errors);
  return known;
}

function faultsOfHeartbeat({ intervalSeconds, schedule }: HeartbeatSettings): FieldError[] {
  if (!schedule) {
    if (intervalSeconds !== undefined) return [];
    return [{ path: 'body.heartbeat.intervalSeconds', message: 'A heartbeat needs an interval or a schedule.' }];
  }
  const fault = faultOfSchedule(schedule);
  return fault === null ? [] : [{ path: 'body.heartbeat.schedule.cron', message: fault }];
}

const refused = (errors: FieldError[]) => problem('invalid_input', 'Some fields are not valid.', errors);
