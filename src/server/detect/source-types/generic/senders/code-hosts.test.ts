import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../../../test/sources/fixture-files.ts';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';
import { generic } from '../generic.ts';

const cases: Case[] = [
  [
    'two tunnels of Cloudflare are two alerts',
    {
      alert_type: 'tunnel_health_event',
      account_id: 'a',
      text: 'The health changed',
      data: { tunnel_id: 't1', tunnel_name: 'north', status: 'degraded' },
    },
    'trigger - tunnel_health_event/t1 | The health changed on north',
  ],
  [
    'a failed workflow of GitHub is a change and pages nobody',
    { action: 'completed', workflow_run: { id: 9, name: 'deploy', conclusion: 'failure' }, ...gitHub() },
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run deploy failure',
  ],
  [
    'a workflow of GitHub that failed on the default branch is an alert',
    mainRun('failure', 'main'),
    'trigger - acme/shop/run/tests/main | acme/shop: tests failed on main',
  ],
  [
    'the next one that succeeds there ends it',
    mainRun('success', 'main'),
    'resolve - acme/shop/run/tests/main | acme/shop: tests succeeded on main',
  ],
  [
    'on another branch it is a change',
    mainRun('failure', 'feature/a'),
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run tests failure',
  ],
  [
    'one that was cancelled says nothing of the branch',
    mainRun('cancelled', 'main'),
    'change - acme/shop/workflow_run/9 | acme/shop: workflow run tests cancelled',
  ],
  [
    'a pipeline of GitLab on the default branch is an alert',
    {
      object_kind: 'pipeline',
      object_attributes: { id: 3, ref: 'main', status: 'failed', source: 'push' },
      project: { path_with_namespace: 'acme/shop', name: 'shop', default_branch: 'main' },
    },
    'trigger - acme/shop/run/pipeline/main | acme/shop: pipeline failed on main',
  ],
  [
    'a pipeline of a request to merge is a change',
    {
      object_kind: 'pipeline',
      object_attributes: { id: 3, ref: 'main', status: 'failed', source: 'merge_request_event' },
      project: { path_with_namespace: 'acme/shop', name: 'shop', default_branch: 'main' },
    },
    'change - acme/shop/pipeline/3 | acme/shop: pipeline main failed',
  ],
  [
    'a push to GitHub is a change',
    { ref: 'refs/heads/main', after: 'abc', ...gitHub() },
    'change - acme/shop/abc | acme/shop: push refs/heads/main',
  ],
  [
    'a vulnerability found by GitHub is an alert with its severity',
    { action: 'created', alert: { number: 4, state: 'open', security_advisory: advisory() }, ...gitHub() },
    'trigger 1 acme/shop/dependabot/4 | acme/shop: Remote code execution in left-pad',
  ],
  [
    'a fixed vulnerability resolves',
    { action: 'fixed', alert: { number: 4, state: 'fixed', security_advisory: advisory() }, ...gitHub() },
    'resolve 1 acme/shop/dependabot/4 | acme/shop: Remote code execution in left-pad',
  ],
  [
    'a successful deployment told by GitLab is a change and resolves nothing',
    { object_kind: 'deployment', status: 'success', deployment_id: 5, environment: 'live', ...gitLab() },
    'change - acme/shop/deployment/5 | acme/shop: deployment live success',
  ],
  [
    'a pipeline of GitLab is a change',
    { object_kind: 'pipeline', object_attributes: { id: 3, ref: 'main', status: 'failed' }, ...gitLab() },
    'change - acme/shop/pipeline/3 | acme/shop: pipeline main failed',
  ],
  [
    'a build of Azure DevOps is a change',
    {
      id: 'e1',
      eventType: 'build.complete',
      publisherId: 'tfs',
      message: { text: 'Build 12 failed' },
      resource: { id: 2 },
    },
    'change - build/2 | Build 12 failed',
  ],
  [
    'an image at Docker Hub is a change',
    { push_data: { tag: 'v2', pushed_at: 100 }, repository: { repo_name: 'acme/shop', status: 'Active' } },
    'change - acme/shop:v2@100 | acme/shop:v2 was pushed',
  ],
  [
    'a build of Jenkins is a change',
    {
      name: 'shop',
      url: 'job/shop/',
      build: { number: 8, phase: 'COMPLETED', status: 'FAILURE', full_url: 'https://j' },
    },
    'change - job/shop/#8 | shop #8 failure',
  ],
  [
    'CloudWatch alarms of one name in two accounts are two',
    [alarm({ AWSAccountId: '1' }), alarm({ AWSAccountId: '2', NewStateValue: 'OK' })],
    ['trigger - 1/eu/queue-age | queue-age', 'resolve - 2/eu/queue-age | queue-age'],
  ],
  [
    'a run of Terraform that errored is an alert of its workspace',
    terraform('r1', 'Run Errored', 'errored'),
    'trigger - live/run | live: Run Errored',
  ],
  [
    'the next run that is applied ends it',
    terraform('r2', 'Run Applied', 'applied'),
    'resolve - live/run | live: Run Applied',
  ],
  [
    'a run of Terraform that waits is a change',
    terraform('r3', 'Run Planned', 'planned'),
    'change - live/r3/planned | live: Run Planned',
  ],
];

describe('hosts of code and what builds there', () => {
  readEach(cases);

  it('lets the paths of a source win over what is known of a sender', () => {
    const body = { action: 'completed', workflow_run: { id: 9, name: 'deploy', conclusion: 'failure' }, ...gitHub() };
    const settings = {
      state: 'workflow_run.conclusion',
      dedupKey: 'workflow_run.name',
      severity: 'workflow_run.nothing',
    };
    expect(generic.parse(requestOf(JSON.stringify(body)), settings)).toMatchObject({
      signals: [{ action: 'trigger', dedupKey: 'deploy', severity: null }],
    });
  });
});

function mainRun(conclusion: string, head_branch: string) {
  const repository = { full_name: 'acme/shop', name: 'shop', default_branch: 'main' };
  const workflow_run = { id: 9, name: 'tests', head_branch, event: 'push', conclusion };
  return { action: 'completed', workflow_run, repository, sender: { login: 'kim' } };
}

function gitHub() {
  return { repository: { full_name: 'acme/shop', name: 'shop' }, sender: { login: 'kim' } };
}

function gitLab() {
  return { project: { path_with_namespace: 'acme/shop', name: 'shop' } };
}

function advisory() {
  return { summary: 'Remote code execution in left-pad', severity: 'critical' };
}

function alarm(more: object) {
  return { AlarmName: 'queue-age', NewStateValue: 'ALARM', Region: 'eu', ...more };
}

function terraform(run_id: string, message: string, run_status: string) {
  const notifications = [{ message, run_status }];
  return { run_id, workspace_name: 'live', run_url: `https://t.example/${run_id}`, notifications };
}
