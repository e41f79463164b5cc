/** Field names that senders use, likeliest first; `CHECK_NAME` and `checkName` are found by `check_name`. */
export const usualNames = {
  title: [
    ...['title', 'headline', 'subject', 'summary', 'alertname', 'alert_name', 'alertName', 'alert_title', 'rule_name'],
    ...['ruleName', 'policy_name', 'condition_name', 'monitor_name', 'check_name', 'search_name', 'AlarmName'],
    ...[
      'event_definition_title',
      'alertRule',
      'entity_display_name',
      'description_title',
      'result_description',
      'ProblemTitle',
      'messageTitle',
    ],
    ...['monitor', 'message', 'msg', 'text', 'trigger', 'name', 'description', 'detail', 'output'],
  ],
  description: [
    ...[
      'description',
      'details',
      'detail',
      'message',
      'msg',
      'text',
      'body',
      'body-plain',
      'output',
      'state_message',
      'messageBody',
    ],
    ...['NewStateReason', 'documentation', 'summary'],
  ],
  severity: ['severity', 'priority', 'level', 'criticality', 'urgency', 'alert_priority', 'importance_level'],
  state: [
    ...['state', 'status', 'event_action', 'current_state', 'alert_status', 'alert_state', 'NewStateValue'],
    ...['monitorCondition', 'transition', 'alert_transition', 'message_type', 'notification_type', 'action'],
    ...['alert_action', 'alert_type', 'monitor_status', 'check_state_name', 'event_status'],
  ],
  /** Keys that a sender declares; ids are judged by what they are of, see `identity.ts`. */
  dedupKey: [
    ...['dedup_key', 'dedup', 'deduplication_key', 'dedupe_key', 'deduplication_id'],
    ...['reduction_key', 'correlation_key', 'alert_uid', 'alert_key', 'incident_key', 'fingerprint'],
    ...['AlarmArn', 'alert_cycle_key', 'aggreg_key', 'alert_hash', 'unique_key', 'full_identifier'],
  ],
  link: [
    ...['link', 'url', 'href', 'permalink', 'html_url', 'web_url', 'alert_url', 'incident_url', 'issueUrl', 'ruleUrl'],
    ...['link_to_upstream_details', 'results_link', 'dashboard_url', 'runbook_url', 'detectorUrl', 'ProblemURL'],
  ],
  image: ['image_url', 'imageUrl', 'imageURL'],
  groupKey: ['group_key', 'groupKey'],
  occurredAt: [
    ...[
      'timestamp',
      'occurred_at',
      'occurredAt',
      '@timestamp',
      'started_at',
      'startedAt',
      'startsAt',
      'StateChangeTime',
    ],
    ...['firedDateTime', 'created_at', 'createdAt', 'time', 'date'],
  ],
} as const satisfies Record<string, readonly string[]>;
