import { describe, expect, test } from 'vitest';
import { isAllowedAddress, parseAllowList } from './address-policy.ts';
import { checkDestination } from './destination.ts';
import { EgressProblem } from './problem.ts';

const nothing = parseAllowList([]);

function codeOf(url: string, allow = nothing): string {
  try {
    checkDestination(url, allow);
    return 'allowed';
  } catch (error) {
    return error instanceof EgressProblem ? error.code : `threw ${error}`;
  }
}

const deniedUrls = [
  // this machine
  'http://127.0.0.1/',
  'http://127.0.0.1:5432/',
  'http://127.255.255.254/',
  'https://localhost/',
  'http://LOCALHOST:8080/',
  'http://api.localhost/',
  'http://localhost.localdomain/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]:80/',
  'http://[::]/',
  'http://0.0.0.0/',
  'http://0.1.2.3/',
  // disguises of 127.0.0.1 and of public addresses
  'http://127.1/',
  'http://127.0.1/',
  'http://0/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.01/',
  'http://%31%32%37.0.0.1/',
  'http://１２７.0.0.1/',
  'http://127。0。0。1/',
  'http://①②⑦.0.0.1/',
  'http://134744072/',
  'http://0x08080808/',
  'http://010.8.8.8/',
  // private and special networks
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/v2/credentials',
  'http://100.64.0.1/',
  'http://100.100.100.200/latest/meta-data/',
  'http://168.63.129.16/',
  'http://192.0.0.192/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://239.255.255.250:1900/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  // IPv6: local, mapped, translated, tunnelled, reserved
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[::ffff:7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[::ffff:0:127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001::1]/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[5f00::1]/',
  'http://[4000::1]/',
  'http://[100::1]/',
  'http://[ff02::1]/',
  // names of private networks, trailing dots
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://printer.local/',
  'http://nas.lan/',
  'http://router.home.arpa/',
  'http://localhost./',
  'http://example.com./',
  'http://127.0.0.1./',
  // user names, odd writing, other schemes
  'http://user@example.com/',
  'http://user:password@example.com/',
  'http://x:p@169.254.169.254/',
  'http://@example.com/',
  'http://example.com\\@127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http:/127.0.0.1/',
  'http:127.0.0.1',
  'http:example.com',
  'http:///127.0.0.1/',
  ' http://example.com/',
  'http://exa\tmple.com/',
  'http://example.com/\r\nHost: evil',
  'http://example.com/\u0000',
  '//example.com/',
  'example.com',
  '',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'data:text/html,x',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
  `https://example.com/${'a'.repeat(5000)}`,
];

describe('with nothing allowed', () => {
  test.each(deniedUrls)('refuses %j', (url) => {
    expect(codeOf(url)).toBe('egress_denied');
  });

  test.each([
    'https://example.com/hook',
    'http://example.com:8443/a?b=c#d',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://bücher.example/',
    'https://example.com/path/user@host',
    'HTTPS://EXAMPLE.COM/',
  ])('lets %j through', (url) => {
    expect(codeOf(url)).toBe('allowed');
  });

  test.each([
    '',
    'garbage',
    '127.1',
    '0x7f.0.0.1',
    '8.8.8',
    '::ffff:1.2.3.4',
    '8.8.8.8 ',
    'fe80::1%eth0',
  ])('no connection is made to the address %j', (address) => {
    expect(isAllowedAddress(address, nothing)).toBe(false);
  });
});

describe('the allow list', () => {
  const allow = parseAllowList(' 127.0.0.0/8, 10.1.2.3 ,fd00::/8, hooks.lan, *.corp.internal,build_1,'.split(','));

  test.each([
    ['http://127.0.0.1:9000/', 'allowed'],
    ['http://10.1.2.3/', 'allowed'],
    ['http://10.1.2.4/', 'egress_denied'],
    ['http://[fd12::1]/', 'allowed'],
    ['http://[::1]/', 'egress_denied'],
    ['http://[::ffff:127.0.0.1]/', 'egress_denied'],
    ['http://hooks.lan/', 'allowed'],
    ['http://other.hooks.lan/', 'egress_denied'],
    ['http://a.corp.internal/', 'allowed'],
    ['http://corp.internal/', 'egress_denied'],
    ['http://evilcorp.internal/', 'egress_denied'],
    ['http://build_1/', 'allowed'],
    ['http://0x7f.1/', 'egress_denied'],
    ['http://user@127.0.0.1/', 'egress_denied'],
    ['ftp://127.0.0.1/', 'egress_denied'],
  ])('%s is %s', (url, expected) => {
    expect(codeOf(url, allow)).toBe(expected);
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0',
    'http://x',
    'a b',
    '*',
    '*.',
    '999.1.1.1',
    '127.0.0.1:80',
  ])('a mistake is named, not ignored: %s', (entry) => {
    expect(() => parseAllowList(['10.0.0.0/8', entry])).toThrow(entry);
  });
});
