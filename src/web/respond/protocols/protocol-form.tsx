import { ActionIcon, Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import {
  createProtocol,
  listProtocols,
  type Protocol,
  type ProtocolInput,
  updateProtocol,
} from '../../../contract/respond/protocols.ts';
import { protocolPhases } from '../../../domain/respond/incidents/protocol.ts';
import { roles } from '../../../domain/respond/incidents/roles.ts';
import { slugOf } from '../../../domain/slug.ts';
import { api } from '../../data/api.ts';
import { useAction } from '../../data/endpoint-query.ts';
import { useGuard } from '../../directory/may.ts';
import { paths } from '../../paths.ts';
import { edited, wordsOf } from '../../ui/form/edited.ts';
import { FormFrame } from '../../ui/form/form-frame.tsx';
import type { Path } from '../../ui/form/merge-changes.ts';
import { SlugField } from '../../ui/form/slug-field.tsx';
import { showToast } from '../../ui/screen/toasts.ts';
import { useGo } from '../../ui/text/links.tsx';
import { phaseChoices } from './protocol-words.ts';
import styles from './protocols.module.css';

type Item = Protocol['items'][number];
type Values = { key: string; name: string; items: Item[] };

const fresh: Item = { id: '', phase: 'declare', text: '', by: 'commander', dueMinutes: null };
const byPhase = (items: readonly Item[]) =>
  protocolPhases.flatMap((phase) => items.filter((item) => item.phase === phase));
const valuesOf = ({ key, name, items }: Protocol): Values => ({ key, name, items: byPhase(items) });

const fieldsOf = ({ items }: Values) => ({
  key: null,
  name: 'Name',
  items: {
    label: ([index, part]: Path) =>
      index === undefined ? 'Items' : `${byPhase(items)[Number(index)]?.text ?? 'New item'}, ${wordsOf(String(part))}`,
  },
});

const roleChoices = roles.map(({ key, name }) => ({ value: key, label: name }));
const columns = ['Phase', 'Item', 'Role', 'Due within', ''];

export function ProtocolForm({ protocol }: { protocol?: Protocol }) {
  const go = useGo();
  const guard = useGuard('incidents.manage');
  const changes = { changes: [listProtocols] };
  const create = useAction(createProtocol, changes);
  const update = useAction(updateProtocol, { ...changes, done: () => showToast('Saved.') });
  const read = async () => {
    const { items } = await api.call(listProtocols, {});
    return items.find(({ key }) => key === protocol?.key) ?? protocol!;
  };
  return (
    <FormFrame<Values>
      initialValues={protocol ? valuesOf(protocol) : { key: '', name: '', items: [fresh] }}
      edited={protocol && edited(protocol, valuesOf, fieldsOf(protocol), read)}
      submitLabel={protocol ? 'Save' : 'Add protocol'}
      isReadOnly={guard.disabled}
      withoutCancel={protocol !== undefined}
      done={() => !protocol && go(paths.protocols())}
      validate={({ key, name, items }) => ({
        ...(name.trim() === '' && { name: 'Enter a name.' }),
        ...(key === '' && { key: 'Enter a slug: lower-case letters, digits and hyphens.' }),
        ...Object.fromEntries(
          items.flatMap(({ text }, index) =>
            text.trim() === '' ? [[`items.${index}.text`, 'Enter what to do.']] : [],
          ),
        ),
        ...(items.length === 0 && { name: 'Add at least one item.' }),
      })}
      submit={async ({ key, name, items }, { ifMatch, idempotencyKey }) => {
        const body: ProtocolInput = { name, items: withIds(items) };
        if (protocol) return update.mutateAsync({ params: { key: protocol.key }, body, ifMatch });
        const created = await create.mutateAsync({ body: { key, ...body }, idempotencyKey });
        go(paths.protocol(created.key));
        return created;
      }}
    >
      {(form) => (
        <>
          <TextInput
            label="Name"
            required
            maxLength={60}
            maw={420}
            data-autofocus={!protocol || undefined}
            disabled={guard.disabled}
            {...form.getInputProps('name')}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (!protocol && form.values.key === slugOf(form.values.name)) form.setFieldValue('key', slugOf(value));
              form.setFieldValue('name', value);
            }}
          />
          {!protocol && <SlugField {...form.getInputProps('key')} />}
          <Items form={form} disabled={guard.disabled} />
        </>
      )}
    </FormFrame>
  );
}

function Items({ form, disabled }: { form: UseFormReturnType<Values>; disabled: boolean }) {
  const { items } = form.values;
  return (
    <>
      <table className={styles.items}>
        <thead>
          <tr>
            {columns.map((word) => (
              <th key={word} scope="col">
                {word || <span className="visually-hidden">Order</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => {
            const named = item.text || `Item ${index + 1}`;
            const field = (name: keyof Item) => ({ disabled, ...form.getInputProps(`items.${index}.${name}`) });
            // Items stand in the order of their phases, so what moves past one changes its phase first.
            const move = (to: number) =>
              items[to]!.phase === item.phase
                ? form.reorderListItem('items', { from: index, to })
                : form.setFieldValue(`items.${index}.phase`, items[to]!.phase);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a new item has no id yet; the form holds what each row shows
              <tr key={index}>
                <td data-header="Phase">
                  <Select
                    aria-label={`${named}: phase`}
                    allowDeselect={false}
                    data={phaseChoices}
                    {...field('phase')}
                  />
                </td>
                <td data-header="Item">
                  <Textarea aria-label={`Item ${index + 1}`} autosize minRows={1} maxLength={300} {...field('text')} />
                </td>
                <td data-header="Role">
                  <Select aria-label={`${named}: role`} allowDeselect={false} data={roleChoices} {...field('by')} />
                </td>
                <td data-header="Due within">
                  <NumberInput
                    aria-label={`${named}: due within minutes`}
                    placeholder="In its turn"
                    suffix=" min"
                    min={1}
                    max={10_080}
                    allowDecimal={false}
                    disabled={disabled}
                    error={form.errors[`items.${index}.dueMinutes`]}
                    value={item.dueMinutes ?? ''}
                    onChange={(value) =>
                      form.setFieldValue(`items.${index}.dueMinutes`, value === '' ? null : Number(value))
                    }
                  />
                </td>
                <td className={styles.order}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Move up: ${named}`}
                    disabled={disabled || index === 0}
                    onClick={() => move(index - 1)}
                  >
                    <ArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Move down: ${named}`}
                    disabled={disabled || index === items.length - 1}
                    onClick={() => move(index + 1)}
                  >
                    <ArrowDown size={14} />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove: ${named}`}
                    disabled={disabled || items.length === 1}
                    onClick={() => form.removeListItem('items', index)}
                  >
                    <Trash2 size={14} />
                  </ActionIcon>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          disabled={disabled || items.length >= 60}
          onClick={() => form.insertListItem('items', { ...fresh, phase: items.at(-1)?.phase ?? 'declare' })}
        >
          Add item
        </Button>
      </div>
    </>
  );
}

/** A new item gets its id from its words: the same words in two protocols are the same thing to do. */
function withIds(items: readonly Item[]): Item[] {
  const taken = new Set(items.map(({ id }) => id).filter(Boolean));
  return byPhase(items).map((item) => {
    if (item.id !== '') return item;
    const wanted = slugOf(item.text).slice(0, 56) || 'item';
    let id = wanted;
    for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
    taken.add(id);
    return { ...item, id };
  });
}
