// Hosts of code report deployments, builds and releases. They are changes: kept beside alerts, never paging anybody.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { valueAt } from '../paths.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

const gitHubKinds = [
  ...['deployment_status', 'deployment', 'workflow_run', 'workflow_job', 'check_run', 'check_suite', 'release'],
  ...['pull_request', 'issue'],
];

export function gitHub(body: JsonObject): UsualForm | null {
  const repository = textAt(body, 'repository.full_name');
  if (repository === '' || textAt(body, 'sender.login') === '') return null;
  if (valueAt(body, 'alert.security_advisory') !== undefined) return dependabot(body, repository);
  if (asObject(field(body, 'alert')) !== null) return scanning(body, repository);
  const kind = gitHubKinds.find((name) => asObject(field(body, name)) !== null) ?? '';
  const subject = asObject(field(body, kind)) ?? {};
  const what = textAt(subject, 'name|title|tag_name|environment') || textAt(body, 'deployment.environment|ref');
  const outcome = textAt(subject, 'conclusion|state') || textAt(body, 'action');
  return {
    title: joined(': ', repository, joined(' ', kind.replaceAll('_', ' ') || 'push', what, outcome)),
    state: 'change',
    dedup_key: joined('/', repository, kind, textAt(subject, 'id') || textAt(body, 'after|ref')),
    link: textAt(subject, 'html_url') || textAt(body, 'compare|repository.html_url'),
    labels: {
      repository,
      ref: textAt(subject, 'ref|head_branch') || textAt(body, 'deployment.ref|ref'),
      sha: textAt(subject, 'sha|head_sha') || textAt(body, 'deployment.sha|after'),
      environment: textAt(subject, 'environment'),
      by: textAt(body, 'sender.login'),
    },
  };
}

function dependabot(body: JsonObject, repository: string): UsualForm {
  const isOpen = textAt(body, 'alert.state') === 'open';
  return {
    title: joined(': ', repository, textAt(body, 'alert.security_advisory.summary')),
    description: textAt(body, 'alert.security_advisory.description'),
    severity: textAt(body, 'alert.security_advisory.severity'),
    state: isOpen ? 'trigger' : 'resolve',
    dedup_key: joined('/', repository, 'dependabot', textAt(body, 'alert.number')),
    link: textAt(body, 'alert.html_url'),
    labels: { repository, package: textAt(body, 'alert.dependency.package.name') },
  };
}

/** A secret or a flaw that GitHub found in code. */
function scanning(body: JsonObject, repository: string): UsualForm {
  const state = textAt(body, 'alert.state');
  const action = textAt(body, 'action');
  const isOver =
    /^(?:resolved|fixed|dismissed|closed|auto_dismissed|revoked)$/i.test(state) ||
    /^(?:resolved|fixed|closed_by_user|dismissed|revoked)$/.test(action);
  const secret = textAt(body, 'alert.secret_type');
  const kind = secret === '' ? 'code-scanning' : 'secret-scanning';
  return {
    title: joined(
      ': ',
      repository,
      secret === ''
        ? textAt(body, 'alert.rule.description|alert.rule.name|alert.rule.id')
        : `secret ${secret} in the code`,
    ),
    severity: secret === '' ? textAt(body, 'alert.rule.security_severity_level|alert.rule.severity') : 'high',
    state: isOver
      ? 'resolve'
      : /^(?:publicly_leaked|created|reopened|reopened_by_user|appeared_in_branch|validated)$/.test(action) ||
          action === ''
        ? 'trigger'
        : 'change',
    dedup_key: joined('/', repository, kind, textAt(body, 'alert.number')),
    link: textAt(body, 'alert.html_url'),
    labels: { repository, secret, state },
  };
}

