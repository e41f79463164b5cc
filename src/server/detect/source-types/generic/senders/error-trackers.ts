// What counts the errors of applications, and names each kind of error.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** Rollbar's levels as numbers: 50 is critical and 10 debug. */
const rollbarLevels: Record<string, string> = { 50: 'critical', 40: 'error', 30: 'warning', 20: 'info', 10: 'debug' };

/** The item stays the same from its first occurrence until somebody resolves it; a deployment is no alert. */
export function rollbar(body: JsonObject): UsualForm | null {
  const event = textAt(body, 'event_name');
  const item = asObject(valueAt(body, 'data.item'));
  if (event === '') return null;
  if (event === 'deploy' && asObject(valueAt(body, 'data.deploy')) !== null) {
    const [id, environment] = [textAt(body, 'data.deploy.id'), textAt(body, 'data.deploy.environment')];
    return { title: joined(' ', 'deployment', environment), state: 'change', dedup_key: `deploy/${id}` };
  }
  if (item === null) return null;
  const level = textAt(item, 'level') || textAt(body, 'data.occurrence.level');
  return {
    title: textAt(item, 'title'),
    state: event === 'resolved_item' ? 'resolve' : 'trigger',
    severity: rollbarLevels[level] ?? level,
    dedup_key: textAt(item, 'id|hash|counter'),
    labels: { environment: textAt(item, 'environment'), project: textAt(item, 'project_id') },
  };
}

/** An error that was fixed, ignored or snoozed asks nobody any more; a release is no alert. */
export function bugsnag(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'trigger.type');
  const project = asObject(field(body, 'project'));
  if (kind === '' || project === null) return null;
  const error = asObject(field(body, 'error'));
  const label = { project: textAt(project, 'name'), trigger: kind };
  if (error === null) {
    const title = joined(': ', textAt(project, 'name'), textAt(body, 'trigger.message'));
    const state = kind === 'release' ? 'change' : 'trigger';
    return { title, state, dedup_key: joined('/', textAt(project, 'id|name'), kind), labels: label };
  }
  const status = textAt(error, 'status') || textAt(body, 'trigger.stateChange');
  return {
    title: joined(': ', textAt(error, 'exceptionClass'), textAt(error, 'message')),
    description: textAt(error, 'context'),
    state: /^(fixed|ignored|snoozed|discarded)$/i.test(status) ? 'resolve' : 'trigger',
    severity: textAt(error, 'severity'),
    dedup_key: textAt(error, 'errorId|id'),
    link: textAt(error, 'url'),
    labels: label,
  };
}

/** What Honeybadger watches is a fault, a site, a check-in or an alarm; the message about it differs each time. */
export function honeybadger(body: JsonObject): UsualForm | null {
  const event = textAt(body, 'event');
  const kind = ['fault', 'site', 'check_in', 'alarm'].find((name) => asObject(field(body, name)) !== null);
  if (event === '' || kind === undefined || textAt(body, 'message') === '') return null;
  const what = asObject(field(body, kind))!;
  const isOver = ['resolved', 'up', 'check_in_reporting', 'alarm_ok'].includes(event);
  const isTalk = ['assigned', 'commented', 'deployed'].includes(event);
  return {
    title: textAt(what, 'name|klass|message') || textAt(body, 'message'),
    description: textAt(body, 'message'),
    state: isOver ? 'resolve' : isTalk ? 'change' : 'trigger',
    dedup_key: joined('/', kind, textAt(what, 'id|name')),
    link: textAt(what, 'url'),
    labels: { project: textAt(body, 'project.name'), environment: textAt(what, 'environment') },
  };
}

export function airbrake(body: JsonObject): UsualForm | null {
  const error = asObject(field(body, 'error'));
  if (error === null || textAt(body, 'airbrake_error_url') === '') return null;
  return {
    title: joined(': ', textAt(error, 'error_class'), textAt(error, 'error_message')),
    state: 'trigger',
    dedup_key: textAt(error, 'id'),
    link: textAt(body, 'airbrake_error_url'),
    labels: { project: textAt(error, 'project.name'), environment: textAt(error, 'environment') },
  };
}
