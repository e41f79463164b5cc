import { expect, test } from 'vitest';
import { channels, providerKinds } from '../../../server/respond/channels/registry.ts';
import { channelIcons } from './channel-icons.ts';

test('there is an icon for every name that a channel or provider gives', () => {
  const names = [...channels, ...providerKinds].map(({ icon }) => icon);
  expect(names.filter((name) => !channelIcons[name])).toEqual([]);
});
