import { describe } from 'vitest';
import { type Case, readEach } from '../../../../../../test/sources/readings.ts';

const cases: Case[] = [
  [
    'a green message for Slack resolves',
    { text: 'Alert', attachments: [{ color: 'good', title: 'Disk full on db-1' }] },
    'resolve - Disk full on db-1 | Disk full on db-1',
  ],
  [
    'a message for Slack says in its title that it is over',
    { attachments: [{ title: '[RESOLVED] Disk full', text: 'ok' }] },
    'resolve - Disk full | Disk full',
  ],
  [
    'a message for Slack of blocks has the first one as its title',
    { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Disk full' } }] },
    'trigger - Disk full | Disk full',
  ],
  [
    'a card for Teams is read by its title and facts',
    { '@type': 'MessageCard', title: 'Disk full', sections: [{ facts: [{ name: 'Host', value: 'db-1' }] }] },
    'trigger - Disk full {facts.Host="db-1"} | Disk full on db-1',
  ],
  [
    'an adaptive card for Teams is read by its first text',
    {
      type: 'message',
      attachments: [{ contentType: 'x', content: { type: 'AdaptiveCard', body: [{ text: 'Disk full' }] } }],
    },
    'trigger - Disk full | Disk full',
  ],
  [
    'a message for Discord is read by its first embed',
    { content: '', embeds: [{ title: 'Resolved: Disk full', description: 'ok' }] },
    'resolve - Disk full | Disk full',
  ],
  [
    'the highest priority of ntfy is critical',
    { topic: 'alerts', title: 'Disk full', message: 'db-1', priority: 5 },
    'trigger 1 Disk full | Disk full',
  ],
  [
    'a warning of Kubernetes is named by its object and reason',
    { type: 'Warning', reason: 'BackOff', message: 'Restarting', involvedObject: pod(), metadata: { uid: 'u1' } },
    'trigger 3 Pod shop/web-1/BackOff | Pod shop/web-1: BackOff',
  ],
  [
    'a state in marks of Markdown is a state',
    {
      content: '**__CLOSED__: _Low storage on db-1_**\nIt was the disk\n\n**Priority**: CRITICAL\n**Duration**: 5 min',
    },
    'resolve 1 Low storage on db-1 | Low storage on db-1',
  ],
];

describe('messages for chats', () => readEach(cases));

function pod() {
  return { kind: 'Pod', namespace: 'shop', name: 'web-1' };
}
