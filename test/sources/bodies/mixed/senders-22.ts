// Senders of many kinds. What each body means was written down before the reader had read it.
import { json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;
const noEnd = { end: false } as const;
const isCpu = ({ check }: Situation) => check === 'CPU load';
const slug = (check: string) => check.toLowerCase().replace(' ', '-');

export const senders22: Sender[] = [
  json(
    'Altiplano alarm',
    (s) => ({
      alarmStatus: s.say('Active', 'Cleared'),
      alarmSeverity: 'major',
      alarmType: slug(s.check),
      raisedTime: '2025-12-31T00:00:00Z',
      lastChanged: s.at,
      alarmResourceUiName: `interface:${s.host}:LT7`,
      alarmText: `${s.check} of the port`,
      mainDeviceRefId: s.host,
      proposedRepairAction: 'Check the cable',
    }),
    { title: both, severity: 2 },
  ),
  json(
    'an equipment report of a plant',
    (s) => ({
      eqpId: s.host,
      eqpType: 'press',
      collectionTime: s.at,
      alarmCode: isCpu(s) ? 'EC2009' : 'EC2008',
      alarmText: s.check,
      alarmStatus: s.say('set', 'reset'),
      lotNo: String(s.event),
    }),
    { title: both },
  ),
  json(
    'a gateway of wireless sensors',
    (s) => ({
      gateway: { id: 'gw-1', type: 'hub' },
      ts: s.seconds,
      device: { id: `d-${s.host}`, name: s.host, type: s.check },
      values: { alarmstatus: s.say('alarm', 'normal'), batterystatus: 'ok' },
    }),
    { title: both },
  ),
  json(
    'a portal of an operator in China',
    (s) => ({
      alarmuniqueid: `COMMON__${s.problem}`,
      alarmtitle: s.check,
      devId: s.monitor,
      devName: s.host,
      alarmseverity: '1',
      alarmstatus: s.say('1', '0'),
      eventtime: s.at,
      manageIp: '192.0.2.7',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'ZStack alarm',
    (s) => ({
      alarmUuid: `143b24a12d193c1992c4774d${s.monitor}`,
      alarmName: s.check,
      namespace: 'ZStack/VM',
      metricName: 'CPUUsedUtilization',
      resourceName: s.host,
      resourceType: 'VmInstanceVO',
      alarmStatus: s.say('Alarm', 'OK'),
      threshold: 90,
      metricValue: s.value,
      comparisonOperator: 'GreaterThan',
      time: s.seconds * 1000,
    }),
    { title: both },
  ),
  json(
    'a record of an alert with flags',
    (s) => ({
      id: s.problem,
      subject_name: s.host,
      alert_type: 'limit',
      severity: 'danger',
      title: s.check,
      message: `it is ${s.value}`,
      is_active: s.say(true, false),
      is_read: false,
      is_resolved: s.say(false, true),
      trigger_date: s.at,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'a data quality check',
    (s) => ({
      quality_check_id: s.event,
      check_name: s.check,
      check_type: 'null_check',
      table_name: s.host,
      column_name: 'price',
      check_status: s.say('failed', 'passed'),
      records_checked: s.event,
      records_failed: s.say(12, 0),
      failure_percentage: s.say(s.value, 0),
      checked_at: s.at,
    }),
    { title: both },
  ),
  json(
    'Grafana through a Kafka proxy',
    (s) => ({
      records: [
        {
          value: {
            alert_state: s.say('alerting', 'ok'),
            client: 'Grafana',
            client_url: 'http://g.example.org/alerting/list',
            description: `${s.say('[FIRING:1]', '[RESOLVED]')} ${s.check} ${s.host}`,
            details: `value ${s.value}`,
            incident_key: `6e3538104c14b583${s.problem}`,
          },
        },
      ],
    }),
    { title: both },
  ),
  mail(
    'an application that mails its rules',
    (s) => ({
      subject: s.say(`[ALERT] ${s.check} on ${s.host} triggered`, `[ALERT] ${s.check} on ${s.host} resolved`),
      text: `Value: ${s.value}\r\nAt: ${s.at}`,
    }),
    { title: both },
  ),
  mail(
    'a pipeline by mail',
    (s) => ({ subject: `[ALERT] ${s.check} Pipeline Failed - ${s.host}`, text: `Run ${s.event}\r\n${s.at}` }),
    { title: both, says: noEnd },
  ),
  json(
    'a home-made network watcher',
    (s) => ({
      ip: s.host,
      level: s.say('high', 'success'),
      title: s.say('Device offline', 'Device online'),
      message: `${s.host} is ${s.say('offline', 'online')}`,
      ts: s.at,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'a drift report',
    (s) => ({
      server_name: s.host,
      resource_type: 'File',
      resource_title: s.check,
      property_name: 'mode',
      old_value: '0644',
      new_value: s.say('0777', '0644'),
      severity: 'high',
      is_resolved: s.say(false, true),
      detected_at: s.at,
      report_hash: `h${s.event}`,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'an outage map of a utility',
    (s) => ({
      outage_id: `o-${s.problem}`,
      area: s.host,
      cause: s.check,
      incident_status: s.say('REPAIR_IN_PROGRESS', 'RESTORED'),
      customers_affected: s.event % 90,
      updated: s.at,
    }),
    { title: hostOnly },
  ),
  json(
    'Fortify-like vulnerability state',
    (s) => ({
      app: s.host,
      issue: { instanceId: `i-${s.problem}`, name: s.check, friority: 'Critical', status: s.say('NEW', 'REMOVED') },
      scanId: s.event,
      at: s.at,
    }),
    { title: both },
  ),
  json(
    'a cache cluster',
    (s) => ({
      clusterName: s.host,
      notification: { code: `N${s.monitor}`, text: s.check, state: s.say('ASSERTED', 'DEASSERTED') },
      seq: s.event,
      time: s.at,
    }),
    { title: both },
  ),
  json(
    'IPMI event',
    (s) => ({
      host: s.host,
      record_id: s.event,
      sensor_type: 'Temperature',
      sensor: s.check,
      event_direction: s.say('Assertion Event', 'Deassertion Event'),
      event: 'Upper Critical going high',
      time: s.at,
    }),
    { title: both },
  ),
  text(
    'SEL line',
    (s) => `${s.host} | ${s.at} | ${s.check} | Upper Critical going high | ${s.say('Asserted', 'Deasserted')}`,
    {
      title: both,
    },
  ),
  json(
    'a CDN origin health',
    (s) => ({
      account: 'acme',
      origin: s.host,
      pool: s.check,
      health: { old: s.say('healthy', 'unhealthy'), new: s.say('unhealthy', 'healthy') },
      at: s.at,
    }),
    { title: both },
  ),
  json(
    'a quota notice of a cloud',
    (s) => ({
      notificationType: 'QUOTA',
      project: s.host,
      quota: { metric: s.check, limit: 100, usage: s.event % 100 },
      level: s.say('CRITICAL', 'OK'),
      eventTime: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'an SLO watcher',
    (s) => ({
      slo: { name: s.check, target: 99.9 },
      service: s.host,
      budget: { remaining: s.value, burning: s.say(true, false) },
      status: s.say('at_risk', 'on_track'),
      window: '30d',
    }),
    { title: both },
  ),
  json(
    'a replication monitor',
    (s) => ({
      primary: 'db-0.example.org',
      replica: s.host,
      check: s.check,
      lag_seconds: s.event % 900,
      condition: s.say('LAGGING', 'CAUGHT_UP'),
      observed: s.at,
    }),
    { title: both },
  ),
  json(
    'a bot guard',
    (s) => ({
      site: s.host,
      attack: { id: `at-${s.problem}`, name: s.check, started: s.at, ended: s.say(null, s.at), requests: s.event },
      phase: s.say('ongoing', 'mitigated'),
    }),
    { title: both },
  ),
  json(
    'an IVR probe',
    (s) => ({
      number: s.host,
      script: s.check,
      outcome: s.say('NO_ANSWER', 'ANSWERED'),
      attempts: 3,
      call_id: `c${s.event}`,
      placed: s.at,
    }),
    { title: both },
  ),
  json(
    'a feed monitor',
    (s) => ({
      feed: `${s.check} of ${s.host}`,
      freshness: s.say('STALE', 'FRESH'),
      last_item: '2025-12-30T00:00:00Z',
      checked: s.at,
    }),
    { title: both },
  ),
  mail(
    'a database by mail in Spanish',
    (s) => ({
      subject: `${s.say('ALERTA', 'RECUPERADO')}: ${s.check} en ${s.host}`,
      text: `Fecha: ${s.at}\r\nValor: ${s.value}`,
    }),
    { title: both },
  ),
  mail(
    'a UPS by mail: events in pairs',
    (s) => ({
      subject: `${s.host} - ${s.say(`${s.check}: threshold violated`, `${s.check}: threshold violation cleared`)}`,
      text: `Date: ${s.at}`,
    }),
    { title: both },
  ),
  json(
    'a list of what is wrong now',
    (s) => ({
      source: 'poller',
      host: s.host,
      failing: s.say([s.check], []),
      summary: s.say(`1 check failing on ${s.host}`, `0 checks failing on ${s.host}`),
      at: s.at,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'a clinic freezer',
    (s) => ({
      unit: s.host,
      excursion: { id: `ex-${s.problem}`, kind: s.check, active: s.say(true, false), peak: s.value },
      loggedAt: s.at,
    }),
    { title: both },
  ),
  json(
    'a payment switch',
    (s) => ({
      acquirer: s.host,
      kpi: s.check,
      current: s.value,
      baseline: 20,
      trend: s.say('BELOW', 'WITHIN'),
      alertFlag: s.say('Y', 'N'),
      stamp: s.at,
    }),
    { title: both },
  ),
  json(
    'a load test gate',
    (s) => ({
      test: s.check,
      environment: s.host,
      passed: s.say(false, true),
      run: { id: s.event, url: `https://l.example.org/runs/${s.event}` },
      failures: s.say(['p95'], []),
    }),
    { title: both },
  ),
  json(
    'a mail relay watcher',
    (s) => ({
      relay: s.host,
      problem: s.check,
      queue: s.event % 999,
      is_problem: s.say(1, 0),
      last_change: s.at,
    }),
    { title: both },
  ),
  json(
    'a broadcast chain',
    (s) => ({
      channel: s.host,
      fault: { description: s.check, raised: s.at, cleared: s.say(null, s.at), level: 'critical' },
      tx: s.event,
    }),
    { title: both, severity: 1 },
  ),
];
