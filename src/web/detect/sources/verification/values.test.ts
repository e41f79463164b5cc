import { expect, test } from 'vitest';
import {
  type VerificationRule,
  verificationInput,
  verificationRule,
} from '../../../../contract/detect/source-verification.ts';
import { faultsOf, methods, ruleOf, verificationValues } from './values.ts';

const rules: VerificationRule[] = [
  { method: 'none' },
  { method: 'github' },
  { method: 'sentry' },
  { method: 'grafana', header: 'X-Signed', timestampHeader: 'X-Signed-At' },
  { method: 'grafana', header: 'X-Signed', timestampHeader: null },
  { method: 'pagerduty' },
  { method: 'standard-webhooks' },
  { method: 'header', header: 'X-Gitlab-Token' },
  { method: 'basic', user: 'newrelic' },
  { method: 'sns', topicArns: ['arn:aws:sns:eu-west-1:123456789012:a', 'arn:aws:sns:eu-west-1:123456789012:b'] },
  { method: 'google', audience: 'https://alerts.example', email: 'push@shop.iam.gserviceaccount.com' },
  {
    method: 'entra',
    tenant: '7f8f3a50-5a0e-4b43-9a0e-000000000001',
    audience: 'api://evenkeel',
    caller: '7f8f3a50-5a0e-4b43-9a0e-000000000002',
  },
];

test('every rule comes out of the form as it went in, and the server takes it', () => {
  for (const rule of rules) {
    const values = verificationValues({ rule: verificationRule.parse(rule) });
    expect(ruleOf(values)).toEqual(rule);
    expect(verificationInput.parse(ruleOf(values))).toEqual(rule);
    expect(faultsOf(values, true)).toEqual({});
  }
  expect(new Set(rules.map(({ method }) => method))).toEqual(new Set(Object.keys(methods)));
});

test('a secret that is typed is sent, and asked for where none is kept', () => {
  const values = { ...verificationValues({ rule: { method: 'github' } }), secret: 'hU7-kq2Lw9x-Zr41' };
  expect(ruleOf(values)).toEqual({ method: 'github', secret: 'hU7-kq2Lw9x-Zr41' });
  expect(faultsOf({ ...values, secret: '' }, false)).toEqual({ secret: 'Enter the secret.' });
});
