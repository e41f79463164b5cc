// Senders whose bodies real installations post: facts of their documentation and of what others captured.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const first = (s: Situation) => s.host.split('.')[0]!;
const oneCheck = { checks: false } as const;

export const captured: Sender[] = [
  json(
    'a host of Nagios as an event',
    (s) => ({
      HostEvent: {
        Hostname: s.host,
        HostStateID: s.say('1', '0'),
        HostOutput: s.say('PING CRITICAL - Packet loss = 100%', 'PING OK - Packet loss = 0%'),
        MonitoringHostName: 'nagios.example.org',
      },
    }),
    { says: oneCheck },
  ),
  json(
    'a service of Nagios as an event',
    (s) => ({
      SvcEvent: {
        SvcHostname: s.host,
        SvcDesc: s.check,
        SvcStateID: s.say('2', '0'),
        SvcOutput: s.say('CRITICAL: it does not answer', 'OK: it answers'),
        MonitoringHostName: 'nagios.example.org',
      },
    }),
    { title: both },
  ),
  json(
    'Nagios in the form of SIGNL4',
    (s) => ({
      Title: `Service ${s.say('PROBLEM', 'RECOVERY')} notification`,
      Host: s.host,
      IP: '192.0.2.5',
      Service: s.check,
      State: s.say('CRITICAL', 'OK'),
      'Additional Info': s.say('connection refused', 'answers in 3 ms'),
      'Nagios notification': 'Thu Jun 1 10:00:00 CEST 2023',
      'X-S4-Service': 'Nagios',
    }),
    { title: both },
  ),
  json(
    'Icinga for a bot of a chat',
    (s) => ({
      notification_type: s.say('PROBLEM', 'RECOVERY'),
      host: first(s),
      service: s.check,
      hostdisplay: s.host,
      servicedisplay: s.check,
      address: '192.0.2.5',
      state: s.say('CRITICAL', 'OK'),
      datetime: '2023-06-01 10:00:00 +0200',
      message: s.say('connection refused', 'HTTP OK'),
      author: '',
      comment: '',
    }),
    { title: (s) => [first(s), s.check] },
  ),
  json(
    'Icinga for Gotify',
    (s) => ({
      title: s.say('PROBLEM', 'RECOVERY'),
      message: `${s.say('❌', '✅')} Service ${s.check} on Host ${s.host} is in state ${s.say('CRITICAL : refused', 'OK : answers')}`,
      priority: s.say(8, 3),
    }),
    { title: both },
  ),
  text(
    'Icinga for ntfy',
    (s) =>
      `[${s.say('PROBLEM', 'RECOVERY')} - ${s.host} is ${s.say('DOWN', 'UP')}]\n\nAdditional Info:\n${s.say('no answer', 'answers')}`,
    { says: oneCheck },
  ),
  json(
    'Zabbix with parameters in camel case',
    (s) => ({
      AlertURL: `https://zabbix.example.org/tr_events.php?eventid=${s.problem}`,
      EventDate: '2022.09.16',
      EventID: s.problem,
      EventName: s.check,
      EventNSeverity: '4',
      EventOpData: 'Current value: 99',
      EventTime: '10:00:00',
      EventValue: s.say('1', '0'),
      HostName: s.host,
      HostIP: '192.0.2.5',
    }),
    { title: both },
  ),
  json(
    'Zabbix for DingTalk',
    (s) => ({
      msgtype: 'markdown',
      markdown: {
        title: 'Zabbix',
        text: `## ${s.say('ATTENTION', 'RECOVERED')}\n<font color=#FF0000>**Severity**: High </font>\n\n**HostName**:  ${s.host}\n\n**AlertName**:  ${s.check}\n\n**Status**:  ${s.say('PROBLEM', 'OK')}\n\n**Time**:  2023.06.01 10:00:00`,
      },
    }),
    { title: both },
  ),
  json(
    'Alerta through its first API',
    (s) => ({
      resource: s.host,
      event: s.check,
      group: 'Network',
      value: s.say('Down', 'Up'),
      severity: s.say('Critical', 'Normal'),
      environment: 'Live',
      service: 'Shared',
      tags: ['location=Oslo'],
      text: s.say('It does not answer', 'It answers'),
    }),
    { title: both },
  ),
  json(
    'Uptime Robot in snake case',
    (s) => ({
      monitor_url: s.host,
      monitor_friendly_name: `Site ${s.host}`,
      alert_type: s.say('1', '2'),
      alert_type_friendly_name: s.say('Down', 'Up'),
      alert_details: s.say('Host is unreachable', 'Host is reachable'),
      alert_friendly_duration: s.say('', '4 minutes'),
    }),
    { says: oneCheck },
  ),
  json(
    'Uptime Robot with fields for Discord',
    (s) => ({
      embeds: [
        {
          title: s.say('Connection Timeout', 'HTTP 200 - OK'),
          footer: { text: 'Timestamp: 1523980000' },
          fields: [
            { name: 'ID', value: String(s.monitor) },
            { name: 'Name', value: s.host },
            { name: 'Type', value: s.say('Down', 'Up') },
          ],
        },
      ],
    }),
    { says: oneCheck },
  ),
  json(
    'Uptime Robot with one sentence for Discord',
    (s) => ({
      embeds: [
        {
          title: 'Uptime Alert',
          footer: { text: 'by uptimerobot.com' },
          fields: [{ name: `The status of ${s.host} was just updated!`, value: `**Status:** ${s.say('Down', 'Up')}` }],
        },
      ],
    }),
    { says: oneCheck },
  ),
  json(
    'Freshping',
    (s) => ({
      organization_name: 'Acme',
      webhook_event_id: s.event,
      organization_id: 156_000,
      webhook_type: 'AL',
      webhook_event_data: {
        check_state_name: s.say('Reporting Error', 'Available'),
        application_id: 155_565,
        check_id: s.monitor,
        http_status_code: s.say(521, 200),
        check_name: s.host,
        request_url: `https://${s.host}`,
        '@type': 'MessageCard',
        response_time: 635,
      },
      webhook_id: 24_172,
    }),
    { says: oneCheck },
  ),
  json(
    'HetrixTools with places where it failed',
    (s) => ({
      monitor_id: `m-${first(s)}`,
      monitor_name: first(s),
      monitor_target: `https://${s.host}`,
      monitor_type: 'website',
      monitor_status: s.say('offline', 'online'),
      timestamp: 1_499_666_160,
      ...s.say({ monitor_errors: { 'New York': 'timeout', London: 'http code 503' } }, {}),
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'Cloudflare by the turn of an alert',
    (s) => ({
      name: 'Origins',
      text: `Zone ${s.host} ${s.say('has errors', 'answers')}`,
      data: { unreachable_zones: s.say([{ zone_name: s.host }], []) },
      ts: 1_136_214_245,
      account_id: '9035',
      policy_id: 'p-1',
      policy_name: 'Origins',
      alert_type: 'real_origin_monitoring',
      alert_correlation_id: `c-${s.host}`,
      alert_event: s.say('ALERT_STATE_EVENT_START', 'ALERT_STATE_EVENT_END'),
    }),
    { says: oneCheck },
  ),
  json(
    'Librato',
    (s) => ({
      alert: { id: s.monitor, name: `${first(s)}.${s.check}`, version: 2 },
      account: 'ops@example.org',
      trigger_time: 1_459_415_502,
      ...s.say(
        {
          conditions: [{ id: 3_543_146, type: 'below', threshold: 44, summary_function: 'sum', duration: 300 }],
          violations: { 'test-source': [{ metric: 'cpu.idle', value: 2, condition_violated: 3_543_146 }] },
        },
        { clear: 'normal' },
      ),
    }),
    { title: (s) => [first(s)] },
  ),
  json(
    'Netdata Cloud with the name of its node',
    (s) => ({
      message: `${s.host} ${s.say('needs attention', 'recovered')}, value = ${s.say('92%', '12%')}`,
      alert: s.check.toLowerCase().replaceAll(' ', '_'),
      info: 'space utilization',
      chart: 'disk_space._',
      context: 'disk.space',
      space: 'Acme',
      class: 'Utilization',
      severity: s.say('critical', 'clear'),
      node: s.host,
    }),
    { severity: 1 },
  ),
  json(
    'a sensor of Home Assistant',
    (s) => ({
      entity_id: `binary_sensor.${first(s).replaceAll('-', '_')}_${s.check.toLowerCase().replaceAll(' ', '_')}`,
      state: s.say('on', 'off'),
      friendly_name: `${first(s)} ${s.check}`,
      device_class: 'moisture',
    }),
    { title: (s) => [first(s), s.check] },
  ),
  json(
    'Mist with devices that come and go',
    (s) => ({
      topic: 'device-updowns',
      events: [
        {
          org_id: '9777c1a0-6ef6',
          site_id: '978c48e6-6ef6',
          site_name: 'Oslo',
          mac: `5c5b${s.monitor}`,
          timestamp: 1_552_233_041,
          device_name: first(s),
          device_type: 'ap',
          ev_type: s.say('WARN', 'NOTICE'),
          type: s.say('AP_DISCONNECTED', 'AP_CONNECTED'),
        },
      ],
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'Splunk On-Call outbound',
    (s) => ({
      incident: {
        incident_id: s.problem,
        incident_name: `#${s.problem}`,
        entity_type: 'SERVICE',
        host: s.host,
        service: s.check,
        current_phase: s.say('UNACKED', 'RESOLVED'),
        entity_state: s.say('CRITICAL', 'OK'),
        monitor_type: 'manual',
        monitor_name: 'user-kim',
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Azure Service Health in the log of activities',
    (s) => ({
      schemaId: 'Microsoft.Insights/activityLogs',
      data: {
        status: 'Activated',
        context: {
          activityLog: {
            correlationId: s.event,
            eventSource: 'ServiceHealth',
            eventTimestamp: s.at,
            level: 'Warning',
            operationName: 'Microsoft.ServiceHealth/incident/action',
            properties: {
              title: `${s.check} - ${s.host}`,
              service: s.check,
              incidentType: 'Incident',
              trackingId: s.problem,
              stage: s.say('Active', 'Resolved'),
            },
            status: s.say('Active', 'Resolved'),
          },
        },
      },
    }),
    { title: both },
  ),
  json(
    'OpenObserve',
    (s) => ({
      org_name: 'default',
      stream_type: 'logs',
      stream_name: first(s),
      alert_name: s.check,
      alert_type: 'scheduled',
      alert_period: '10',
      alert_operator: '>=',
      alert_threshold: '3',
      alert_count: '12',
      alert_start_time: '2024-01-01T10:00:00',
      alert_end_time: '2024-01-01T10:10:00',
    }),
    { title: checkOnly, says: { end: false } },
  ),
  json(
    'Commvault',
    (s) => ({
      Alert: 'Backup job',
      Type: 'Job Management - Data Protection',
      'Job ID': s.event,
      Status: s.say('Failed', 'Completed'),
      Client: first(s),
      'Agent Type': 'File System',
      Instance: 'DefaultInstance',
      Subclient: s.check,
      'Failure Reason': s.say('Network error', ''),
    }),
    { title: (s) => [first(s)] },
  ),
  form(
    'a saved search as one field of a form',
    (s) => ({
      payload: JSON.stringify({
        events: [{ id: s.event, hostname: first(s), program: 'CROND', severity: 'Info', message: 'out of memory' }],
        saved_search: { id: s.monitor, name: s.check, query: 'oom' },
      }),
    }),
    { title: checkOnly, says: { end: false, hosts: false } },
  ),
  mail('a process that Monit watches', (s) => ({
    subject: `monit alert --  ${s.say('Does not exist', 'Exists')} ${s.check.replaceAll(' ', '-')}`,
    text: `${s.say('Does not exist', 'Exists')} Service ${s.check.replaceAll(' ', '-')} \n\n\tAction:      ${s.say('restart', 'alert')}\n\tHost:        ${s.host}\n\tDescription: ${s.say('process is not running', 'process is running with pid 123')}`,
  })),
];
