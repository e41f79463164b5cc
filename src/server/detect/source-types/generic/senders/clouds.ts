import { asObject, asText, field, type JsonObject } from '../../reading/json-value.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

/** CloudWatch counts two alarms of one name in two accounts or regions as two. */
export function cloudWatch(body: JsonObject): UsualForm | null {
  const name = textAt(body, 'AlarmName');
  const state = textAt(body, 'NewStateValue');
  if (name === '' || state === '') return null;
  const isUnsure = state === 'INSUFFICIENT_DATA';
  return {
    title: isUnsure ? `${name}: not enough data` : name,
    description: joined('\n', textAt(body, 'AlarmDescription'), textAt(body, 'NewStateReason')),
    state: isUnsure ? 'trigger' : state,
    severity: isUnsure ? 'low' : undefined,
    dedup_key: textAt(body, 'AlarmArn') || joined('/', textAt(body, 'AWSAccountId'), textAt(body, 'Region'), name),
    occurred_at: valueAt(body, 'StateChangeTime'),
    labels: { metric: textAt(body, 'Trigger.MetricName'), namespace: textAt(body, 'Trigger.Namespace') },
  };
}

/** Azure counts severity from 0, so that its Sev3 is our SEV4. */
export function azureMonitor(body: JsonObject): UsualForm | null {
  const common = asObject(valueAt(body, 'data.essentials'));
  if (common !== null && textAt(common, 'monitorCondition') !== '') {
    return (
      azureHealth(body, common) ?? {
        title: textAt(common, 'alertRule'),
        description: textAt(common, 'description'),
        state: textAt(common, 'monitorCondition'),
        severity: severityFromZero(textAt(common, 'severity')),
        dedup_key: textAt(common, 'alertId|originAlertId'),
        occurred_at: valueAt(common, 'firedDateTime'),
        labels: {
          target: textAt(common, 'configurationItems.0|alertTargetIDs.0'),
          service: textAt(common, 'monitoringService'),
        },
      }
    );
  }
  const own = asObject(field(body, 'data')) ?? body;
  const context = asObject(field(own, 'context'));
  const log = context === null ? null : asObject(field(context, 'activityLog'));
  if (log !== null && textAt(log, 'eventSource') === 'ServiceHealth') return azureServiceHealth(log);
  if (context === null || !textAt(context, 'id').startsWith('/subscriptions/')) return null;
  return {
    title: textAt(context, 'name|id'),
    description: textAt(context, 'description'),
    // That it was scaled is no alert.
    state: textAt(context, 'id').includes('/autoscalesettings/') ? 'change' : textAt(own, 'status'),
    severity: severityFromZero(textAt(context, 'severity')),
    dedup_key: textAt(context, 'id'),
    link: textAt(context, 'portalLink'),
    occurred_at: valueAt(context, 'timestamp'),
    labels: { target: textAt(context, 'resourceName'), region: textAt(context, 'resourceRegion') },
  };
}

/** The health of a resource is told by events: each has an id and is `Fired` whatever it says. */
function azureHealth(body: JsonObject, common: JsonObject): UsualForm | null {
  const context = asObject(valueAt(body, 'data.alertContext'));
  const status = context === null ? '' : textAt(context, 'status');
  if (context === null || !/^(?:active|resolved|in ?progress|updated)$/i.test(status)) return null;
  const target =
    textAt(common, 'configurationItems.0|alertTargetIDs.0') || textAt(context, 'properties.impactedServices');
  const level = textAt(context, 'level');
  return {
    title: joined(': ', textAt(common, 'alertRule'), textAt(context, 'properties.title')),
    description: textAt(common, 'description') || textAt(context, 'properties.details|properties.communication'),
    state: /^resolved$/i.test(status) ? 'resolve' : 'trigger',
    severity: level || severityFromZero(textAt(common, 'severity')),
    dedup_key: joined('/', textAt(common, 'alertRule'), textAt(context, 'properties.trackingId') || target),
    occurred_at: valueAt(common, 'firedDateTime'),
    labels: { target, service: textAt(common, 'monitoringService') },
  };
}

/** The health of a service is told by events of its own log; what is planned and what was learned afterwards is no alert. */
function azureServiceHealth(log: JsonObject): UsualForm {
  const stage = textAt(log, 'properties.stage') || textAt(log, 'status');
  const isNews = /^(?:planned|canceled|rca)$/i.test(stage);
  return {
    title: textAt(log, 'properties.title') || textAt(log, 'description|operationName'),
    description: textAt(log, 'properties.communication'),
    state: /^(?:resolved|complete)$/i.test(stage)
      ? 'resolve'
      : isNews || /^(?:maintenance|informational)$/i.test(textAt(log, 'properties.incidentType'))
        ? 'change'
        : 'trigger',
    severity: textAt(log, 'level').replace(/^informational$/i, ''),
    dedup_key: textAt(log, 'properties.trackingId') || textAt(log, 'correlationId'),
    occurred_at: valueAt(log, 'eventTimestamp'),
    labels: { service: textAt(log, 'properties.service'), region: textAt(log, 'properties.region') },
  };
}

function severityFromZero(word: string): string {
  const level = /^(?:sev)?([0-4])$/i.exec(word)?.[1];
  return level === undefined ? word : `sev${Number(level) + 1}`;
}

export function googleMonitoring(body: JsonObject): UsualForm | null {
  const incident = asObject(field(body, 'incident'));
  if (incident === null || textAt(incident, 'incident_id') === '') return null;
  return {
    title: textAt(incident, 'summary|condition_name|policy_name'),
    description: textAt(incident, 'documentation.content') || asText(field(incident, 'documentation')),
    state: textAt(incident, 'state'),
    severity: textAt(
      incident,
      'severity|policy_user_labels.severity|metadata.user_labels.severity|metadata.system_labels.severity',
    ),
    dedup_key: textAt(incident, 'incident_id'),
    link: textAt(incident, 'url'),
    occurred_at: valueAt(incident, 'started_at'),
    labels: {
      ...asObject(field(incident, 'policy_user_labels')),
      policy: textAt(incident, 'policy_name'),
      condition: textAt(incident, 'condition_name'),
      resource: textAt(incident, 'resource_display_name|resource_name'),
    },
  };
}

export function vRealize(body: JsonObject): UsualForm | null {
  const level = /^ALERT_CRITICALITY_LEVEL_(\w+)$/.exec(textAt(body, 'criticality'))?.[1];
  if (level === undefined) return null;
  return {
    title: joined(' on ', textAt(body, 'alertName|info|type'), textAt(body, 'resourceName')),
    description: textAt(body, 'info'),
    severity: level === 'IMMEDIATE' ? 'high' : level,
    state: textAt(body, 'status') === 'CANCELED' ? 'resolve' : textAt(body, 'status'),
    dedup_key: textAt(body, 'alertId'),
    occurred_at: valueAt(body, 'startDate'),
  };
}
