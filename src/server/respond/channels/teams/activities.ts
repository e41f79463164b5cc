/** What Teams tells a bot: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
import { z } from 'zod';
import { parsedJson } from '../exchange.ts';
import type { Handled, Happening, InboundReply, InboundRequest, PageAction } from '../provider.ts';

const activitySchema = z.object({
  type: z.string().max(50),
  id: z.string().max(300).optional(),
  name: z.string().max(100).optional(),
  serviceUrl: z.string().max(500),
  channelId: z.string().max(50),
  from: z.object({ aadObjectId: z.string().max(60).optional() }).optional(),
  conversation: z.object({ id: z.string().min(1).max(500), tenantId: z.string().max(60).optional() }),
  channelData: z.object({ tenant: z.object({ id: z.string().max(60) }).optional() }).optional(),
  value: z.unknown().optional(),
});
export type Activity = z.output<typeof activitySchema>;

const pressSchema = z.object({
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.enum(['acknowledge', 'escalate', 'resolve']),
    data: z.object({ token: z.string().regex(/^\S{1,80}$/) }),
  }),
});

export function readActivity({ body }: Pick<InboundRequest, 'body'>): Activity | null {
  const read = activitySchema.safeParse(parsedJson(body.toString('utf8')));
  return read.success ? read.data : null;
}

export const tenantOf = ({ conversation, channelData }: Activity) => channelData?.tenant?.id ?? conversation.tenantId;

/** A press of a button on a card; null for anything else. Who pressed is named by their object ID in Microsoft Entra. */
export function pressOf(activity: Activity, channel: string): Happening | null {
  const { type, name, id, from, value } = activity;
  if (type !== 'invoke' || name !== 'adaptiveCard/action' || id === undefined || !from?.aadObjectId) return null;
  const read = pressSchema.safeParse(value);
  if (!read.success) return null;
  const { verb, data } = read.data.action;
  const by = { channel, identity: from.aadObjectId.toLowerCase() };
  return { kind: 'press', key: id, action: verb satisfies PageAction, token: data.token, by };
}

/** What Teams shows for a press; the card itself is changed by who ends the page. */
export function answerToPress([handled]: Handled[]): InboundReply {
  const body = {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: handled?.text.slice(0, 2_000) || 'Done.',
  };
  return { status: 200, contentType: 'application/json', body: JSON.stringify(body) };
}
