/**
 * Where the data of people stand: every column of the schema that can hold text, in one class. A column that is not
 * listed fails a test, and so does one that is listed and gone. Ids of people are no text: they stay, and lead to
 * somebody with a pseudonym.
 */
export type ColumnClass =
  /** In rows that belong to one person and go with them, see `ownRows`; in `people` it is replaced. */
  | 'own'
  /** Written by Evenkeel, with names of people in it: they are always replaced. */
  | 'names'
  /** Kept as it was said: replaced where the whole value is the name, within a sentence only if texts are. */
  | 'kept'
  /** Typed by people, about anything: counted in the preview, replaced only if that is chosen. */
  | 'texts'
  /** Names and settings of things, which others refer to: counted in the preview, never replaced. */
  | 'labels'
  /** What senders, checks and services said: not searched. */
  | 'received'
  /** Words of ours, keys, hashes, sealed values of the installation. */
  | 'none';

type Classes = Partial<Record<ColumnClass, string>>;

export const columnClasses: Record<string, Classes> = {
  'auth.account': {
    own: 'id accountId userId accessToken refreshToken idToken scope password',
    none: 'providerId',
  },
  'auth.passkey': { own: 'id name publicKey userId credentialID transports aaguid deviceType' },
  'auth.session': { own: 'id token ipAddress userAgent userId' },
  'auth.twoFactor': { own: 'id secret backupCodes userId' },
  'auth.user': { own: 'id name email image' },
  'auth.verification': { names: 'identifier value', none: 'id' },
  absences: { own: 'note' },
  action_items: { texts: 'title reason', labels: 'tracker_url', names: 'created_by finished_by', none: 'kind state' },
  alert_retirements: {
    received: 'dedup_key title',
    texts: 'note',
    names: 'proposed_by decided_by',
    none: 'dedup_hash state',
  },
  alerts: {
    received: 'dedup_key title description labels links images group_key',
    names: 'explanation suppressed_reason acknowledged_by resolved_by',
    none: 'dedup_hash state paging not_paged_because',
  },
  api_tokens: { own: 'name token_hash hint', none: 'permissions' },
  assessment_questions: { labels: 'area ask evidence', names: 'created_by' },
  assessment_ratings: { texts: 'comment', names: 'rated_by', none: 'question_id' },
  assessment_votes: { texts: 'comment', none: 'question_id' },
  assessments: {
    texts: 'notes',
    names: 'started_by completed_by evidence',
    labels: 'questions',
    none: 'session_question revealed',
  },
  attempt_counts: { none: 'key' },
  calendars: { own: 'name address host title_words etag problem' },
  canary_runs: { none: 'stages failed_stage problem' },
  certificates: { none: 'code course_key', labels: 'course_title', names: 'practice' },
  changes: { received: 'title labels links' },
  chat_links: { none: 'channel identity_hash token_hash settings action' },
  check_changes: { none: 'state', received: 'detail' },
  check_nodes: { none: 'name' },
  check_results: { none: 'outcome node', received: 'detail' },
  checklist_ticks: { none: 'item_id', names: 'ticked_by', labels: 'item' },
  checks: {
    labels: 'target header_names',
    none: 'sealed_headers state last_outcome last_node deleted_slug',
    received: 'last_detail',
  },
  close_back_calls: { none: 'action state', names: 'by_name', received: 'outcome' },
  close_back_silences: { none: 'silence_id' },
  close_back_status: { received: 'last_outcome' },
  contact_methods: {
    own: 'label settings hint verification_hash disabled_reason last_outcome identity_hash',
    none: 'channel',
  },
  cover_mails: { own: 'outcome', none: 'kind state' },
  cover_requests: { texts: 'reason', none: 'state' },
  default_views: { own: 'list' },
  digest_issues: { names: 'subject sections outcome', none: 'state' },
  digests: { own: 'chat_room parts rhythm time_zone' },
  dismissed_steps: { own: 'step' },
  drill_feed: { none: 'feed_key' },
  drill_injects: { texts: 'tell hope signal', names: 'signal_problem' },
  drill_notes: { texts: 'text' },
  drill_people: { none: 'part role' },
  drill_series: { labels: 'name consent', none: 'scenario_keys rhythm time_zone', names: 'problem' },
  drills: {
    none: 'scenario_key format state',
    texts: 'title story notes consent',
    names: 'marks proposals proof start_problem',
  },
  dropped_signals: {},
  early_signals: { none: 'dedup_hash action' },
  escalation_policies: { labels: 'slug name description definition full_definition' },
  escalation_turns: { none: 'branch' },
  events: { none: 'kind subject_kind', names: 'actor', kept: 'data' },
  feed_events: { none: 'uid content_hash' },
  goal_milestones: { none: 'milestone_key' },
  goals: { labels: 'name measure objective objective_url', texts: 'drop_reason baseline_reason' },
  group_roles: { labels: 'group_name' },
  handoff_notes: { texts: 'text' },
  heartbeats: { none: 'cron time_zone' },
  holidays: { labels: 'name' },
  idempotency_keys: { none: 'actor key fingerprint', names: 'body' },
  imported_incidents: { labels: 'source', none: 'external_id' },
  inbound_messages: { names: 'key' },
  incident_alerts: { names: 'linked_by' },
  incident_credits: { none: 'currency', texts: 'note' },
  incident_imports: { none: 'source state', labels: 'file_name settings', names: 'started_by' },
  incident_roles: { none: 'role', names: 'assigned_by' },
  incident_tasks: { texts: 'title', names: 'done_by created_by' },
  incident_timers: { none: 'key' },
  incident_updates: { none: 'audience status', texts: 'text', names: 'author approved_by' },
  incidents: {
    texts: 'title summary customer_impact',
    labels: 'conference_url',
    names: 'declared_by',
    none: 'kind lifecycle found_by declare_key protocol_key',
  },
  installation: { none: 'sign_in_secret setup_hash' },
  instant_corrections: { none: 'name', texts: 'reason', names: 'actor' },
  lookup_tables: { labels: 'slug name csv columns' },
  maintenance_windows: { texts: 'title', labels: 'condition', names: 'created_by' },
  merged_keys: { none: 'key_hash' },
  message_templates: { none: 'id', labels: 'title body', names: 'updated_by' },
  migrations: { none: 'name checksum' },
  nodes: { none: 'name version' },
  notice_messages: { own: 'outcome', none: 'state' },
  notice_settings: { own: 'kinds' },
  notices: { names: 'key title text path', none: 'kind' },
  notification_attempts: { none: 'outcome', names: 'detail' },
  notification_rules: { own: 'urgency' },
  notifications: {
    none: 'page_key channel state',
    names: 'outcome provider_id reference chat_room withdrawn',
  },
  one_time_tokens: { none: 'hash purpose', names: 'data' },
  outgoing_attempts: { received: 'response', names: 'reason' },
  outgoing_deliveries: { none: 'kind subject_kind message_id state', names: 'body outcome' },
  outgoing_webhooks: {
    labels: 'name',
    none: 'settings hint kinds stages sees_as disabled_reason',
    received: 'last_outcome',
  },
  own_practice_changes: { texts: 'words', names: 'created_by' },
  pages: {
    texts: 'title message',
    names: 'policy full_policy branch problems acknowledged_by added_by feedback_by',
    none: 'group_hash urgency kind state waits_because feedback',
  },
  parallel_runs: { names: 'started_by ended_by' },
  people: { own: 'email name time_zone auth_user_id role role_by_hand' },
  personal_data_removals: { names: 'requested_by', none: 'state texts reason words step' },
  pilot_checklist_items: { none: 'milestone_key', texts: 'text', names: 'done_by' },
  pilot_milestone_dependencies: { none: 'milestone_key waits_for_key' },
  pilot_milestones: { none: 'key phase', texts: 'title sign blocked_reason', names: 'done_by' },
  pilot_risks: { texts: 'title response', none: 'likelihood impact state' },
  pilots: {
    names: 'sponsor_name',
    labels: 'sponsor_title',
    none: 'time_zone kind outcome',
    texts: 'outcome_note baseline',
  },
  playbook_versions: { texts: 'note sections', names: 'published_by' },
  postmortem_comments: { texts: 'section body', names: 'author resolved_by' },
  postmortem_presence: { own: 'section' },
  postmortem_versions: { texts: 'markdown', names: 'author' },
  postmortems: { none: 'form state factor_keys', names: 'reasons', texts: 'markdown no_action_reason' },
  program_document_versions: { texts: 'source', names: 'written_by' },
  program_documents: { none: 'kind key shipped', texts: 'own', names: 'updated_by' },
  program_pictures: { none: 'media_type hash bytes', names: 'added_by' },
  protocols: { none: 'key', labels: 'own', names: 'updated_by' },
  providers: { labels: 'name', none: 'kind settings hint countries listener_state', received: 'last_outcome' },
  public_incidents: { none: 'public_id', texts: 'values' },
  public_update_components: { none: 'state' },
  public_updates: { none: 'situation status state', texts: 'title body', names: 'drafted_by published_by' },
  quarterly_reviews: { none: 'time_zone', names: 'composed attendees', texts: 'notes decisions' },
  quiz_attempts: { none: 'course_key answers' },
  received_mails: { none: 'fingerprint' },
  recurrences: { none: 'state', names: 'reasons decided_by', texts: 'note' },
  refreshed_questions: { none: 'course_key question_id' },
  regroupings: { none: 'kind', names: 'earlier left_as done_by' },
  reminder_mails: { none: 'timer state', names: 'subject text outcome' },
  removed_calendars: { own: 'address calendar absences holidays' },
  review_decisions: { texts: 'text reason', none: 'state', names: 'finished_by' },
  review_invitations: { names: 'email name', labels: 'department', none: 'answer' },
  review_mails: { none: 'kind state', names: 'outcome' },
  review_meetings: { texts: 'place' },
  role_grants: { labels: 'group_name', names: 'given_by' },
  roles: { none: 'built_in permissions', labels: 'slug name description' },
  roll_outs: { labels: 'name', none: 'time_zone' },
  routes: { labels: 'slug name condition outcome' },
  runbook_runs: { names: 'opened_by' },
  runbook_ticks: { none: 'step_id', names: 'ticked_by' },
  runbook_versions: { texts: 'title body', names: 'author' },
  runbooks: { labels: 'slug title condition' },
  sandbox_kept: { none: 'way', labels: 'name title' },
  sandbox_signals: { none: 'dedup_hash' },
  schedule_overrides: { texts: 'reason', names: 'created_by', none: 'imported_as' },
  schedule_shadows: { names: 'created_by' },
  schedule_user_groups: { none: 'group_id members_hash', names: 'created_by problem' },
  schedule_versions: { none: 'time_zone', labels: 'definition at_once' },
  schedules: { labels: 'slug name description definition at_once', none: 'time_zone feed_key' },
  scim_groups: { labels: 'display_name', none: 'external_id' },
  scim_people: { own: 'user_name external_id given_name family_name' },
  security_events: { none: 'kind', names: 'network subject device' },
  sender_requests: { received: 'request', none: 'state', names: 'outcome' },
  service_readiness: { none: 'result', names: 'gaps' },
  services: { labels: 'slug name description' },
  session_facts: { own: 'session_id network device' },
  settings: { none: 'name', labels: 'value' },
  severity_changes: { texts: 'reason', names: 'actor' },
  signals: { received: 'request body odd' },
  source_key_uses: { none: 'key_hash' },
  source_keys: { labels: 'name', none: 'key_hash' },
  source_refusals: { received: 'last_reason last_unverified_from' },
  source_verifications: { none: 'rule secrets', received: 'subscribed_topic' },
  sources: {
    labels: 'slug name settings mapping message_labels close_back',
    none: 'type key_hash key_sealed sender close_back_credential',
  },
  sponsor_letter_settings: { names: 'name email', texts: 'note question options' },
  sponsor_letters: {
    names: 'subject sections recipient_name email',
    texts: 'note question options decision decision_words',
  },
  sponsor_mails: { none: 'kind state', names: 'outcome' },
  sprint_calendars: { none: 'zone origin', labels: 'sprints', names: 'created_by' },
  status_components: { labels: 'slug name description group_name' },
  status_maintenances: { none: 'public_id', texts: 'title body', names: 'created_by' },
  status_page: { labels: 'title intro contact', none: 'time_zone' },
  subscriber_mails: { none: 'kind moment state', names: 'outcome' },
  subscribers: { names: 'email' },
  tab_messages: { names: 'payload' },
  teams: { labels: 'slug name description working_hours', none: 'reach_rule' },
  test_page_mails: { none: 'state', names: 'outcome' },
  test_pages: { names: 'asked_by' },
  thread_lines: { names: 'text' },
  timeline_events: { none: 'kind', texts: 'text original_text', names: 'actor data edited_by' },
  views: { none: 'list shared_with', labels: 'name search' },
};

