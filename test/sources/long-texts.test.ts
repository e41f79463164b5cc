/** Whatever a sender writes, reading it takes time as it is long, and no more. */
import { describe, expect, it } from 'vitest';
import { sourceTypes } from '../../src/server/detect/source-types/registry.ts';
import { evilPieces, evilText } from '../harness/hostile/evil-texts.ts';
import { overgrowth } from '../harness/hostile/processor-time.ts';

const length = 4_000;
const fields =
  'title summary message text subject description body name state status severity priority alert_name ruleName check hostname'.split(
    ' ',
  );

const bodies: Record<string, (text: string) => [contentType: string, body: string]> = {
  'every usual field': (text) => {
    const filled = Object.fromEntries(fields.map((field) => [field, text]));
    const event = { ...filled, event_action: 'trigger', dedup_key: text, payload: filled, labels: { alertname: text } };
    return ['application/json', JSON.stringify({ ...event, alerts: [{ ...event, annotations: { summary: text } }] })];
  },
  'a plain text': (text) => ['text/plain', text],
  'a form': (text) => ['application/x-www-form-urlencoded', new URLSearchParams({ title: text }).toString()],
  'a mail': (text) => ['message/rfc822', `Subject: ${text.replace(/[\r\n]/g, ' ')}\r\n\r\n${text}`],
};

/** Only the webhook source reads these. */
const lines: typeof bodies = {
  'a line of CEF': (text) => ['text/plain', `CEF:0|Acme|Gate|1|2|${text}|9|dvchost=${text} msg=${text}`],
  'a line of pairs': (text) => ['text/plain', `host=${text};check=${text};go to https://shop.example.org/${text}`],
};

const cases = sourceTypes.flatMap((source) =>
  Object.entries(source.type === 'generic' ? { ...bodies, ...lines } : bodies).map(
    ([name, make]) => [source.type, name, source, make] as const,
  ),
);

describe.each(cases)('%s reads %s', (_type, _name, source, make) => {
  const settings = source.settings.schema.safeParse({}).data ?? ({} as never);
  const read = (text: string) => {
    const [contentType, body] = make(text);
    return source.parse(
      {
        method: 'POST',
        path: source.endpoints[0]?.path.replace(/^\/in\/\{key\}/, '') ?? '',
        query: {},
        headers: {},
        contentType,
        body: Buffer.from(body),
        assignedKey: 'key',
        receivedAt: 0,
      },
      settings,
    );
  };

  it('in time as it is long', () => {
    for (const piece of evilPieces) {
      expect(
        overgrowth((length) => read(evilText(piece, length)), length),
        JSON.stringify(piece),
      ).toBeNull();
    }
  });
});
