import type { Sender } from './sender.ts';

const sentry: Sender = {
  name: 'sentry',
  title: 'Sentry',
  group: 'applications',
  type: 'generic',
  words: ['errors', 'getsentry'],
  description: 'The webhook of an internal integration.',
  steps: ({ address }) => [
    {
      title: 'Make an internal integration',
      text: 'Settings → Developer Settings → Create New Integration → Internal: this Webhook URL, Alert Rule Action on, read access to Issues & Events, and the webhook for issue, so that resolved issues resolve their alerts.',
      code: address,
    },
    { title: 'Use it', text: 'In alert rules: Send a notification via the integration.' },
    {
      title: 'Verify the sender',
      text: 'Copy the Client Secret of the integration and enter it below, under Sender verification: Signature of Sentry.',
    },
  ],
};

const github: Sender = {
  name: 'github',
  title: 'GitHub',
  group: 'applications',
  type: 'generic',
  words: ['actions', 'deployments', 'workflow', 'pull requests'],
  description: 'Failed workflows as alerts, deployments as changes.',
  steps: ({ address }) => [
    {
      title: 'Verify the sender',
      text: 'Make a secret, and enter it below, under Sender verification: Signature of GitHub.',
      language: 'shell',
      code: 'openssl rand -hex 32',
    },
    {
      title: 'Add a webhook',
      text: 'Settings → Webhooks of the repository or the organisation, or by its program. Only failed runs on the default branch become alerts; the next successful one resolves them.',
      language: 'shell',
      code: `gh api repos/OWNER/REPOSITORY/hooks -f name=web -F active=true \\
  -f 'events[]=workflow_run' -f 'events[]=deployment_status' -f 'events[]=release' \\
  -f 'config[content_type]=json' -f 'config[secret]=your secret' \\
  -f 'config[url]=${address}'`,
    },
  ],
};

const gitlab: Sender = {
  name: 'gitlab',
  title: 'GitLab',
  group: 'applications',
  type: 'generic',
  words: ['pipelines', 'deployments'],
  description: 'Failed pipelines as alerts, deployments as changes.',
  steps: ({ address }) => [
    {
      title: 'Add a webhook',
      text: 'Settings → Webhooks of the project or group: this URL, and the triggers Pipeline events and Deployment events.',
      code: address,
    },
    {
      title: 'Verify the sender',
      text: 'Enter a Secret token there, and here, under Sender verification: Secret in a header, X-Gitlab-Token.',
    },
  ],
};

export const applications: readonly Sender[] = [sentry, github, gitlab];
