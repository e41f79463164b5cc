// A run of a pipeline that failed on the branch everybody builds on is an alert, and its next success ends it. Where
// the body does not say which branch that is, a run stays the change that it always was.
import { asObject, field, type JsonObject } from '../../reading/json-value.ts';
import { joined, textAt, type UsualForm } from './usual-form.ts';

type Run = { project: string; name: string; branch: string; outcome: string; link: string };

/** An alert or its end of a run on the main branch; null for any other run and one that goes on. */
export function mainBranchRun(body: JsonObject): UsualForm | null {
  const run = gitHubRun(body) ?? gitLabRun(body) ?? jenkinsRun(body) ?? azureRelease(body) ?? bitbucketStatus(body);
  if (run === null || run.project === '') return null;
  const state = stateOfOutcome(run.outcome);
  if (state === null) return null;
  const name = run.name === '' ? 'pipeline' : run.name;
  return {
    title: joined(' ', `${run.project}: ${name}`, state === 'trigger' ? 'failed' : 'succeeded', `on ${run.branch}`),
    state,
    dedup_key: joined('/', run.project, 'run', name, run.branch),
    link: run.link,
    labels: { project: run.project, pipeline: name, branch: run.branch },
  };
}

function stateOfOutcome(outcome: string): 'trigger' | 'resolve' | null {
  if (/^(?:failure|failed|timed_out|startup_failure|rejected)$/i.test(outcome)) return 'trigger';
  return /^(?:success|succeeded|successful)$/i.test(outcome) ? 'resolve' : null;
}

/** A workflow of GitHub that ran for a push or a schedule on the default branch, not for a pull request from a fork. */
function gitHubRun(body: JsonObject): Run | null {
  const run = asObject(field(body, 'workflow_run'));
  const main = textAt(body, 'repository.default_branch');
  if (run === null || main === '' || textAt(body, 'action') !== 'completed') return null;
  if (textAt(run, 'head_branch') !== main || /^pull_request/.test(textAt(run, 'event'))) return null;
  return {
    project: textAt(body, 'repository.full_name'),
    name: textAt(body, 'workflow_run.name|workflow.name'),
    branch: main,
    outcome: textAt(run, 'conclusion'),
    link: textAt(run, 'html_url'),
  };
}

function gitLabRun(body: JsonObject): Run | null {
  const main = textAt(body, 'project.default_branch');
  const run = asObject(field(body, 'object_attributes'));
  if (textAt(body, 'object_kind') !== 'pipeline' || run === null || main === '') return null;
  if (textAt(run, 'ref') !== main || textAt(run, 'tag') === 'true') return null;
  if (/^(?:merge_request_event|external_pull_request_event)$/.test(textAt(run, 'source'))) return null;
  return {
    project: textAt(body, 'project.path_with_namespace'),
    name: textAt(run, 'name'),
    branch: main,
    outcome: textAt(run, 'status'),
    link: textAt(run, 'url'),
  };
}

/** A release of Azure DevOps goes to stages: each of them is what everybody uses. */
function azureRelease(body: JsonObject): Run | null {
  if (textAt(body, 'eventType') !== 'ms.vss-release.deployment-completed-event') return null;
  return {
    project: textAt(body, 'resource.project.name'),
    name: joined(' ', 'release', textAt(body, 'resource.environment.releaseDefinition.name')),
    branch: textAt(body, 'resource.environment.name'),
    outcome: textAt(body, 'resource.environment.status'),
    link: textAt(body, 'resource.environment.release._links.web.href'),
  };
}

/** Bitbucket does not say which branch is the default one either. */
function bitbucketStatus(body: JsonObject): Run | null {
  const branch = textAt(body, 'commit_status.refname');
  if (!/^(?:main|master|trunk)$/.test(branch)) return null;
  return {
    project: textAt(body, 'repository.full_name'),
    name: textAt(body, 'commit_status.name|commit_status.key'),
    branch,
    outcome: textAt(body, 'commit_status.state'),
    link: textAt(body, 'commit_status.url'),
  };
}

/** Jenkins does not say which branch is the default one; main and master are by their names. */
function jenkinsRun(body: JsonObject): Run | null {
  const branch = textAt(body, 'build.scm.branch').replace(/^(?:refs\/(?:heads|remotes)\/)?(?:origin\/)?/, '');
  if (!/^(?:main|master|trunk)$/.test(branch) || !/^(?:COMPLETED|FINALIZED)$/.test(textAt(body, 'build.phase')))
    return null;
  return {
    project:
      textAt(body, 'url')
        .replace(/^job\/|\/$/g, '')
        .replaceAll('/job/', '/') || textAt(body, 'name'),
    name: 'build',
    branch,
    outcome: textAt(body, 'build.status'),
    link: textAt(body, 'build.full_url'),
  };
}
