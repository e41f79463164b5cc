// What on-call tools, desks, suppliers and home-made programs send.
import { json, mail, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;

export const onCallTools: Sender[] = [
  json(
    'Zenduty outgoing',
    (s) => ({
      payload: {
        event_type: s.say('triggered', 'resolved'),
        incident: {
          unique_id: `zd-${s.problem}`,
          incident_number: s.problem,
          title: `${s.check} on ${s.host}`,
          status: s.say(1, 3),
          urgency: 1,
          creation_date: s.at,
          service: { name: 'Shop', unique_id: 'sv' },
        },
      },
    }),
    { title: both },
  ),
  json(
    'ilert outgoing',
    (s) => ({
      id: s.problem,
      eventType: s.say('alert-created', 'alert-resolved'),
      summary: `${s.check} ${s.host}`,
      details: `is ${s.value}`,
      reportTime: s.at,
      status: s.say('PENDING', 'RESOLVED'),
      priority: 'HIGH',
      alertSource: { id: 1, name: 'Grafana' },
      assignedTo: null,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Spike outgoing',
    (s) => ({
      event: s.say('INCIDENT_TRIGGERED', 'INCIDENT_RESOLVED'),
      incident: {
        counterId: `SH-${s.problem}`,
        title: `${s.host}: ${s.check}`,
        status: s.say('NACK', 'RES'),
        priority: 'p1',
        severity: 'sev1',
        createdAt: s.at,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'AlertOps outgoing',
    (s) => ({
      AlertId: String(s.problem),
      Subject: `${s.check} @ ${s.host}`,
      Message: `value ${s.value}`,
      Status: s.say('Open', 'Closed'),
      Priority: 'Critical',
      CreatedDate: s.at,
      Source: 'Webhook',
      ThreadId: `t${s.problem}`,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'StackStorm',
    (s) => ({
      trigger: 'core.alert',
      payload: {
        host: s.host,
        check: s.check,
        status: s.say('critical', 'ok'),
        occurrences: s.event % 9,
        trace_tag: `t-${s.event}`,
        timestamp: s.seconds,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'BMC Helix event',
    (s) => ({
      _identifier: `evt.${s.problem}`,
      class: 'ALARM',
      severity: s.say('CRITICAL', 'OK'),
      status: s.say('OPEN', 'CLOSED'),
      source_hostname: s.host,
      object: s.check,
      object_class: 'Disk',
      msg: `${s.check} is ${s.value}%`,
      creation_time: s.seconds * 1000,
      metric_value: s.value,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Nobl9',
    (s) => ({
      alert_policy_name: s.check,
      alert_policy_description: 'Fast burn',
      alert_status: s.say('TRIGGERED', 'RESOLVED'),
      service: { name: s.host },
      slo: { name: 'latency-good' },
      severity: 'High',
      timestamp: s.at,
      alert_id: `al-${s.problem}`,
      conditions: ['burn is 14x'],
    }),
    { title: both, severity: 2 },
  ),
  json(
    'OpenObserve',
    (s) => ({
      alert_name: s.check,
      stream: s.host,
      org: 'default',
      alert_type: 'scheduled',
      alert_period: '5',
      alert_count: String(s.event % 90),
      alert_start_time: s.at,
      alert_url: 'https://o2.example.org/x',
      rows: '',
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Uptrace',
    (s) => ({
      id: String(s.event),
      eventName: s.say('created', 'status-changed'),
      payload: {},
      createdAt: s.at,
      alert: {
        id: String(s.problem),
        url: 'https://u.example.org',
        name: `${s.check} on ${s.host}`,
        type: 'metric',
        status: s.say('open', 'closed'),
        createdAt: s.at,
      },
    }),
    { title: both },
  ),
  json(
    'Last9',
    (s) => ({
      alert_name: s.check,
      entity: { name: s.host, namespace: 'shop' },
      severity: s.say('breach', 'breach'),
      state: s.say('alerting', 'normal'),
      started_at: s.seconds,
      expression: 'x > 1',
      value: s.value,
    }),
    { title: both },
  ),
  json(
    'Lumigo',
    (s) => ({
      alertId: `lm-${s.monitor}`,
      alertName: s.check,
      resource: { name: s.host, type: 'lambda', region: 'eu-west-1' },
      issueType: 'TimeoutException',
      invocationCount: s.event % 90,
      timestamp: s.at,
      priority: 'P1',
    }),
    { title: both, severity: 1, says: { end: false } },
  ),
  json(
    'SQL monitor',
    (s) => ({
      AlertId: s.problem,
      AlertType: s.check,
      CurrentSeverity: s.say('High', 'None'),
      WorstSeverity: 'High',
      Status: s.say('Active', 'Ended'),
      Machine: s.host,
      Instance: 'MSSQL',
      EventTime: s.at,
      MonitorName: 'sqlmon',
    }),
    { title: both, severity: 2 },
  ),
  json(
    'HaloPSA ticket',
    (s) => ({
      id: `w-${s.event}`,
      event: s.say('New Ticket', 'Ticket Closed'),
      object_id: s.problem,
      ticket: {
        id: s.problem,
        summary: `${s.host} ${s.check}`,
        status_name: s.say('New', 'Closed'),
        priority: { name: 'Critical' },
        client_name: 'Acme',
        dateoccurred: s.at,
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Salesforce case',
    (s) => ({
      sobject: {
        Id: `500${s.problem}`,
        CaseNumber: String(s.problem),
        Subject: `${s.check} at ${s.host}`,
        Status: s.say('New', 'Closed'),
        Priority: 'High',
        CreatedDate: s.at,
        IsClosed: s.say(false, true),
      },
      event: { createdDate: s.at, replayId: s.event, type: s.say('created', 'updated') },
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Intercom-like conversation watcher',
    (s) => ({
      rule: { name: s.check },
      queue: { name: s.host, waiting: s.event % 40 },
      state: s.say('breached', 'within limits'),
      at: s.at,
    }),
    { title: both },
  ),
  json(
    'a body in Pascal case with lists',
    (s) => ({
      Alerts: [
        {
          AlertName: s.check,
          ServerName: s.host,
          State: s.say('Triggered', 'Cleared'),
          CurrentValue: String(s.value),
          TriggeredOn: s.at,
        },
      ],
    }),
    { title: both },
  ),
  json(
    'a body in a list of pairs',
    (s) => ({
      fields: [
        { name: 'Server', value: s.host },
        { name: 'Check', value: s.check },
        { name: 'Status', value: s.say('Down', 'Up') },
        { name: 'Time', value: s.at },
      ],
    }),
    { title: both },
  ),
  json(
    'a body of one word each',
    (s) => ({ h: s.host, c: s.check, s: s.say('crit', 'ok'), v: s.value, t: s.seconds }),
    { title: hostOnly, says: { end: false } },
  ),
  json(
    'a body with a title that tells all',
    (s) => ({
      title: `[${s.say('P1', 'RESOLVED')}] ${s.host} / ${s.check} (${s.value}%)`,
      body: 'see the runbook',
      sent_at: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'a body with a boolean named alert',
    (s) => ({ alert: s.say(true, false), name: s.check, machine: s.host, last_seen: s.at, value: s.value }),
    { title: both },
  ),
  json(
    'a body with an ended_at',
    (s) => ({
      incident: {
        reference: `INC-${s.problem}`,
        name: s.check,
        affected: s.host,
        started_at: s.at,
        ended_at: s.say(null, s.at),
      },
    }),
    { title: both },
  ),
  json(
    'a health page of several parts',
    (s) => ({
      app: s.host,
      check: s.check,
      ok: s.say(false, true),
      details: { latency_ms: s.event % 900, tried: s.event % 4 },
      time: s.at,
    }),
    { title: both },
  ),
  json(
    'a body in kebab case',
    (s) => ({
      'alert-name': s.check,
      'host-name': s.host,
      'alert-state': s.say('raised', 'lowered'),
      'raised-at': s.at,
      'current-value': s.value,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'JSON API',
    (s) => ({
      data: {
        type: 'alerts',
        id: String(s.problem),
        attributes: { name: s.check, status: s.say('open', 'closed'), 'created-at': s.at },
        relationships: { host: { data: { type: 'hosts', id: s.host } } },
      },
    }),
    { title: checkOnly },
  ),
  json(
    'GraphQL subscription',
    (s) => ({
      data: {
        alertChanged: {
          node: {
            id: `QWxlcnQ6${s.problem}`,
            title: s.check,
            state: s.say('OPEN', 'RESOLVED'),
            service: { name: s.host },
            updatedAt: s.at,
          },
        },
      },
    }),
    { title: both },
  ),
  json(
    'audit-like database watcher',
    (s) => ({
      database: s.host,
      issue: s.check,
      seconds_behind: s.event % 900,
      state: s.say('lagging', 'caught up'),
      checked_at: s.at,
    }),
    { title: both },
  ),
  json(
    'a French body',
    (s) => ({ serveur: s.host, alerte: s.check, état: s.say('critique', 'rétabli'), valeur: s.value, date: s.at }),
    { title: both, severity: 1 },
  ),
  json(
    'a Spanish body',
    (s) => ({ servidor: s.host, alerta: s.check, estado: s.say('caído', 'recuperado'), valor: s.value, fecha: s.at }),
    { title: both },
  ),
  json(
    'a supplier of payments',
    (s) => ({
      event: s.say('provider.degraded', 'provider.restored'),
      provider: s.host,
      method: s.check,
      rate: s.value,
      at: s.at,
    }),
    {
      title: both,
    },
  ),
  mail(
    'a supplier’s maintenance system by mail',
    (s) => ({
      subject: `${s.say('Outage', 'Service restored')}: circuit ${s.host} [Ticket ${s.problem}]`,
      text: `We are ${s.say('investigating', 'done')}. ${s.at}`,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  mail(
    'a desk by mail',
    (s) => ({ subject: `[Ticket #${s.problem}] ${s.check} on ${s.host}`, text: `Opened ${s.at}` }),
    { title: both, says: { end: false } },
  ),
];
