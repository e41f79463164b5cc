/**
 * A message as an adaptive card (https://adaptivecards.io/explorer). Text runs take no Markdown, so that what may be
 * hostile stays text. Teams counts 28 KB and says nothing about a card that is larger; this one stays far below.
 */
import { singleLine, truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';

const mostBodyBytes = 4_000;
const mostLines = 40;
/** Teams shows six buttons. */
const mostReferences = 4;

/** @param mention a sign-in address of Microsoft 365 */
export function teamsMessage(message: Message, mention: string | undefined): Record<string, unknown> {
  const subject = subjectOf(message);
  const lines = bodyOf(message, mostBodyBytes)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const shown = lines.slice(0, mostLines);
  const rest = lines.slice(mostLines).join(' ');
  // The name stands in Markdown.
  const name = singleLine(message.recipientName, 60).replace(/[^\p{L}\p{N} .'-]/gu, '') || 'you';
  return {
    type: 'message',
    summary: truncate(subject, 200),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.2',
          msteams: {
            width: 'Full',
            entities: mention ? [{ type: 'mention', text: `<at>${name}</at>`, mentioned: { id: mention, name } }] : [],
          },
          body: [
            ...(mention ? [{ type: 'TextBlock', text: `<at>${name}</at>`, wrap: true }] : []),
            run(subject, {
              weight: 'Bolder',
              size: 'Large',
              ...(message.kind === 'page' ? { color: 'Attention' } : {}),
            }),
            ...shown.map((line) => run(line)),
            ...(rest ? [run(rest)] : []),
          ],
          actions: actionsOf(message),
        },
      },
    ],
  };
}

function run(text: string, style: object = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }], spacing: 'Small' };
}

function actionsOf(message: Message) {
  const open = (title: string, url: string) => ({ type: 'Action.OpenUrl', title: truncate(title, 40), url });
  const references = 'page' in message ? referencesOf(message.page).slice(0, mostReferences) : [];
  const link = linkOf(message);
  return [
    ...(link ? [open(message.kind === 'page' ? 'Acknowledge' : 'Open', link)] : []),
    ...references.filter((each) => each.link.length <= 1_000).map((each) => open(each.label, each.link)),
  ];
}
