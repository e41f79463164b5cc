import type { Sender } from './sender.ts';

const cloudwatch: Sender = {
  name: 'cloudwatch',
  title: 'Amazon CloudWatch',
  group: 'clouds',
  type: 'generic',
  words: ['aws', 'sns', 'amazon sns', 'eventbridge', 'guardduty', 'aws health'],
  description: 'Alarms through a topic of Amazon SNS.',
  steps: ({ address }) => [
    {
      title: 'Make a topic',
      text: 'Skip it where there is one. The answer names its ARN.',
      language: 'shell',
      code: 'aws sns create-topic --name evenkeel',
    },
    {
      title: 'Verify the sender',
      text: 'Below, under Sender verification: Signature of Amazon SNS, with the ARN of the topic. Then the subscription is confirmed by itself; without it, open the link of the signal that arrives.',
    },
    {
      title: 'Subscribe this address',
      text: 'With the ARN of your topic. Leave raw message delivery off: SNS does not sign it.',
      language: 'shell',
      code: `aws sns subscribe --protocol ${address.startsWith('https') ? 'https' : 'http'} \\
  --topic-arn arn:aws:sns:eu-west-1:123456789012:evenkeel \\
  --notification-endpoint '${address}'`,
    },
    {
      title: 'Notify the topic',
      text: 'Give alarms the topic for both directions, so that they resolve by themselves.',
      language: 'shell',
      code: `aws cloudwatch put-metric-alarm --alarm-name cpu-high \\
  --namespace AWS/EC2 --metric-name CPUUtilization --statistic Average \\
  --period 60 --evaluation-periods 3 --threshold 90 --comparison-operator GreaterThanThreshold \\
  --alarm-actions arn:aws:sns:eu-west-1:123456789012:evenkeel \\
  --ok-actions arn:aws:sns:eu-west-1:123456789012:evenkeel`,
    },
  ],
};

const azure: Sender = {
  name: 'azure',
  title: 'Azure Monitor',
  group: 'clouds',
  type: 'generic',
  words: ['microsoft', 'application insights', 'log analytics', 'service health', 'action group'],
  description: 'A webhook of an action group.',
  steps: ({ address }) => [
    {
      title: 'Make an action group',
      text: 'Monitor → Alerts → Action groups → Create. Under Actions: Webhook, this URI, and the common alert schema on. Or as Bicep:',
      language: 'bicep',
      code: `resource evenkeel 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'evenkeel'
  location: 'global'
  properties: {
    groupShortName: 'evenkeel'
    enabled: true
    webhookReceivers: [
      {
        name: 'evenkeel'
        serviceUri: '${address}'
        useCommonAlertSchema: true
      }
    ]
  }
}`,
    },
    { title: 'Use it', text: 'Add the action group to alert rules. Let log alerts resolve automatically.' },
    {
      title: 'Verify the sender',
      text: 'Secure webhook instead of Webhook sends a token of Entra ID. Below, under Sender verification: Token of Azure Monitor, with the tenant and the application that the webhook names.',
    },
  ],
};

const google: Sender = {
  name: 'google',
  title: 'Google Cloud Monitoring',
  group: 'clouds',
  type: 'generic',
  words: ['gcp', 'stackdriver', 'pub/sub', 'pubsub'],
  description: 'A webhook, or Pub/Sub with a signed token.',
  steps: ({ address }) => [
    {
      title: 'Add a notification channel',
      text: 'Then choose it in your alerting policies, with notifications on incident closure.',
      language: 'shell',
      code: `gcloud beta monitoring channels create --display-name=Evenkeel \\
  --type=webhook_tokenauth --channel-labels=url='${address}'`,
    },
    {
      title: 'Or through Pub/Sub',
      text: 'Pushes carry a token of Google. Below, under Sender verification: Token of Google Pub/Sub, with this audience and your service account.',
      language: 'shell',
      code: `gcloud pubsub topics create evenkeel
gcloud pubsub subscriptions create evenkeel --topic=evenkeel \\
  --push-endpoint='${address}' \\
  --push-auth-service-account=push@your-project.iam.gserviceaccount.com \\
  --push-auth-token-audience=evenkeel
gcloud beta monitoring channels create --display-name=Evenkeel \\
  --type=pubsub --channel-labels=topic=projects/your-project/topics/evenkeel`,
    },
  ],
};

export const clouds: readonly Sender[] = [cloudwatch, azure, google];
