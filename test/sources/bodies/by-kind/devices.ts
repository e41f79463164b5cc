// What devices, buildings, plants and scripts at home send.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;

export const devices: Sender[] = [
  json(
    'Frigate',
    (s) => ({
      type: 'new',
      before: { id: `${s.seconds}.7-a`, camera: s.host, label: 'person', score: 0.71 },
      after: {
        id: `${s.seconds}.7-a`,
        camera: s.host,
        label: 'person',
        score: 0.78,
        current_zones: [s.check],
        start_time: s.seconds,
      },
    }),
    { title: hostOnly, says: { end: false } },
  ),
  json(
    'Zigbee2MQTT leak sensor',
    (s) => ({
      device: { friendlyName: s.host, model: 'SJCGQ11LM', ieeeAddr: `0x00158d${s.monitor}` },
      water_leak: s.say(true, false),
      battery: 100,
      linkquality: s.event % 200,
      voltage: 3005,
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'Shelly flood action',
    (s) => ({
      src: s.host,
      dst: 'webhook',
      method: 'NotifyEvent',
      params: {
        ts: s.seconds,
        events: [{ component: 'flood:0', id: 0, event: s.say('alarm', 'alarm_off'), ts: s.seconds }],
      },
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  json(
    'Victron VRM',
    (s) => ({
      idSite: s.monitor,
      siteName: s.host,
      alarm: s.check,
      device: 'Battery monitor [288]',
      state: s.say('Alarm', 'No alarm'),
      timestamp: s.at,
      value: s.value,
    }),
    { title: both },
  ),
  json(
    'AVTECH Room Alert',
    (s) => ({
      device: s.host,
      sensor: s.check,
      reading: `${s.value} F`,
      alarm: s.say('High temperature', 'High temperature'),
      status: s.say('Alarm', 'Cleared'),
      date: s.at,
    }),
    { title: both },
  ),
  json(
    'Monnit',
    (s) => ({
      subject: `${s.check} alert`,
      reading: `${s.value} C`,
      rule: s.check,
      date: s.at,
      originalReadingDate: s.at,
      acknowledged: 'False',
      device: { sensorID: String(s.monitor), name: s.host, networkName: 'Cold store' },
      notificationID: String(s.monitor),
    }),
    { title: both, says: { end: false } },
  ),
  form(
    'Sensaphone',
    (s) => ({
      device_name: s.host,
      zone_name: s.check,
      zone_value: String(s.value),
      zone_status: s.say('ALARM', 'NORMAL'),
      time: s.at,
    }),
    {
      title: both,
    },
  ),
  json(
    'Niagara station',
    (s) => ({
      source: `station:|slot:/Drivers/${s.host}`,
      sourceName: `${s.host} ${s.check}`,
      sourceState: s.say('Offnormal', 'Normal'),
      ackState: 'Unacked',
      priority: 10,
      alarmClass: 'Critical',
      timestamp: s.at,
      uuid: `u-${s.event}`,
      presentValue: s.value,
    }),
    { title: both },
  ),
  json(
    'Ignition alarm pipeline',
    (s) => ({
      eventId: `e-${s.problem}`,
      displayPath: `${s.host}/${s.check}`,
      name: s.check,
      priority: 'Critical',
      state: s.say('Active, Unacknowledged', 'Clear, Unacknowledged'),
      eventTime: s.at,
      eventValue: s.value,
      label: s.check,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'elevator gateway',
    (s) => ({
      elevator: s.host,
      fault: { code: s.check === 'CPU load' ? 'E-23' : 'E-07', text: s.check, present: s.say(true, false) },
      floor: s.event % 9,
      ts: s.at,
    }),
    { title: both },
  ),
  json(
    'EV charger over OCPP',
    (s) => ({
      chargePointId: s.host,
      connectorId: s.check === 'CPU load' ? 2 : 1,
      status: s.say('Faulted', 'Available'),
      errorCode: s.say('GroundFailure', 'NoError'),
      timestamp: s.at,
      vendorId: 'acme',
    }),
    { title: hostOnly, says: { ...oneCheck } },
  ),
  json(
    'solar inverter portal',
    (s) => ({
      plantName: s.host,
      inverterSn: `SN${s.monitor}`,
      alarmName: s.check,
      alarmLevel: 'Critical',
      alarmStatus: s.say('Occurred', 'Restored'),
      occurTime: s.at,
      recoverTime: s.say(null, s.at),
    }),
    { title: both, severity: 1 },
  ),
  mail(
    'APC PowerChute by mail',
    (s) => ({
      subject: `PowerChute event on ${s.host}: ${s.say('UPS On Battery', 'UPS No Longer On Battery')}`,
      text: `Date: ${s.at}\r\nRuntime remaining: ${s.event % 60} min`,
    }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  mail(
    'Eaton IPM by mail',
    (s) => ({ subject: `${s.host} - Utility failure${s.say('', ' - cleared')}`, text: `${s.host} ${s.at}` }),
    { title: hostOnly, says: { ...oneCheck, end: false } },
  ),
  mail(
    'Unraid by mail',
    (s) => ({
      subject: `Unraid Status: ${s.say('Alert', 'Notice')} [${s.host.toUpperCase()}] - ${s.check} ${s.say('in error state', 'returned to normal operation')}`,
      text: `Event: ${s.check}\r\nDate: ${s.at}`,
    }),
    { title: both },
  ),
  json(
    'Hikvision through a bridge',
    (s) => ({
      EventNotificationAlert: {
        ipAddress: '10.0.0.7',
        channelID: '1',
        channelName: s.host,
        dateTime: s.at,
        activePostCount: String(s.event % 90),
        eventType: s.check === 'CPU load' ? 'diskerror' : 'videoloss',
        eventState: s.say('active', 'inactive'),
        eventDescription: `${s.check} alarm`,
      },
    }),
    { title: hostOnly },
  ),
  text(
    'XML of an alarm panel',
    (s) =>
      `<?xml version="1.0"?><alarm><site>${s.host}</site><zone>${s.check}</zone><state>${s.say('SET', 'RESET')}</state><seq>${s.event}</seq><time>${s.at}</time></alarm>`,
    { title: both },
  ),
  text(
    'XML with attributes',
    (s) =>
      `<event id="${s.event}" time="${s.at}"><source host="${s.host}" check="${s.check}"/><status level="${s.say('critical', 'ok')}">value ${s.value}</status></event>`,
    { title: both, severity: 1 },
  ),
  text(
    'SOAP of an old tool',
    (s) =>
      `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><CreateTicket><Host>${s.host}</Host><Problem>${s.check}</Problem><Status>${s.say('OPEN', 'CLOSED')}</Status><When>${s.at}</When></CreateTicket></soap:Body></soap:Envelope>`,
    { title: both },
  ),
  text(
    'a Prometheus-like line',
    (s) =>
      `ALERTS{alertname="${s.check}",alertstate="${s.say('firing', 'resolved')}",instance="${s.host}"} 1 ${s.seconds}000`,
    {
      title: both,
      says: { end: false },
    },
  ),
  text(
    'key and value in one line',
    (s) => `host: ${s.host}, check: ${s.check}, status: ${s.say('FAIL', 'OK')}, value: ${s.value}`,
    {
      title: both,
      says: { end: false },
    },
  ),
  text('CSV of a logger', (s) => `${s.at},${s.host},${s.check},${s.say('ALARM', 'NORMAL')},${s.value}`, {
    title: both,
    says: { end: false },
  }),
  text('words with brackets', (s) => `[${s.say('CRIT', 'OK')}][${s.host}][${s.check}] ${s.value} > 80`, {
    title: both,
  }),
  text('words with bars', (s) => `${s.say('PROBLEM', 'RECOVERY')} | ${s.host} | ${s.check} | ${s.value}`, {
    title: both,
  }),
  text('words with a number in front', (s) => `#${s.event} ${s.at} ${s.check} failed on ${s.host}`, {
    title: both,
    says: { end: false },
  }),
  form(
    'a form in German',
    (s) => ({
      Rechner: s.host,
      Dienst: s.check,
      Zustand: s.say('KRITISCH', 'OK'),
      Zeit: s.at,
      Meldung: `Wert ${s.value}`,
    }),
    {
      title: both,
      severity: 1,
    },
  ),
  form(
    'a form from a cron wrapper',
    (s) => ({
      cmd: s.check,
      hostname: s.host,
      exit_code: s.say('1', '0'),
      duration: String(s.event % 90),
      status: s.say('failed', 'ok'),
    }),
    {
      title: both,
    },
  ),
];
