// Senders of many kinds. What each body means was written down before the reader had read it.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneHost = { hosts: false } as const;
const oneCheck = { checks: false } as const;

export const senders01: Sender[] = [
  json(
    'Instana',
    (s) => ({
      issue: {
        id: `iss-${s.problem}`,
        type: 'issue',
        state: s.say('OPEN', 'CLOSED'),
        start: s.seconds * 1000,
        severity: '10',
        text: s.check,
        suggestion: 'look',
        link: `https://i.example.org/#/?snapshotId=${s.event}`,
        zone: 'live',
        fqdn: s.host,
        entity: 'host',
        entityLabel: s.host,
      },
    }),
    { title: both },
  ),
  json(
    'Lightstep',
    (s) => ({
      kind: 'trigger',
      status: s.say('triggered', 'resolved'),
      alert: { id: `a-${s.monitor}`, attributes: { name: `${s.check} of ${s.host}` } },
      'triggered-at': s.at,
      value: s.value,
    }),
    { title: both },
  ),
  json(
    'Sumo Logic',
    (s) => ({
      Name: s.check,
      Description: 'too much',
      MonitorType: 'Metrics',
      Query: '_sourceHost=*',
      TriggerType: s.say('Critical', 'ResolvedCritical'),
      TriggerTime: s.at,
      TriggerValue: s.value,
      SourceURL: `https://s.example.org/${s.event}`,
      AlertGroup: `host=${s.host}`,
    }),
    { severity: 1, title: both },
  ),
  json(
    'Mezmo',
    (s) => ({
      name: s.check,
      query: 'level:error',
      matches: s.event % 90,
      app: s.host,
      lines: [{ line: 'x', timestamp: s.seconds }],
      url: `https://m.example.org/?t=${s.seconds}`,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Logz.io',
    (s) => ({
      alert_title: s.check,
      alert_description: 'errors',
      alert_severity: 'HIGH',
      alert_event_samples: `x ${s.value}`,
      alert_tags: `host:${s.host}`,
      alert_timeframe_start: s.seconds,
      state: s.say('firing', 'resolved'),
    }),
    { severity: 2, title: both },
  ),
  json(
    'Nomad event',
    (s) => ({
      Topic: 'Allocation',
      Type: 'AllocationUpdated',
      Key: s.host,
      Payload: {
        Allocation: {
          ID: `al-${s.host}`,
          Name: `${s.check}.group[0]`,
          ClientStatus: s.say('failed', 'running'),
          NodeName: s.host,
        },
      },
      Index: s.event,
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Robusta',
    (s) => ({
      alert_name: s.check,
      cluster_name: 'live',
      kind: 'pod',
      namespace: 'shop',
      name: s.host,
      severity: 'HIGH',
      status: s.say('FIRING', 'RESOLVED'),
      starts_at: s.at,
      fingerprint_source: 'x',
    }),
    { severity: 2, title: both },
  ),
  json(
    'Botkube',
    (s) => ({
      source: 'kubernetes',
      data: {
        Type: s.say('error', 'update'),
        Reason: s.check.replace(' ', ''),
        Kind: 'Pod',
        Name: s.host,
        Namespace: 'shop',
        Cluster: 'live',
        Level: s.say('error', 'info'),
        Messages: ['Back-off'],
      },
      timeStamp: s.at,
    }),
    { says: { end: false } },
  ),
  json(
    'MinIO',
    (s) => ({
      alertname: s.check,
      server: s.host,
      drive: '/data1',
      severity: 'critical',
      status: s.say('firing', 'resolved'),
    }),
    { severity: 1, title: both },
  ),
  json(
    'Scaleway',
    (s) => ({
      alert_name: s.check,
      resource_name: s.host,
      region: 'fr-par',
      alert_state: s.say('firing', 'resolved'),
      project_id: 'p1',
      fired_at: s.at,
    }),
    { title: both },
  ),
  json(
    'Linode',
    (s) => ({
      entity: { id: s.monitor, label: s.host, type: 'linode' },
      action: 'linode_alert',
      status: s.say('notification', 'finished'),
      message: `${s.check} exceeded ${s.value}%`,
    }),
    { title: both, says: { end: false } },
  ),
  json('OVH', (s) => ({ serviceName: s.host, monitoringType: s.check, alarm: s.say('DOWN', 'UP'), date: s.at }), {
    title: both,
  }),
  json(
    'Heroku Postgres',
    (s) => ({
      alert: s.check,
      database: s.host,
      severity: 'red',
      state: s.say('raised', 'cleared'),
      measurement: s.value,
    }),
    { severity: 1, title: both },
  ),
  json(
    'Render',
    (s) => ({
      type: s.say('server_failed', 'server_available'),
      timestamp: s.at,
      data: { id: `evt-${s.event}`, serviceId: `srv-${s.host}`, serviceName: s.host },
    }),
    { says: oneCheck },
  ),
  json(
    'Fly',
    (s) => ({
      app: s.host,
      event: s.say('machine_crashed', 'machine_recovered'),
      region: 'ams',
      occurred_at: s.at,
      exit_code: s.event % 200,
    }),
    { says: oneCheck },
  ),
  json(
    'Fastly',
    (s) => ({
      type: 'alert',
      alert_definition: { id: `d-${s.monitor}`, name: s.check },
      service: { id: 'sv', name: s.host },
      status: s.say('active', 'resolved'),
      start: s.at,
      ...s.say({}, { end: s.at }),
    }),
    { title: both },
  ),
  json(
    'incident.io',
    (s) => ({
      event_type: s.say('public_alert.alert_created_v1', 'public_alert.alert_resolved_v1'),
      alert: {
        id: `al-${s.problem}`,
        title: `${s.check} on ${s.host}`,
        status: s.say('firing', 'resolved'),
        created_at: s.at,
      },
    }),
    { title: both },
  ),
  json(
    'FireHydrant',
    (s) => ({
      event: { operation: s.say('CREATED', 'UPDATED'), resource_type: 'incident' },
      data: {
        incident: {
          id: `f-${s.problem}`,
          name: `${s.check} on ${s.host}`,
          current_milestone: s.say('started', 'resolved'),
          severity: 'SEV2',
          status: s.say('open', 'resolved'),
        },
      },
    }),
    { severity: 2, title: both },
  ),
  json(
    'Rootly',
    (s) => ({
      event: { id: `e-${s.event}`, type: s.say('alert.created', 'alert.resolved'), issued_at: s.at },
      data: { id: `r-${s.problem}`, summary: `${s.check} on ${s.host}`, status: s.say('triggered', 'resolved') },
    }),
    { title: both },
  ),
  json(
    'xMatters',
    (s) => ({
      event: { id: s.event, status: s.say('ACTIVE', 'TERMINATED'), priority: 'HIGH' },
      properties: { Summary: `${s.check} on ${s.host}`, Host: s.host },
    }),
    { severity: 2, title: both, says: { end: false } },
  ),
  json(
    'Squadcast',
    (s) => ({
      message: `${s.check} on ${s.host}`,
      description: `value ${s.value}`,
      status: s.say('trigger', 'resolve'),
      event_id: `q-${s.problem}`,
      tags: { severity: { value: 'high', color: '#f00' } },
    }),
    { title: both },
  ),
  json(
    'Zendesk',
    (s) => ({
      ticket: {
        id: s.problem,
        subject: `${s.check} on ${s.host}`,
        priority: 'urgent',
        status: s.say('new', 'solved'),
        updated_at: s.at,
      },
    }),
    { severity: 1, title: both },
  ),
  json(
    'Freshservice',
    (s) => ({
      freshservice_webhook: {
        ticket_id: `INC-${s.problem}`,
        ticket_subject: `${s.check} on ${s.host}`,
        ticket_priority: 'Urgent',
        ticket_status: s.say('Open', 'Resolved'),
      },
    }),
    { severity: 1, title: both },
  ),
  json(
    'TeamCity',
    (s) => ({
      build: {
        buildId: s.event,
        buildNumber: String(s.event),
        buildResult: s.say('failure', 'success'),
        notifyType: 'buildFinished',
        buildName: s.check,
        projectName: s.host,
        buildStatusUrl: `https://t.example.org/${s.event}`,
      },
    }),
    { title: checkOnly },
  ),
  json(
    'Drone',
    (s) => ({
      event: 'build',
      action: 'updated',
      repo: { slug: `acme/${s.host}` },
      build: { number: s.event, status: s.say('failure', 'success'), target: 'main', started: s.seconds },
    }),
    { says: oneCheck },
  ),
  json(
    'Airflow',
    (s) => ({
      dag_id: s.check,
      task_id: 'load',
      run_id: `scheduled__${s.at}`,
      state: s.say('failed', 'success'),
      try_number: s.event % 5,
      execution_date: s.at,
      log_url: `https://a.example.org/log?d=${s.at}`,
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'Prefect',
    (s) => ({
      flow: { id: `fl-${s.monitor}`, name: s.check },
      flow_run: { id: `fr-${s.event}`, name: `lazy-fox-${s.event}`, state_name: s.say('Failed', 'Completed') },
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'dbt',
    (s) => ({
      eventId: `w-${s.event}`,
      eventType: s.say('job.run.errored', 'job.run.completed'),
      timestamp: s.at,
      data: {
        jobId: '123',
        jobName: s.check,
        runId: String(s.event),
        environmentName: 'Live',
        runStatus: s.say('Errored', 'Success'),
        runReason: 'Kicked off',
      },
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'Databricks',
    (s) => ({
      event_type: s.say('jobs.on_failure', 'jobs.on_success'),
      workspace_id: 'w',
      run: { run_id: String(s.event) },
      job: { job_id: `j${s.monitor}`, name: s.check },
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'Fivetran',
    (s) => ({
      event: 'sync_end',
      created: s.at,
      connector_type: 'pg',
      connector_id: `c_${s.check.replace(' ', '_')}`,
      connector_name: s.check,
      sync_id: `sy-${s.event}`,
      data: { status: s.say('FAILURE', 'SUCCESSFUL') },
    }),
    { title: checkOnly, says: oneHost },
  ),
  json(
    'CrowdStrike',
    (s) => ({
      detect_id: `ldt:${s.problem}`,
      detect_name: s.check,
      severity_name: 'Critical',
      hostname: s.host,
      status: s.say('new', 'closed'),
      timestamp: s.at,
    }),
    { severity: 1, title: both },
  ),
  json(
    'Trivy',
    (s) => ({
      vulnerability: s.check,
      image: s.host,
      severity: 'HIGH',
      status: s.say('open', 'fixed'),
      scan_id: `sc-${s.event}`,
    }),
    { severity: 2, title: both },
  ),
  json(
    'ClickHouse Cloud',
    (s) => ({
      notification: {
        category: s.check,
        service_name: s.host,
        severity: 'warning',
        state: s.say('triggered', 'resolved'),
        sent_at: s.at,
      },
    }),
    { severity: 3, title: both },
  ),
  json(
    'UniFi',
    (s) => ({
      name: s.check,
      key: 'EVT_AP_Lost',
      device_name: s.host,
      site: 'hq',
      status: s.say('disconnected', 'connected'),
      timestamp: s.seconds,
    }),
    { title: both },
  ),
  json(
    'Cisco DNA Center',
    (s) => ({
      eventId: 'NETWORK-DEVICES-3-1',
      instanceId: `in-${s.problem}`,
      name: s.check,
      severity: 1,
      details: {
        Type: 'Network Device',
        Device: s.host,
        'Assurance Issue Status': s.say('active', 'resolved'),
        'Assurance Issue Priority': 'P1',
      },
      timestamp: s.seconds,
    }),
    { severity: 1, title: both },
  ),
  text(
    'FortiGate syslog',
    (s) =>
      `date=2026-01-01 time=10:00:${10 + (s.event % 40)} devname="${s.host}" logid="0100" type="event" level="${s.say('critical', 'information')}" logdesc="${s.check}" status="${s.say('down', 'up')}"`,
    { title: both, severity: 1 },
  ),
  form('MikroTik', (s) => ({ router: s.host, interface: s.check, status: s.say('down', 'up'), since: s.at }), {
    title: both,
  }),
  json(
    'Veeam',
    (s) => ({
      job: s.check,
      server: s.host,
      result: s.say('Failed', 'Success'),
      session: `se-${s.event}`,
      duration: '00:12:33',
    }),
    { title: both },
  ),
  json(
    'Proxmox',
    (s) => ({
      title: s.say(`Backup of ${s.check} failed`, `Backup of ${s.check} successful`),
      message: `took ${s.value}`,
      severity: s.say('error', 'info'),
      hostname: s.host,
      type: 'vzdump',
      timestamp: s.seconds,
    }),
    { severity: 2, title: both },
  ),
  mail(
    'Synology',
    (s) => ({ subject: `[${s.host}] ${s.check} ${s.say('failed', 'recovered')}`, text: `Dear user,\r\nat ${s.at}.` }),
    { title: both },
  ),
  mail(
    'TrueNAS',
    (s) => ({
      subject: `TrueNAS @ ${s.host}: ${s.say('New alert', 'Cleared alert')}: ${s.check}`,
      text: 'Current alerts',
    }),
    { title: both },
  ),
  json(
    'Home Assistant',
    (s) => ({
      entity_id: `binary_sensor.${s.host}`,
      friendly_name: s.check,
      state: s.say('problem', 'ok'),
      last_changed: s.at,
    }),
    { title: checkOnly },
  ),
  json(
    'a pump of a plant',
    (s) => ({
      Alarm: s.check,
      Pump: s.host,
      AlarmPriority: 'High',
      AlarmState: s.say('Active', 'RTN'),
      Pressure: s.value,
      TagPath: 'plant/a',
    }),
    { severity: 2, title: both },
  ),
  json(
    'ThousandEyes',
    (s) => ({
      eventId: `t-${s.event}`,
      eventType: s.say('ALERT_NOTIFICATION_TRIGGER', 'ALERT_NOTIFICATION_CLEAR'),
      alert: {
        alertId: s.problem,
        ruleName: s.check,
        testName: s.host,
        testId: s.monitor,
        active: s.say(1, 0),
        dateStart: s.at,
      },
    }),
    { title: both },
  ),
  json(
    'Catchpoint',
    (s) => ({
      AlertType: s.check,
      TestName: s.host,
      TestId: s.monitor,
      NotificationLevel: s.say('Critical', 'Improved'),
      AlertProcessingTimestampUtc: s.at,
    }),
    { severity: 1, title: both, says: { end: false } },
  ),
  json(
    'Apica',
    (s) => ({
      check_name: s.host,
      check_id: s.monitor,
      check_severity: s.say('F', 'I'),
      message: s.check,
      previous_severity: s.say('I', 'F'),
      severity: s.say('fatal', 'ok'),
    }),
    { severity: 1, says: { checks: false } },
  ),
  json(
    'Grafana OnCall outgoing',
    (s) => ({
      event: { type: s.say('alert group created', 'resolve'), time: s.at },
      alert_group: {
        id: `g-${s.problem}`,
        title: `${s.check} on ${s.host}`,
        state: s.say('firing', 'resolved'),
        alerts_count: s.event % 9,
      },
      alert_group_id: `g-${s.problem}`,
    }),
    { title: both },
  ),
  json(
    'GoAlert',
    (s) => ({
      summary: `${s.check} on ${s.host}`,
      details: `value ${s.value}`,
      action: s.say('trigger', 'close'),
      dedup: `${s.host}:${s.check}`,
    }),
    { title: both },
  ),
  json(
    'a bank in German',
    (s) => ({
      Meldung: s.check,
      Rechner: s.host,
      Schweregrad: 'kritisch',
      Status: s.say('Störung', 'behoben'),
      Zeitpunkt: s.at,
    }),
    { severity: 1, title: both },
  ),
  text(
    'a cron mail',
    (s) =>
      `Subject: Cron <root@${s.host}> ${s.check} ${s.say('failed with exit code 1', 'ok')}\nFrom: root@example.org\nContent-Type: text/plain\n\nsh: not found`,
    { title: both, says: { end: false } },
  ),
];
