/** The mail server of the demo: takes every mail, keeps none and sends none. */
import type { MailTransport } from '../respond/channels/email/mail-transport.ts';

export function silentMail(): MailTransport {
  return {
    send: async ({ idempotencyKey }) => ({ messageId: `<${idempotencyKey}@demo.invalid>` }),
    verify: async () => 'This is the demo: no mail leaves it.',
    close: () => {},
  };
}
