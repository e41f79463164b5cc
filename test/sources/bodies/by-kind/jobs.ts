// Jobs, pipelines, incidents of other tools: a failure is an alert, the next success of the same thing ends it.
import { json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneOfEach = { hosts: false } as const;

export const jobs: Sender[] = [
  json(
    'AWX',
    (s) => ({
      id: s.event,
      name: s.check,
      url: `https://awx.example.org/#/jobs/${s.event}`,
      created_by: 'admin',
      started: s.at,
      finished: s.at,
      status: s.say('failed', 'successful'),
      inventory: 'live',
      project: 'ops',
      playbook: 'site.yml',
      friendly_name: 'Job',
    }),
    { title: checkOnly, says: oneOfEach },
  ),
  json(
    'Airbyte',
    (s) => ({
      data: {
        connection: { id: `c-${s.monitor}`, name: s.check, url: 'https://a.example.org' },
        workspace: { id: 'w', name: 'shop' },
        source: { id: 's', name: 'PG' },
        jobId: s.event,
        startedAt: s.at,
        bytesEmitted: s.event,
        success: s.say(false, true),
        errorMessage: s.say('timeout', null),
      },
    }),
    { title: checkOnly, says: oneOfEach },
  ),
  json(
    'Rundeck',
    (s) => ({
      trigger: s.say('failure', 'success'),
      status: s.say('failed', 'succeeded'),
      executionId: s.event,
      execution: {
        id: s.event,
        href: `https://r.example.org/execution/${s.event}`,
        status: s.say('failed', 'succeeded'),
        user: 'admin',
        project: 'ops',
        job: { id: `j-${s.monitor}`, name: s.check, group: '', project: 'ops' },
      },
    }),
    { title: checkOnly, says: oneOfEach },
  ),
  json(
    'Statuspage component',
    (s) => ({
      page: { id: 'p1', status_indicator: 'major' },
      component: {
        id: `c-${s.monitor}`,
        name: s.check,
        status: s.say('major_outage', 'operational'),
        created_at: s.at,
      },
      component_update: {
        id: `u-${s.event}`,
        old_status: s.say('operational', 'major_outage'),
        new_status: s.say('major_outage', 'operational'),
        component_id: `c-${s.monitor}`,
        created_at: s.at,
      },
    }),
    { title: checkOnly, says: oneOfEach },
  ),
  json(
    'Statuspage incident',
    (s) => ({
      page: { id: 'p1' },
      incident: {
        id: `i-${s.problem}`,
        name: s.check,
        impact: 'critical',
        status: s.say('investigating', 'resolved'),
        shortlink: 'https://stspg.example.org/x',
        updated_at: s.at,
        incident_updates: [{ id: `u-${s.event}`, body: 'We look', status: s.say('investigating', 'resolved') }],
      },
    }),
    { severity: 1, title: checkOnly, says: oneOfEach },
  ),
  json(
    'Opsgenie webhook',
    (s) => ({
      action: s.say('Create', 'Close'),
      alert: {
        alertId: `a-${s.problem}`,
        message: `${s.check} on ${s.host}`,
        alias: `${s.host}/${s.check}`,
        tags: ['shop'],
        priority: 'P2',
        createdAt: s.seconds * 1000,
      },
      source: { name: '', type: 'web' },
      integrationName: 'Webhook',
    }),
    { severity: 2, title: both },
  ),
  json(
    'PagerDuty version 3',
    (s) => ({
      event: {
        id: `e-${s.event}`,
        event_type: s.say('incident.triggered', 'incident.resolved'),
        resource_type: 'incident',
        occurred_at: s.at,
        data: {
          id: `Q-${s.problem}`,
          type: 'incident',
          number: s.problem,
          status: s.say('triggered', 'resolved'),
          title: `${s.check} on ${s.host}`,
          urgency: 'high',
          service: { id: 'PS', summary: 'Shop' },
        },
      },
    }),
    { severity: 2, title: both },
  ),
  json(
    'PagerDuty version 2',
    (s) => ({
      messages: [
        {
          id: `m-${s.event}`,
          event: s.say('incident.trigger', 'incident.resolve'),
          created_on: s.at,
          incident: {
            id: `I-${s.problem}`,
            incident_number: s.problem,
            title: `${s.check} on ${s.host}`,
            status: s.say('triggered', 'resolved'),
            urgency: 'high',
            incident_key: null,
          },
        },
      ],
    }),
    { severity: 2, title: both },
  ),
  json(
    'MongoDB Atlas',
    (s) => ({
      id: `at-${s.problem}`,
      groupId: 'g',
      eventTypeName: 'OUTSIDE_METRIC_THRESHOLD',
      status: s.say('OPEN', 'CLOSED'),
      metricName: s.check,
      hostnameAndPort: `${s.host}:27017`,
      currentValue: { number: s.value, units: 'RAW' },
      humanReadable: `${s.check} of ${s.host} is above the limit`,
      created: s.at,
      updated: s.at,
    }),
    { title: both },
  ),
  json(
    'GitHub secret scanning',
    (s) => ({
      action: s.say('created', 'resolved'),
      alert: {
        number: s.monitor,
        secret_type: s.check,
        state: s.say('open', 'resolved'),
        html_url: `https://github.example.org/acme/shop/security/secret-scanning/${s.monitor}`,
        created_at: s.at,
      },
      repository: { full_name: `acme/${s.host}`, name: s.host },
      sender: { login: 'kim' },
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Checkly',
    (s) => ({
      check_name: `${s.check} ${s.host}`,
      check_id: `c-${s.monitor}`,
      check_type: 'API',
      alert_title: `${s.check} ${s.host} has ${s.say('failed', 'recovered')}`,
      alert_type: s.say('ALERT_FAILURE', 'ALERT_RECOVERY'),
      response_time: s.event,
      run_location: 'Frankfurt',
      started_at: s.at,
    }),
    { title: both },
  ),
  json(
    'Jira Service Management ticket',
    (s) => ({
      number: `INC${s.problem}`,
      short_description: `${s.check} on ${s.host}`,
      priority: '2 - High',
      state: s.say('New', 'Closed'),
      sys_updated_on: s.at,
    }),
    { severity: 2, title: both },
  ),
  json(
    'a job of a scheduler',
    (s) => ({
      job_name: s.check,
      project: s.host,
      run_id: `r-${s.event}`,
      state: s.say('FAILED', 'SUCCESS'),
      started_at: s.at,
      duration_seconds: s.value,
      attempt: s.event % 4,
      logs: `https://jobs.example.org/runs/${s.event}`,
    }),
    { title: both },
  ),
  json(
    'booleans that say healthy',
    (s) => ({
      application: s.host,
      probe: s.check,
      healthy: s.say(false, true),
      checked_at: s.at,
      latency_ms: s.value,
    }),
    { title: both },
  ),
  json(
    'booleans that say firing',
    (s) => ({ rule: s.check, device: s.host, is_firing: s.say(true, false), reading: s.value, sequence: s.event }),
    { title: both },
  ),
  json(
    'alert and its clearance',
    (s) => ({
      alert: { id: s.monitor, name: s.check, version: 2 },
      trigger_time: s.seconds,
      ...s.say({}, { clear: 'normal' }),
      violations: s.say([{ value: s.value, tags: { source: s.host } }], undefined),
    }),
    { title: checkOnly, says: oneOfEach },
  ),
  json(
    'tags as a list of pairs',
    (s) => ({
      alarm: s.check,
      newStatus: s.say('ALERT', 'OK'),
      tags: [`host:${s.host}`, 'team:shop'],
      metric_value: s.value,
      alert_time: s.at,
    }),
    { title: both },
  ),
  json(
    'dimensions as a list of names and values',
    (s) => ({
      alarmName: s.check,
      currentState: s.say('ALARM', 'OK'),
      previousState: s.say('OK', 'ALARM'),
      dimensions: [
        { name: 'InstanceId', value: s.host },
        { name: 'Group', value: 'shop' },
      ],
      requestId: `req-${s.event}`,
    }),
    { title: both },
  ),
  json(
    'an event that holds its state',
    (s) => ({
      event: { state: s.say('problem', 'recovery'), id: s.event, reason: 'threshold' },
      monitor: { name: s.check, priority: 'P3' },
      resource: { name: s.host, type: 'vm' },
      org: { id: 4 },
    }),
    { severity: 3, title: both },
  ),
  json(
    'syslog numbers',
    (s) => ({ syslog_severity: 2, host: s.host, facility: 3, message: `${s.check} failed`, pid: s.event }),
    { severity: 1, title: both, says: { end: false } },
  ),
];
