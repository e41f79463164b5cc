/** Text messages through a GSM modem of one's own, by the directories of gammu-smsd: no internet, no account. */
import { z } from 'zod';
import type { Outcome } from '../channel.ts';
import type { Message } from '../message.ts';
import { carry, defineProvider, type Listening, type ProviderIo } from '../provider.ts';
import { withPlus } from '../sms/phone-number.ts';
import { answerTo, textReceived } from '../sms/received.ts';
import { type SmsTo, sms } from '../sms/sms.ts';
import { smsText } from '../sms/sms-text.ts';
import { ageMsOf, folders, listOurs, listReceived, noteOf, putOut, readReceived, remove } from './spool.ts';

const settingsSchema = z.object({
  spool: z
    .string()
    .max(300)
    .regex(/^\/(?!.*(?:^|\/)\.\.?(?:\/|$))[\w./@+-]+$/, 'must be an absolute path such as /var/spool/gammu')
    .transform((path) => path.replace(/\/+$/, '')),
  replies: z.boolean().default(true),
  links: z.boolean().default(false),
});
type Settings = z.infer<typeof settingsSchema>;

const everyMs = 2_000;
/** What the modem has not sent by then is too late for a page: the next way is tried, and it does not go out any more. */
const stuckAfterMs = 180_000;
const forgottenAfterMs = 3_600_000;
const mostRemembered = 5_000;
/** What comes in is not written at once: half of “3e” would be “3”. */
const wholeAfterMs = 1_000;

export const gammu = defineProvider<Settings>({
  kind: 'gammu',
  title: 'GSM modem (gammu-smsd)',
  icon: 'radio-tower',
  description: 'Text messages through a modem of your own, with replies; it works while the internet does not.',
  settingsSchema,
  hasCountries: true,
  fields: [
    {
      key: 'spool',
      label: 'Directory',
      kind: 'text',
      help: 'It holds inbox, outbox, sent and error of gammu-smsd, on every node of this installation.',
      placeholder: '/var/spool/gammu',
    },
    {
      key: 'replies',
      label: 'Replies arrive',
      kind: 'switch',
      help: 'Off for a modem that only sends: then the link goes along.',
      isOptional: true,
    },
    {
      key: 'links',
      label: 'Put the link into text messages',
      kind: 'switch',
      help: 'In addition to the code.',
      isOptional: true,
    },
  ],
  describe: ({ spool }) => spool,
  steps: () => [
    {
      title: 'Install gammu-smsd',
      text: 'On the machine with the modem, which is a node of this installation.',
      code: 'apt-get install gammu-smsd',
    },
    {
      title: 'Configure it',
      text: 'In /etc/gammu-smsdrc, under [smsd]; the modem stands under [gammu] as its documentation says.',
      code: [
        'service = files',
        'inboxpath = /var/spool/gammu/inbox/',
        'outboxpath = /var/spool/gammu/outbox/',
        'sentsmspath = /var/spool/gammu/sent/',
        'errorsmspath = /var/spool/gammu/error/',
        'inboxformat = unicode',
      ].join('\n'),
    },
    {
      title: 'Let both write',
      text: 'The user of this server needs to read and write the four directories, and gammu-smsd to read what is put into outbox: put both into the group gammu.',
      code: 'usermod -aG gammu evenkeel && chmod 2770 /var/spool/gammu/*',
    },
    {
      title: 'What happens to the files',
      text: 'What comes in is read and left where it is. What we sent is removed from sent after an hour.',
    },
  ],
  carries: [carry<Settings, SmsTo>(sms, { send })],
  listen,
});

async function send(message: Message, { number }: SmsTo, io: ProviderIo<Settings>): Promise<Outcome> {
  const { spool, replies, links } = io.settings;
  const note = noteOf(`${message.idempotencyKey} ${number}`);
  const text = smsText(message, { canReply: replies, link: links });
  return orNotThere(async () => {
    for (const folder of ['outbox', 'sent'] as const)
      if ((await listOurs(spool, folder)).some((each) => each.note === note))
        return { outcome: 'sent', providerId: note };
    const priority = message.kind === 'page' || message.kind === 'verify' ? 'A' : 'N';
    await putOut(spool, { number, text, note, priority, wallMs: io.wallNow() });
    return { outcome: 'sent', providerId: note };
  });
}

/** Another node may have the directory. */
async function orNotThere(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const reason = `the directory of gammu-smsd cannot be used on this node (${why})`;
    return { outcome: 'retry', afterSeconds: 5, reason, isProviderFault: true };
  }
}

async function listen(listening: Listening<Settings>): Promise<void> {
  const { spool } = listening.settings;
  while (!listening.signal.aborted) {
    await reportUnsent(listening, spool);
    if (listening.settings.replies) await readReplies(listening, spool);
    await listening.pause(everyMs);
  }
}

async function reportUnsent({ heard, wallNow }: Listening<Settings>, spool: string): Promise<void> {
  for (const folder of folders.filter((each) => each !== 'inbox'))
    for (const { name, note } of await listOurs(spool, folder)) {
      const ageMs = await ageMsOf(spool, folder, name, wallNow()).catch(() => 0);
      if (folder === 'sent') {
        if (ageMs > forgottenAfterMs) await remove(spool, folder, name);
        continue;
      }
      if (folder === 'outbox' && ageMs < stuckAfterMs) continue;
      const reason = folder === 'error' ? 'the modem could not send it' : 'the modem did not send it in 3 minutes';
      await remove(spool, folder, name);
      await heard({ kind: 'receipt', key: `${note} ${folder}`, messageId: note, state: 'failed', reason });
    }
}

/** What was there before we first looked is not for us. */
async function readReplies(listening: Listening<Settings>, spool: string): Promise<void> {
  const received = await listReceived(spool);
  const all = [...received.keys()].slice(-mostRemembered);
  if (!Array.isArray(listening.state.seen)) return listening.remember({ seen: all });
  const seen = new Set(listening.state.seen as string[]);
  const fresh: string[] = [];
  for (const key of all.filter((each) => !seen.has(each))) {
    const lastPart = received.get(key)!.at(-1)!;
    if ((await ageMsOf(spool, 'inbox', lastPart, listening.wallNow()).catch(() => 0)) >= wholeAfterMs) fresh.push(key);
  }
  for (const key of fresh) {
    const message = await readReceived(spool, key, received.get(key)!);
    if (message === null) continue;
    const from = withPlus(message.from);
    const happening = textReceived(message.text, from, key);
    const words = answerTo(happening, await listening.heard(happening));
    if (words === '' || !/^\+\d+$/.test(from)) continue;
    const wallMs = listening.wallNow();
    await putOut(spool, { number: from, text: words, note: noteOf(key), priority: 'N', wallMs });
  }
  const known = all.filter((key) => seen.has(key) || fresh.includes(key));
  if (fresh.length > 0 || known.length !== seen.size) await listening.remember({ seen: known });
}
