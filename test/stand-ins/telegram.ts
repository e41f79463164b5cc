/** Stands in for the Bot API of Telegram: messages, edits, long polling, one webhook, and people in chats. */
import { startService } from './http-service.ts';

type Button = { text: string; callback_data: string };
type Sent = {
  chat_id: number;
  message_id: number;
  text: string;
  reply_markup?: { inline_keyboard: Button[][] };
  edits: number;
};

export async function startTelegram() {
  const botToken = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const sent: Sent[] = [];
  const answers: { callback_query_id: string; text: string; show_alert: boolean }[] = [];
  const updates: { update_id: number }[] = [];
  let waiting: (() => void)[] = [];
  let webhook: { url: string; secret_token: string } | null = null;
  let moved: Record<string, number> = {};

  const ok = (result: unknown) => ({ body: { ok: true, result } });
  const no = (error_code: number, description: string, parameters?: object) => ({
    status: error_code,
    body: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) },
  });

  const service = await startService(async ({ path, json }) => {
    const [, token, method] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (token !== botToken) return no(401, 'Unauthorized');
    switch (method) {
      case 'sendMessage':
      case 'editMessageText': {
        const isHtml = /^([^<&]|<\/?(b|code|a)( href="[^"<>]*")?>|&(lt|gt|amp|quot|#\d+);)*$/.test(json.text);
        if (!isHtml || json.parse_mode !== 'HTML') return no(400, "Bad Request: can't parse entities");
        if (json.text.replace(/<[^>]*>/g, '').length > 4096) return no(400, 'Bad Request: message is too long');
        const buttons: Button[] = json.reply_markup?.inline_keyboard.flat() ?? [];
        if (buttons.some(({ callback_data }) => Buffer.byteLength(callback_data) > 64))
          return no(400, 'Bad Request: BUTTON_DATA_INVALID');
        const to = moved[json.chat_id];
        if (to) return no(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to });
        if (String(json.chat_id) === '404') return no(400, 'Bad Request: chat not found');
        if (String(json.chat_id) === '403') return no(403, 'Forbidden: bot was blocked by the user');
        if (method === 'editMessageText') {
          const message = sent.find(({ message_id }) => message_id === json.message_id);
          if (!message) return no(400, 'Bad Request: message to edit not found');
          if (message.text === json.text) return no(400, 'Bad Request: message is not modified');
          Object.assign(message, { text: json.text, reply_markup: json.reply_markup, edits: message.edits + 1 });
          return ok(message);
        }
        const message = { ...json, message_id: sent.length + 1, edits: 0 };
        sent.push(message);
        return ok({ message_id: message.message_id, chat: { id: json.chat_id } });
      }
      case 'answerCallbackQuery':
        answers.push(json);
        return ok(true);
      case 'setWebhook':
        webhook = json;
        return ok(true);
      case 'deleteWebhook':
        webhook = null;
        return ok(true);
      case 'getUpdates': {
        if (webhook) return no(409, "Conflict: can't use getUpdates method while webhook is active");
        const open = () => updates.filter(({ update_id }) => update_id >= json.offset).slice(0, json.limit);
        if (open().length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
        return ok(open());
      }
    }
    return no(404, 'Not Found');
  });

  function happen(content: object) {
    const update = { update_id: 100 + updates.length, ...content };
    updates.push(update);
    for (const wake of waiting) wake();
    waiting = [];
    return update;
  }

  return {
    ...service,
    botToken,
    sent,
    answers,
    webhook: () => webhook,
    /** The group got another number. */
    move: (from: number, to: number) => {
      moved = { ...moved, [from]: to };
    },
    press: ({ reply_markup, message_id, chat_id }: Sent, text: string, from: number) =>
      happen({
        callback_query: {
          id: `q${updates.length}`,
          from: { id: from, is_bot: false, first_name: 'Ana' },
          message: { message_id, chat: { id: chat_id } },
          data: reply_markup!.inline_keyboard.flat().find((each) => each.text.includes(text))!.callback_data,
        },
      }),
    write: (chat: number, text: string) =>
      happen({ message: { message_id: 1, from: { id: chat }, chat: { id: chat, type: 'private' }, text } }),
    happen,
  };
}
