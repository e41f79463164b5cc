import { defaultSeverities } from '../../domain/respond/incidents/severity-defaults.ts';

/** A small world that uses every kind, in the form in which it is exported. */
export function world(): Record<string, unknown> {
  return {
    people: [
      { email: 'ada@example.org', name: 'Ada Lovelace', role: 'admin', timeZone: 'Europe/London' },
      { email: 'grace@example.org', name: 'Grace Hopper', timeZone: 'America/New_York' },
    ],
    teams: [
      {
        slug: 'payments',
        name: 'Payments',
        description: 'Money in, money out',
        members: ['ada@example.org', 'grace@example.org'],
      },
    ],
    roles: [
      {
        slug: 'schedulers',
        name: 'Schedulers',
        description: 'Who plan the shifts',
        permissions: ['oncall.override', 'oncall.manage'],
      },
    ],
    givenRoles: [
      { person: 'grace@example.org', role: 'admin', team: 'payments' },
      { person: 'grace@example.org', role: 'schedulers' },
    ],
    contactMethods: [
      {
        person: 'ada@example.org',
        channel: 'webhook',
        label: 'Pager',
        settings: { url: 'http://127.0.0.1:9/page', secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=' },
      },
      {
        person: 'ada@example.org',
        channel: 'email',
        label: 'Work mail',
        settings: { address: 'ada@example.org' },
        verified: true,
      },
    ],
    notificationRules: [
      {
        person: 'ada@example.org',
        high: [
          { contactMethod: 'Work mail', delaySeconds: 0 },
          { contactMethod: 'Pager', delaySeconds: 60 },
        ],
        low: [{ contactMethod: 'Work mail', delaySeconds: 300 }],
      },
    ],
    schedules: [
      {
        slug: 'primary',
        name: 'Primary',
        team: 'payments',
        timeZone: 'Europe/Berlin',
        layers: [
          {
            name: 'Weekly',
            rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
            startsOn: '2026-01-05',
            participants: ['ada@example.org', 'grace@example.org'],
          },
        ],
      },
    ],
    escalationPolicies: [
      {
        slug: 'payments',
        name: 'Payments',
        team: 'payments',
        steps: [
          { delaySeconds: 300, targets: [{ schedule: 'primary' }], ifEmpty: 'wait' },
          { delaySeconds: 600, targets: [{ team: 'payments' }, { person: 'grace@example.org' }], ifEmpty: 'skip' },
        ],
        repeat: 1,
        catchAll: { person: 'ada@example.org' },
      },
    ],
    services: [{ slug: 'checkout', name: 'Checkout', team: 'payments', tier: 1, escalationPolicy: 'payments' }],
    checks: [
      {
        slug: 'shop-answers',
        name: 'The shop answers',
        target: { kind: 'http', url: 'http://127.0.0.1:9/health', expectedText: 'fine' },
        headers: { Authorization: 'Bearer of-the-check' },
        intervalSeconds: 3600,
        severity: 2,
        service: 'checkout',
      },
    ],
    sources: [
      {
        slug: 'nightly',
        name: 'Nightly job',
        type: 'heartbeat',
        heartbeat: { intervalSeconds: 3600, graceSeconds: 60 },
        key: 'key-of-the-job-0123456789abcdef',
      },
      {
        slug: 'nightly-backup',
        name: 'Nightly backup',
        type: 'heartbeat',
        heartbeat: { graceSeconds: 1800, schedule: { cron: '0 3 * * 1-5', timeZone: 'Europe/Berlin' } },
        key: 'key-of-the-backup-0123456789abcdef',
      },
      {
        slug: 'prometheus',
        name: 'Prometheus',
        type: 'alertmanager-webhook',
        settings: { defaultSeverity: 3, severityMap: { page: 1 } },
        key: 'key-of-the-cluster-0123456789abcdef',
        service: 'checkout',
      },
    ],
    routes: [
      {
        slug: 'payments',
        name: 'Payments',
        conditions: [{ label: 'team', operator: 'equals', value: 'payments' }],
        service: 'checkout',
        severity: 2,
        groupBy: ['cluster'],
      },
      { slug: 'rest', name: 'Everything else', suppressReason: 'Nobody asked for this', paging: false },
    ],
    settings: { defaultEscalationPolicy: 'payments' },
    severities: {
      rules: defaultSeverities.map((rule) => (rule.severity === 1 ? { ...rule, name: 'Everything is down' } : rule)),
      policies: { commander: 'payments', commanderBackup: null, communications: null, executives: 'payments' },
    },
    protocols: [
      {
        key: 'late-shift',
        name: 'Late shift',
        items: [{ id: 'wake', phase: 'declare', text: 'Wake a second person', by: 'commander', dueMinutes: 5 }],
        isArchived: false,
      },
    ],
    signInRules: {
      join: {
        isOpen: true,
        domains: ['example.org'],
        groups: ['staff'],
        claim: { name: 'hd', value: 'example.org' },
        role: 'responder',
      },
      isRequired: false,
      emergencyAdmins: [],
      trustsAddresses: false,
      groupsClaim: 'realm_access.roles',
      groups: [{ group: 'payments-leads', role: 'responder', team: 'payments', leads: true }],
      groupRoles: [{ group: 'payments-leads', role: 'schedulers', team: 'payments' }],
    },
    retention: { signalDays: 20, historyDays: null },
    certificationRules: {
      command: { isRequired: true, courseKey: 'incident-commander', severities: [1] },
      onCall: { isRequired: true, courseKey: 'on-call-responder', schedules: ['primary'] },
    },
    impactRates: {
      currency: 'EUR',
      rates: [
        { service: 'checkout', severity: 1, perHour: { low: 1_000_000, high: 4_000_000 } },
        { service: 'checkout', severity: null, perHour: { low: 10_000, high: 20_000 } },
      ],
    },
    templates: [
      { key: 'investigating.public', title: '{{ title }}: we are on it', body: 'You may notice {{ effect }}.' },
      { key: 'maintenance-planned.public', title: '{{ title }}: planned', body: 'We work on it.\n\nSee you.' },
    ],
    runbooks: [
      {
        slug: 'roll-back',
        title: 'Roll back checkout',
        body: '# Roll back\n\n- [ ] Stop the deployment\n- [ ] Roll back\n',
        team: 'payments',
        services: ['checkout'],
        routes: ['payments', 'rest'],
        conditions: [{ label: 'team', operator: 'equals', value: 'payments' }],
      },
      { slug: 'wait', title: 'Wait', body: 'Drink tea.' },
    ],
    statusPage: { title: 'Shop status', intro: 'How the shop is', timeZone: 'Europe/Berlin', enabled: true },
    components: [
      { slug: 'search', name: 'Search' },
      { slug: 'pay', name: 'Paying', description: 'Cards and cash', group: 'Shop', service: 'checkout' },
    ],
    outgoingWebhooks: [
      {
        name: 'Chat bot',
        url: 'http://127.0.0.1:9/events',
        secret: 'whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=',
        kinds: ['incident'],
        services: ['checkout'],
        teams: ['payments'],
        severities: [1, 2],
      },
    ],
  };
}
