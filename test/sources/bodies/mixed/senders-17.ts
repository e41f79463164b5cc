// Senders of many kinds. What each body means was written down before the reader had read it.
import { json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const oneCheck = { checks: false } as const;
const lone = { end: false, checks: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');
const first = (s: Situation) => s.host.split('.')[0]!;
const clock = (s: Situation) => s.at.slice(11, 19);

export const senders17: Sender[] = [
  json(
    'insping',
    (s) => ({
      organization_name: 'acme',
      webhook_event_id: s.event,
      organization_id: 2587,
      webhook_type: 'AL',
      webhook_event_data: {
        check_state_name: s.say('Not Responding', 'Available'),
        application_id: s.monitor,
        check_id: s.event + 3,
        recently_started_check_start_time: null,
        http_status_code: s.say(null, 200),
        request_start_time: s.at,
        recently_started_check_state_name: null,
        application_name: s.host,
        request_url: `https://${s.host}`,
        response_time: s.event % 900,
      },
      webhook_id: 290,
      webhook_event_created_on: s.at,
    }),
    { says: oneCheck },
  ),
  json(
    'Kometa',
    (s) => ({ error: `${s.check} could not be read`, critical: true, server_name: s.host, library_name: 'Films' }),
    { says: { end: false } },
  ),
  json(
    'Overseerr issue',
    (s) => ({
      notification_type: s.say('ISSUE_CREATED', 'ISSUE_RESOLVED'),
      event: s.say('New Video Issue Reported', 'Video Issue Resolved'),
      subject: `${s.check} (${s.host})`,
      message: 'It stops.',
      image: '',
      issue: {
        issue_id: String(s.problem),
        issue_type: 'VIDEO',
        issue_status: s.say('OPEN', 'RESOLVED'),
        reportedBy_username: 'ada',
      },
      extra: [],
    }),
    { title: both },
  ),
  json(
    'EMR through EventBridge',
    (s) => ({
      version: '0',
      id: `8535abb0-f87e-4640-b7b6-8ded${s.event}`,
      'detail-type': 'EMR Cluster State Change',
      source: 'aws.emr',
      account: '111122223333',
      time: s.at,
      region: 'eu-west-1',
      resources: [],
      detail: {
        severity: 'CRITICAL',
        stateChangeReason:
          '{"code":"BOOTSTRAP_FAILURE","message":"bootstrap action 1 returned a non-zero return code"}',
        name: first(s),
        clusterId: `j-1YONHTCP3YZKC${s.event}`,
        state: 'TERMINATED_WITH_ERRORS',
        message: `Amazon EMR Cluster j-1YONHTCP3YZKC${s.event} (${first(s)}) has terminated with errors.`,
      },
    }),
    { title: (s) => [first(s)], says: lone },
  ),
  json(
    'Redshift through SNS',
    (s) => ({
      Type: 'Notification',
      MessageId: `m${s.event}`,
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:dwh',
      Subject: '[Amazon Redshift ERROR] - Cluster notification',
      Message: JSON.stringify({
        'Event Source': 'cluster',
        Resource: first(s),
        'Event Time': s.at,
        'Identifier Link': 'https://console.example.org/redshift',
        Severity: 'ERROR',
        Category: ['Monitoring'],
        'About this Event': `https://docs.example.org/${s.event}`,
        'Event Message': `A node on your cluster ${first(s)} has a hardware issue.`,
      }),
      Timestamp: s.at,
    }),
    { title: (s) => [first(s)], severity: 2, says: lone },
  ),
  json(
    'Azure resource through Event Grid',
    (s) => [
      {
        id: `4db48cba-50a2-455a-93b4-${s.event}`,
        topic: '/subscriptions/1a/resourceGroups/shop',
        subject: `/subscriptions/1a/resourceGroups/shop/providers/Microsoft.Compute/virtualMachines/${first(s)}`,
        eventType: s.say('Microsoft.Resources.ResourceWriteFailure', 'Microsoft.Resources.ResourceWriteSuccess'),
        eventTime: s.at,
        data: {
          correlationId: `c${s.event}`,
          operationName: 'Microsoft.Compute/virtualMachines/write',
          resourceProvider: 'Microsoft.Compute',
          status: s.say('Failed', 'Succeeded'),
          subscriptionId: '1a',
          tenantId: 't',
        },
        dataVersion: '2',
        metadataVersion: '1',
      },
    ],
    { title: (s) => [first(s)], says: oneCheck },
  ),
  json(
    'Heroku dyno',
    (s) => ({
      id: `e9e0b5e2-${s.event}`,
      action: 'update',
      resource: 'dyno',
      actor: { email: 'ada@example.org', id: 'a1' },
      created_at: s.at,
      data: {
        id: `d${s.event}`,
        name: 'web.1',
        state: s.say('crashed', 'up'),
        type: 'web',
        app: { id: `ap${s.monitor}`, name: first(s) },
        size: 'standard-1x',
        updated_at: s.at,
      },
      previous_data: {},
      published_at: s.at,
      sequence: null,
      version: 'application/vnd.heroku+json; version=3',
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
  mail(
    'Airflow by mail',
    (s) => ({
      subject: `Airflow alert: <TaskInstance: ${slug(s)}.load scheduled__2026-01-01T0${s.event % 9}:00:00+00:00 [failed]>`,
      text: `Try ${s.event % 4} out of 4\r\nException:\r\nBash command failed.\r\nLog: https://airflow.example.org/log?x=${s.event}`,
    }),
    { title: (s) => [slug(s)], says: { end: false, hosts: false } },
  ),
  json(
    'FireEye',
    (s) => ({
      product: 'Web MPS',
      appliance: s.host,
      'appliance-id': `0025${s.monitor}`,
      version: '9.0',
      msg: 'concise',
      alert: {
        name: 'malware-object',
        id: s.event,
        severity: 'majr',
        occurred: s.at,
        action: 'notified',
        src: { ip: '10.3.3.3' },
        explanation: { 'malware-detected': { malware: { name: s.check, stype: 'known' } } },
        'alert-url': `https://fe.example.org/e?id=${s.event}`,
      },
    }),
    { title: both, says: { end: false } },
  ),
  text(
    'OpenWrt line',
    (s) =>
      `Jan  1 ${clock(s)} ${s.host} user.notice mwan3track[${2_000 + (s.event % 900)}]: Interface wan (eth1) is ${s.say('offline', 'online')}`,
    { says: oneCheck },
  ),
  text(
    'systemd line',
    (s) => `Jan  1 ${clock(s)} ${s.host} systemd[1]: ${slug(s)}.service: Failed with result 'exit-code'.`,
    { title: (s) => [s.host, slug(s)], says: { end: false } },
  ),
  text(
    'Brocade line',
    (s) =>
      `2026/01/01-${clock(s)}, [${s.say('FW-1424', 'FW-1425')}], ${s.event}, FID 128, ${s.say('WARNING', 'INFO')}, ${s.host}, Switch status changed from ${s.say('HEALTHY to DOWN', 'DOWN to HEALTHY')}.`,
    { says: oneCheck },
  ),
  text(
    'Huawei line',
    (s) =>
      `<188>Jan  1 2026 ${clock(s)} ${s.host} %%01IFNET/4/LINK_STATE(l)[${s.event % 900}]:The line protocol IP on the interface GigabitEthernet0/0/1 has entered the ${s.say('DOWN', 'UP')} state.`,
    { says: oneCheck },
  ),
  json(
    'Netatmo camera',
    (s) => ({
      user_id: '5c81',
      event_type: s.say('disconnection', 'connection'),
      event_id: `5c8${s.event}`,
      camera_id: `70:ee:50:${s.monitor}`,
      home_id: '5c7',
      home_name: 'Store',
      message: `${s.host} ${s.say('disconnected', 'connected')}`,
      push_type: s.say('NACamera-disconnection', 'NACamera-connection'),
    }),
    { says: oneCheck },
  ),
  json(
    'The Things Stack',
    (s) => ({
      end_device_ids: {
        device_id: first(s),
        application_ids: { application_id: 'cellar' },
        dev_eui: `70B3D57ED00${s.monitor}`,
        dev_addr: '260BC1D4',
      },
      correlation_ids: [`as:up:01H${s.event}`],
      received_at: s.at,
      uplink_message: {
        session_key_id: 'AYw=',
        f_port: 2,
        f_cnt: s.event,
        frm_payload: 'AQ==',
        decoded_payload: { water_leak: s.say(true, false), battery_volts: 3.1 },
        rx_metadata: [{ gateway_ids: { gateway_id: 'gw-1' }, rssi: -80 }],
        settings: { frequency: '868100000' },
        received_at: s.at,
      },
    }),
    { title: (s) => [first(s)], says: oneCheck },
  ),
];
