// Senders of many kinds. What each body means was written down before the reader had read it.
import type { QuietEvent } from '../events/everyday.ts';
import { json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const lone = { end: false, checks: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');

export const senders18: Sender[] = [
  json(
    'Reolink',
    (s) => ({
      alarm: {
        alarmTime: s.at,
        channel: 0,
        channelName: s.host,
        device: 'RLC-810A',
        deviceModel: 'RLC-810A',
        message: `Camera ${s.host} lost its picture`,
        name: 'Video Loss',
        title: 'Alert',
        type: 'VL',
      },
    }),
    { says: lone },
  ),
  mail(
    'ReadyNAS by mail',
    (s) => ({
      subject: `[${s.host}] Volume: Volume data health changed from ${s.say('Redundant to Degraded', 'Degraded to Redundant')}.`,
      text: `Volume: Volume data health changed.\r\n\r\n[${s.host}]\r\n${s.at}`,
    }),
    { says: oneCheck },
  ),
  mail(
    'Jetpack by mail',
    (s) => ({
      subject: s.say(`${s.host} appears to be down`, `${s.host} is back online`),
      text: s.say(`Your site went offline at ${s.at}.`, `Your site was offline for ${s.event % 60} minutes.`),
    }),
    { says: oneCheck },
  ),
  json(
    'MySQL Orchestrator',
    (s) => ({
      failureType: 'DeadMaster',
      failureDescription: 'Master cannot be reached by orchestrator and none of its replicas is replicating',
      failedHost: s.host,
      failedPort: '3306',
      failureCluster: `${s.host}:3306`,
      failureClusterAlias: 'shop',
      countReplicas: String(s.event % 4),
      isDowntimed: 'false',
      autoMasterRecovery: 'true',
      command: 'force-master-failover',
    }),
    { says: lone },
  ),
  text(
    'Oracle alert line',
    (s) =>
      `${s.at} ${s.host} ORA-01653: unable to extend table SHOP.ORDERS by 128 in tablespace ${slug(s).toUpperCase()}`,
    { title: (s) => [s.host, slug(s)], says: { end: false } },
  ),
  text(
    'ProxySQL line',
    (s) =>
      `${s.at.slice(0, 19).replace('T', ' ')} MySQL_HostGroups_Manager.cpp:3105:shun(): [ERROR] Shunning server ${s.host}:3306 with ${s.event % 9} errors/sec. Shunning for 10 seconds`,
    { says: lone },
  ),
  json(
    'Zulip outgoing',
    (s) => ({
      bot_email: 'pager-bot@chat.example.org',
      bot_full_name: 'Pager',
      data: `@**Pager** ${s.check} is ${s.say('failing', 'well again')} on ${s.host}`,
      message: {
        id: s.event,
        sender_email: 'ada@example.org',
        sender_full_name: 'Ada',
        content: `@**Pager** ${s.check} is ${s.say('failing', 'well again')} on ${s.host}`,
        subject: 'alerts',
        display_recipient: 'ops',
        timestamp: s.seconds,
        type: 'stream',
      },
      token: 'xyz',
      trigger: 'mention',
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Lark post',
    (s) => ({
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: `${s.check}${s.say('告警', '恢复')}`,
            content: [
              [{ tag: 'text', text: `主机: ${s.host}` }],
              [{ tag: 'text', text: `状态: ${s.say('异常', '正常')}` }],
              [{ tag: 'text', text: `时间: ${s.at}` }],
            ],
          },
        },
      },
    }),
    { title: both },
  ),
  json(
    'WordPress contact form',
    (s) => ({
      'your-name': 'Ada',
      'your-email': 'ada@example.org',
      'your-subject': `${s.check} is broken`,
      'your-message': `It does not work on ${s.host} since this morning.`,
    }),
    { title: checkOnly, says: { end: false } },
  ),
  json(
    'Finnish monitor',
    (s) => ({
      palvelin: s.host,
      palvelu: s.check,
      tila: s.say('VIKA', 'KUNNOSSA'),
      vakavuus: 'kriittinen',
      aika: s.at,
      arvo: s.value,
    }),
    { title: both, severity: 1 },
  ),
  mail(
    'Hungarian monitor by mail',
    (s) => ({
      subject: `${s.say('RIASZTÁS', 'HELYREÁLLT')}: ${s.check} - ${s.host}`,
      text: `Érték: ${s.value}\r\nIdő: ${s.at}`,
      headers: ['Content-Type: text/plain; charset=utf-8'],
    }),
    { title: both },
  ),
  json(
    'Danish monitor',
    (s) => ({
      vært: s.host,
      tjeneste: s.check,
      tilstand: s.say('nede', 'oppe'),
      alvorlighed: 'kritisk',
      tidspunkt: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'A batch of traps',
    (s) => ({
      collector: 'c1',
      count: 1,
      traps: [
        {
          agent_addr: s.host,
          trap_oid: s.say('linkDown', 'linkUp'),
          uptime: s.event,
          varbinds: [
            { oid: 'ifName', value: 'eth1' },
            { oid: 'ifIndex', value: 3 },
          ],
        },
      ],
    }),
    { says: oneCheck },
  ),
  json(
    'Icinga event stream',
    (s) => ({
      type: 'StateChange',
      host: s.host,
      service: s.check,
      state: s.say(2, 0),
      state_type: 1,
      downtime_depth: 0,
      acknowledgement: false,
      timestamp: s.seconds + 0.25,
      check_result: {
        exit_status: s.say(2, 0),
        output: `${s.say('CRITICAL', 'OK')} - ${s.value}`,
        performance_data: [`v=${s.value}`],
        check_source: 'icinga-1',
        state: s.say(2, 0),
      },
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Salt beacon',
    (s) => ({
      tag: `salt/beacon/${s.host}/diskusage/`,
      data: { id: s.host, diskusage: s.value, mount: `/${slug(s)}`, _stamp: s.at },
    }),
    { says: { end: false } },
  ),
];

const quietJson = (name: string, body: unknown): QuietEvent => ({ name, body, contentType: 'application/json' });

export const events18: QuietEvent[] = [
  quietJson('Overseerr request', {
    notification_type: 'MEDIA_APPROVED',
    event: 'Movie Request Approved',
    subject: 'A film',
    message: 'It is coming.',
    media: { media_type: 'movie', tmdbId: '1', status: 'PENDING' },
    request: { request_id: '1', requestedBy_username: 'ada' },
    extra: [],
  }),
  quietJson('Heroku release', {
    id: 'e1',
    action: 'create',
    resource: 'release',
    actor: { email: 'ada@example.org' },
    created_at: '2026-01-01T00:00:00Z',
    data: { id: 'r1', version: 23, status: 'succeeded', description: 'Deploy 4f1a2b', app: { name: 'shop' } },
    previous_data: {},
  }),
];
