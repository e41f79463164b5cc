// Senders of many kinds. What each body means was written down before the reader had read it.
import { form, json, mail, type Sender, type Situation, text } from '../sender.ts';

const both = ({ host, check }: Situation) => [host, check];
const hostOnly = ({ host }: Situation) => [host];
const oneCheck = { checks: false } as const;

export const senders03: Sender[] = [
  json(
    'Dagster',
    (s) => ({
      job_name: s.check,
      run_id: `${s.event}a-3f`,
      status: s.say('FAILURE', 'SUCCESS'),
      deployment: s.host,
      start_time: s.seconds,
      end_time: s.seconds + 60,
    }),
    { title: both },
  ),
  json(
    'Snowflake task',
    (s) => ({
      version: '1.0',
      messageId: `m-${s.event}`,
      messageType: 'USER_TASK_FAILED',
      timestamp: s.at,
      accountName: s.host,
      taskName: `DB.PUBLIC.${s.check.toUpperCase().replace(' ', '_')}`,
      taskId: `t-${s.monitor}`,
      rootTaskName: 'ROOT',
      messages: [
        {
          runId: s.at,
          scheduledTime: s.at,
          queryStartTime: s.at,
          attemptNumber: 1,
          errorCode: '000630',
          errorMessage: 'Statement reached its timeout',
          queryId: `q-${s.event}`,
        },
      ],
    }),
    { title: hostOnly, says: { end: false } },
  ),
  json(
    'Tekton',
    (s) => ({
      specversion: '1.0',
      type: s.say('dev.tekton.event.pipelinerun.failed.v1', 'dev.tekton.event.pipelinerun.successful.v1'),
      source: `/apis/tekton.dev/namespaces/shop/pipelineruns/run-${s.event}`,
      id: `ce-${s.event}`,
      time: s.at,
      data: {
        pipelineRun: {
          metadata: { name: `run-${s.event}`, namespace: s.host, labels: { 'tekton.dev/pipeline': s.check } },
          status: {
            conditions: [
              {
                type: 'Succeeded',
                status: s.say('False', 'True'),
                reason: s.say('Failed', 'Succeeded'),
                message: 'Tasks Completed: 3',
              },
            ],
          },
        },
      },
    }),
    { title: both },
  ),
  json(
    'Spinnaker',
    (s) => ({
      details: {
        source: 'orca',
        type: s.say('orca:pipeline:failed', 'orca:pipeline:complete'),
        application: s.host,
        created: String(s.seconds * 1000),
      },
      content: {
        executionId: `01${s.event}`,
        execution: {
          id: `01${s.event}`,
          name: s.check,
          application: s.host,
          status: s.say('TERMINAL', 'SUCCEEDED'),
          pipelineConfigId: `pc-${s.monitor}`,
        },
      },
    }),
    { title: both },
  ),
  json(
    'Bamboo through a script',
    (s) => ({
      plan: `${s.host} - ${s.check}`,
      planKey: `SHOP-${s.monitor}`,
      buildNumber: s.event,
      buildState: s.say('Failed', 'Successful'),
      reason: 'Changes by kim',
      buildUrl: `https://b.example.org/browse/SHOP-${s.event}`,
    }),
    { title: both },
  ),
  json(
    'Semaphore',
    (s) => ({
      version: '1.0.0',
      organization: { name: 'acme', id: 'o' },
      project: { name: s.host, id: `p-${s.host}` },
      repository: { url: 'https://github.com/acme/shop', slug: `acme/${s.host}` },
      revision: {
        sender: { login: 'kim' },
        reference_type: 'branch',
        reference: 'refs/heads/main',
        commit_sha: `ab${s.event}`,
        commit_message: 'fix',
        branch: { name: 'main' },
      },
      workflow: { initial_pipeline_id: `ip${s.event}`, id: `w${s.event}`, created_at: s.at },
      pipeline: {
        yaml_file_name: `${s.check}.yml`,
        working_directory: '.semaphore',
        state: 'done',
        result: s.say('failed', 'passed'),
        result_reason: 'test',
        name: s.check,
        id: `pp${s.event}`,
        done_at: s.at,
      },
    }),
    { title: both },
  ),
  json(
    'GitHub workflow run on the default branch',
    (s) => ({
      action: 'completed',
      workflow_run: {
        id: s.event,
        name: s.check,
        head_branch: 'main',
        head_sha: `ab${s.event}`,
        run_number: s.event,
        event: 'push',
        status: 'completed',
        conclusion: s.say('failure', 'success'),
        workflow_id: s.monitor,
        html_url: `https://github.com/acme/x/actions/runs/${s.event}`,
      },
      workflow: { id: s.monitor, name: s.check },
      repository: { full_name: `acme/${s.host}`, name: s.host, default_branch: 'main' },
      sender: { login: 'kim' },
    }),
    { title: both },
  ),
  json(
    'GitLab pipeline on the default branch',
    (s) => ({
      object_kind: 'pipeline',
      object_attributes: {
        id: s.event,
        iid: s.event,
        name: s.check,
        ref: 'main',
        tag: false,
        sha: `ab${s.event}`,
        source: 'push',
        status: s.say('failed', 'success'),
        detailed_status: s.say('failed', 'passed'),
      },
      project: {
        id: 1,
        name: s.host,
        path_with_namespace: `acme/${s.host}`,
        default_branch: 'main',
        web_url: 'https://gitlab.example.org/acme/x',
      },
      user: { username: 'kim' },
      builds: [],
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'Jenkins job',
    (s) => ({
      name: s.check,
      display_name: s.check,
      url: `job/${s.host}/job/${s.check}/`,
      build: {
        full_url: `https://j.example.org/job/${s.host}/job/${s.check}/${s.event}/`,
        number: s.event,
        phase: 'FINALIZED',
        status: s.say('FAILURE', 'SUCCESS'),
        url: `job/${s.event}/`,
        scm: { branch: 'origin/main', commit: `ab${s.event}` },
      },
    }),
    { title: (s) => [s.check] },
  ),
  json(
    'CircleCI workflow on main',
    (s) => ({
      type: 'workflow-completed',
      id: `e-${s.event}`,
      happened_at: s.at,
      webhook: { id: 'w', name: 'Hook' },
      workflow: {
        id: `wf-${s.event}`,
        name: s.check,
        created_at: s.at,
        stopped_at: s.at,
        url: `https://app.circleci.com/${s.event}`,
        status: s.say('failed', 'success'),
      },
      pipeline: {
        id: `p-${s.event}`,
        number: s.event,
        created_at: s.at,
        vcs: { branch: 'main', provider_name: 'github', revision: `ab${s.event}` },
      },
      project: { id: `pr-${s.host}`, name: s.host, slug: `github/acme/${s.host}` },
      organization: { id: 'o', name: 'acme' },
    }),
    { title: both },
  ),
  json(
    'Flux',
    (s) => ({
      involvedObject: {
        kind: 'HelmRelease',
        namespace: 'shop',
        name: s.host,
        uid: 'u',
        apiVersion: 'helm/v2',
        resourceVersion: String(s.event),
      },
      severity: s.say('error', 'info'),
      timestamp: s.at,
      message: s.say('install retries exhausted', 'Helm upgrade succeeded'),
      reason: s.say('InstallFailed', 'UpgradeSucceeded'),
      reportingController: 'helm-controller',
      metadata: { revision: String(s.event) },
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'Vault audit watcher',
    (s) => ({
      node: s.host,
      check: s.check,
      sealed: s.say(true, false),
      status: s.say('critical', 'passing'),
      time: s.at,
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Consul check in a list',
    (s) => [
      {
        Node: s.host,
        CheckID: `service:${s.check}`,
        Name: `Service '${s.check}' check`,
        Status: s.say('critical', 'passing'),
        Notes: '',
        Output: `value ${s.value}`,
        ServiceID: s.check,
        ServiceName: s.check,
        ServiceTags: [],
      },
    ],
    { title: both, severity: 1 },
  ),
  json(
    'ServiceNow incident',
    (s) => ({
      number: `INC00${s.problem}`,
      short_description: `${s.check} on ${s.host}`,
      priority: '1 - Critical',
      state: s.say('New', 'Resolved'),
      sys_id: `sy${s.problem}`,
      sys_updated_on: s.at,
      assignment_group: 'ops',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Jira issue',
    (s) => ({
      timestamp: s.seconds * 1000,
      webhookEvent: s.say('jira:issue_created', 'jira:issue_updated'),
      issue: {
        id: String(s.problem),
        key: `OPS-${s.problem}`,
        fields: {
          summary: `${s.check} on ${s.host}`,
          priority: { name: 'Highest' },
          status: { name: s.say('Open', 'Done'), statusCategory: { key: s.say('new', 'done') } },
        },
      },
    }),
    { title: both },
  ),
  mail(
    'iDRAC by mail',
    (s) => ({
      subject: `System Alert from iDRAC-${s.host}: ${s.say('Critical', 'Normal')}`,
      text: `Message: ${s.check} ${s.say('is not within range', 'is within range')}.\r\nDate/Time: ${s.at}\r\nSeverity: ${s.say('Critical', 'Normal')}\r\nService Tag: ABC123\r\nMessage ID: ${s.check === 'CPU load' ? 'CPU0001' : 'VLT0204'}`,
    }),
    { title: hostOnly, says: { end: false } },
  ),
  mail(
    'iLO by mail',
    (s) => ({
      subject: `iLO ${s.host}: ${s.check} ${s.say('Degraded', 'Repaired')}`,
      text: `EVENT (${s.at}): ${s.check} is ${s.say('degraded', 'repaired')}`,
    }),
    { title: both },
  ),
  mail(
    'QNAP by mail',
    (s) => ({
      subject: `[${s.say('Error', 'Information')}][${s.host}] Storage: ${s.check} notification`,
      text: `NAS Name: ${s.host}\r\nSeverity: ${s.say('Error', 'Information')}\r\nDate/Time: ${s.at}\r\nMessage: ${s.check} of pool 1`,
    }),
    { title: both, says: { end: false } },
  ),
  mail(
    'NUT by mail',
    (s) => ({ subject: `UPS ${s.host}@localhost ${s.say('on battery', 'on line power')}`, text: `${s.at}` }),
    { title: hostOnly, says: { checks: false } },
  ),
  text('NUT through curl', (s) => `UPS ${s.host} ${s.say('is on battery', 'is back online')}`, {
    title: hostOnly,
    says: oneCheck,
  }),
  mail(
    'smartd by mail',
    (s) => ({
      subject: `SMART error (${s.check.replace(' ', '')}) detected on host: ${s.host}`,
      text: `This message was generated by the smartd daemon.\r\nThe following warning/error was logged: Device: /dev/sda, ${s.value} Currently unreadable sectors`,
    }),
    { title: hostOnly, says: { end: false } },
  ),
  mail(
    'mdadm by mail',
    (s) => ({
      subject: `DegradedArray event on /dev/md${s.check === 'CPU load' ? 1 : 0}:${s.host}`,
      text: 'This is an automatically generated mail message from mdadm',
    }),
    { title: hostOnly, says: { end: false } },
  ),
  mail(
    'VMware alarm by mail',
    (s) => ({
      subject: `[VMware vCenter - Alarm ${s.check}] ${s.host}`,
      text: `Target: ${s.host}\r\nPrevious Status: ${s.say('Green', 'Red')}\r\nNew Status: ${s.say('Red', 'Green')}\r\nAlarm Definition: ${s.check}\r\nCurrent values: ${s.value}%`,
    }),
    { title: both },
  ),
  mail(
    'StatusCake by mail',
    (s) => ({ subject: `Your site ${s.host} ${s.say('went down', 'is back up')}`, text: `Since ${s.at}` }),
    { title: hostOnly, says: oneCheck },
  ),
  mail(
    'Pingdom by mail',
    (s) => ({
      subject: `${s.say('DOWN', 'UP')} alert: ${s.check} (${s.host}) is ${s.say('DOWN', 'UP')}`,
      text: `at ${s.at}`,
    }),
    { title: both },
  ),
  mail(
    'Borg wrapper by mail',
    (s) => ({
      subject: `borgmatic on ${s.host}: ${s.check} ${s.say('failed', 'succeeded')}`,
      text: `archive ${s.event}`,
    }),
    { title: both },
  ),
  text(
    'Restic through curl',
    (s) =>
      `${s.say('❌', '✅')} restic ${s.check} on ${s.host} ${s.say(`failed with exit code ${s.event % 9}`, `finished in ${s.event % 50}s`)}`,
    { title: both, says: { end: false } },
  ),
  text('a shell script with a date', (s) => `${s.at} ${s.host} ${s.say('CRITICAL', 'OK')}: ${s.check} at ${s.value}%`, {
    title: both,
  }),
  form('a script with short names', (s) => ({ h: s.host, c: s.check, s: s.say('2', '0'), m: `v=${s.value}` }), {
    title: both,
    says: { end: false },
  }),
  json(
    'an IoT sensor',
    (s) => ({
      device_id: s.host,
      sensor: s.check,
      reading: s.value,
      unit: 'C',
      alarm: s.say(true, false),
      battery: 88,
      rssi: -70,
      ts: s.seconds,
    }),
    { title: both },
  ),
  json(
    'a freezer',
    (s) => ({
      sensorName: s.host,
      alertType: s.check,
      temperature: s.value,
      alertStatus: s.say('ACTIVE', 'RESOLVED'),
      gatewayId: 'gw1',
      readingTime: s.at,
    }),
    { title: both },
  ),
  json(
    'a queue watcher',
    (s) => ({
      queue: s.check,
      region: s.host,
      backlog: s.event,
      oldest_seconds: s.event * 2,
      breached: s.say(true, false),
    }),
    { title: (s) => [s.check] },
  ),
  json(
    'Telegram-like message',
    (s) => ({
      chat_id: 42,
      text: `${s.say('🚨 ALERT', '✅ RESOLVED')}\n<b>${s.check}</b> on ${s.host}\nvalue: ${s.value}`,
      parse_mode: 'HTML',
    }),
    { title: both },
  ),
  json(
    'Slack, header and section',
    (s) => ({
      blocks: [
        {
          type: 'header',
          text: {
            type: 'plain_text',
            text: `${s.say(':rotating_light: Triggered', ':white_check_mark: Recovered')}: ${s.check}`,
          },
        },
        { type: 'section', text: { type: 'mrkdwn', text: `*Host:* ${s.host}\n*Value:* ${s.value}` } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: `<!date^${s.seconds}^{date}|now>` }] },
      ],
    }),
    { title: both },
  ),
  json(
    'Discord, embed with description',
    (s) => ({
      username: 'watch',
      embeds: [
        {
          title: `${s.host} is ${s.say('down', 'up')}`,
          description: `**${s.check}** reached ${s.value}`,
          color: s.say(15548997, 5763719),
          timestamp: s.at,
        },
      ],
    }),
    { title: hostOnly, says: oneCheck },
  ),
  json(
    'Gotify',
    (s) => ({
      title: `${s.host} - ${s.check}`,
      message: `${s.say('State changed to DOWN', 'State changed to UP')} at ${s.at}`,
      priority: s.say(8, 2),
      extras: {},
    }),
    { title: both, says: { end: false } },
  ),
  json(
    'Zabbix with tags and url',
    (s) => ({
      EventID: String(s.problem),
      EventStatus: s.say('PROBLEM', 'RESOLVED'),
      EventName: s.check,
      EventSeverity: 'High',
      HostName: s.host,
      EventTags: 'scope:capacity, class:os',
      EventDate: s.at,
      EventOpData: `${s.value} %`,
    }),
    { title: both, severity: 2 },
  ),
  json(
    'Netdata agent custom sender',
    (s) => ({
      host: s.host,
      chart: 'system.cpu',
      name: s.check,
      status: s.say('CRITICAL', 'CLEAR'),
      old_status: s.say('CLEAR', 'CRITICAL'),
      value_string: `${s.value}%`,
      when: s.seconds,
      duration: s.event,
      unique_id: s.event,
      alarm_id: s.monitor,
      info: 'average',
    }),
    { title: both, severity: 1 },
  ),
  json(
    'Rancher',
    (s) => ({
      alertType: 'podNotScheduled',
      clusterName: 'live',
      severity: 'critical',
      workload: s.host,
      alert_name: s.check,
      state: s.say('alerting', 'resolved'),
    }),
    { title: both, severity: 1 },
  ),
  json(
    'pganalyze',
    (s) => ({
      action: s.say('triggered', 'resolved'),
      alert: { severity: 'warning', check: s.check, server_name: s.host, database: 'shop', details: `${s.value} rows` },
      id: s.event,
    }),
    { title: both, severity: 3 },
  ),
  json(
    'Grafana legacy without matches',
    (s) => ({
      title: `[${s.say('Alerting', 'OK')}] ${s.check} ${s.host}`,
      ruleId: s.monitor,
      ruleName: `${s.check} ${s.host}`,
      ruleUrl: 'https://g.example.org',
      state: s.say('alerting', 'ok'),
      imageUrl: '',
      message: 'look',
      evalMatches: [],
      orgId: 1,
      tags: {},
    }),
    { title: both },
  ),
];
