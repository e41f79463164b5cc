import * as contract from '../../../contract/communicate/templates.ts';
import { templateVariables } from '../../../domain/communicate/template-variables.ts';
import { type Handler, implement } from '../../platform/http/handler.ts';
import * as actions from './actions.ts';
import type { IncidentPlaces } from './incident-values.ts';

export function messageTemplateHandlers(places: () => IncidentPlaces): Handler[] {
  return [
    implement(contract.listMessageTemplates, async (ctx) => ({
      items: await actions.listTemplates(ctx.db),
      variables: templateVariables.map((variable) => ({ ...variable, about: [...variable.about] })),
    })),
    implement(contract.updateMessageTemplate, (ctx, { params, body, ifMatch }) =>
      actions.updateTemplate(ctx, params.key, body, ifMatch),
    ),
    implement(contract.resetMessageTemplate, (ctx, { params }) => actions.resetTemplate(ctx, params.key)),
    implement(contract.previewMessageTemplate, (ctx, { params, body }) =>
      actions.previewTemplate(ctx, params.key, body, places()),
    ),
  ];
}
