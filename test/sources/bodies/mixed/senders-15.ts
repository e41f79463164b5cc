// Senders of many kinds. What each body means was written down before the reader had read it.
import { json, type Sender, type Situation } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const checkOnly = ({ check }: Situation) => [check];
const oneCheck = { checks: false } as const;
const oneHost = { hosts: false } as const;
const slug = (s: Situation) => s.check.toLowerCase().replace(' ', '-');

export const senders15: Sender[] = [
  json(
    'Freshstatus',
    (s) => ({
      id: String(s.problem),
      title: `Degradation of ${s.host}`,
      source: 'Monitoring',
      end_time: s.say('None', s.at),
      is_private: 'False',
      start_time: s.at,
      description: s.say('This is being investigated.', 'This has been fixed.'),
      affected_services: s.host,
      notification_options: { send_tweet: 'false', send_email: 'false' },
      status: s.say('Open', 'Closed'),
      event_data: {
        webhook_id: 102,
        account_id: 2300,
        account_name: 'example',
        event_id: s.event,
        event_type: s.say('INCIDENT_OPEN', 'INCIDENT_CLOSED'),
        event_created_on: s.at,
      },
    }),
    { says: oneCheck },
  ),
  json(
    'Buildbot',
    (s) => ({
      event: 'finished',
      buildid: s.event,
      buildername: s.check,
      url: `https://build.example.org/#builders/1/builds/${s.event}`,
      project: s.host,
      timestamp: s.seconds,
      results: s.say(2, 0),
    }),
    { title: checkOnly },
  ),
  json(
    'Zoom Rooms',
    (s) => ({
      event: 'zoomroom.alert',
      event_ts: s.seconds * 1000,
      payload: {
        account_id: 'AAAAAABBBB',
        object: {
          id: `abD${s.monitor}`,
          room_name: s.host,
          calendar_name: 'cal',
          email: 'room@example.org',
          issue: s.check,
          alert_type: 1,
          component: 2,
          alert_kind: s.say(1, 2),
          date_time: s.at,
        },
      },
    }),
    { title: both },
  ),
  json(
    'Defender for Endpoint',
    (s) => ({
      id: `da637472900382838869_1${s.problem}`,
      incidentId: s.problem,
      investigationId: 4,
      severity: 'High',
      status: s.say('New', 'Resolved'),
      classification: null,
      determination: null,
      investigationState: 'Queued',
      detectionSource: 'WindowsDefenderAtp',
      category: 'Execution',
      title: s.check,
      description: 'A suspicious process was seen.',
      alertCreationTime: s.at,
      firstEventTime: s.at,
      lastUpdateTime: s.at,
      resolvedTime: s.say(null, s.at),
      machineId: `111e6dd8c833c8a052ea231ec1b19adaf${s.monitor}`,
      computerDnsName: s.host,
      evidence: [],
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Cortex XDR',
    (s) => ({
      alert_id: String(s.problem),
      external_id: `x-${s.problem}`,
      detection_timestamp: s.seconds * 1000,
      name: s.check,
      category: 'Malware',
      severity: 'high',
      description: 'Local analysis found it',
      host_name: s.host,
      host_ip: ['10.0.0.4'],
      action: 'BLOCKED',
      action_pretty: 'Prevented (Blocked)',
      source: 'XDR Agent',
      resolution_status: s.say('STATUS_010_NEW', 'STATUS_070_RESOLVED_OTHER'),
      case_id: null,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Scrutiny',
    (s) => ({
      host_id: s.host,
      device_type: 'ata',
      device_name: '/dev/sda',
      device_serial: `WD-${s.monitor}`,
      test: false,
      date: s.at,
      failure_type: 'SmartFailure',
      subject: `Scrutiny SMART error (SmartFailure) detected on [host]device: [${s.host}]/dev/sda`,
      message: `Scrutiny SMART error notification for device: /dev/sda\nFailure Type: SmartFailure\nDevice Name: /dev/sda\nDate: ${s.at}`,
    }),
    { says: { end: false, checks: false } },
  ),
  json(
    'Typeform incident form',
    (s) => ({
      event_id: `01J${s.event}`,
      event_type: 'form_response',
      form_response: {
        form_id: 'lT4Z3j',
        token: `a3a12ec67a1365927098a606107f${s.event}`,
        landed_at: s.at,
        submitted_at: s.at,
        definition: {
          id: 'lT4Z3j',
          title: 'Report an outage',
          fields: [
            { id: 'DlXFaesGBpoF', title: 'What is broken?', type: 'long_text', ref: 'a' },
            { id: 'SMEUb7VJz92Q', title: 'How urgent is it?', type: 'multiple_choice', ref: 'b' },
          ],
        },
        answers: [
          {
            type: 'text',
            text: `${s.check} is broken on ${s.host}`,
            field: { id: 'DlXFaesGBpoF', type: 'long_text', ref: 'a' },
          },
          {
            type: 'choice',
            choice: { label: 'High' },
            field: { id: 'SMEUb7VJz92Q', type: 'multiple_choice', ref: 'b' },
          },
        ],
      },
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Cloud Deploy through Pub/Sub',
    (s) => ({
      message: {
        data: '',
        messageId: String(s.event),
        attributes: {
          Action: s.say('Failure', 'Succeed'),
          DeliveryPipelineId: slug(s),
          Location: 'europe-west1',
          ProjectNumber: '1122',
          ReleaseId: `rel-${s.event}`,
          Resource: `projects/1122/locations/europe-west1/deliveryPipelines/${slug(s)}/releases/rel-${s.event}/rollouts/r-${s.event}`,
          ResourceType: 'Rollout',
          RolloutId: `r-${s.event}`,
          TargetId: 'live',
        },
      },
      subscription: 'projects/p/subscriptions/s',
    }),
    { title: (s) => [slug(s)], says: oneHost },
  ),
  {
    name: 'Hikvision event in XML',
    write: (s) => ({
      contentType: 'application/xml',
      body: `<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><ipAddress>10.0.0.9</ipAddress><portNo>80</portNo><protocol>HTTP</protocol><macAddress>00:11:22:33:44:55</macAddress><channelID>1</channelID><dateTime>${s.at}</dateTime><activePostCount>${s.event % 90}</activePostCount><eventType>${slug(s).replace('-', '')}</eventType><eventState>${s.say('active', 'inactive')}</eventState><eventDescription>${s.check} alarm</eventDescription><channelName>${s.host}</channelName></EventNotificationAlert>`,
    }),
    title: both,
  },
  json(
    'A nested batch of a gateway',
    (s) => ({
      batch: { id: `b${s.event}`, sent: s.at, count: 1 },
      results: {
        alarms: [
          {
            device: { name: s.host, model: 'X2' },
            alarm: { name: s.check, state: s.say('raised', 'cleared'), level: 'major' },
            at: s.at,
          },
        ],
      },
    }),
    { title: both },
  ),
];
