// Messages made for people: chats, mails, forms that carry JSON.
import { type Body, form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];

const facts = (s: Situation) => [
  ['Host', s.host],
  ['Severity', 'critical'],
  ['Value', String(s.value)],
  ['Time', s.at],
];

export const messages: Sender[] = [
  json(
    'Slack, attachment with fields',
    (s) => ({
      username: 'alerts',
      attachments: [
        {
          color: s.say('danger', 'good'),
          fallback: `${s.check} ${s.say('is firing', 'is resolved')}`,
          title: `${s.say('[FIRING:1]', '[RESOLVED]')} ${s.check}`,
          title_link: 'https://am.example.org',
          fields: facts(s).map(([title, value]) => ({ title, value, short: true })),
          ts: s.seconds,
        },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Slack, blocks with fields',
    (s) => ({
      text: 'Alert',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: `${s.say('🔥', '✅')} ${s.check}` } },
        {
          type: 'section',
          fields: facts(s).map(([name, value]) => ({ type: 'mrkdwn', text: `*${name}:*\n${value}` })),
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: s.at }] },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Slack, text alone',
    (s) => ({ text: `${s.say(':red_circle: PROBLEM', ':white_check_mark: RECOVERY')}: ${s.check} on ${s.host}` }),
    {
      title: both,
    },
  ),
  json(
    'Mattermost',
    (s) => ({
      username: 'monitor',
      text: `#### ${s.say('Problem', 'Resolved')}: ${s.check} on **${s.host}**\nvalue ${s.value}`,
    }),
    { title: both },
  ),
  json(
    'Teams, MessageCard',
    (s) => ({
      '@type': 'MessageCard',
      '@context': 'https://schema.org/extensions',
      themeColor: s.say('FF0000', '00FF00'),
      summary: 'Alert',
      title: `${s.check} ${s.say('firing', 'resolved')}`,
      sections: [{ activityTitle: 'Monitoring', facts: facts(s).map(([name, value]) => ({ name, value })) }],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Teams, Adaptive Card',
    (s) => ({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              {
                type: 'TextBlock',
                size: 'Large',
                weight: 'Bolder',
                color: s.say('Attention', 'Good'),
                text: `${s.say('Alert', 'Resolved')}: ${s.check}`,
              },
              { type: 'FactSet', facts: facts(s).map(([title, value]) => ({ title, value })) },
            ],
          },
        },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Discord',
    (s) => ({
      username: 'monitor',
      content: null,
      embeds: [
        {
          title: `${s.say('❌', '✅')} Your service ${s.check} went ${s.say('down', 'up')}`,
          color: s.say(16711680, 65280),
          timestamp: s.at,
          fields: facts(s).map(([name, value]) => ({ name, value })),
        },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Google Chat',
    (s) => ({
      cardsV2: [
        {
          cardId: `c-${s.event}`,
          card: {
            header: { title: s.check, subtitle: s.say('FIRING', 'RESOLVED') },
            sections: [
              { widgets: facts(s).map(([topLabel, content]) => ({ decoratedText: { topLabel, text: content } })) },
            ],
          },
        },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Rocket.Chat',
    (s) => ({
      alias: 'monitor',
      text: s.say('Alert', 'Recovery'),
      attachments: [
        {
          title: s.check,
          color: s.say('#FF0000', '#36a64f'),
          fields: facts(s).map(([title, value]) => ({ title, value })),
        },
      ],
    }),
    { severity: 1, title: both },
  ),
  json(
    'Uptime Kuma through Slack',
    (s) => ({
      text: 'Uptime Kuma Alert',
      attachments: [
        {
          color: s.say('#e01e5a', '#2eb886'),
          blocks: [
            { type: 'header', text: { type: 'plain_text', text: 'Uptime Kuma Alert' } },
            {
              type: 'section',
              fields: [
                { type: 'mrkdwn', text: `*Message*\n[${s.check} ${s.host}] [${s.say('🔴 Down', '✅ Up')}] timeout` },
                { type: 'mrkdwn', text: `*Time (UTC)*\n${s.at}` },
              ],
            },
          ],
        },
      ],
    }),
    { title: both },
  ),
  mail(
    'Nagios service by mail',
    (s) => ({
      subject: `** ${s.say('PROBLEM', 'RECOVERY')} Service Alert: ${s.host}/${s.check} is ${s.say('CRITICAL', 'OK')} **`,
      text: `***** Nagios *****\r\n\r\nNotification Type: ${s.say('PROBLEM', 'RECOVERY')}\r\n\r\nService: ${s.check}\r\nHost: ${s.host}\r\nState: ${s.say('CRITICAL', 'OK')}\r\n\r\nDate/Time: ${s.at}`,
    }),
    { severity: 1, title: both },
  ),
  mail(
    'Nagios host by mail',
    (s) => ({
      subject: `** ${s.say('PROBLEM', 'RECOVERY')} Host Alert: ${s.host} is ${s.say('DOWN', 'UP')} **`,
      text: 'See the console.',
    }),
    { severity: 1, says: { checks: false } },
  ),
  mail(
    'Icinga by mail',
    (s) => ({
      subject: `[${s.say('PROBLEM', 'RECOVERY')}] ${s.check} on ${s.host} is ${s.say('WARNING', 'OK')}!`,
      text: `Info: value ${s.value}\r\nWhen: ${s.at}`,
    }),
    { severity: 3, title: both },
  ),
  mail(
    'Checkmk by mail',
    (s) => ({
      subject: `Check_MK: ${s.host}/${s.check} ${s.say('OK -> CRIT', 'CRIT -> OK')}`,
      text: `value ${s.value}`,
    }),
    { severity: 1, title: both },
  ),
  mail(
    'Zabbix by mail',
    (s) => ({
      subject: `${s.say('Problem', `Resolved in ${s.event % 50}m 2s`)}: ${s.check} on ${s.host}`,
      text: `Host: ${s.host}\r\nSeverity: High\r\nOriginal problem ID: ${s.problem}`,
    }),
    { severity: 2, title: both },
  ),
  mail(
    'Healthchecks by mail',
    (s) => ({ subject: `${s.say('DOWN', 'UP')} | ${s.check} on ${s.host}`, text: `Last ping at ${s.at}` }),
    { title: both },
  ),
  mail(
    'CloudWatch by mail',
    (s) => ({
      subject: `${s.say('ALARM', 'OK')}: "${s.check} on ${s.host}" in EU (Ireland)`,
      text: `It is ${s.value}`,
    }),
    { title: both },
  ),
  mail(
    'an encoded subject and HTML',
    (s) => ({
      subject: `=?utf-8?B?${Buffer.from(`${s.say('🔴', '✅')} ${s.check} on ${s.host}: Größe`).toString('base64')}?=`,
      text: `<html><head><style>p{color:red}</style></head><body><p>It is ${s.value}&nbsp;%</p></body></html>`,
      headers: ['Content-Type: text/html; charset=utf-8'],
    }),
    { title: both },
  ),
  mail(
    'a mail of two parts, quoted-printable',
    (s) => ({
      subject: `[${s.say('FIRING:1', 'RESOLVED')}] ${s.check} (${s.host} critical)`,
      text: `--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt is =C3=BCber ${s.value}\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b1--`,
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="b1"'],
    }),
    { title: both },
  ),
  mail(
    'a German mail',
    (s) => ({ subject: `${s.say('Störung', 'Behoben')}: ${s.check} auf ${s.host}`, text: `seit ${s.at}` }),
    {
      title: both,
    },
  ),
  mail(
    'a French mail',
    (s) => ({ subject: `${s.say('PROBLÈME', 'RÉSOLU')} : ${s.check} sur ${s.host}`, text: 'Voir la console' }),
    {
      title: both,
    },
  ),
  mail(
    'a Spanish mail',
    (s) => ({ subject: `${s.say('Problema', 'Resuelto')}: ${s.check} en ${s.host}`, text: 'Ver' }),
    {
      title: both,
    },
  ),
  mail(
    'PRTG by mail',
    (s) => ({ subject: `[PRTG] ${s.say('Down', 'Up')}: ${s.check} on ${s.host}`, text: `Last value: ${s.value}` }),
    { title: both },
  ),
  form(
    'New Relic form with JSON',
    (s) => ({
      alert: JSON.stringify({
        severity: 'critical',
        message: s.check,
        application_name: s.host,
        short_description: s.say('New alert', 'Ended alert'),
        state: s.say('open', 'closed'),
        created_at: s.at,
      }),
    }),
    { severity: 1, title: both },
  ),
  form(
    'a form with payload',
    (s) => ({
      payload: JSON.stringify({ alert: s.check, host: s.host, status: s.say('triggered', 'cleared'), value: s.value }),
    }),
    { title: both },
  ),
  form(
    'a form of fields',
    (s) => ({ alert: s.check, host: s.host, state: s.say('down', 'up'), ts: String(s.seconds) }),
    {
      title: both,
    },
  ),
  text(
    'lines of JSON',
    (s) =>
      `${JSON.stringify({ check: s.check, host: s.host, status: s.say('critical', 'ok') })}\n${JSON.stringify({ check: 'Other', host: s.host, status: 'ok', id: s.event })}`,
    { title: both, severity: 1 },
  ),
  text(
    'key and value lines',
    (s) => `Host: ${s.host}\nService: ${s.check}\nState: ${s.say('CRITICAL', 'OK')}\nOutput: ${s.value}\nDate: ${s.at}`,
    { title: both, severity: 1 },
  ),
  {
    name: 'XML',
    title: both,
    severity: 1,
    write: (s): Body => ({
      contentType: 'application/xml',
      body: `<?xml version="1.0"?>\n<Notification><Alarm><Name>${s.check}</Name><Host>${s.host}</Host><Severity>critical</Severity><State>${s.say('raised', 'cleared')}</State><Id>${s.problem}</Id><Time>${s.at}</Time></Alarm></Notification>`,
    }),
  },
];