export function gitLab(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'object_kind');
  const project = textAt(body, 'project.path_with_namespace|project_name|project.name|repository.name');
  if (kind === '' || project === '') return null;
  if (/^incident$/i.test(textAt(body, 'object_attributes.type|object_attributes.issue_type|event_type')))
    return gitLabIncident(body, project);
  const what = textAt(
    body,
    'build_name|environment|object_attributes.name|object_attributes.title|tag|object_attributes.ref|ref',
  );
  const outcome = textAt(
    body,
    'status|build_status|object_attributes.status|object_attributes.state|object_attributes.action|action',
  );
  const id = textAt(body, 'deployment_id|build_id|object_attributes.id|id|checkout_sha|after');
  return {
    title: joined(': ', project, joined(' ', kind.replaceAll('_', ' '), what.replace(/^refs\/\w+\//, ''), outcome)),
    state: 'change',
    dedup_key: joined('/', project, kind, id),
    link: textAt(body, 'deployable_url|object_attributes.url|url|project.web_url|project.homepage'),
    labels: {
      project,
      ref: textAt(body, 'object_attributes.ref|ref'),
      sha: textAt(body, 'sha|checkout_sha|object_attributes.sha|short_sha|commit.id'),
      environment: textAt(body, 'environment'),
      by: textAt(body, 'user.username|user_username|user.name|user_name'),
    },
  };
}

/** An incident that GitLab opened for an alert: its number stays the same until it is closed. */
function gitLabIncident(body: JsonObject, project: string): UsualForm {
  const action = textAt(body, 'object_attributes.action');
  const isOver = textAt(body, 'object_attributes.state') === 'closed';
  return {
    title: joined(': ', project, textAt(body, 'object_attributes.title')),
    state: isOver ? 'resolve' : /^(?:open|reopen|)$/.test(action) ? 'trigger' : 'change',
    severity: textAt(body, 'object_attributes.severity'),
    dedup_key: joined('/', project, 'incident', textAt(body, 'object_attributes.iid|object_attributes.id')),
    link: textAt(body, 'object_attributes.url'),
    labels: { project },
  };
}

export function azureDevOps(body: JsonObject): UsualForm | null {
  const kind = textAt(body, 'eventType');
  if (kind === '' || textAt(body, 'publisherId') === '' || asObject(field(body, 'resource')) === null) return null;
  return {
    title: textAt(body, 'message.text|detailedMessage.text') || kind,
    description: textAt(body, 'detailedMessage.text'),
    state: 'change',
    dedup_key: joined('/', kind.split('.')[0] ?? '', textAt(body, 'resource.url|resource.uri|resource.id')),
    link: textAt(body, 'resource._links.web.href|resource.url'),
    labels: { outcome: textAt(body, 'resource.status') },
  };
}

export function dockerHub(body: JsonObject): UsualForm | null {
  const repository = textAt(body, 'repository.repo_name');
  if (repository === '' || asObject(field(body, 'push_data')) === null) return null;
  const image = joined(':', repository, textAt(body, 'push_data.tag'));
  return {
    title: `${image} was pushed`,
    state: 'change',
    dedup_key: joined('@', image, textAt(body, 'push_data.pushed_at')),
    link: textAt(body, 'repository.repo_url'),
    labels: { repository, tag: textAt(body, 'push_data.tag'), by: textAt(body, 'push_data.pusher') },
  };
}

/** Diun tells of images that there are new versions of. */
export function diun(body: JsonObject): UsualForm | null {
  const image = textAt(body, 'image');
  if (textAt(body, 'diun_version') === '' || image === '') return null;
  return { title: `New version of ${image}`, state: 'change', dedup_key: joined('@', image, textAt(body, 'digest')) };
}

export function jenkins(body: JsonObject): UsualForm | null {
  const phase = textAt(body, 'build.phase');
  if (phase === '' || textAt(body, 'build.full_url|build.url') === '') return null;
  const outcome = textAt(body, 'build.status') || phase;
  return {
    title: joined(' ', textAt(body, 'display_name|name'), `#${textAt(body, 'build.number')}`, outcome.toLowerCase()),
    state: 'change',
    dedup_key: joined('#', textAt(body, 'url|name'), textAt(body, 'build.number')),
    link: textAt(body, 'build.full_url'),
    labels: { job: textAt(body, 'name'), outcome, ref: textAt(body, 'build.scm.branch') },
  };
}

/** A quality gate of SonarQube is about code; that its own task went well says nothing of the gate. */
export function sonarQube(body: JsonObject): UsualForm | null {
  const [project, gate] = [textAt(body, 'project.name|project.key'), textAt(body, 'qualityGate.status')];
  if (project === '' || gate === '' || textAt(body, 'taskId') === '') return null;
  return {
    title: `${project}: quality gate ${gate.toLowerCase()}`,
    state: 'change',
    dedup_key: joined('/', textAt(body, 'project.key'), textAt(body, 'taskId')),
    link: textAt(body, 'project.url'),
    labels: { project, outcome: gate, branch: textAt(body, 'branch.name') },
  };
}

/** A run of Terraform: one that errored is an alert of its workspace until another one went through. */
export function terraform(body: JsonObject): UsualForm | null {
  const [run, workspace] = [textAt(body, 'run_id'), textAt(body, 'workspace_name')];
  if (run === '' || workspace === '' || textAt(body, 'notification_configuration_id|run_url') === '') return null;
  const outcome = textAt(body, 'notifications.0.run_status');
  const state =
    outcome === 'errored' ? 'trigger' : /^(?:applied|planned_and_finished)$/.test(outcome) ? 'resolve' : 'change';
  return {
    title: joined(' ', `${workspace}:`, textAt(body, 'notifications.0.message|run_message')),
    state,
    dedup_key: state === 'change' ? joined('/', workspace, run, outcome) : joined('/', workspace, 'run'),
    link: textAt(body, 'run_url'),
    labels: { workspace, outcome },
  };
}

/** Pushes, requests to merge and talk at Bitbucket, Gitea and others alike. */
export function codeTalk(body: JsonObject): UsualForm | null {
  const repository = textAt(body, 'repository.full_name|repository.name|repository.slug|repository.path');
  const kind = [
    'pullrequest',
    'pull_request',
    'push',
    'commits',
    'pusher',
    'hook_id',
    'zen',
    'commit_status',
    'comment',
    'fork',
  ].find((name) => field(body, name) !== undefined && field(body, name) !== null);
  if (repository === '' || kind === undefined) return null;
  const what = textAt(body, 'pullrequest.title|pull_request.title|push.changes.0.new.name|ref|zen|commit_status.name');
  return {
    title: joined(
      ': ',
      repository,
      joined(' ', /^(?:commits|pusher)$/.test(kind) ? 'push' : kind.replaceAll('_', ' '), what),
    ),
    state: 'change',
    dedup_key: joined('/', repository, kind, textAt(body, 'pullrequest.id|pull_request.id|after|ref') || what),
    link: textAt(body, 'pullrequest.links.html.href|pull_request.html_url|compare_url|repository.html_url'),
    labels: { repository, by: textAt(body, 'actor.display_name|sender.login|pusher.login') },
  };
}
