/** Every named row of `settings`: what people edit, what the installation notes for itself, and the secrets it makes. */
import { z } from 'zod';
import { samlAttributes, samlProviderShape } from '../../../contract/directory/saml.ts';
import { type SignInRulesInput, signInRulesInput } from '../../../contract/directory/sign-in-rules.ts';
import type { EventKind } from '../../../contract/events/catalogue.ts';
import { contributingFactorsInput } from '../../../contract/learn/postmortems.ts';
import { sprintCalendarInput } from '../../../contract/measure/measures.ts';
import { oncallHoursInput } from '../../../contract/measure/oncall.ts';
import { type PayRatesInput, payRatesInput } from '../../../contract/measure/pay.ts';
import { type RetentionInput, retentionInput } from '../../../contract/platform/retention.ts';
import { certificationRulesInput } from '../../../contract/program/certification.ts';
import { type ImpactRatesInput, impactRatesInput } from '../../../contract/program/costs/impact-rates.ts';
import { type PlaybookReadersInput, playbookReadersInput } from '../../../contract/program/playbook.ts';
import { type CostsInput, costsInput, type ReferenceInput, referenceInput } from '../../../contract/program/program.ts';
import { type TestPageSettings, testPageSettingsInput } from '../../../contract/respond/pages/test-pages.ts';
import { severityMatrixInput } from '../../../contract/respond/severities.ts';
import { defaultContributingFactors } from '../../../domain/learn/contributing-factors.ts';
import { usualHours } from '../../../domain/measure/oncall/hours.ts';
import { defaultBenchmarks, defaultReferenceValues } from '../../../domain/program/reference-values.ts';
import { defaultSeverities } from '../../../domain/respond/incidents/severity-defaults.ts';
import { severities } from '../../../domain/severity.ts';

export type Setting<Value, Kind extends EventKind = EventKind> = {
  /** As the database knows it. */
  name: string;
  schema: z.ZodType<Value>;
  /** In force while nobody has edited it, and where what is stored cannot be read. */
  usual: Value;
  /** Recorded with every change. */
  event: Kind;
};

const setting = <Value, const Kind extends EventKind>(definition: Setting<Value, Kind>) => definition;

const noRates = { weekday: 0, night: 0, weekend: 0, holiday: 0 };
const zero = { low: 0, expected: 0, high: 0 };
const noCosts: CostsInput = {
  currency: 'EUR',
  severities: severities.map((severity) => ({ severity, downtimePerHour: zero, responders: zero })),
  responderHour: zero,
  program: { hours: zero, hour: zero, other: zero },
};
const shippedReference: ReferenceInput = { values: [...defaultReferenceValues], benchmarks: [...defaultBenchmarks] };

const storedSamlProvider = z.strictObject({
  ...samlProviderShape,
  attributes: samlAttributes,
  idp: z.strictObject({ entityId: z.string(), signInUrl: z.string(), certificates: z.array(z.string()) }),
});
export type StoredSamlProvider = z.output<typeof storedSamlProvider>;

export const settings = {
  /** The escalation policy for alerts whose service has none; its name is that of earlier versions. */
  defaultPolicy: setting({
    name: 'catch_all_policy',
    schema: z.int().nullable(),
    usual: null,
    event: 'setting.updated',
  }),
  severityMatrix: setting({
    name: 'severity_matrix',
    schema: severityMatrixInput,
    usual: severityMatrixInput.parse({ rules: defaultSeverities }),
    event: 'severityMatrix.updated',
  }),
  testPages: setting<Omit<TestPageSettings, 'version'>, 'testPageSettings.updated'>({
    name: 'test_page_reminders',
    schema: testPageSettingsInput,
    usual: { remindAfterDays: null },
    event: 'testPageSettings.updated',
  }),
  contributingFactors: setting({
    name: 'contributing_factors',
    schema: contributingFactorsInput,
    usual: contributingFactorsInput.parse({ factors: defaultContributingFactors }),
    event: 'contributingFactors.updated',
  }),
  /** Two weeks from a Monday on, until somebody says otherwise. */
  sprintCalendar: setting({
    name: 'sprint_calendar',
    schema: sprintCalendarInput,
    usual: { startDate: '2024-01-01', lengthDays: 14, zone: 'UTC' },
    event: 'sprintCalendar.updated',
  }),
  oncallHours: setting({
    name: 'oncall_hours',
    schema: oncallHoursInput,
    usual: { ...usualHours, weekendDays: [...usualHours.weekendDays] },
    event: 'oncallHours.updated',
  }),
  payRates: setting<PayRatesInput, 'payRates.updated'>({
    name: 'pay_rates',
    schema: payRatesInput,
    usual: {
      currency: 'EUR',
      hourly: noRates,
      perShift: 0,
      perCallOut: noRates,
      roundToMinutes: 1,
      rounding: 'nearest',
    },
    event: 'payRates.updated',
  }),
  costs: setting({
    name: 'program_costs',
    schema: costsInput,
    usual: noCosts,
    event: 'costs.updated',
  }),
  impactRates: setting<ImpactRatesInput, 'impactRates.updated'>({
    name: 'impact_rates',
    schema: impactRatesInput,
    usual: { currency: 'EUR', rates: [] },
    event: 'impactRates.updated',
  }),
  playbookReaders: setting<PlaybookReadersInput, 'playbookReaders.updated'>({
    name: 'playbook_readers',
    schema: playbookReadersInput,
    usual: { who: 'responders', teamIds: [] },
    event: 'playbookReaders.updated',
  }),
  /** Who is in the directory comes in, and nobody else; no group gives anything. */
  signInRules: setting<SignInRulesInput, 'signInRules.updated'>({
    name: 'sign_in_rules',
    schema: signInRulesInput,
    usual: signInRulesInput.parse({ join: { isOpen: false } }),
    event: 'signInRules.updated',
  }),
  /** With what the metadata of the provider said last. */
  samlProvider: setting<StoredSamlProvider | null, 'samlProvider.updated'>({
    name: 'saml_provider',
    schema: storedSamlProvider.nullable(),
    usual: null,
    event: 'samlProvider.updated',
  }),
  /** Off until somebody wants it. */
  certificationRules: setting({
    name: 'certification_rules',
    schema: certificationRulesInput,
    usual: {
      note: '',
      command: { isRequired: false, courseKey: 'incident-commander', severities: [1, 2] },
      onCall: { isRequired: false, courseKey: 'on-call-responder', scheduleIds: null },
    },
    event: 'certificationRules.updated',
  }),
  /** As the settings of the server say, until somebody says otherwise. */
  retention: setting<RetentionInput, 'retention.updated'>({
    name: 'data_retention',
    schema: retentionInput,
    usual: { signalDays: null, historyDays: null },
    event: 'retention.updated',
  }),
  referenceValues: setting({
    name: 'program_reference_values',
    schema: referenceInput,
    usual: shippedReference,
    event: 'referenceValues.updated',
  }),
};

/** What the installation notes for itself; nobody edits it, and no event tells of it. */
export const notes = {
  demo: 'demo',
  wideSilence: 'wide_silence',
} as const;
export type NoteName = (typeof notes)[keyof typeof notes];

/** What the installation makes for itself at the first start, sealed. */
export const secretNames = {
  signIn: 'sign_in_secret',
  notificationLinks: 'notification_link_key',
  subscriberLinks: 'subscriber_link_key',
  pushKeys: 'vapid_keys',
  certificates: 'certificate_key',
  programLinks: 'program_link_key',
  samlKeys: 'saml_keys',
} as const;
export type SecretName = (typeof secretNames)[keyof typeof secretNames];
