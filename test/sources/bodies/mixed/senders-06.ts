// Senders of many kinds. What each body means was written down before the reader had read it.
import type { QuietEvent } from '../events/everyday.ts';
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;
const at = '2026-01-01T00:00:00Z';

export const senders06: Sender[] = [
  text(
    'Ruckus syslog',
    (s) =>
      `<131>Core: @@${s.say('302', '301')},${s.say('apDisconnected', 'apConnected')},"apMac"="00:11:22:33:44:55","apName"="${s.host}","zoneName"="north","reason"="${s.event}"`,
    { title: hostOnly, says: oneCheck },
  ),
  mail(
    'Barracuda Backup by mail',
    (s) => ({
      subject: `Barracuda Backup: ${s.say('Backup Failed', 'Backup Completed')} - ${s.host} - ${s.check}`,
      text: `Started ${s.at}\r\nItems ${s.event}`,
    }),
    { title: both },
  ),
  json(
    'Tenable finding',
    (s) => ({
      finding_id: `f-${s.problem}`,
      asset: { hostname: s.host, uuid: `as-${s.host}` },
      plugin: { id: s.monitor, name: s.check, risk_factor: 'Critical' },
      severity: 'critical',
      state: s.say('OPEN', 'FIXED'),
      first_found: s.at,
      last_found: s.at,
      scan: { uuid: `sc-${s.event}` },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Vectra detection',
    (s) => ({
      detection_id: s.event,
      d_type_vname: s.check,
      category: 'COMMAND & CONTROL',
      dest_ip: '192.0.2.7',
      host: { id: s.monitor, name: s.host },
      threat: 70,
      certainty: s.event % 90,
      severity: 'High',
      start_timestamp: s.at,
    }),
    { title: both, severity: 2, says: { end: false } },
  ),
  json(
    'env0 deployment',
    (s) => ({
      eventType: 'deployment',
      deploymentId: `d-${s.event}`,
      status: s.say('FAILED', 'SUCCESS'),
      environmentName: s.host,
      projectName: s.check,
      blueprintName: 'vpc',
      startedAt: s.at,
      finishedAt: s.at,
      triggeredBy: { name: 'kim' },
    }),
    { title: both },
  ),
  json(
    'Matillion job',
    (s) => ({
      type: s.say('FAILURE', 'SUCCESS'),
      instance: s.host,
      project: 'shop',
      jobName: s.check,
      taskId: s.event,
      rowCount: s.event % 900,
      message: s.say('Column not found', ''),
      startTime: s.seconds,
      endTime: s.seconds,
    }),
    { title: both },
  ),
  json(
    'Azure Data Factory activity',
    (s) => ({
      dataFactoryName: s.host,
      pipelineName: s.check,
      pipelineRunId: `0f1e-${s.event}`,
      status: s.say('Failed', 'Succeeded'),
      error: s.say('ErrorCode=UserErrorOdbc', ''),
      triggerTime: s.at,
    }),
    { title: both },
  ),
  json(
    'Metaplane',
    (s) => ({
      incidentId: `i-${s.problem}`,
      eventType: s.say('INCIDENT_CREATED', 'INCIDENT_RESOLVED'),
      monitor: { type: 'freshness', name: s.check },
      entity: { absolutePath: `db.public.${s.host}`, name: s.host },
      observedValue: s.value,
      predictedUpperBound: 80,
      createdAt: s.at,
    }),
    { title: both },
  ),
  json(
    'Losant notebook',
    (s) => ({
      applicationId: 'a1',
      triggerType: 'deviceEvent',
      deviceName: s.host,
      time: s.at,
      data: { subject: s.check, level: 'critical', state: s.say('new', 'resolved'), eventData: { temp: s.value } },
    }),
    { title: both, severity: 1 },
  ),
  form(
    'Ubidots form',
    (s) => ({
      device_label: s.host,
      variable_label: s.check,
      value: String(s.value),
      event_status: s.say('active', 'back to normal'),
      triggered_at: s.at,
    }),
    { title: both },
  ),
  text(
    'openHAB line',
    (s) =>
      `${s.at} [${s.say('WARN', 'INFO')} ] ${s.host}: ${s.check} changed from ${s.say('OK to ALARM', 'ALARM to OK')}`,
    {
      title: both,
    },
  ),
  json(
    'Uptimia',
    (s) => ({
      monitor_id: s.monitor,
      monitor_name: `${s.check} ${s.host}`,
      monitor_type: 'http',
      alert_type: s.say('down', 'up'),
      alert_time: s.at,
      downtime_duration: s.say('', `${s.event}s`),
      failed_locations: ['London', 'Paris'].slice(0, 1 + (s.event % 2)),
    }),
    { title: both },
  ),
  json(
    'OnlineOrNot',
    (s) => ({
      type: s.say('check.failing', 'check.recovered'),
      created_at: s.at,
      check: { id: `c${s.monitor}`, name: `${s.check} ${s.host}`, url: `https://${s.host}/` },
      error: s.say('HTTP 500', null),
    }),
    { title: both },
  ),
  json(
    'Atatus',
    (s) => ({
      alert_policy: s.check,
      app_name: s.host,
      incident_id: `inc-${s.problem}`,
      incident_status: s.say('Opened', 'Closed'),
      severity: 'Critical',
      metric: 'apdex',
      value: s.value,
      message: `Apdex of ${s.host} is ${s.value}`,
      time: s.at,
    }),
    { title: hostOnly, severity: 1 },
  ),
  json(
    'HertzBeat',
    (s) => ({
      alarmId: s.event,
      target: `${s.check}.usage`,
      thisMonitorId: s.monitor,
      thisMonitorName: s.host,
      thisMonitorHost: s.host,
      priority: 0,
      status: s.say(0, 3),
      content: s.say(`${s.check} too high`, `${s.check} recovered`),
      firstTime: s.at,
      lastTime: s.at,
      times: s.event % 9,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Komodor',
    (s) => ({
      monitorId: `m-${s.check}`,
      monitorName: s.check,
      eventType: s.say('opened', 'closed'),
      clusterName: 'live',
      namespace: 'shop',
      serviceName: s.host,
      reasons: ['Back-off'],
      startTime: s.at,
      link: `https://k.example.org/${s.event}`,
    }),
    { title: both },
  ),
  json(
    'TrueSight event',
    (s) => ({
      mc_host: s.host,
      mc_object: s.check,
      mc_ueid: `ue-${s.event}`,
      msg: `${s.check} above 80`,
      severity: s.say('CRITICAL', 'OK'),
      status: s.say('OPEN', 'CLOSED'),
      mc_parameter_value: String(s.value),
      date_reception: s.seconds,
    }),
    { title: both, severity: 1 },
  ),
  mail(
    'InfoSight by mail',
    (s) => ({
      subject: `[${s.say('CRITICAL', 'CLEARED')}] ${s.host}: ${s.check}`,
      text: `Event ID: ${s.event}\r\nTime: ${s.at}`,
    }),
    { title: both },
  ),
  json(
    'PagerTree outgoing',
    (s) => ({
      id: `evt_${s.event}`,
      type: s.say('alert.open', 'alert.resolved'),
      created_at: s.at,
      data: {
        id: `alt_${s.problem}`,
        title: `${s.check} on ${s.host}`,
        urgency: 'critical',
        status: s.say('open', 'resolved'),
        description: `v ${s.value}`,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Kubecost through Slack',
    (s) => ({
      text: `Kubecost budget alert: ${s.check} of ${s.host} is over by ${s.value}%`,
      username: 'Kubecost',
      icon_emoji: ':money_with_wings:',
    }),
    { title: both, says: { end: false } },
  ),
  mail(
    'Windows backup by mail',
    (s) => ({
      subject: `${s.host} - ${s.check} - ${s.say('Error', 'Success')}`,
      text: `Log: ${s.event}\r\nFinished: ${s.at}`,
    }),
    { title: both },
  ),
  json(
    'Checkmate',
    (s) => ({
      type: s.say('monitor_down', 'monitor_up'),
      severity: s.say('critical', 'success'),
      monitor: { id: `${s.monitor}`, name: `${s.check} ${s.host}`, url: `https://${s.host}/`, type: 'http' },
      content: { title: s.say('Monitor down', 'Monitor up'), summary: 'The state of a monitor changed' },
      clientHost: 'https://c.example.org',
      timestamp: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Beszel through a generic hook',
    (s) => ({
      title: `${s.host} ${s.check} ${s.say('above', 'below')} threshold`,
      message: `${s.check} averaged ${s.value}% for the previous 10 minutes.`,
    }),
    { title: both },
  ),
  json(
    'Traefik-like certificate watcher',
    (s) => ({
      cn: s.host,
      issuer: 'R3',
      not_after: s.at,
      days_left: s.say(s.event % 7, 89),
      state: s.say('expiring', 'valid'),
      kind: s.check,
    }),
    { title: hostOnly },
  ),
];

const quietJson = (name: string, body: unknown): QuietEvent => ({ name, body, contentType: 'application/json' });

export const events06: QuietEvent[] = [
  quietJson('Help Scout reply', {
    event: 'convo.customer.reply.created',
    id: 3,
    subject: 'It is down',
    status: 'active',
  }),
  quietJson('Artifactory deployed', {
    domain: 'artifact',
    event_type: 'deployed',
    data: { repo_key: 'libs', path: 'a/b.jar', name: 'b.jar', size: 4 },
  }),
  quietJson('GoCardless payment', {
    id: 'EV1',
    resource_type: 'payments',
    action: 'confirmed',
    links: { payment: 'PM1' },
    details: { origin: 'gocardless', cause: 'payment_confirmed' },
    created_at: at,
  }),
  quietJson('Teleport session start', {
    event: 'session.start',
    code: 'T2000I',
    time: at,
    user: 'kim',
    server_hostname: 'web-1',
  }),
  quietJson('Statsig change', {
    user: { name: 'Kim' },
    timestamp: 1,
    eventName: 'statsig::config_change',
    metadata: { type: 'Gate', name: 'checkout', action: 'updated' },
  }),
  quietJson('env0 queued', {
    eventType: 'deployment',
    deploymentId: 'd1',
    status: 'QUEUED',
    environmentName: 'live',
    projectName: 'shop',
  }),
  quietJson('Matillion started', { type: 'STARTED', instance: 'etl', project: 'shop', jobName: 'nightly', taskId: 4 }),
  quietJson('Metaplane feedback', {
    incidentId: 'i1',
    eventType: 'INCIDENT_COMMENT_ADDED',
    monitor: { name: 'freshness' },
    comment: 'I know',
  }),
  quietJson('Kandji device enrolled', {
    event: 'device.enrolled',
    device: { name: 'Laptop', serial: 'C02' },
    timestamp: at,
  }),
  quietJson('HubSpot-like property', {
    eventId: 1,
    subscriptionType: 'contact.propertyChange',
    propertyName: 'email',
    propertyValue: 'a@example.org',
    objectId: 4,
  }),
  quietJson('Typeform-like response', {
    event_id: 'e1',
    event_type: 'form_response',
    form_response: { form_id: 'f', answers: [{ type: 'text', text: 'ok' }] },
  }),
  quietJson('Balena release', {
    type: 'release',
    event: 'release.finalized',
    application: { name: 'pump' },
    release: { commit: 'ab', status: 'success' },
  }),
];
