import type { JsonObject } from '../../reading/json-value.ts';
import { appDynamics, graylog, labelledAlert, pagerDutyWebhook, sentry, splunk } from './applications.ts';
import { ntfy, telegram } from './chat-messages.ts';
import { azureMonitor, cloudWatch, googleMonitoring, vRealize } from './clouds.ts';
import { argoCd, flux, kubernetesEvent } from './clusters.ts';
import { azureDevOps, codeTalk, diun, dockerHub, gitHub, gitLab, jenkins, sonarQube, terraform } from './code-hosts.ts';
import { airbrake, bugsnag, honeybadger, rollbar } from './error-trackers.ts';
import { alerta, checkmk, icinga, libreNms, netdata, prtg, sensu, uptimeKuma, zabbix } from './host-checks.ts';
import {
  eventBridge,
  goAlert,
  kibana,
  meraki,
  moogsoft,
  netcool,
  serviceNow,
  splunkOnCall,
  squadcast,
} from './hubs.ts';
import { mainBranchRun } from './main-branch-runs.ts';
import { falco, wazuh } from './security-events.ts';
import { homeSensor, hubSensor } from './smart-home.ts';
import { betterStack, checkEvent, cloudflare, ohDear, statusCake, uptimeCom, uptimeRobot } from './uptime-checks.ts';
import type { Sender, UsualForm } from './usual-form.ts';

/** Senders whose bodies mislead a reader that goes by the usual names alone. */
const senders: Sender[] = [
  mainBranchRun,
  ...[gitHub, gitLab, azureDevOps, diun, dockerHub, jenkins, sonarQube, terraform, codeTalk],
  ...[eventBridge, cloudWatch, azureMonitor, googleMonitoring, vRealize],
  ...[labelledAlert, sentry, pagerDutyWebhook, graylog, splunk, appDynamics],
  ...[rollbar, bugsnag, honeybadger, airbrake, falco, wazuh],
  ...[argoCd, flux, kubernetesEvent],
  ...[zabbix, checkmk, sensu, libreNms, uptimeKuma, alerta, icinga, prtg, netdata],
  ...[ohDear, uptimeRobot, betterStack, statusCake, cloudflare, checkEvent, uptimeCom],
  ...[kibana, moogsoft, netcool, serviceNow, meraki, splunkOnCall, squadcast, goAlert],
  ...[homeSensor, hubSensor, telegram, ntfy],
];

/** The body in usual names, null when it is of no sender we know. */
export function usualFormOf(body: JsonObject): UsualForm | null {
  for (const sender of senders) {
    const form = sender(body);
    if (form !== null && form.title !== '') return form;
  }
  return null;
}
