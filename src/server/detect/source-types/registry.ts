import { alertmanagerApi } from './alertmanager-api/alertmanager-api.ts';
import { alertmanagerWebhook } from './alertmanager-webhook/alertmanager-webhook.ts';
import { check } from './check.ts';
import { email } from './email/email.ts';
import { generic } from './generic/generic.ts';
import { grafana } from './grafana/grafana.ts';
import { heartbeat } from './heartbeat/heartbeat.ts';
import { opsgenieApi } from './opsgenie-api/opsgenie-api.ts';
import { pagerdutyEventsV2 } from './pagerduty-events-v2/pagerduty-events-v2.ts';
import type { SourceType } from './source.ts';
import { victoropsRest } from './victorops-rest/victorops-rest.ts';

/** Every source type that takes requests, in the order the web offers them. Adding one is a folder and a line here. */
export const sourceTypes: readonly SourceType[] = [
  alertmanagerWebhook,
  alertmanagerApi,
  grafana,
  pagerdutyEventsV2,
  opsgenieApi,
  victoropsRest,
  generic,
  email,
  heartbeat,
];

const byType = new Map([...sourceTypes, check].map((source) => [source.type, source]));
if (byType.size !== sourceTypes.length + 1) throw new Error('Two source types have the same name.');

/** The source type of this name, undefined when there is none. */
export function findSourceType(type: string): SourceType | undefined {
  return byType.get(type);
}
