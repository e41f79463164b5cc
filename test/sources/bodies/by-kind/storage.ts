// What storage, hypervisors, clusters and the small programs around them send.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;

export const storage: Sender[] = [
  json(
    'NetApp EMS webhook',
    (s) => ({
      netapp: {
        'ems-message-info': {
          node: s.host,
          'seq-num': s.event,
          severity: s.say('alert', 'notice'),
          time: s.seconds,
          'message-name': s.check === 'CPU load' ? 'wafl.vol.full' : 'disk.outOfService',
          event: `${s.check}: at ${s.value}%`,
        },
      },
    }),
    { title: hostOnly, says: { end: false } },
  ),
  json(
    'Pure Storage',
    (s) => ({
      array_name: s.host,
      alert_id: s.problem,
      code: s.check === 'CPU load' ? 25 : 42,
      severity: 'critical',
      state: s.say('open', 'closed'),
      component_type: 'storage',
      component_name: s.check,
      issue: `${s.check} is at ${s.value}%`,
      opened: s.at,
      closed: s.say(null, s.at),
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Nutanix Prism',
    (s) => ({
      version: '1.0',
      event_type: 'ALERT.TRIGGERED',
      entity_reference: { kind: 'alert', uuid: `a-${s.problem}` },
      data: {
        metadata: {
          status: {
            alert_title: s.check,
            cluster: { name: 'live' },
            severity: 'CRITICAL',
            is_resolved: s.say(false, true),
            affected_entity_list: [{ type: 'vm', name: s.host }],
            creation_time: s.at,
          },
        },
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'OpenManage Enterprise',
    (s) => ({
      AlertMessageId: `CPU${s.monitor}`,
      AlertDeviceName: s.host,
      AlertDeviceIpAddress: '10.0.0.1',
      SeverityName: s.say('Critical', 'Normal'),
      StatusName: 'Not-Acknowledged',
      CategoryName: 'System Health',
      SubCategoryName: s.check,
      Message: `${s.check} is out of range`,
      TimeStamp: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Rubrik',
    (s) => ({
      summary: `${s.check} of ${s.host} ${s.say('failed', 'succeeded')}`,
      source: 'cluster-1',
      severity: s.say('critical', 'info'),
      component: s.host,
      group: 'Backup',
      class: s.check,
      custom_details: {
        id: `ev-${s.event}`,
        seriesId: `se-${s.event}`,
        status: s.say('Failure', 'Success'),
        url: 'https://r.example.org',
        timestamp: s.at,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Cohesity',
    (s) => ({
      alertId: `${s.problem}:${s.seconds}`,
      alertName: s.check,
      clusterName: s.host,
      alertSeverity: 'kCritical',
      alertState: s.say('kOpen', 'kResolved'),
      alertCategory: 'kBackupRestore',
      latestTimestampUsecs: s.seconds * 1_000_000,
      alertDescription: `${s.check} (run ${s.event})`,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Ceph manager',
    (s) => ({
      cluster: s.host,
      check: s.check.toUpperCase().replace(' ', '_'),
      severity: s.say('HEALTH_ERR', 'HEALTH_OK'),
      summary: { message: `${s.event % 90} objects degraded` },
      stamp: s.at,
    }),
    { title: hostOnly },
  ),
  json(
    'Patroni callback',
    (s) => ({
      scope: s.host,
      member: s.check.toLowerCase().replace(' ', '-'),
      state: s.say('start failed', 'running'),
      role: 'replica',
      timeline: s.event % 9,
      lag: s.event,
    }),
    {
      title: hostOnly,
      says: { end: false },
    },
  ),
  form(
    'Pacemaker alert agent',
    (s) => ({
      CRM_alert_kind: 'resource',
      CRM_alert_node: s.host,
      CRM_alert_rsc: s.check,
      CRM_alert_task: 'monitor',
      CRM_alert_desc: s.say('not running', 'ok'),
      CRM_alert_rc: s.say('7', '0'),
      CRM_alert_timestamp: s.at,
    }),
    {
      title: both,
      says: { end: false },
    },
  ),
  text('keepalived notify', (s) => `keepalived: ${s.host} VRRP instance ${s.check} changed to state FAULT`, {
    title: both,
    says: { end: false },
  }),
  mail(
    'HAProxy email alert',
    (s) => ({
      subject: `[HAProxy Alert] Server ${s.host}/${s.check.replace(' ', '-')} is ${s.say('DOWN', 'UP')}`,
      text: `reason: Layer4 timeout, check duration: ${s.event % 900}ms. ${s.at}`,
    }),
    {
      title: ({ host, check }) => [host, check.replace(' ', '-')],
    },
  ),
  mail(
    'OSSEC by mail',
    (s) => ({
      subject: `OSSEC Notification - ${s.host} - Alert level 12`,
      text: `OSSEC HIDS Notification.\r\n${s.at}\r\n\r\nReceived From: ${s.host}->/var/log/auth.log\r\nRule: ${s.monitor} fired (level 12) -> "${s.check}"`,
    }),
    {
      title: hostOnly,
      says: { ...oneCheck, end: false },
    },
  ),
  mail(
    'a systemd OnFailure mail',
    (s) => ({
      subject: `[${s.host}] ${s.check.toLowerCase().replace(' ', '-')}.service failed`,
      text: `Active: failed (Result: exit-code) since ${s.at}`,
    }),
    {
      title: ({ host, check }) => [host, check.toLowerCase().replace(' ', '-')],
      says: { end: false },
    },
  ),
  mail(
    'Cacti by mail',
    (s) => ({
      subject: `${s.say('ALERT', 'NORMAL')}: ${s.host} - ${s.check} [traffic_in] ${s.say('went above threshold of 80 with', 'restored to normal with')} ${s.value}`,
      text: s.at,
    }),
    {
      title: both,
      says: { end: false },
    },
  ),
  mail(
    'SmokePing by mail',
    (s) => ({
      subject: `[SmokeAlert] someloss ${s.say('is active', 'was cleared')} on ${s.host}`,
      text: `loss: ${s.value}% at ${s.at}`,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  mail(
    'Synology Hyper Backup by mail',
    (s) => ({ subject: `[${s.host}] Data backup task [${s.check}] ${s.say('failed', 'completed')}`, text: s.at }),
    { title: both, says: { end: false } },
  ),
  mail(
    'Commvault by mail',
    (s) => ({
      subject: `Commvault Alert: ${s.check}, Type: Job Management - Data Protection, Client: ${s.host}`,
      text: `Alert: ${s.check}\r\nJob ID: ${s.event}\r\nStatus: Failed\r\nClient: ${s.host}\r\nTime: ${s.at}`,
    }),
    {
      title: both,
      says: { end: false },
    },
  ),
  json(
    'Gatus with a template',
    (s) => ({
      endpoint_name: s.check,
      endpoint_group: s.host,
      status: s.say('TRIGGERED', 'RESOLVED'),
      description: 'healthcheck failed',
      endpoint_url: `https://${s.host}/x`,
    }),
    { title: both },
  ),
  json(
    'OneUptime',
    (s) => ({
      monitor: {
        _id: `m-${s.monitor}`,
        name: `${s.check} ${s.host}`,
        currentMonitorStatus: { name: s.say('Offline', 'Operational') },
      },
      rootCause: `code ${s.event % 90}`,
      at: s.at,
    }),
    { title: both },
  ),
  json(
    'Statping',
    (s) => ({
      service: {
        id: s.monitor,
        name: `${s.host} ${s.check}`,
        online: s.say(false, true),
        status_code: s.say(500, 200),
        latency: s.event,
      },
      failure: s.say({ issue: 'HTTP Status Code 500', created_at: s.at }, null),
    }),
    { title: both },
  ),
  json(
    'cron-job.org',
    (s) => ({
      jobId: s.monitor,
      title: `${s.check} ${s.host}`,
      status: s.say('Failed (HTTP error)', 'OK'),
      httpStatus: s.say(500, 200),
      date: s.seconds,
      duration: s.event % 900,
    }),
    { title: both },
  ),
  json(
    'Nightingale',
    (s) => ({
      id: s.event,
      cluster: 'live',
      rule_id: s.monitor,
      rule_name: s.check,
      severity: 1,
      is_recovered: s.say(false, true),
      target_ident: s.host,
      trigger_time: s.seconds,
      trigger_value: String(s.value),
      tags: [`ident=${s.host}`],
      hash: `h-${s.monitor}`,
    }),
    {
      title: both,
      severity: 1,
    },
  ),
  json(
    'cert-manager watcher',
    (s) => ({
      kind: 'Certificate',
      name: s.host,
      namespace: 'shop',
      ready: s.say('False', 'True'),
      reason: s.say('Expired', 'Ready'),
      notAfter: s.at,
      message: s.say('Certificate expired', 'Certificate is up to date and has not expired'),
    }),
    {
      title: hostOnly,
      says: oneCheck,
    },
  ),
  json(
    'OpenStack Vitrage',
    (s) => ({
      notification: 'vitrage.alarm.activate',
      payload: {
        vitrage_id: `v-${s.problem}`,
        name: s.check,
        resource: { name: s.host, id: `r-${s.monitor}` },
        vitrage_operational_severity: 'CRITICAL',
        update_timestamp: s.at,
      },
    }),
    {
      title: both,
      severity: 1,
      says: { end: false },
    },
  ),
  text(
    'a ping script',
    (s) => `${s.at} host ${s.host} ${s.say('unreachable', 'reachable again')} (${s.event % 5} of 5 lost)`,
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  text(
    'lines of a check',
    (s) => `Status: ${s.say('NOT OK', 'OK')}\nMachine: ${s.host}\nCheck: ${s.check}\nLoad: ${s.value}\nDate: ${s.at}`,
    { title: both },
  ),
  text(
    'YAML of a script',
    (s) => `---\nhost: ${s.host}\nprobe: ${s.check}\nstate: ${s.say('failing', 'ok')}\nsince: ${s.at}\n`,
    { title: both },
  ),
];