/**
 * Rows that belong to one person and go with them, in the order in which they can be deleted: the column that names the
 * person, and what else has to hold. What measures, lists or the shifts of others count stays.
 */
export const ownRows: readonly { table: string; person: string; only?: string }[] = [
  { table: 'notices', person: 'person_id' },
  { table: 'notice_messages', person: 'person_id' },
  { table: 'notice_settings', person: 'person_id' },
  { table: 'digests', person: 'person_id' },
  { table: 'digest_issues', person: 'person_id' },
  { table: 'reminder_mails', person: 'person_id' },
  { table: 'cover_mails', person: 'person_id' },
  { table: 'test_page_mails', person: 'person_id' },
  { table: 'notification_rules', person: 'person_id' },
  { table: 'contact_methods', person: 'person_id' },
  { table: 'absences', person: 'person_id' },
  { table: 'calendars', person: 'person_id' },
  { table: 'removed_calendars', person: 'person_id' },
  { table: 'api_tokens', person: 'person_id' },
  { table: 'one_time_tokens', person: 'person_id' },
  { table: 'security_events', person: 'person_id' },
  { table: 'scim_group_members', person: 'person_id' },
  { table: 'scim_people', person: 'person_id' },
  { table: 'role_grants', person: 'person_id' },
  { table: 'default_views', person: 'person_id' },
  { table: 'views', person: 'owner_id', only: "shared_with = 'nobody'" },
  { table: 'dismissed_steps', person: 'person_id' },
  { table: 'incident_presence', person: 'person_id' },
  { table: 'incident_visits', person: 'person_id' },
  { table: 'postmortem_presence', person: 'person_id' },
  { table: 'refreshed_questions', person: 'person_id' },
];

/** Keys of what an event about somebody's own things carries; texts below them are taken out of it. */
export const ownFields = [
  ...['label', 'hint', 'device', 'network', 'subject', 'userName', 'externalId', 'givenName', 'familyName'],
  ...['displayName', 'host', 'address', 'titleWords', 'note'],
];

/** What such events are about. */
export const ownSubjects = ['absence', 'calendar', 'contactMethod', 'digest', 'person', 'token'];

/** Lines among what people typed that Evenkeel wrote: there, names are always replaced. */
export const linesOfOurs: Record<string, string> = { 'timeline_events.text': "kind not in ('note', 'update')" };

export function columnsOf(table: string, ...classes: ColumnClass[]): string[] {
  const found = columnClasses[table] ?? {};
  return classes.flatMap((one) => found[one]?.split(' ') ?? []);
}
