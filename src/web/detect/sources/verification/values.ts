import type {
  SourceVerification,
  VerificationInput,
  VerificationMethod,
} from '../../../../contract/detect/source-verification.ts';

/** What the form calls each method, in the order it is offered. */
export const methods: Record<VerificationMethod, string> = {
  none: 'Nothing: the key is enough',
  github: 'Signature of GitHub',
  sentry: 'Signature of Sentry',
  grafana: 'Signature of Grafana',
  pagerduty: 'Signature of PagerDuty webhooks',
  'standard-webhooks': 'Signature by Standard Webhooks',
  sns: 'Signature of Amazon SNS',
  google: 'Token of Google Pub/Sub',
  entra: 'Token of Azure Monitor (Entra ID)',
  header: 'Secret in a header',
  basic: 'User and password',
};

/** Only requests … are taken. */
export const takenWords: Record<Exclude<VerificationMethod, 'none'>, string> = {
  github: 'that GitHub signed with the secret',
  sentry: 'that Sentry signed with the client secret',
  grafana: 'that Grafana signed with the secret',
  pagerduty: 'that PagerDuty signed with the secret',
  'standard-webhooks': 'that are signed with the secret, by Standard Webhooks',
  sns: 'that Amazon SNS signed for one of the topics',
  google: 'with a token of Google for this audience and service account',
  entra: 'with a token of Entra ID for this application',
  header: 'with the secret in the header',
  basic: 'with the user and the password',
};

export const hasSecret = (method: VerificationMethod) => !['none', 'sns', 'google', 'entra'].includes(method);

export type VerificationValues = {
  method: VerificationMethod;
  secret: string;
  oldSecretHours: number;
  header: string;
  timestampHeader: string;
  user: string;
  /** One on each line. */
  topicArns: string;
  audience: string;
  email: string;
  tenant: string;
  caller: string;
};

export const verificationFields = {
  method: { label: 'Requests must carry', show: (method: VerificationMethod) => methods[method] },
  secret: null,
  oldSecretHours: null,
  header: 'Header',
  timestampHeader: 'Timestamp header',
  user: 'User',
  topicArns: 'Topics',
  audience: 'Audience',
  email: 'Service account',
  tenant: 'Tenant',
  caller: 'Calling application',
};

const grafanaHeader = 'X-Grafana-Alerting-Signature';
const actionGroups = '461e8683-5575-4561-ac7f-899cc907d62a';

export function verificationValues({ rule }: Pick<SourceVerification, 'rule'>): VerificationValues {
  const values: VerificationValues = {
    ...{ method: rule.method, secret: '', oldSecretHours: 24, header: '', timestampHeader: '', user: '' },
    ...{ topicArns: '', audience: '', email: '', tenant: '', caller: actionGroups },
  };
  switch (rule.method) {
    case 'grafana':
      return { ...values, header: rule.header, timestampHeader: rule.timestampHeader ?? '' };
    case 'header':
      return { ...values, header: rule.header };
    case 'basic':
      return { ...values, user: rule.user };
    case 'sns':
      return { ...values, topicArns: rule.topicArns.join('\n') };
    case 'google':
      return { ...values, audience: rule.audience, email: rule.email };
    case 'entra':
      return { ...values, tenant: rule.tenant, audience: rule.audience, caller: rule.caller };
    default:
      return values;
  }
}

export function ruleOf(values: VerificationValues): VerificationInput {
  const { method, audience } = values;
  const secret = values.secret === '' ? {} : { secret: values.secret };
  switch (method) {
    case 'none':
      return { method };
    case 'grafana':
      return {
        ...{ method, header: values.header.trim() || grafanaHeader },
        ...{ timestampHeader: values.timestampHeader.trim() || null, ...secret },
      };
    case 'header':
      return { method, header: values.header.trim(), ...secret };
    case 'basic':
      return { method, user: values.user, ...secret };
    case 'sns':
      return { method, topicArns: values.topicArns.split(/\s+/).filter(Boolean) };
    case 'google':
      return { method, audience, email: values.email };
    case 'entra':
      return { method, tenant: values.tenant.trim(), audience, caller: values.caller.trim() };
    default:
      return { method, ...secret };
  }
}

/** The field of the form that a fault of the answer is about: `rule.topicArns.0` is the field of topics. */
export function faultsOf(
  values: VerificationValues,
  keepsSecret: boolean,
): Partial<Record<keyof VerificationValues, string>> {
  const { method } = values;
  const empty = (name: 'header' | 'user' | 'topicArns' | 'audience' | 'email' | 'tenant', message: string) =>
    values[name].trim() === '' ? { [name]: message } : {};
  return {
    ...(hasSecret(method) && !keepsSecret && values.secret === '' && { secret: 'Enter the secret.' }),
    ...(method === 'header' && empty('header', 'Enter the name of the header.')),
    ...(method === 'basic' && empty('user', 'Enter the user.')),
    ...(method === 'sns' && empty('topicArns', 'Enter the ARN of the topic.')),
    ...(method === 'google' && empty('audience', 'Enter the audience.')),
    ...(method === 'google' && empty('email', 'Enter the service account.')),
    ...(method === 'entra' && empty('tenant', 'Enter the tenant.')),
    ...(method === 'entra' && empty('audience', 'Enter the audience.')),
  };
}
