// What watches hosts, sites and jobs from outside and inside, as its makers document it.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const oneHost = { hosts: false } as const;

export const uptime: Sender[] = [
  json(
    "Dead Man's Snitch",
    (s) => ({
      type: s.say('snitch.errored', 'snitch.healthy'),
      timestamp: s.at,
      data: {
        snitch: {
          token: `c2354d53d${s.monitor}`,
          name: s.check,
          notes: 'Sales reports every morning',
          tags: ['reports'],
          status: s.say('errored', 'healthy'),
          previous_status: s.say('healthy', 'errored'),
        },
      },
    }),
    { title: checkOnly, says: oneHost },
  ),
  form(
    'NodePing',
    (s) => ({
      event: s.say('down', 'up'),
      label: `${s.host} ${s.check}`,
      _id: `201205050153W2Q4C-${s.monitor}`,
      tg: `https://${s.host}/`,
      type: 'HTTP',
      msg: s.say('HTTP status returned 503', 'OK'),
      t: String(s.seconds),
      runtime: String(s.event % 900),
      loc: 'ldn',
    }),
    { title: both },
  ),
  json(
    'Sematext',
    (s) => ({
      backToNormal: s.say('false', 'true'),
      ruleType: 'AF_VALUE',
      description: `Filters: os.host=${s.host}. ${s.check} is ${s.value}`,
      title: `${s.check} on ${s.host}`,
      applicationId: 31,
      url: 'https://apps.sematext.com/ui/alerts/1',
      createTimestamp: s.at,
    }),
    { title: both },
  ),
  mail(
    'Bosun',
    (s) => ({ subject: `${s.say('critical', 'normal')}: ${s.check.replace(' ', '.')}{host=${s.host}}`, text: s.at }),
    { title: ({ host, check }) => [host, check.replace(' ', '.')], severity: 1 },
  ),
  json(
    'Pandora FMS',
    (s) => ({
      agent: s.host,
      module: s.check,
      module_status: s.say('CRITICAL', 'NORMAL'),
      alert_name: 'Critical condition',
      alert_priority: s.say('Critical', 'Normal'),
      data: String(s.value),
      timestamp: s.at,
      module_id: s.monitor,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Opsview',
    (s) => ({
      NAGIOS_HOSTNAME: s.host,
      NAGIOS_SERVICEDESC: s.check,
      NAGIOS_SERVICESTATE: s.say('WARNING', 'OK'),
      NAGIOS_NOTIFICATIONTYPE: s.say('PROBLEM', 'RECOVERY'),
      NAGIOS_SERVICEOUTPUT: `value ${s.value}`,
      NAGIOS_LASTSERVICECHECK: String(s.seconds),
      OPSVIEW_NOTIFICATIONNUMBER: String(s.event % 7),
    }),
    { title: both, severity: 3 },
  ),
  json(
    'ScienceLogic',
    (s) => ({
      event_id: String(s.problem),
      device_name: s.host,
      event_message: `${s.check} has exceeded threshold: ${s.value}%`,
      event_severity: s.say('Major', 'Healthy'),
      event_state: s.say('active', 'cleared'),
      first_occurrence: s.at,
      occurrence_count: s.event % 40,
      device_ip: `10.0.0.${s.monitor % 200}`,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'OpsRamp',
    (s) => ({
      id: `OP-${s.problem}`,
      subject: `${s.check} on ${s.host} is ${s.say('critical', 'ok')}. Value ${s.value}`,
      currentState: s.say('Critical', 'Ok'),
      oldState: s.say('Ok', 'Critical'),
      device: { hostName: s.host, ipAddress: '10.0.0.1' },
      metric: s.check,
      component: '/',
      alertTime: s.at,
      repeatCount: s.event % 5,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Nagios Log Server',
    (s) => ({
      alert_name: `${s.check} ${s.host}`,
      alert_state: s.say('CRITICAL', 'OK'),
      alert_output: `${s.say('CRITICAL', 'OK')}: ${s.event % 90} matching entries found |logs=${s.event % 90};0;0`,
      alert_lookback: '5m',
      url: 'https://logs.example.org/x',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Ghost Inspector',
    (s) => ({
      code: 'SUCCESS',
      data: {
        _id: `r${s.event}a9`,
        test: { _id: `t-${s.monitor}`, name: `${s.check} of ${s.host}`, suite: { _id: 's', name: 'Shop' } },
        passing: s.say(false, true),
        screenshotComparePassing: null,
        executionTime: s.event % 9000,
        dateExecutionFinished: s.at,
        startUrl: `https://${s.host}/`,
      },
    }),
    { title: both },
  ),
  json(
    'Postman monitor',
    (s) => ({
      monitor: { id: `1e6b-${s.monitor}`, name: `${s.check} ${s.host}` },
      run: { id: `run-${s.event}`, status: s.say('failed', 'success'), startedAt: s.at, finishedAt: s.at },
      stats: { assertions: { total: 12, failed: s.say(2, 0) }, requests: { total: 5 } },
    }),
    { title: both },
  ),
  json(
    'Runscope',
    (s) => ({
      variables: {},
      test_id: `76598752-${s.monitor}`,
      test_name: `${s.check} ${s.host}`,
      test_run_id: `9c15aa62-${s.event}`,
      team_id: 't',
      result: s.say('fail', 'pass'),
      started_at: s.seconds,
      finished_at: s.seconds + 3,
      environment_name: 'Live',
      region_name: 'US Virginia',
      agent: null,
      requests: [],
    }),
    { title: both },
  ),
  json(
    'IsDown',
    (s) => ({
      event: s.say('outage_started', 'outage_resolved'),
      service: { name: s.host, slug: s.host },
      outage: { id: s.problem, title: s.check, severity: s.say('major', 'major'), started_at: s.at },
    }),
    { title: both },
  ),
  json(
    'StatusGator',
    (s) => ({
      service_name: s.host,
      current_status: s.say('down', 'up'),
      last_status: s.say('up', 'down'),
      favicon_url: 'https://x.example.org/f.ico',
      status_page_url: 'https://x.example.org',
      event: 'status_change',
      occurred_at: s.at,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  mail(
    'SSLMate',
    (s) => ({
      subject: `[Cert Spotter] Certificate for ${s.host} expires in ${Math.trunc(s.value / 10)} days`,
      text: `See ${s.at}`,
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  mail(
    'Nagios-like M/Monit by mail',
    (s) => ({
      subject: `monit alert -- ${s.say('Resource limit matched', 'Resource limit succeeded')} ${s.check.replace(' ', '_')}`,
      text: `${s.say('Resource limit matched', 'Resource limit succeeded')} Service ${s.check.replace(' ', '_')}\r\n\r\n\tDate:        ${s.at}\r\n\tAction:      alert\r\n\tHost:        ${s.host}\r\n\tDescription: usage of ${s.value}% matches resource limit`,
    }),
    { title: ({ check }) => [check.replace(' ', '_')] },
  ),
  mail(
    'Nagios XI host by mail',
    (s) => ({
      subject: `** ${s.say('PROBLEM', 'RECOVERY')} Host Alert: ${s.host} is ${s.say('DOWN', 'UP')} **`,
      text: `Notification Type: ${s.say('PROBLEM', 'RECOVERY')}\r\nHost: ${s.host}\r\nState: ${s.say('DOWN', 'UP')}\r\nDate/Time: ${s.at}`,
    }),
    { title: hostOnly, severity: 1, says: oneCheck },
  ),
  mail(
    'ZFS event daemon by mail',
    (s) => ({
      subject: `ZFS device fault for pool ${s.check.replace(' ', '-')} on ${s.host}`,
      text: `impact: Fault tolerance of the pool may be compromised.\r\n    eid: ${s.event % 90}\r\n  class: statechange\r\n  state: FAULTED\r\n   host: ${s.host}\r\n   time: ${s.at}`,
    }),
    { title: ({ host, check }) => [host, check.replace(' ', '-')], says: { end: false } },
  ),
  mail(
    'unattended-upgrades by mail',
    (s) => ({
      subject: `unattended-upgrades result for ${s.host}: ${s.say('FAILURE', 'SUCCESS')}`,
      text: `Unattended upgrade returned: ${s.say('False', 'True')}\r\nlog ${s.at}`,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  text(
    'Monit through curl',
    (s) => `${s.host} monit: ${s.check} ${s.say('Connection failed', 'Connection succeeded')} at ${s.at}`,
    {
      title: both,
      says: { end: false },
    },
  ),
  text(
    'fail2ban through curl',
    (s) => `[Fail2Ban] ${s.check}: banned 192.0.2.7 from ${s.host} after ${s.event % 9} attempts`,
    { title: both, says: { end: false } },
  ),
  text('a disk script', (s) => `WARNING: ${s.check} on ${s.host} at ${s.value}% (${s.event % 50}G left)`, {
    title: both,
    says: { end: false },
  }),
  text('a line of an emoji and a colon', (s) => `${s.say('❌', '✅')} ${s.host}: ${s.check}`, { title: both }),
  text(
    'an apprise-like message',
    (s) => `${s.say('🔥 ALERT', '✔️ RESOLVED')}\n${s.check} on ${s.host}\nvalue=${s.value}\ntime=${s.at}`,
    { title: both },
  ),
];
