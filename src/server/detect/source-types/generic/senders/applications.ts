import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { identityOfLabels } from '../../reading/label-identity.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** Issue alerts name the issue and never resolve; the events of the issue itself do, under the same key. */
export function sentry(body: JsonObject): UsualForm | null {
  const action = textAt(body, 'action');
  const data = asObject(field(body, 'data'));
  if (action === '' || data === null) return null;
  const metric = asObject(field(data, 'metric_alert'));
  if (metric !== null) {
    return {
      title: textAt(data, 'description_title') || textAt(metric, 'title|alert_rule.name'),
      description: textAt(data, 'description_text'),
      state: action,
      severity: action === 'resolved' ? undefined : action,
      dedup_key: `metric_alert/${textAt(metric, 'id')}`,
      link: textAt(data, 'web_url'),
      labels: { project: textAt(metric, 'projects.0'), rule: textAt(metric, 'alert_rule.name') },
    };
  }
  const issue = asObject(field(data, 'issue')) ?? asObject(field(data, 'event'));
  if (issue !== null && textAt(body, 'installation.uuid|actor.type') !== '') {
    const isOver = ['resolved', 'ignored', 'archived'].includes(action);
    return {
      title: textAt(issue, 'title') || textAt(issue, 'metadata.value'),
      description: joined('\n', textAt(issue, 'culprit'), textAt(data, 'triggered_rule')),
      state: isOver ? 'resolve' : action === 'assigned' ? 'change' : 'trigger',
      severity: textAt(issue, 'level'),
      dedup_key: textAt(issue, 'issue_id|id'),
      link: textAt(issue, 'web_url|permalink'),
      labels: { project: textAt(issue, 'project.slug|project'), platform: textAt(issue, 'platform') },
    };
  }
  if (asObject(field(data, 'installation')) === null) return null;
  const app = textAt(data, 'installation.app.slug');
  return { title: joined(' ', 'Sentry installation', app, action), state: 'change' };
}

/** What PagerDuty says about its own incidents, version 1 of its webhooks and version 3. */
export function pagerDutyWebhook(body: JsonObject): UsualForm | null {
  const kind = /^incident\.([\w.]{1,60})$/.exec(textAt(body, 'event.event_type|type'))?.[1];
  const incident = asObject(valueAt(body, 'event.data|data.incident'));
  if (kind === undefined || incident === null) return null;
  const state = kind === 'reopened' ? 'trigger' : (/^(trigger|acknowledge|resolve)/.exec(kind)?.[1] ?? 'change');
  const number = textAt(incident, 'number|incident_number');
  const key = textAt(incident, 'incident_key');
  return {
    title: textAt(incident, 'title|trigger_summary_data.subject|trigger_summary_data.description') || `#${number}`,
    state,
    severity: textAt(incident, 'priority.summary') || textAt(incident, 'urgency'),
    dedup_key: key === '' || key === '%s' ? textAt(incident, 'id') : key,
    link: textAt(incident, 'html_url'),
    occurred_at: valueAt(body, 'event.occurred_at|created_on'),
    labels: { service: textAt(incident, 'service.summary|service.name'), incident: number },
  };
}

/** Graylog counts priority upwards: 1 is low and 3 is high. */
export function graylog(body: JsonObject): UsualForm | null {
  const condition = asObject(valueAt(body, 'check_result.triggered_condition'));
  if (condition !== null) {
    return {
      title: textAt(body, 'stream.title|check_result.triggered_condition.title') || 'Graylog stream alert',
      description: textAt(body, 'check_result.result_description'),
      dedup_key: textAt(condition, 'id'),
      occurred_at: valueAt(body, 'check_result.triggered_at'),
    };
  }
  const definition = textAt(body, 'event_definition_id');
  if (definition === '') return null;
  const text = textAt(body, 'event_definition_description');
  return {
    title: textAt(body, 'event_definition_title|event.message'),
    description: joined('\n', text === '.' ? '' : text, textAt(body, 'event.message')),
    severity: { 1: 'low', 2: 'medium', 3: 'high' }[textAt(body, 'event.priority')],
    dedup_key: joined('/', definition, textAt(body, 'event.key')),
    occurred_at: valueAt(body, 'event.timestamp'),
    labels: { ...asObject(valueAt(body, 'event.fields')), source: textAt(body, 'event.source') },
  };
}

/** A search that is run again and again: its `sid` is another one each time. */
export function splunk(body: JsonObject): UsualForm | null {
  const search = textAt(body, 'search_name');
  if (search === '' || textAt(body, 'sid') === '') return null;
  const host = textAt(body, 'result.host');
  return {
    title: joined(' on ', search, host),
    description: textAt(body, 'result._raw'),
    dedup_key: joined('/', search, host),
    link: textAt(body, 'results_link'),
    labels: { host, source: textAt(body, 'result.source') },
  };
}

/** An alert of Prometheus or Grafana, inside a body that is otherwise its sender's own. */
export function labelledAlert(body: JsonObject): UsualForm | null {
  const labels = asObject(field(body, 'labels'));
  if (labels === null || textAt(labels, 'alertname') === '') return null;
  return {
    title: textAt(body, 'annotations.summary|annotations.title|labels.alertname'),
    description: textAt(body, 'annotations.description|annotations.message'),
    severity: textAt(labels, 'severity|priority'),
    state: textAt(body, 'status.state|status|state'),
    dedup_key: textAt(body, 'fingerprint') || identityOfLabels(labels),
    link: textAt(body, 'generatorURL'),
    occurred_at: valueAt(body, 'startsAt'),
    labels,
  };
}

/** AppDynamics says in the type of the event whether a violation begins or ends. */
export function appDynamics(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'eventType|event_type');
  const told = healthRuleEvent(body);
  if (told !== null) return told;
  if (!/^POLICY_(OPEN|UPGRADED|DOWNGRADED|CONTINUES|CLOSE|CANCELED)_(WARNING|CRITICAL)$/.test(kind)) return null;
  const isOver = /^POLICY_(CLOSE|CANCELED)/.test(kind);
  return {
    title: textAt(body, 'displayName|name|summaryMessage'),
    description: textAt(body, 'summaryMessage'),
    state: isOver ? 'resolve' : 'trigger',
    severity: kind.endsWith('WARNING') ? 'warning' : 'critical',
    dedup_key: textAt(body, 'incidentId|incident.id|displayName'),
    link: textAt(body, 'deepLink|url'),
    labels: { application: textAt(body, 'application|application.name') },
  };
}

/** The same in the body that users write: what is violated where stands in bold in the summary. */
function healthRuleEvent(body: JsonObject): UsualForm | null {
  const [title, summary] = [textAt(body, 'displayName'), textAt(body, 'summaryMessage')];
  const [about, rule] = [...summary.slice(0, 1_000).matchAll(/<b>([^<]{1,120})<\/b>/g)].map((bold) => bold[1]!);
  if (!/health rule/i.test(title) || about === undefined || rule === undefined) return null;
  return {
    title: `${rule} on ${about}`,
    description: joined('\n', title, summary.replaceAll(/<[^>]{1,20}>/g, ' ')),
    state: /\b(?:ended|closed|canceled|cancelled)\b/i.test(title) ? 'resolve' : 'trigger',
    severity: textAt(body, 'severity'),
    dedup_key: joined('/', textAt(body, 'policy_name'), rule, about),
    link: textAt(body, 'deepLink'),
  };
}
