// Senders of many kinds. What each body means was written down before the reader had read it.
import type { QuietEvent } from '../events/everyday.ts';
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const oneHost = { hosts: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');
const stamp = (s: Situation) => `Jan  1 ${s.at.slice(11, 19)}`;

export const senders16: Sender[] = [
  mail(
    'Jenkins by mail',
    (s) => ({
      subject: s.say(
        `Build failed in Jenkins: ${s.check} #${s.event}`,
        `Jenkins build is back to normal : ${s.check} #${s.event}`,
      ),
      text: `See <https://ci.example.org/job/x/${s.event}/display/redirect>\r\n\r\nChanges:\r\n\r\n[ada] Fix it`,
    }),
    { title: checkOnly, says: oneHost },
  ),
  mail(
    'Slurm by mail',
    (s) => ({
      subject: `Slurm Job_id=${s.event} Name=${slug(s)} ${s.say('Failed', 'Ended')}, Run time 00:12:${s.event % 60}, ${s.say('FAILED, ExitCode 1', 'COMPLETED, ExitCode 0')}`,
      text: '',
    }),
    { title: (s) => [slug(s)], says: oneHost },
  ),
  mail(
    'Azkaban by mail',
    (s) => ({
      subject: `Flow '${slug(s)}' has ${s.say('failed', 'succeeded')} on azkaban-1`,
      text: `Execution '${s.event}' of flow '${slug(s)}' of project 'shop' has ${s.say('failed', 'succeeded')} on azkaban-1\r\nStart Time: ${s.at}\r\nEnd Time: ${s.at}\r\nDuration: ${s.event % 60} sec`,
    }),
    { title: (s) => [slug(s)], says: oneHost },
  ),
  mail(
    'DirectAdmin by mail',
    (s) => ({
      subject: `The service '${slug(s)}' on server ${s.host} is currently down`,
      text: `The service '${slug(s)}' is currently down. A restart was tried at ${s.at}.`,
    }),
    { title: (s) => [s.host, slug(s)], says: { end: false } },
  ),
  mail(
    'PowerPanel by mail',
    (s) => ({
      subject: `Event Notification from ${s.host}: ${s.say('Utility power failure', 'Utility power has been restored')}`,
      text: `Occurred at ${s.at}\r\nBattery capacity ${s.event % 90} %`,
    }),
    { says: oneCheck },
  ),
  mail(
    'APC card by mail',
    (s) => ({
      subject: s.say(
        'UPS: On battery power in response to an input power problem. 0x0109',
        'UPS: No longer on battery power. 0x010A',
      ),
      text: `Name     : ${s.host}\r\nLocation : Rack 4\r\nContact  : Ada\r\n\r\nhttp://10.0.0.5\r\nhttp://10.0.0.5/alarm.htm\r\nSerial Num : 5A1${s.monitor}\r\nDate: 01/01/2026\r\nTime: ${s.at.slice(11, 19)}\r\nCode: ${s.say('0x0109', '0x010A')}\r\n\r\n${s.say('Warning - UPS: On battery power in response to an input power problem.', 'Informational - UPS: No longer on battery power.')}`,
    }),
    { says: oneCheck },
  ),
  mail(
    'Dahua by mail',
    (s) => ({
      subject: 'NVR Alarm',
      text: `Alarm Event: ${s.check}\r\nAlarm Input Channel: 1\r\nAlarm Start Time(D/M/Y H:M:S): 01/01/2026 ${s.at.slice(11, 19)}\r\nAlarm Device Name: ${s.host}\r\nAlarm Name:\r\nIP Address: 10.0.0.9`,
    }),
    { title: both, says: { end: false } },
  ),
  mail(
    'BackupPC by mail',
    (s) => ({
      subject: `BackupPC: no recent backups on ${s.host}`,
      text: `Dear Ada,\r\n\r\nYour PC (${s.host}) has not been successfully backed up for ${s.value} days.`,
    }),
    { says: { end: false, checks: false } },
  ),
  mail(
    'Amanda by mail',
    (s) => ({
      subject: `${s.host} FAIL: AMANDA MAIL REPORT FOR November ${1 + (s.event % 28)}, 2026`,
      text: `*** THE DUMPS DID NOT FINISH PROPERLY!\r\nThe next ${s.event % 9} tapes Amanda expects to use are: shop-1.`,
    }),
    { says: { end: false, checks: false } },
  ),
  mail(
    'WordPress by mail',
    (s) => ({
      subject: `[${s.host}] Your Site is Experiencing a Technical Issue`,
      text: `Howdy!\r\n\r\nWordPress has a built-in feature that detects when a plugin or theme causes a fatal error on your site.\r\n\r\nhttps://${s.host}/wp-login.php?action=enter_recovery_mode&rm_token=${s.event}`,
    }),
    { says: { end: false, checks: false } },
  ),
  mail(
    'GitHub Actions by mail',
    (s) => ({
      subject: `[acme/shop] Run failed: ${s.check} - main (${(s.event * 7_919).toString(16).slice(0, 7)})`,
      text: `[acme/shop] ${s.check} workflow run\r\n\r\n${s.check}: Some jobs were not successful\r\n\r\nView workflow run: https://github.com/acme/shop/actions/runs/${s.event}`,
    }),
    { title: checkOnly, says: { end: false, hosts: false } },
  ),
  mail(
    'vzdump by mail',
    (s) => ({
      subject: `vzdump backup status (${s.host}) : ${s.say('backup failed', 'backup successful')}`,
      text: `VMID  NAME  STATUS  TIME  SIZE\r\n100  shop  ${s.say('FAILED', 'OK')}  00:0${s.event % 9}:11  ${s.value}GB`,
    }),
    { says: oneCheck },
  ),
  mail(
    'Sophos UTM by mail',
    (s) => ({
      subject: `[${s.host}][CRIT-${(s.monitor % 900) + 100}] ${s.check}`,
      text: `${s.check}\r\n\r\nSystem Uptime : ${s.event % 90} days\r\nSystem Load : ${s.value}\r\nSystem Version : 9.7`,
    }),
    { title: both, severity: 1, says: { end: false } },
  ),
  mail(
    'Swedish monitor by mail',
    (s) => ({
      subject: `${s.say('LARM', 'ÅTERSTÄLLT')}: ${s.check} på ${s.host}`,
      text: s.say(`Värdet är ${s.value} och över gränsen.`, `Värdet är ${s.value} och normalt.`),
      headers: ['Content-Type: text/plain; charset=utf-8'],
    }),
    { title: both },
  ),
  json(
    'Turkish monitor',
    (s) => ({
      sunucu: s.host,
      servis: s.check,
      durum: s.say('HATA', 'NORMAL'),
      önem: 'Kritik',
      zaman: s.at,
      mesaj: s.say(`Eşik aşıldı (${s.value})`, `Eşiğin altında (${s.value})`),
    }),
    { title: both, severity: 1 },
  ),
  form(
    'Czech monitor',
    (s) => ({
      zařízení: s.host,
      služba: s.check,
      stav: s.say('porucha', 'v pořádku'),
      závažnost: 'kritická',
      čas: s.at,
      hodnota: String(s.value),
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Ukrainian message',
    (s) => ({
      chat_id: -100,
      text: `${s.say('🔴 Проблема', '🟢 Відновлено')}: ${s.check} на ${s.host}\nЧас: ${s.at}\nЗначення: ${s.value}`,
    }),
    { title: both },
  ),
  text(
    'Zabbix in Chinese',
    (s) =>
      `告警主机:${s.host}\n告警时间:${s.at}\n告警等级:严重\n告警信息:${s.check}\n当前状态:${s.say('PROBLEM', 'OK')}:${s.value}\n事件ID:${s.problem}`,
    { title: both, severity: 1 },
  ),
  text(
    'BIG-IP line',
    (s) =>
      `<133>${stamp(s)} lb-1 notice mcpd[6553]: ${s.say('01070638', '01070727')}:5: Pool /Common/shop member /Common/${s.host}:80 monitor status ${s.say('down', 'up')}. [ /Common/http: ${s.say('down', 'up')} ] [ was ${s.say('up', 'down')} for 3hrs:1min:${s.event % 60}sec ]`,
    { says: oneCheck },
  ),
  text(
    'Snort line',
    (s) =>
      `<33>${stamp(s)} ids-1 snort[1234]: [1:${s.monitor}:3] ${s.check} [Classification: Attempted Information Leak] [Priority: 2] {TCP} 10.1.2.3:${s.event % 60_000} -> 10.0.0.5:80`,
    { title: checkOnly, says: { end: false, hosts: false } },
  ),
  text(
    'PostgreSQL line',
    (s) =>
      `${s.at.replace('T', ' ').replace('Z', '')} UTC [${s.event % 30_000}] app@${slug(s)} FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute`,
    { title: () => ['remaining connection slots'], says: { end: false, hosts: false } },
  ),
  text(
    'ESXi vobd line',
    (s) =>
      `<14>${s.at} ${s.host} vobd:  [netCorrelator] ${s.event}us: [${s.say('esx.problem.net.vmnic.linkstate.down', 'esx.clear.net.vmnic.linkstate.up')}] Physical NIC vmnic1 linkstate is ${s.say('down', 'up')}.`,
    { says: oneCheck },
  ),
  text(
    'Nagios passive result',
    (s) =>
      `[${s.seconds}] PROCESS_SERVICE_CHECK_RESULT;${s.host};${s.check};${s.say(2, 0)};${s.say('CRITICAL', 'OK')} - value is ${s.value}`,
    { title: both },
  ),
  json(
    'Matrix message',
    (s) => ({
      msgtype: 'm.text',
      body: `${s.say('🔥 FIRING', '✅ RESOLVED')} ${s.check} on ${s.host}`,
      format: 'org.matrix.custom.html',
      formatted_body: `<b>${s.say('🔥 FIRING', '✅ RESOLVED')}</b> ${s.check} on ${s.host}`,
    }),
    { title: both },
  ),
  json(
    'Signal gateway',
    (s) => ({
      message: `[${s.say('FIRING', 'RESOLVED')}] ${s.check} (${s.host})`,
      number: '+4915100000',
      recipients: ['+4915100001'],
    }),
    { title: both },
  ),
];

const at = '2026-01-01T00:00:00Z';
const quietJson = (name: string, body: unknown): QuietEvent => ({ name, body, contentType: 'application/json' });

export const events16: QuietEvent[] = [
  quietJson('Sonarr download', {
    series: { id: 1, title: 'A show', path: '/tv/a' },
    episodes: [{ id: 2, episodeNumber: 1, seasonNumber: 1, title: 'Down' }],
    eventType: 'Download',
    isUpgrade: false,
    instanceName: 'Sonarr',
  }),
  quietJson('Xcode Cloud created', {
    metadata: { type: 'metadata', attributes: { createdDate: at, eventType: 'BUILD_CREATED' } },
    ciWorkflow: { id: 'w', type: 'ciWorkflows', attributes: { name: 'Release' } },
    ciBuildRun: {
      id: 'r',
      type: 'ciBuildRuns',
      attributes: { number: 7, createdDate: at, executionProgress: 'PENDING' },
    },
  }),
  quietJson('UiPath job created', {
    Type: 'job.created',
    EventId: 'e',
    Timestamp: at,
    StartInfo: { ReleaseKey: 'k', Strategy: 'Specific', RobotIds: [81], JobsCount: 0, Source: 'Manual' },
    Jobs: [{ Id: 1, Key: 'k', State: 'Pending', Source: 'Manual', ReleaseName: 'Nightly' }],
  }),
  quietJson('Azure autoscale', {
    version: '1.0',
    status: 'Activated',
    operation: 'Scale Out',
    context: {
      timestamp: at,
      id: '/subscriptions/1/resourceGroups/rg/providers/microsoft.insights/autoscalesettings/one',
      name: 'one',
      details: "Autoscale successfully started scale operation for resource 'shop' from capacity '1' to capacity '2'",
      resourceGroupName: 'rg',
      resourceName: 'shop',
      resourceType: 'microsoft.web/serverfarms',
      oldCapacity: '1',
      newCapacity: '2',
    },
    properties: {},
  }),
  quietJson('Watchtower update', {
    title: 'Watchtower updates on web-1',
    message: 'Found new acme/shop:latest image (sha256:ab)\nStopping /shop (ab12) with SIGTERM\nCreating /shop',
    host: 'web-1',
  }),
];
