import { rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigProblem, describeConfig, readConfig } from './config.ts';

function complaint(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigProblem) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('the public address is an origin, with the path of a proxy at most', () => {
  test.each([
    'http://host/ops?x',
    'http://host/o"ps',
    'http://host/o ps',
    'http://host//ops',
    'https://ops.example.org/?x=1',
    'https://ops.example.org?',
    'https://ops.example.org/#/app',
    'https://ops.example.org#',
    'https://user:password@ops.example.org',
    'https://ops .example.org',
    'https://ops.example.org\\app',
    'ops.example.org',
    'ftp://ops.example.org',
    'https://',
    'https:ops.example.org',
  ])('%s is refused with an example', (value) => {
    expect(complaint({ EVENKEEL_PUBLIC_URL: value })).toMatch(
      /^EVENKEEL_PUBLIC_URL must .*such as https:\/\/ops\.example\.org or https:\/\/tools\.example\.org\/evenkeel\.$/,
    );
  });

  test.each([
    ['https://ops.example.org/', 'https://ops.example.org'],
    [' https://ops.example.org\n', 'https://ops.example.org'],
    ['HTTPS://Ops.Example.org:443', 'https://ops.example.org'],
    ['http://[::1]:4400', 'http://[::1]:4400'],
    ['https://tools.example.org/evenkeel/', 'https://tools.example.org/evenkeel'],
    ['https://tools.example.org/a/b', 'https://tools.example.org/a/b'],
  ])('%j is read as %s', (value, read) => {
    expect(readConfig({ EVENKEEL_PUBLIC_URL: value }).publicUrl).toBe(read);
  });
});

describe('every other setting is what it must be as well', () => {
  test.each([
    ['EVENKEEL_MAIL_FROM', 'Evenkeel Ops'],
    ['EVENKEEL_MAIL_FROM', 'Evenkeel <>'],
    ['EVENKEEL_MAIL_FROM', 'ops@'],
    ['EVENKEEL_MAIL_FROM', 'a@example.org, b@example.org'],
    ['EVENKEEL_MAIL_FROM', 'Team: a@example.org, b@example.org;'],
    ['EVENKEEL_MAIL_FROM', 'Ops <ops@example.org\r\nBcc: x@example.org>'],
    ['EVENKEEL_PORT', '80 80'],
    ['EVENKEEL_PORT', '0x50'],
    ['EVENKEEL_PORT', '65536'],
    ['EVENKEEL_PORT', '-1'],
    ['EVENKEEL_HOST', 'http://0.0.0.0'],
    ['EVENKEEL_HOST', '127.0.0.1:4400'],
    ['EVENKEEL_SMTP_URL', 'mail.example.org:587'],
    ['EVENKEEL_SMTP_URL', 'smtp://'],
    ['EVENKEEL_SMTP_URL', 'smtp://user:pass/word@mail.example.org'],
    ['EVENKEEL_SMTP_URL', 'smtp://user:100%@mail.example.org'],
    ['EVENKEEL_DATABASE_URL', 'mysql://db/evenkeel'],
    ['EVENKEEL_DATABASE_URL', 'postgres://db:port/evenkeel'],
    ['EVENKEEL_DATABASE_URL', 'postgres://user:a#b@db/evenkeel'],
    ['EVENKEEL_DATABASE_URL', 'postgres://db1,db2:port/evenkeel'],
    ['EVENKEEL_DATABASE_URL', 'postgres://db1,/evenkeel'],
    ['EVENKEEL_EGRESS_ALLOW', '10.0.0.0/33'],
    ['EVENKEEL_EGRESS_ALLOW', 'https://hooks.example.org'],
    ['EVENKEEL_EGRESS_ALLOW', '10.1.0.0/16 10.2.0.0/16'],
    ['EVENKEEL_TRUSTED_PROXIES', '1.5'],
    ['EVENKEEL_TRUSTED_PROXIES', '10.0.0.1'],
    ['EVENKEEL_TRUSTED_PROXIES', '1e0'],
    ['EVENKEEL_DATABASE_WAIT_SECONDS', '-1'],
    ['EVENKEEL_SIGNAL_RETENTION_DAYS', '0'],
    ['EVENKEEL_HISTORY_RETENTION_DAYS', '29'],
    ['EVENKEEL_DEAD_MAN_URL', 'hc-ping.com/uuid'],
    ['EVENKEEL_DEAD_MAN_URL', 'https://user:password@hc-ping.com/uuid'],
    ['EVENKEEL_DEAD_MAN_URL', 'https://hc-ping.com/uuid#now'],
    ['EVENKEEL_LOG_LEVEL', 'verbose'],
    ['EVENKEEL_ADMIN_TOKEN', 'short'],
    ['EVENKEEL_ADMIN_TOKEN', 'a token with blanks in it, which no header carries'],
    ['EVENKEEL_SECRET_KEY', 'short'],
    ['EVENKEEL_SECRET_KEY', '# nothing but a comment'],
    ['EVENKEEL_NODE_NAME', 'x'.repeat(101)],
  ])('%s=%s is refused in one sentence that names it', (name, value) => {
    const sentence = complaint({ [name]: value });
    expect(sentence).toMatch(new RegExp(`^${name} [^\\n]*\\.$`));
  });

  test.each([
    ['EVENKEEL_MAIL_FROM', 'evenkeel@localhost'],
    ['EVENKEEL_MAIL_FROM', '"Ops, Team" <ops+pages@mail.example.org>'],
    ['EVENKEEL_SMTP_URL', 'smtps://user%40example.org:p%2Fw@mail.example.org:465/?requireTLS=true'],
    ['EVENKEEL_DATABASE_URL', 'postgresql:///evenkeel?host=/var/run/postgresql'],
    ['EVENKEEL_DATABASE_URL', 'postgres://user:p%23w@db.example.org/evenkeel?sslmode=require'],
    ['EVENKEEL_DATABASE_URL', 'postgres://user:p,w@db1:5432,db2,[fd00::1]:5433/evenkeel?target_session_attrs=primary'],
    ['EVENKEEL_EGRESS_ALLOW', '10.1.0.0/16, fd00::/8 ,hooks.corp.example,*.lan'],
    ['EVENKEEL_HOST', '::'],
    ['EVENKEEL_DEAD_MAN_URL', 'https://hc-ping.com/uuid?rid=1'],
  ])('%s=%s is taken', (name, value) => {
    expect(complaint({ [name]: value })).toBe('accepted');
  });

  test('a secret that is refused is not repeated', () => {
    for (const name of ['EVENKEEL_SECRET_KEY', 'EVENKEEL_ADMIN_TOKEN', 'EVENKEEL_SMTP_URL', 'EVENKEEL_DATABASE_URL'])
      expect(complaint({ [name]: 'ftp://canary#' })).not.toMatch(/canary|accepted/);
  });
});

