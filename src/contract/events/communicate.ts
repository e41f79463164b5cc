import { about, type Created, type Deleted, type Updated } from './event.ts';

const incident = about('incident');
const statusPage = about('statusPage');
const statusComponent = about('statusComponent');
const statusMaintenance = about('statusMaintenance');
const subscriber = about('subscriber');
const messageTemplate = about('messageTemplate');

type PublicUpdate = { publicUpdateId: number };
type Words = { title: string; body: string };

export const communicateEvents = {
  'publicUpdate.drafted': incident<PublicUpdate>('drafted a public update of {it}'),
  'publicUpdate.edited': incident<PublicUpdate & Updated>('edited a public update of {it}'),
  'publicUpdate.discarded': incident<PublicUpdate>('discarded a public update of {it}'),
  'publicUpdate.published': incident<PublicUpdate & { status: string; acceptedFindings: number; mailCount: number }>(
    'published a public update of {it}',
  ),

  'statusPage.updated': statusPage<Updated>('updated the status page'),
  'statusComponent.created': statusComponent<Created>('created {it}'),
  'statusComponent.updated': statusComponent<Updated>('updated {it}'),
  'statusComponent.deleted': statusComponent<Deleted>('deleted {it}'),
  'statusComponent.ordered': statusComponent<{ before: number[]; after: number[] }>(
    'changed the order of the components of the status page',
  ),
  'statusMaintenance.created': statusMaintenance<Created>('announced maintenance'),
  'statusMaintenance.updated': statusMaintenance<Updated>('updated {it}'),
  'statusMaintenance.canceled': statusMaintenance<Deleted>('cancelled {it}'),
  'subscriber.deleted': subscriber('removed {it}'),

  'messageTemplate.updated': messageTemplate<{ key: string; before: Words; after: Words }>(
    'changed a message template',
  ),
  'messageTemplate.reset': messageTemplate<{ key: string }>('reset a message template'),
};
