import {
  Button,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  Textarea,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import type { SettingsField } from '../../../contract/respond/channels.ts';
import styles from './channels.module.css';
import { isNeeded, type Settings } from './described-values.ts';

type DescribedFieldsProps = {
  fields: readonly SettingsField[];
  settings: Settings;
  /** The message of a field's fault, by `settings.<key>`. */
  errors: Record<string, unknown>;
  change: (key: string, value: unknown) => void;
  /** Secrets that are set and never shown: leaving them empty keeps them. */
  secretsSet?: readonly string[];
};

/** The inputs of a form, drawn from what a channel or a provider says of them. */
export function DescribedFields({ fields, settings, errors, change, secretsSet = [] }: DescribedFieldsProps) {
  return fields.map((field) => (
    <DescribedField
      key={field.key}
      field={field}
      value={settings[field.key]}
      error={errors[`settings.${field.key}`] as string | undefined}
      isSet={secretsSet.includes(field.key)}
      change={(value) => change(field.key, value)}
    />
  ));
}

type DescribedFieldProps = {
  field: SettingsField;
  value: unknown;
  error: string | undefined;
  isSet: boolean;
  change: (value: unknown) => void;
};

const typeOf = { email: 'email', url: 'url', phone: 'tel', text: 'text' } as const;

function DescribedField({ field, value, error, isSet, change }: DescribedFieldProps) {
  const { kind, label, help, placeholder, choices } = field;
  const text = typeof value === 'string' ? value : '';
  const common = {
    label,
    description: <WithCode text={help} />,
    error,
    required: isNeeded(field) && !isSet,
    placeholder: placeholder ?? undefined,
  };
  switch (kind) {
    case 'switch':
      return (
        <Switch
          label={label}
          description={common.description}
          error={error}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput {...common} value={typeof value === 'number' ? value : ''} onChange={(next) => change(next)} />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={choices}
          clearable={!common.required}
          allowDeselect={false}
          value={text || null}
          onChange={(next) => change(next ?? '')}
        />
      );
    case 'long-text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case 'secret':
      // Its owner copies it from or into the app at the other end.
      if (field.isMade && !isSet) return <PlainText {...common} value={text} change={change} isCode />;
      if (value === null) return <Removed label={label} keep={() => change('')} />;
      return (
        <div className={styles.secret}>
          <PasswordInput
            {...common}
            placeholder={isSet ? 'Set; leave empty to keep' : common.placeholder}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': `Show ${label}` }}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
          />
          {isSet && field.isOptional && (
            <Button variant="default" onClick={() => change(null)}>
              Remove<span className="visually-hidden"> {label}</span>
            </Button>
          )}
        </div>
      );
    case 'push-subscription':
    case 'tab':
      return null;
    default:
      return (
        <PlainText
          {...common}
          type={typeOf[kind]}
          autoComplete={kind === 'email' ? 'email' : kind === 'phone' ? 'tel' : 'off'}
          value={text}
          change={change}
        />
      );
  }
}

function PlainText({
  change,
  isCode,
  ...props
}: Omit<TextInputProps, 'onChange'> & { change: (value: string) => void; isCode?: boolean }) {
  return (
    <TextInput
      autoComplete="off"
      classNames={isCode ? { input: 'mono' } : undefined}
      {...props}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function Removed({ label, keep }: { label: string; keep: () => void }) {
  return (
    <div className={styles.removed}>
      <span>{label} is removed when you save.</span>
      <Button variant="default" onClick={keep}>
        Keep<span className="visually-hidden"> {label}</span>
      </Button>
    </div>
  );
}

/** Words with `code` in backticks. */
export function WithCode({ text }: { text: string }) {
  return text.split('`').map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one fixed text
    return index % 2 === 1 ? <code key={index}>{part}</code> : part;
  });
}
