// Alerts that databases, buses, mail gateways and loggers carry in their own form, written before the reader had seen them.
import { form, json, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const noEnd = { end: false } as const;

export const carriers: Sender[] = [
  json(
    'a database webhook: a row',
    (s) => ({
      type: s.say('INSERT', 'UPDATE'),
      table: 'alerts',
      schema: 'public',
      record: {
        id: s.problem,
        title: s.check,
        host: s.host,
        severity: 'high',
        status: s.say('open', 'resolved'),
        updated_at: s.at,
      },
      old_record: s.say(null, { id: s.problem, title: s.check, host: s.host, severity: 'high', status: 'open' }),
    }),
    { title: both, severity: 2 },
  ),
  json(
    'an event trigger of a data API',
    (s) => ({
      id: `e${s.event}`,
      created_at: s.at,
      trigger: { name: 'alerts_out' },
      table: { schema: 'public', name: 'alerts' },
      event: {
        op: s.say('INSERT', 'UPDATE'),
        session_variables: { 'x-role': 'admin' },
        data: {
          old: s.say(null, { id: s.problem, name: s.check, host: s.host, state: 'firing' }),
          new: { id: s.problem, name: s.check, host: s.host, state: s.say('firing', 'resolved') },
        },
        trace_context: { trace_id: `t${s.event}`, span_id: `s${s.event}` },
      },
      delivery_info: { max_retries: 0, current_retry: 0 },
    }),
    { title: both },
  ),
  json(
    'a change of a row from a log',
    (s) => ({
      before: s.say(null, { id: s.problem, check: s.check, host: s.host, state: 'FIRING' }),
      after: { id: s.problem, check: s.check, host: s.host, state: s.say('FIRING', 'RESOLVED') },
      source: { connector: 'postgresql', db: 'ops', table: 'alerts', lsn: s.event },
      op: s.say('c', 'u'),
      ts_ms: s.seconds * 1000,
    }),
    { title: both },
  ),
  form(
    'a mail as a form of an inbound route',
    (s) => ({
      recipient: 'alerts@example.org',
      sender: 'monitor@example.org',
      from: 'Monitor <monitor@example.org>',
      subject: `${s.say('PROBLEM', 'RECOVERY')}: ${s.check} on ${s.host}`,
      'body-plain': `Value ${s.value} at ${s.at}`,
      'stripped-text': `Value ${s.value} at ${s.at}`,
      timestamp: String(s.seconds),
      token: `tk${s.event}`,
    }),
    { title: both },
  ),
  json(
    'a mail as JSON of a mail gateway',
    (s) => ({
      headers: {
        from: 'monitor@example.org',
        to: 'alerts@example.org',
        subject: `${s.check} on ${s.host} is ${s.say('DOWN', 'UP')}`,
        date: s.at,
        message_id: `<${s.event}@example.org>`,
      },
      envelope: { to: 'alerts@example.org', from: 'monitor@example.org', remote_ip: '192.0.2.1' },
      plain: `It was so at ${s.at}`,
      html: '<p>It was so</p>',
      attachments: [],
    }),
    { title: both },
  ),
  json(
    'a mail as JSON with text body',
    (s) => ({
      From: 'monitor@example.org',
      To: 'alerts@example.org',
      Subject: `[${s.say('ALARM', 'OK')}] ${s.check} ${s.host}`,
      MessageID: `m-${s.event}`,
      Date: s.at,
      TextBody: `Value ${s.value}`,
      HtmlBody: '',
      Headers: [{ Name: 'X-Spam-Status', Value: 'No' }],
    }),
    { title: both },
  ),
  form(
    'a text message that came in',
    (s) => ({
      MessageSid: `SM${String(s.event).padStart(32, 'a')}`,
      From: '+15550100',
      To: '+15550199',
      Body: `${s.say('ALARM', 'CLEAR')} ${s.check} ${s.host}`,
      NumMedia: '0',
    }),
    { title: both },
  ),
  json(
    'a message of a broker',
    (s) => ({
      topic: `plant/${s.host}/${s.check.replace(' ', '_')}`,
      payload: s.say('ALARM', 'NORMAL'),
      qos: 1,
      ts: s.seconds * 1000,
    }),
    { title: ({ host }) => [host] },
  ),
  json(
    'a chat event callback',
    (s) => ({
      token: 'x',
      team_id: 'T1',
      type: 'event_callback',
      event_id: `Ev${s.event}`,
      event_time: s.seconds,
      event: {
        type: 'message',
        channel: 'C1',
        user: 'U1',
        text: `${s.say('FIRING', 'RESOLVED')}: ${s.check} on ${s.host}`,
        ts: `${s.seconds}.0001`,
      },
    }),
    { title: both },
  ),
  json(
    'a shipper of logs',
    (s) => ({
      '@timestamp': s.at,
      '@version': '1',
      message: `${s.check} check failed`,
      host: { name: s.host },
      log: { file: { path: '/var/log/app.log' }, offset: s.event },
      agent: { type: 'filebeat', id: 'a1', ephemeral_id: `e${s.event}` },
      tags: ['alert'],
      level: 'error',
    }),
    { title: both, says: noEnd },
  ),
  json(
    'a syslog daemon by HTTP',
    (s) => ({
      msg: `${s.check} failed`,
      hostname: s.host,
      programname: 'watch',
      severity: 'err',
      facility: 'daemon',
      timestamp: s.at,
      procid: String(s.event),
    }),
    { title: both, severity: 2, says: noEnd },
  ),
  json(
    'logs in the form of a telemetry collector',
    (s) => ({
      resourceLogs: [
        {
          resource: { attributes: [{ key: 'host.name', value: { stringValue: s.host } }] },
          scopeLogs: [
            {
              logRecords: [
                {
                  timeUnixNano: `${s.seconds}000000000`,
                  severityText: 'ERROR',
                  severityNumber: 17,
                  body: { stringValue: `${s.check} failed` },
                  attributes: [{ key: 'event.id', value: { stringValue: `e${s.event}` } }],
                },
              ],
            },
          ],
        },
      ],
    }),
    { title: both, says: noEnd },
  ),
  json(
    'an event collector of a log tool',
    (s) => ({
      time: s.seconds,
      host: s.host,
      source: 'watch',
      sourcetype: '_json',
      index: 'main',
      event: { alert: s.check, state: s.say('triggered', 'cleared'), severity: 'critical', value: s.value },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'streams of lines',
    (s) => ({
      streams: [
        {
          stream: { host: s.host, job: 'watch', level: 'error' },
          values: [[`${s.seconds}000000000`, `${s.check} failed`]],
        },
      ],
    }),
    { title: both, says: noEnd },
  ),
  text(
    'line protocol',
    (s) =>
      `alarm,host=${s.host},check=${s.check.replace(' ', '\\ ')} state="${s.say('crit', 'ok')}",value=${s.value} ${s.seconds}000000000`,
    { title: ({ host }) => [host] },
  ),
  json(
    'a remote call',
    (s) => ({
      jsonrpc: '2.0',
      id: s.event,
      method: s.say('alarm.raise', 'alarm.clear'),
      params: { host: s.host, check: s.check, value: s.value },
    }),
    { title: both },
  ),
  json(
    'a context broker',
    (s) => ({
      subscriptionId: 'su1',
      data: [
        {
          id: `urn:ngsi-ld:Alert:${s.host}:${s.check.replace(' ', '')}`,
          type: 'Alert',
          alertSource: { type: 'Text', value: s.host, metadata: {} },
          subCategory: { type: 'Text', value: s.check, metadata: {} },
          severity: { type: 'Text', value: 'critical', metadata: {} },
          status: { type: 'Text', value: s.say('active', 'resolved'), metadata: {} },
          dateIssued: { type: 'DateTime', value: s.at, metadata: {} },
        },
      ],
    }),
    { title: both, severity: 1 },
  ),
  json(
    'an alert of an on-call tool in the form of its API',
    (s) => ({
      message: `${s.check} on ${s.host}`,
      alias: `${s.check}-${s.host}`,
      description: `it is ${s.value}`,
      responders: [{ name: 'Ops', type: 'team' }],
      tags: ['live'],
      entity: s.host,
      priority: 'P1',
      source: 'script',
    }),
    { title: both, severity: 1, says: noEnd },
  ),
  json(
    'an event for an on-call tool in the form of its API',
    (s) => ({
      routing_key: 'r'.repeat(32),
      event_action: s.say('trigger', 'resolve'),
      dedup_key: `${s.check}/${s.host}`,
      payload: { summary: `${s.check} on ${s.host}`, source: s.host, severity: 'critical', timestamp: s.at },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'a security scan of an API firewall',
    (s) => [
      {
        summary: '[Wall] New vulnerability detected',
        details: {
          client_name: 'Acme',
          cloud: 'EU',
          notification_type: 'vuln',
          vuln_title: s.check,
          vuln_host: s.host,
          severity: 'high',
          link: `https://w.example.org/vuln/${s.problem}`,
        },
      },
    ],
    { title: both, severity: 2, says: noEnd },
  ),
  json(
    'a queue of a cloud: body in a record',
    (s) => ({
      Records: [
        {
          messageId: `m-${s.event}`,
          receiptHandle: 'rh',
          body: JSON.stringify({ alarm: s.check, host: s.host, status: s.say('ALARM', 'OK') }),
          attributes: { SentTimestamp: String(s.seconds * 1000) },
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:eu-west-1:1:alerts',
        },
      ],
    }),
    { title: both },
  ),
  json(
    'a REST proxy of a log of messages',
    (s) => [
      {
        topic: 'alerts',
        partition: 0,
        offset: s.event,
        key: s.host,
        value: { check: s.check, host: s.host, state: s.say('BROKEN', 'FIXED') },
      },
    ],
    { title: both },
  ),
  text(
    'a feed entry',
    (s) =>
      `<?xml version="1.0"?><entry><id>tag:x,${s.problem}</id><title>${s.say('Down', 'Resolved')}: ${s.check} on ${s.host}</title><updated>${s.at}</updated><summary>see there</summary></entry>`,
    { title: both },
  ),
];
