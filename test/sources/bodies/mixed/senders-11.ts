// Senders of many kinds. What each body means was written down before the reader had read it.
import { mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;

export const senders11: Sender[] = [
  text(
    'HAProxy log line',
    (s) =>
      `<129>Jan  1 00:00:00 lb haproxy[311]: Server shop/${s.host} is ${s.say('DOWN, reason: Layer4 timeout', 'UP, reason: Layer4 check passed')}, check duration: ${s.event}ms. ${s.say(1, 2)} active and 0 backup servers left.`,
    { says: oneCheck },
  ),
  text('NSCA line', (s) => `${s.host}\t${s.check}\t${s.say(2, 0)}\t${s.say('CRITICAL', 'OK')} - value is ${s.value}`, {
    title: both,
  }),
  text(
    'Windows event in XML',
    (s) =>
      `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${s.check}"/><EventID>7031</EventID><Level>2</Level><TimeCreated SystemTime="${s.at}"/><EventRecordID>${s.event}</EventRecordID><Channel>System</Channel><Computer>${s.host}</Computer></System><EventData><Data Name="param1">Spooler</Data></EventData></Event>`,
    { title: both, says: { end: false } },
  ),
  text(
    'Common Alerting Protocol',
    (s) =>
      `<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>id-${s.event}</identifier><sender>w@example.org</sender><sent>${s.at}</sent><status>Actual</status><msgType>${s.say('Alert', 'Cancel')}</msgType><scope>Public</scope><info><category>Met</category><event>${s.check}</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty><area><areaDesc>${s.host}</areaDesc></area></info></alert>`,
    { title: both, says: { end: false } },
  ),
  mail(
    'Fail2Ban by mail',
    (s) => ({
      subject: `[Fail2Ban] sshd: banned 192.0.2.${s.event % 200} from ${s.host}`,
      text: `Hi,\r\n\r\nThe IP 192.0.2.${s.event % 200} has just been banned by Fail2Ban after\r\n5 attempts against sshd.`,
    }),
    { says: { end: false, checks: false, hosts: false } },
  ),
  mail(
    'cron by mail',
    (s) => ({
      subject: `Cron <root@${s.host}> /usr/local/bin/backup.sh`,
      text: `tar: /srv: file changed as we read it ${s.event}`,
    }),
    { says: { end: false, checks: false } },
  ),
  mail(
    '3CX by mail',
    (s) => ({
      subject: `3CX Notification: Trunk ${s.check} on ${s.host} ${s.say('is not registered', 'is registered')}`,
      text: `Time: ${s.at}\r\nTrunk: ${s.check}\r\nPBX: ${s.host}`,
    }),
    { title: both },
  ),
  mail(
    'Veeam ONE by mail',
    (s) => ({
      subject: `${s.host}: "${s.check}" changed status from ${s.say('Resolved to Error', 'Error to Resolved')}`,
      text: `Alarm: ${s.check}\r\nObject: ${s.host}\r\nTime: ${s.at}\r\nDetails: value ${s.value}`,
    }),
    { title: both },
  ),
  mail(
    'PRTG auf Deutsch by mail',
    (s) => ({
      subject: `[PRTG Network Monitor] ${s.host} ${s.check} (${s.say('Fehler', 'OK')})`,
      text: `Sensor: ${s.check}\r\nGerät: ${s.host}\r\nStatus: ${s.say('Fehler', 'OK')}\r\nDatum: ${s.at}\r\nLetzter Wert: ${s.value} %`,
    }),
    { title: both },
  ),
  mail(
    'Zabbix en français by mail',
    (s) => ({
      subject: `${s.say('Problème', 'Résolu')} : ${s.check} sur ${s.host}`,
      text: `Le problème a ${s.say('commencé', 'été résolu')} à ${s.at}\r\nNom du problème : ${s.check}\r\nHôte : ${s.host}\r\nSévérité : Haute\r\nID du problème d'origine : ${s.problem}`,
    }),
    { title: both, severity: 2 },
  ),
  mail(
    'Nagios en español by mail',
    (s) => ({
      subject: `** Alerta ${s.say('PROBLEMA', 'RECUPERACIÓN')}: ${s.host}/${s.check} está ${s.say('CRÍTICO', 'OK')} **`,
      text: `Tipo de notificación: ${s.say('PROBLEMA', 'RECUPERACIÓN')}\r\nServicio: ${s.check}\r\nEquipo: ${s.host}\r\nEstado: ${s.say('CRÍTICO', 'OK')}\r\nFecha: ${s.at}`,
    }),
    { title: both, severity: 1 },
  ),
  text(
    'Zabbix по-русски',
    (s) =>
      `${s.say('Проблема', 'Решено')}: ${s.check}\nХост: ${s.host}\nВажность: Высокая\nВремя: ${s.at}\nЗначение: ${s.value}`,
    { title: both, severity: 2 },
  ),
  text(
    'Korean message',
    (s) => `[${s.say('장애 발생', '장애 해제')}] ${s.host} ${s.check}\n시간: ${s.at}\n값: ${s.value}`,
    { title: both },
  ),
  mail(
    'Polish monitor by mail',
    (s) => ({
      subject: `${s.say('AWARIA', 'NAPRAWIONO')}: ${s.check} na ${s.host}`,
      text: `Serwer: ${s.host}\r\nUsługa: ${s.check}\r\nStan: ${s.say('awaria', 'naprawiono')}\r\nCzas: ${s.at}`,
    }),
    { title: both },
  ),
  text(
    'Prometheus-like line of a script',
    (s) => `${s.say('FIRING', 'RESOLVED')} | ${s.check} | instance=${s.host} | severity=critical | since ${s.at}`,
    { title: both, severity: 1 },
  ),
  text(
    'Semicolon table of a building',
    (s) => `Zeit;Anlage;Meldung;Zustand;Priorität\n${s.at};${s.host};${s.check};${s.say('gekommen', 'gegangen')};hoch`,
    { title: both, severity: 2 },
  ),
  mail(
    'Automic by mail',
    (s) => ({
      subject: `UC4 ${s.check} on ${s.host} ${s.say('ENDED_NOT_OK', 'ENDED_OK')}`,
      text: `RunID: ${s.event}\r\nObject: ${s.check}\r\nAgent: ${s.host}\r\nStatus: ${s.say('ENDED_NOT_OK - aborted', 'ENDED_OK - ended normally')}`,
    }),
    { title: both },
  ),
  text(
    'Kernel line over netconsole',
    (s) =>
      `<2>[${s.event}.${s.event % 999}] ${s.host} kernel: EXT4-fs error (device sda1): ext4_find_entry: inode #${s.event}`,
    { title: hostOnly, says: { end: false, checks: false } },
  ),
];
