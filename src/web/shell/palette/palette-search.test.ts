import { describe, expect, it } from 'vitest';
import type { Command } from '../../keys/commands.ts';
import { findCommands } from './palette-search.ts';

const run = () => {};
const commands: Command[] = [
  { label: 'Acknowledge alert', keys: 'e', keywords: 'take', run },
  { label: 'Go to alerts', group: 'Go to', navigates: true, run },
  { label: 'Go to alerts', group: 'Go to', navigates: true, run },
  { label: 'Use the dark scheme', group: 'Preferences', keywords: 'theme night', run },
];
const labels = (query: string) => findCommands(commands, query).flatMap((group) => group.commands.map((c) => c.label));

describe('the palette', () => {
  it('offers every command once when nothing is typed', () => {
    expect(labels('')).toEqual(['Acknowledge alert', 'Go to alerts', 'Use the dark scheme']);
  });

  it('finds by the beginning of any word, in any order, in label or keywords', () => {
    expect(labels('al ack')).toEqual(['Acknowledge alert']);
    expect(labels('night')).toEqual(['Use the dark scheme']);
    expect(labels('lert')).toEqual([]);
  });

  it('leaves navigation out after ">"', () => {
    expect(labels('> al')).toEqual(['Acknowledge alert']);
  });

  it('puts what is done here before where one can go, and taste last', () => {
    const groups = findCommands([...commands].reverse(), '').map(({ group }) => group);
    expect(groups).toEqual(['This screen', 'Go to', 'Preferences']);
  });

  it('leaves prefixes of things to their sources', () => {
    expect(labels('#42')).toEqual([]);
  });
});
