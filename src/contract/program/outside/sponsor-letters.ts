/** The monthly letter to the executive sponsor of a plan, and the decision that it may ask for. */
import { z } from 'zod';
import { endpoint, id, idParams, instant, line, named, text } from '../../endpoint.ts';
import { linkPage } from './link-page.ts';

/** How long the link of a letter works, from when it was sent. */
export const letterLinkDays = 30;
/** An undecided letter is reminded of once after so many days, and after as many again it is overdue. */
export const decisionReminderDays = 7;

const ask = z.strictObject({
  question: line(300),
  options: z
    .array(line(120))
    .min(2)
    .max(5)
    .refine((options) => new Set(options).size === options.length, { error: 'two options are the same' }),
});

const recipient = z.strictObject({
  personId: id.nullable().default(null).describe('Somebody with an account'),
  name: line(120).nullable().default(null).describe('Of somebody without one'),
  email: z.email().max(254).nullable().default(null).describe('It gets no letter before it is confirmed from there'),
});

const settingsShape = {
  isOn: z.boolean().describe('A letter goes out on the first of each month at 09:00 in the time zone of the plan'),
  note: text(4_000).describe('In your own words, in the next letter only'),
  ask: ask.nullable().describe('The decision that the next letter asks for'),
};

export const sponsorLetterSettingsInput = z.strictObject({
  recipient: recipient
    .refine(({ personId, email }) => (personId === null) !== (email === null), {
      error: 'Name a person or an e-mail address.',
    })
    .nullable(),
  ...settingsShape,
});
export type SponsorLetterSettingsInput = z.output<typeof sponsorLetterSettingsInput>;

const letterText = {
  subject: z.string(),
  sections: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
};

export const sponsorLetter = z
  .object({
    id,
    ...letterText,
    note: z.string(),
    ask: ask.nullable(),
    recipientName: z.string(),
    sentAt: instant,
    delivery: z.object({
      state: z.enum(['pending', 'sending', 'sent', 'failed', 'void']),
      outcome: z.string().nullable(),
    }),
    expiresAt: instant.describe('Until when its link works'),
    withdrawnAt: instant.nullable(),
    remindedAt: instant.nullable(),
    isOverdue: z.boolean().describe('It asks for a decision that was not made in two weeks'),
    decision: z.object({ option: z.string(), words: z.string(), byName: z.string(), at: instant }).nullable(),
  })
  .meta({ id: 'SponsorLetter', description: 'A letter as it was sent, with what was decided.' });
export type SponsorLetter = z.output<typeof sponsorLetter>;

export const sponsorLetters = z
  .object({
    settings: z.object({
      person: named.nullable(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      state: z
        .enum(['none', 'unconfirmed', 'ready', 'stopped'])
        .describe('`stopped`: the address wants no more letters; `none`: nobody is named'),
      ...settingsShape,
      dueAt: instant.nullable().describe('When the next letter goes out; null while none does'),
    }),
    next: z.object(letterText).describe('What the next letter says as things stand'),
    items: z.array(sponsorLetter).describe('The latest 24'),
    hasMail: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'SponsorLetters' });
export type SponsorLetters = z.output<typeof sponsorLetters>;

const common = { tag: 'program' } as const;

export const readSponsorLetters = endpoint({
  ...common,
  name: 'readSponsorLetters',
  method: 'GET',
  path: '/api/v1/pilots/:id/sponsor-letters',
  permission: 'program.read',
  summary: 'Read the letters to the sponsor of a plan: the next one as things stand, and those that were sent',
  params: idParams,
  output: sponsorLetters,
});

export const replaceSponsorLetterSettings = endpoint({
  ...common,
  name: 'replaceSponsorLetterSettings',
  method: 'PUT',
  path: '/api/v1/pilots/:id/sponsor-letters',
  permission: 'program.manage',
  summary: 'Set who gets the letters, and what the next one adds and asks; a new address is asked to confirm first',
  params: idParams,
  body: sponsorLetterSettingsInput,
  output: sponsorLetters,
});

export const askSponsorAgain = endpoint({
  ...common,
  name: 'askSponsorAgain',
  method: 'POST',
  path: '/api/v1/pilots/:id/sponsor-letters/confirmation',
  permission: 'program.manage',
  summary: 'Ask the address once more to confirm; at most every five minutes',
  params: idParams,
  output: sponsorLetters,
  versionIsOfElse: true,
});

export const sendSponsorLetter = endpoint({
  ...common,
  name: 'sendSponsorLetter',
  method: 'POST',
  path: '/api/v1/pilots/:id/sponsor-letters',
  permission: 'program.manage',
  summary: 'Send the next letter now instead of on the first of the month',
  params: idParams,
  output: sponsorLetters,
  versionIsOfElse: true,
});

export const withdrawSponsorLetter = endpoint({
  ...common,
  name: 'withdrawSponsorLetter',
  method: 'POST',
  path: '/api/v1/pilots/:id/sponsor-letters/:letterId/withdrawal',
  permission: 'program.manage',
  summary: 'Make the link of a letter useless, and drop the decision it asks for',
  params: idParams.extend({ letterId: id }),
  output: sponsorLetters,
  versionIsOfElse: true,
});

export const showSponsorLetter = endpoint({
  ...linkPage,
  name: 'showSponsorLetter',
  method: 'GET',
  path: '/sponsor/:token',
  summary: 'Show a letter to its sponsor, with the options to decide between',
});

export const decideSponsorLetter = endpoint({
  ...linkPage,
  name: 'decideSponsorLetter',
  method: 'POST',
  path: '/sponsor/:token/decision',
  summary: 'Record the decision of the sponsor; the first one counts',
  body: z.object({ option: z.string().max(2).default(''), words: z.string().max(4_000).default('') }),
  form: 'fields',
});

export const showSponsorAddress = endpoint({
  ...linkPage,
  name: 'showSponsorAddress',
  method: 'GET',
  path: '/sponsor/addresses/:token',
  summary: 'Show the button that confirms an address; e-mail scanners follow links, so this changes nothing',
});

export const confirmSponsorAddress = endpoint({
  ...linkPage,
  name: 'confirmSponsorAddress',
  method: 'POST',
  path: '/sponsor/addresses/:token',
  summary: 'Confirm that letters may go to an address',
  form: true,
});

export const showSponsorStop = endpoint({
  ...linkPage,
  name: 'showSponsorStop',
  method: 'GET',
  path: '/sponsor/stops/:token',
  summary: 'Show the button that stops the letters to an address',
});

export const stopSponsorLetters = endpoint({
  ...linkPage,
  name: 'stopSponsorLetters',
  method: 'POST',
  path: '/sponsor/stops/:token',
  summary: 'Stop the letters to an address, with the button or with one click in an e-mail client (RFC 8058)',
  form: true,
});