test('a name that is no setting stops nothing and is told with the one that was meant', () => {
  const { unknownSettings } = readConfig({
    EVENKEEL_SMPT_URL: 'smtp://mail',
    EVENKEEL_PUBLICURL: 'x',
    EVENKEEL_QUITE_ANOTHER_THING: '1',
  });
  expect(unknownSettings).toEqual([
    expect.stringContaining(
      'EVENKEEL_PUBLICURL is not a setting of Evenkeel and has no effect; did you mean EVENKEEL_PUBLIC_URL?',
    ),
    expect.stringContaining('see `evenkeel config`'),
    expect.stringContaining('did you mean EVENKEEL_SMTP_URL?'),
  ]);
});

test('a setting and its file at once, an empty file and one that is not there are refused', () => {
  const empty = path.join(os.tmpdir(), `evenkeel-empty-${process.pid}`);
  writeFileSync(empty, '\n');
  onTestFinished(() => rmSync(empty, { force: true }));
  expect(complaint({ EVENKEEL_SMTP_URL: 'smtp://a', EVENKEEL_SMTP_URL_FILE: empty })).toContain('are both set');
  expect(complaint({ EVENKEEL_SMTP_URL_FILE: empty })).toContain('which is empty');
  expect(complaint({ EVENKEEL_SMTP_URL_FILE: '/nonexistent' })).toContain('cannot be read');
});

test('what is in force is shown with its origin, a blank counts as not set, and secrets are hidden', () => {
  const shown = describeConfig({ EVENKEEL_SMTP_URL: 'smtp://u:canary@mail', EVENKEEL_PUBLIC_URL: '  ' });
  expect(shown.find(({ name }) => name === 'EVENKEEL_SMTP_URL')).toMatchObject({ value: '[hidden]' });
  expect(shown.find(({ name }) => name === 'EVENKEEL_PUBLIC_URL')).toMatchObject({ value: null, origin: 'default' });
  expect(JSON.stringify(shown)).not.toContain('canary');
});
