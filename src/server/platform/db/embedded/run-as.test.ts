import { expect, test } from 'vitest';
import { namespacePrefix } from './run-as.ts';

test('where root is mapped to another number, it is one that has a name', () => {
  const users = 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1::/:/bin/false\nada:x:1001:1001::/home/ada:/bin/sh\n';
  expect(namespacePrefix(users)).toEqual(['unshare', '-U', '--map-user=1', '--map-group=1']);
});
