import { z } from 'zod';
import { endpoint, id } from '../endpoint.ts';

/** What a person may be told of without being paged. */
export const noticeKinds = [
  'pageEnded',
  'shadowedPage',
  'roleGiven',
  'taskGiven',
  'actionItemGiven',
  'reviewRequested',
  'decisionGiven',
  'decisionDue',
  'retirementDue',
  'reviewMinutes',
  'shiftTomorrow',
  'shiftSoon',
  'shiftStarted',
  'handoffNote',
  'shiftEnded',
  'shiftChanged',
  'scheduleGap',
  'webhookDisabled',
  'emergencySignIn',
  'milestoneDue',
  'certificateExpiring',
  'certificateWaived',
  'questionsWaiting',
  'playbookToConfirm',
  'drillAhead',
  'sponsorDecided',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 22:00.');

const choice = z.strictObject({
  isOn: z.boolean(),
  contactMethodId: id.nullable().describe('Null for the e-mail address of the account'),
});

const shape = {
  kinds: z
    .strictObject(Object.fromEntries(noticeKinds.map((kind) => [kind, choice])) as Record<NoticeKind, typeof choice>)
    .describe('By kind of notice: whether it is sent, and how'),
  quietHours: z
    .strictObject({ from: clock, until: clock })
    .nullable()
    .describe('In the time zone of the person; notices wait until they are over'),
};

const noticeSettings = z
  .object({
    ...shape,
    hasMail: z.boolean().describe('Whether this installation has a mail server'),
    version: z.number().int(),
  })
  .meta({ id: 'NoticeSettings', description: 'What a person is told of without being paged, and how.' });
export type NoticeSettings = z.output<typeof noticeSettings>;

const noticeSettingsInput = z.strictObject(shape);
export type NoticeSettingsInput = z.output<typeof noticeSettingsInput>;

export const readMyNoticeSettings = endpoint({
  name: 'readMyNoticeSettings',
  method: 'GET',
  path: '/api/v1/me/notices',
  permission: 'signed-in',
  summary: 'Read what you are told of without being paged',
  tag: 'notices',
  output: noticeSettings,
});

export const replaceMyNoticeSettings = endpoint({
  name: 'replaceMyNoticeSettings',
  method: 'PUT',
  path: '/api/v1/me/notices',
  permission: 'signed-in',
  summary: 'Replace what you are told of without being paged; send If-Match to guard against lost edits',
  tag: 'notices',
  body: noticeSettingsInput,
  output: noticeSettings,
});
