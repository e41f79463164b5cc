import { Button, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import {
  listMessageTemplates,
  type MessageTemplate,
  previewMessageTemplate,
  resetMessageTemplate,
  type TemplateWords,
  updateMessageTemplate,
} from '../../../contract/communicate/templates.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import { SearchSelect } from '../../ui/form/search-select.tsx';
import { Filters } from '../../ui/list/filters.tsx';
import { LoadingRows } from '../../ui/list/loading-rows.tsx';
import { Badge } from '../../ui/screen/badge.tsx';
import { ErrorState } from '../../ui/screen/error-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Columns, Panel } from '../../ui/screen/panel.tsx';
import { Facts } from '../../ui/screen/section.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { Markdown } from '../../ui/text/markdown.tsx';

const quietMs = 400;
const audienceWords = { public: 'Customers', executives: 'Executives', responders: 'Responders', support: 'Support' };

/** `maintenance-started` → `Maintenance started` */
function situationWords(situation: string): string {
  const words = situation.replaceAll('-', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words that updates begin with, one template for each situation and audience. */
export function TemplatesScreen() {
  const { key } = useSearch({ from: '/app/settings/templates' });
  const router = useRouter();
  const { data, error, refetch } = useEndpoint(listMessageTemplates, {});
  const chosen = data?.items.find((template) => template.key === key) ?? data?.items[0];
  return (
    <>
      <PageHeader word="message template" title="Templates">
        Starting text for updates. It is filled in from the incident and can be edited before it is sent.
      </PageHeader>
      {!data && (error ? <ErrorState error={error} retry={() => void refetch()} /> : <LoadingRows />)}
      {data && chosen && (
        <>
          <Filters>
            <SearchSelect
              label="Template"
              flex="0 1 340px"
              data={(['incident', 'maintenance'] as const).map((about) => ({
                group: about === 'incident' ? 'Incidents' : 'Maintenance',
                items: data.items
                  .filter((template) => template.about === about)
                  .map(({ key: value, situation, audience }) => ({
                    value,
                    label: `${situationWords(situation)}, ${audienceWords[audience].toLowerCase()}`,
                  })),
              }))}
              value={chosen.key}
              onChange={(next) => router.history.replace(paths.messageTemplates({ key: next ?? undefined }))}
            />
          </Filters>
          <TemplateEditor
            key={chosen.key}
            template={chosen}
            variables={data.variables.filter(
              ({ about, publicSafe }) => about.includes(chosen.about) && (publicSafe || chosen.audience !== 'public'),
            )}
          />
        </>
      )}
    </>
  );
}

type TemplateEditorProps = {
  template: MessageTemplate;
  variables: { name: string; meaning: string; sample: string }[];
};

const wordsOf = ({ title, body }: MessageTemplate): TemplateWords => ({ title, body });

function TemplateEditor({ template, variables }: TemplateEditorProps) {
  const guard = useGuard('status-pages.manage');
  const changes = [listMessageTemplates];
  const update = useAction(updateMessageTemplate, {
    changes,
    done: () => showToast('Saved.'),
  });
  const reset = useAction(resetMessageTemplate, { changes });
  const params = { key: template.key };
  return (
    <FormFrame<TemplateWords>
      initialValues={wordsOf(template)}
      edited={edited(template, wordsOf, { title: 'Title', body: 'Text' }, async () => {
        const { items } = await api.call(listMessageTemplates, {});
        return items.find(({ key }) => key === template.key) ?? template;
      })}
      submitLabel="Save template"
      withoutCancel
      done={() => {}}
      submit={(body, { ifMatch }) => update.mutateAsync({ params, body, ifMatch })}
    >
      {(form) => (
        <Columns
          aside={
            <Panel title="Variables">
              <Facts facts={variables.map(({ name, meaning }) => [`{{ ${name} }}`, meaning] as const)} />
            </Panel>
          }
        >
          <TextInput label="Title" required disabled={guard.disabled} {...form.getInputProps('title')} />
          <Textarea
            label="Text"
            description="Liquid and Markdown"
            required
            disabled={guard.disabled}
            autosize
            minRows={8}
            maxRows={24}
            classNames={{ input: 'mono' }}
            {...form.getInputProps('body')}
          />
          {template.isEdited && (
            <div>
              <Badge tone="identified" glyph="half">
                Edited{template.updatedBy && ` by ${template.updatedBy.name}`}
              </Badge>{' '}
              <Button variant="subtle" color="gray" onClick={() => reset.mutate({ params })} {...guard}>
                Restore default
              </Button>
            </div>
          )}
          <Preview templateKey={template.key} words={guard.disabled ? undefined : form.values} />
        </Columns>
      )}
    </FormFrame>
  );
}

/** Without words of its own it shows the saved ones. */
function Preview({ templateKey, words }: { templateKey: string; words: TemplateWords | undefined }) {
  const [quiet] = useDebouncedValue(words, quietMs);
  const { data, error } = useQuery({
    queryKey: [previewMessageTemplate.name, templateKey, 'samples', quiet],
    queryFn: ({ signal }) =>
      api.call(previewMessageTemplate, { params: { key: templateKey }, body: { words: quiet } }, { signal }),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Panel title="Preview with sample data">
      {error ? (
        <ErrorState error={error} />
      ) : (
        data && (
          <>
            <strong>{data.title}</strong>
            <Markdown text={data.body} />
          </>
        )
      )}
    </Panel>
  );
}
