import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../contract/endpoint.ts';
import {
  archiveAssessmentQuestion,
  createAssessmentQuestion,
  listAssessmentQuestions,
  type OwnQuestionInput,
  restoreAssessmentQuestion,
  updateAssessmentQuestion,
} from '../../../contract/program/assessment-questions.ts';
import { getMaturityModel } from '../../../contract/program/assessments.ts';
import { api } from '../../data/api.ts';
import { useAction, useEndpoint } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { useShortcut } from '../../keys/commands.ts';
import { edited } from '../../ui/form/edited.ts';
import { FormDrawer } from '../../ui/form/form-drawer.tsx';
import { SearchSelect } from '../../ui/form/search-select.tsx';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { Card, Cards, Section } from '../../ui/screen/section.tsx';
import { showUndo } from '../../ui/screen/toasts.ts';
import { Loaded } from '../loaded.tsx';
import { assessmentParents } from '../parents.ts';

type Question = OutputOf<typeof listAssessmentQuestions>['items'][number];
type Model = OutputOf<typeof getMaturityModel>;

/** Questions that this organisation asks itself beside the built-in ones. */
export function QuestionsScreen() {
  const list = useEndpoint(listAssessmentQuestions, {});
  const model = useEndpoint(getMaturityModel, {});
  const [edits, setEdits] = useState<Question | 'new' | null>(null);
  const changes = { changes: [listAssessmentQuestions] };
  const restore = useAction(restoreAssessmentQuestion, changes);
  const archive = useAction(archiveAssessmentQuestion, {
    ...changes,
    done: ({ id }) => showUndo('Archived: it is no longer asked.', () => restore.mutate({ params: { id } })),
  });
  const guard = useGuard('program.manage');
  const add = () => !guard.disabled && setEdits('new');
  useShortcut('n', 'New question', add);
  return (
    <>
      <PageHeader
        title="Questions of your own"
        parents={assessmentParents}
        actions={
          <Button {...guard} onClick={add}>
            New question
          </Button>
        }
      >
        Asked in every draft, beside the built-in ones. Completed assessments keep them as they were asked.
      </PageHeader>
      <Loaded answer={list}>
        {({ items }) => (
          <Loaded answer={model}>
            {({ areas, questions }) => {
              const areaName = (key: string) => areas.find((area) => area.key === key)?.name ?? key;
              const asked = items.filter(({ isArchived }) => !isArchived);
              const archived = items.filter(({ isArchived }) => isArchived);
              return (
                <>
                  {items.length === 0 && (
                    <EmptyState
                      kind="first-use"
                      title="No questions of your own"
                      action={{ label: 'Add first question', run: add }}
                    >
                      Ask what is particular to you: a regulator’s demand, a restore that must be rehearsed.
                    </EmptyState>
                  )}
                  {asked.length > 0 && (
                    <Cards label="Asked">
                      {asked.map((question) => (
                        <Card
                          key={question.id}
                          actions={
                            <>
                              <Button variant="default" {...guard} onClick={() => setEdits(question)}>
                                Edit
                              </Button>
                              <Button
                                variant="default"
                                {...guard}
                                onClick={() => archive.mutate({ params: { id: question.id } })}
                              >
                                Archive
                              </Button>
                            </>
                          }
                        >
                          <div>{question.ask}</div>
                          <div className="muted">
                            {areaName(question.area)} · {figureText(question.evidence, questions)}
                          </div>
                        </Card>
                      ))}
                    </Cards>
                  )}
                  {archived.length > 0 && (
                    <Section title="Archived">
                      <Cards label="Archived">
                        {archived.map((question) => (
                          <Card
                            key={question.id}
                            actions={
                              <Button
                                variant="default"
                                {...guard}
                                onClick={() => restore.mutate({ params: { id: question.id } })}
                              >
                                Restore
                              </Button>
                            }
                          >
                            <div>{question.ask}</div>
                            <div className="muted">{areaName(question.area)}</div>
                          </Card>
                        ))}
                      </Cards>
                    </Section>
                  )}
                  <QuestionForm
                    key={edits === null ? 'closed' : edits === 'new' ? 'new' : edits.id}
                    question={edits === 'new' ? null : edits}
                    opened={edits !== null}
                    close={() => setEdits(null)}
                    model={{ areas, questions }}
                  />
                </>
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

const noFigure = 'No figure: a rating counts as 2 at most';

function figureText(key: string | null, questions: Model['questions']) {
  const built = questions.find(({ evidence }) => evidence === key);
  return built ? `Figure of “${built.ask}”` : noFigure;
}

type QuestionFormProps = {
  question: Question | null;
  opened: boolean;
  close: () => void;
  model: Pick<Model, 'areas' | 'questions'>;
};

const valuesOf = (question: Question | null) => ({
  ask: question?.ask ?? '',
  area: (question?.area ?? 'runbooks') as OwnQuestionInput['area'],
  evidence: question?.evidence ?? null,
});

const fields = { ask: 'Question', area: 'Area', evidence: 'Figure beside it' };

function QuestionForm({ question, opened, close, model }: QuestionFormProps) {
  const changes = { changes: [listAssessmentQuestions] };
  const create = useAction(createAssessmentQuestion, changes);
  const update = useAction(updateAssessmentQuestion, changes);
  const read = async () => {
    const { items } = await api.call(listAssessmentQuestions, {});
    return items.find(({ id }) => id === question?.id) ?? question!;
  };
  return (
    <FormDrawer
      title={question ? 'Edit question' : 'New question'}
      opened={opened}
      close={close}
      submitLabel={question ? 'Save' : 'Add question'}
      initialValues={valuesOf(question)}
      edited={question ? edited(question, valuesOf, fields, read) : undefined}
      validate={({ ask }) => ({ ...(ask.trim() === '' && { ask: 'Enter a question.' }) })}
      submit={(body, { ifMatch, idempotencyKey }) =>
        question
          ? update.mutateAsync({ params: { id: question.id }, body, ifMatch })
          : create.mutateAsync({ body, idempotencyKey })
      }
    >
      {(form) => (
        <>
          <TextInput
            label="Question"
            description="Answered from 1 Initial to 7 Transformative"
            required
            maxLength={300}
            {...form.getInputProps('ask')}
          />
          <Select
            label="Area"
            allowDeselect={false}
            data={model.areas.map(({ key, name }) => ({ value: key, label: name }))}
            {...form.getInputProps('area')}
          />
          <SearchSelect
            label="Figure beside it"
            description={noFigure}
            clearable
            data={model.questions.flatMap(({ ask, evidence }) => (evidence ? [{ value: evidence, label: ask }] : []))}
            {...form.getInputProps('evidence')}
          />
        </>
      )}
    </FormDrawer>
  );
}
