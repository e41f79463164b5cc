/**
 * A message as an adaptive card (https://adaptivecards.io/explorer). Text runs take no Markdown, so that what may be
 * hostile stays text. Teams counts 28 KB and says nothing about a card that is larger; this one stays far below.
 */
import { singleLine, truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import type { PageAction } from '../provider.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';

const mostBodyBytes = 4_000;
const mostLines = 40;
/** Teams shows six buttons. */
const mostActions = 6;
const mostReferences = 4;

/** @param options `mention`: a sign-in address of Microsoft 365; `canPress`: presses come back to us */
export function teamsMessage(
  message: Message,
  { mention, canPress = false }: { mention?: string | undefined; canPress?: boolean },
): Record<string, unknown> {
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
          version: canPress ? '1.4' : '1.2',
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
          actions: actionsOf(message, canPress),
        },
      },
    ],
  };
}

function run(text: string, style: object = {}) {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...style }], spacing: 'Small' };
}

function actionsOf(message: Message, canPress: boolean) {
  const open = (title: string, url: string) => ({ type: 'Action.OpenUrl', title: truncate(title, 40), url });
  const references = 'page' in message ? referencesOf(message.page).slice(0, mostReferences) : [];
  const link = linkOf(message);
  if (canPress && message.kind === 'page') {
    const press = (verb: PageAction, title: string) => ({
      ...{ type: 'Action.Execute', verb, title, data: { token: message.token } },
    });
    const buttons = [press('acknowledge', 'Acknowledge'), press('escalate', 'Escalate'), press('resolve', 'Resolve')];
    const opened = references.filter((each) => each.link.length <= 1_000).slice(0, mostActions - buttons.length - 1);
    return [
      ...buttons,
      ...(link ? [open('Open page', link)] : []),
      ...opened.map((each) => open(each.label, each.link)),
    ];
  }
  return [
    ...(link ? [open(message.kind === 'page' ? 'Acknowledge' : 'Open', link)] : []),
    ...references.filter((each) => each.link.length <= 1_000).map((each) => open(each.label, each.link)),
  ];
}
