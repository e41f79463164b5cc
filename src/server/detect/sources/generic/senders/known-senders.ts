import type { JsonObject } from '../../json-value.ts';
import {
  appDynamics,
  argoCd,
  graylog,
  labelledAlert,
  pagerDutyWebhook,
  sentry,
  splunk,
  telegram,
} from './applications.ts';
import { azureMonitor, cloudWatch, googleMonitoring, vRealize } from './clouds.ts';
import { azureDevOps, dockerHub, gitHub, gitLab, jenkins } from './code-hosts.ts';
import { airbrake, bugsnag, honeybadger, rollbar } from './error-trackers.ts';
import { alerta, checkmk, icinga, libreNms, netdata, prtg, riemann, sensu, uptimeKuma, zabbix } from './host-checks.ts';
import { falco, wazuh } from './security-events.ts';
import { betterStack, cloudflare, namedCheck, ohDear, statusCake, uptimeRobot } from './uptime-checks.ts';
import type { Sender, UsualForm } from './usual-form.ts';

/** Senders whose bodies mislead a reader that goes by the usual names alone. */
const senders: Sender[] = [
  ...[gitHub, gitLab, azureDevOps, dockerHub, jenkins],
  ...[cloudWatch, azureMonitor, googleMonitoring, vRealize],
  ...[labelledAlert, sentry, pagerDutyWebhook, graylog, splunk, telegram],
  ...[appDynamics, argoCd],
  ...[rollbar, bugsnag, honeybadger, airbrake, falco, wazuh],
  ...[zabbix, checkmk, sensu, libreNms, uptimeKuma, alerta, icinga, prtg, netdata, riemann],
  ...[ohDear, uptimeRobot, betterStack, statusCake, cloudflare, namedCheck],
];

/** The body in usual names, null when it is of no sender we know. */
export function usualFormOf(body: JsonObject): UsualForm | null {
  for (const sender of senders) {
    const form = sender(body);
    if (form !== null && form.title !== '') return form;
  }
  return null;
}
