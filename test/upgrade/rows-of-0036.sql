-- Rows of every table at 0036: some of the demo with what they refer to, and those that the demo has none of by hand.
-- Loaded without triggers or foreign keys, so their order does not matter.

-- What migrations put there is replaced.
delete from evenkeel.configuration_version;
delete from evenkeel.installation;
delete from evenkeel.learn_cursor;
delete from evenkeel.schedule_versions;
delete from evenkeel.status_page;

insert into evenkeel.action_items (id, incident_id, title, kind, owner_id, due_at, state, reason, tracker_url, created_by, created_at, finished_at, finished_by, version) overriding system value values
  ('39', '38', 'Show the sending limit next to the sending rate', 'detect', '12', '2026-12-24 23:59:59.999+00', 'open', '', 'https://tracker.lantern-and-loom.example/LL-1266', '{"kind": "person", "name": "Hana Kim", "personId": 12}', '2026-11-26 13:41:00+00', null, null, '1'),
  ('38', '35', 'Add a test order for every country', 'prevent', '8', '2026-12-19 23:59:59.999+00', 'open', '', 'https://tracker.lantern-and-loom.example/LL-1245', '{"kind": "person", "name": "Amara Okafor", "personId": 8}', '2026-11-21 19:12:00+00', null, null, '1');

insert into evenkeel.alerts (id, source_id, dedup_key, dedup_hash, state, severity, signal_severity, title, description, labels, links, images, service_id, route_id, explanation, suppressed_reason, suppressed_until, paging, group_key, triggered_at, occurred_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, expires_at, signal_count, content_version, last_signal_at, first_log_id, first_seq, last_log_id, last_seq, declare_severity, not_paged_because) overriding system value values
  ('5859', '1', 'f9a9411de5e24d2e',  E'\\x5251f9e382eba6bf9cd2387abc3bf51b4963358d6db67bb753a0dcb96eba8db2', 'resolved', '4', '4', 'E-mail bounce rate high', 'Above 4% in the last hour.', '{"service": "mail", "receiver": "evenkeel", "severity": "low", "alertname": "MailBounces", "environment": "production"}', '[{"href": "https://metrics.lantern-and-loom.example/graph?g0.expr=MailBounces", "text": "Query"}, {"href": "https://alerts.lantern-and-loom.example", "text": "All alerts of the sender"}]', '[]', '12', '13', '[{"name": "Staging is never urgent", "failed": {"actual": "production", "condition": {"label": "environment", "value": "staging", "operator": "equals"}}, "result": "failed", "routeId": "1"}, {"name": "Web shop by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "web-shop", "operator": "equals"}}, "result": "failed", "routeId": "2"}, {"name": "Search by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "search", "operator": "equals"}}, "result": "failed", "routeId": "3"}, {"name": "Catalogue by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "catalogue", "operator": "equals"}}, "result": "failed", "routeId": "4"}, {"name": "Recommendations by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "recommendations", "operator": "equals"}}, "result": "failed", "routeId": "5"}, {"name": "Checkout by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "checkout", "operator": "equals"}}, "result": "failed", "routeId": "6"}, {"name": "Payments by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "payments", "operator": "equals"}}, "result": "failed", "routeId": "7"}, {"name": "Orders by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "orders", "operator": "equals"}}, "result": "failed", "routeId": "8"}, {"name": "Invoicing by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "invoicing", "operator": "equals"}}, "result": "failed", "routeId": "9"}, {"name": "Edge by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "edge", "operator": "equals"}}, "result": "failed", "routeId": "10"}, {"name": "Orders database by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "orders-db", "operator": "equals"}}, "result": "failed", "routeId": "11"}, {"name": "Warehouse link by label", "failed": {"actual": "mail", "condition": {"label": "service", "value": "warehouse-link", "operator": "equals"}}, "result": "failed", "routeId": "12"}, {"name": "Customer e-mail by label", "failed": null, "result": "taken", "routeId": "13"}, {"name": "Everything else to Platform", "failed": null, "result": "not-reached", "routeId": "14"}]', null, null, 'settled',  E'["source","1","{}:{alertname=\\"MailBounces\\",environment=\\"production\\"}"]', '2026-11-29 08:15:40+00', '2026-11-29 08:13:20.114+00', '2026-11-29 08:16:12.191+00', '{"kind": "person", "name": "Hana Kim", "role": "responder", "personId": 12}', '2026-11-29 09:16:28.722+00', '{"kind": "source", "sourceId": 1}', null, '5', '1', '2026-11-29 09:16:28.722+00', '1', '6172', '1', '6184', null, null),
  ('5835', '2', 'PaymentProbeFailed/card',  E'\\x6a709bb980cda6effe817060747e5904d293e542ad73701c1746095bda150d2c', 'resolved', '3', '3', 'Test payment failed: card', '', '{"note": "The synthetic payment of one cent did not go through.", "method": "card", "source": "probe-1", "service": "payments", "severity": "warning", "component": "payments", "environment": "production"}', '[]', '[]', '6', '7', '[{"name": "Staging is never urgent", "failed": {"actual": "production", "condition": {"label": "environment", "value": "staging", "operator": "equals"}}, "result": "failed", "routeId": "1"}, {"name": "Web shop by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "web-shop", "operator": "equals"}}, "result": "failed", "routeId": "2"}, {"name": "Search by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "search", "operator": "equals"}}, "result": "failed", "routeId": "3"}, {"name": "Catalogue by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "catalogue", "operator": "equals"}}, "result": "failed", "routeId": "4"}, {"name": "Recommendations by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "recommendations", "operator": "equals"}}, "result": "failed", "routeId": "5"}, {"name": "Checkout by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "checkout", "operator": "equals"}}, "result": "failed", "routeId": "6"}, {"name": "Payments by label", "failed": null, "result": "taken", "routeId": "7"}, {"name": "Orders by label", "failed": null, "result": "not-reached", "routeId": "8"}, {"name": "Invoicing by label", "failed": null, "result": "not-reached", "routeId": "9"}, {"name": "Edge by label", "failed": null, "result": "not-reached", "routeId": "10"}, {"name": "Orders database by label", "failed": null, "result": "not-reached", "routeId": "11"}, {"name": "Warehouse link by label", "failed": null, "result": "not-reached", "routeId": "12"}, {"name": "Customer e-mail by label", "failed": null, "result": "not-reached", "routeId": "13"}, {"name": "Everything else to Platform", "failed": null, "result": "not-reached", "routeId": "14"}]', null, null, 'settled', null, '2026-11-29 00:58:09+00', '2026-11-29 00:56:49.127+00', '2026-11-29 01:01:44.305+00', '{"kind": "person", "name": "Amara Okafor", "role": "responder", "personId": 8}', '2026-11-29 01:03:27.228+00', '{"kind": "source", "sourceId": 2}', null, '1', '1', '2026-11-29 01:03:27.228+00', '1', '6097', '1', '6098', null, null),
  ('5872', '3', '129b2c4c55e4bf26',  E'\\x10a199553ebf5952b9965643351ed6487d0fe30b57536b1a5015bd7953718a0c', 'acknowledged', '2', '2', 'Checkout error rate high (se)', 'More than 1% of checkouts are failing.', '{"country": "se", "service": "checkout", "receiver": "evenkeel", "severity": "error", "alertname": "CheckoutErrorRate", "environment": "production"}', '[{"href": "https://metrics.lantern-and-loom.example/graph?g0.expr=CheckoutErrorRate", "text": "Query"}, {"href": "https://alerts.lantern-and-loom.example", "text": "All alerts of the sender"}]', '[]', '5', '6', '[{"name": "Staging is never urgent", "failed": {"actual": "production", "condition": {"label": "environment", "value": "staging", "operator": "equals"}}, "result": "failed", "routeId": "1"}, {"name": "Web shop by label", "failed": {"actual": "checkout", "condition": {"label": "service", "value": "web-shop", "operator": "equals"}}, "result": "failed", "routeId": "2"}, {"name": "Search by label", "failed": {"actual": "checkout", "condition": {"label": "service", "value": "search", "operator": "equals"}}, "result": "failed", "routeId": "3"}, {"name": "Catalogue by label", "failed": {"actual": "checkout", "condition": {"label": "service", "value": "catalogue", "operator": "equals"}}, "result": "failed", "routeId": "4"}, {"name": "Recommendations by label", "failed": {"actual": "checkout", "condition": {"label": "service", "value": "recommendations", "operator": "equals"}}, "result": "failed", "routeId": "5"}, {"name": "Checkout by label", "failed": null, "result": "taken", "routeId": "6"}, {"name": "Payments by label", "failed": null, "result": "not-reached", "routeId": "7"}, {"name": "Orders by label", "failed": null, "result": "not-reached", "routeId": "8"}, {"name": "Invoicing by label", "failed": null, "result": "not-reached", "routeId": "9"}, {"name": "Edge by label", "failed": null, "result": "not-reached", "routeId": "10"}, {"name": "Orders database by label", "failed": null, "result": "not-reached", "routeId": "11"}, {"name": "Warehouse link by label", "failed": null, "result": "not-reached", "routeId": "12"}, {"name": "Customer e-mail by label", "failed": null, "result": "not-reached", "routeId": "13"}, {"name": "Everything else to Platform", "failed": null, "result": "not-reached", "routeId": "14"}]', null, null, 'paged',  E'["source","3","{}:{alertname=\\"CheckoutErrorRate\\",country=\\"se\\"}"]', '2026-11-29 11:25:04.34+00', '2026-11-29 11:23:51.375+00', '2026-11-29 11:26:26.594+00', '{"kind": "person", "name": "Amara Okafor", "role": "responder", "personId": 8}', null, null, null, '4', '1', '2026-11-29 11:57:19.34+00', '1', '6216', '1', '6242', null, null),
  ('5871', '2', 'PaymentProbeFailed/card',  E'\\x6a709bb980cda6effe817060747e5904d293e542ad73701c1746095bda150d2c', 'acknowledged', '3', '3', 'Test payment failed: card', '', '{"note": "The synthetic payment of one cent did not go through.", "method": "card", "source": "probe-1", "service": "payments", "severity": "warning", "component": "payments", "environment": "production"}', '[]', '[]', '6', '7', '[{"name": "Staging is never urgent", "failed": {"actual": "production", "condition": {"label": "environment", "value": "staging", "operator": "equals"}}, "result": "failed", "routeId": "1"}, {"name": "Web shop by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "web-shop", "operator": "equals"}}, "result": "failed", "routeId": "2"}, {"name": "Search by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "search", "operator": "equals"}}, "result": "failed", "routeId": "3"}, {"name": "Catalogue by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "catalogue", "operator": "equals"}}, "result": "failed", "routeId": "4"}, {"name": "Recommendations by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "recommendations", "operator": "equals"}}, "result": "failed", "routeId": "5"}, {"name": "Checkout by label", "failed": {"actual": "payments", "condition": {"label": "service", "value": "checkout", "operator": "equals"}}, "result": "failed", "routeId": "6"}, {"name": "Payments by label", "failed": null, "result": "taken", "routeId": "7"}, {"name": "Orders by label", "failed": null, "result": "not-reached", "routeId": "8"}, {"name": "Invoicing by label", "failed": null, "result": "not-reached", "routeId": "9"}, {"name": "Edge by label", "failed": null, "result": "not-reached", "routeId": "10"}, {"name": "Orders database by label", "failed": null, "result": "not-reached", "routeId": "11"}, {"name": "Warehouse link by label", "failed": null, "result": "not-reached", "routeId": "12"}, {"name": "Customer e-mail by label", "failed": null, "result": "not-reached", "routeId": "13"}, {"name": "Everything else to Platform", "failed": null, "result": "not-reached", "routeId": "14"}]', null, null, 'paged', null, '2026-11-29 11:21:04.34+00', '2026-11-29 11:20:12.585+00', '2026-11-29 11:23:38.718+00', '{"kind": "person", "name": "Amara Okafor", "role": "responder", "personId": 8}', null, null, null, '4', '1', '2026-11-29 11:56:19.34+00', '1', '6214', '1', '6241', null, null),
  ('5875', '1', '81e67938d6660e0b',  E'\\x18a81b7a64b51e982e91e0ba5a5d3098f3cf42ba0eae4e60773f01d2039534ca', 'resolved', '4', '4', 'Shop pod restarting repeatedly (web-3)', 'More than three restarts in ten minutes.', '{"service": "web-shop", "instance": "web-3", "receiver": "evenkeel", "severity": "low", "alertname": "ShopPodRestarts", "environment": "production"}', '[{"href": "https://metrics.lantern-and-loom.example/graph?g0.expr=ShopPodRestarts", "text": "Query"}, {"href": "https://alerts.lantern-and-loom.example", "text": "All alerts of the sender"}]', '[]', '1', '2', '[{"name": "Staging is never urgent", "failed": {"actual": "production", "condition": {"label": "environment", "value": "staging", "operator": "equals"}}, "result": "failed", "routeId": "1"}, {"name": "Web shop by label", "failed": null, "result": "taken", "routeId": "2"}, {"name": "Search by label", "failed": null, "result": "not-reached", "routeId": "3"}, {"name": "Catalogue by label", "failed": null, "result": "not-reached", "routeId": "4"}, {"name": "Recommendations by label", "failed": null, "result": "not-reached", "routeId": "5"}, {"name": "Checkout by label", "failed": null, "result": "not-reached", "routeId": "6"}, {"name": "Payments by label", "failed": null, "result": "not-reached", "routeId": "7"}, {"name": "Orders by label", "failed": null, "result": "not-reached", "routeId": "8"}, {"name": "Invoicing by label", "failed": null, "result": "not-reached", "routeId": "9"}, {"name": "Edge by label", "failed": null, "result": "not-reached", "routeId": "10"}, {"name": "Orders database by label", "failed": null, "result": "not-reached", "routeId": "11"}, {"name": "Warehouse link by label", "failed": null, "result": "not-reached", "routeId": "12"}, {"name": "Customer e-mail by label", "failed": null, "result": "not-reached", "routeId": "13"}, {"name": "Everything else to Platform", "failed": null, "result": "not-reached", "routeId": "14"}]', null, null, 'settled',  E'["source","1","{}:{alertname=\\"ShopPodRestarts\\",instance=\\"web-3\\"}"]', '2026-11-29 11:43:28+00', '2026-11-29 11:40:14.004+00', '2026-11-29 11:46:14.895+00', '{"kind": "person", "name": "Tomás Ferreira", "role": "responder", "personId": 4}', '2026-11-29 11:54:23.288+00', '{"kind": "source", "sourceId": 1}', null, '1', '1', '2026-11-29 11:54:23.288+00', '1', '6230', '1', '6239', null, null);

insert into evenkeel.assessment_ratings (assessment_id, question_id, level, comment, rated_by, rated_at) overriding system value values
  ('2', 'value-lessons', '3', 'This is where we can improve the most.', '{"kind": "person", "name": "Priya Raman", "personId": 6}', '2026-11-21 14:00:00+00'),
  ('2', 'value-cost', '5', '', '{"kind": "person", "name": "Sofia Novak", "personId": 10}', '2026-11-21 14:00:00+00');

insert into evenkeel.assessments (id, notes, started_by, started_at, completed_by, completed_at, evidence, overall, version) overriding system value values
  ('2', 'Command and learning have improved; sharing our lessons with customers has not.', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', '2026-11-21 14:00:00+00', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', '2026-11-21 14:00:00+00', '{"recurrence-rate-90": {"n": 28, "value": 0.10714285714285714}, "share-roles-filled": {"n": 12, "value": 1}, "drills-last-90-days": {"n": 3, "value": 3}, "incident-cost-known": {"n": 1, "value": 1}, "share-people-trained": {"n": 12, "value": 0.6666666666666666}, "share-updates-on-time": {"n": 33, "value": 0.6363636363636364}, "share-actionable-pages": {"n": 1197, "value": 0.9156223893065998}, "lessons-published-count": {"n": 0, "value": null}, "share-found-by-customers": {"n": 28, "value": 0.2857142857142857}, "share-severity-unchanged": {"n": 28, "value": 0.9285714285714286}, "certified-commander-count": {"n": 4, "value": 4}, "goals-with-baseline-count": {"n": 4, "value": 4}, "median-first-post-seconds": {"n": 11, "value": 540}, "share-postmortems-on-time": {"n": 22, "value": 0.6363636363636364}, "median-acknowledge-seconds": {"n": 1096, "value": 117.1285}, "share-action-items-on-time": {"n": 29, "value": 0.6896551724137931}, "days-since-quarterly-review": {"n": 1, "value": 35}, "share-declared-within-target": {"n": 28, "value": 0.2857142857142857}, "share-services-with-page-path": {"n": 12, "value": 1}, "coverage-gap-hours-next-30-days": {"n": 7, "value": 0}, "share-incidents-with-runbook-run": {"n": 28, "value": 0.39285714285714285}, "share-services-with-fresh-runbook": {"n": 12, "value": 0.75}, "share-with-commander-in-five-minutes": {"n": 12, "value": 1}}', '3', '26'),
  ('1', 'First assessment, together with all three team leads.', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', '2026-10-04 14:00:00+00', '{"kind": "person", "name": "Mara Lindqvist", "personId": 1}', '2026-10-04 14:00:00+00', '{"recurrence-rate-90": {"n": 10, "value": 0}, "share-roles-filled": {"n": 6, "value": 1}, "drills-last-90-days": {"n": 1, "value": 1}, "incident-cost-known": {"n": 0, "value": null}, "share-people-trained": {"n": 12, "value": 0}, "share-updates-on-time": {"n": 15, "value": 0.4666666666666667}, "share-actionable-pages": {"n": 473, "value": 0.9238900634249472}, "lessons-published-count": {"n": 0, "value": null}, "share-found-by-customers": {"n": 10, "value": 0.2}, "share-severity-unchanged": {"n": 10, "value": 0.9}, "certified-commander-count": {"n": 0, "value": null}, "goals-with-baseline-count": {"n": 0, "value": null}, "median-first-post-seconds": {"n": 5, "value": 540}, "share-postmortems-on-time": {"n": 6, "value": 0.3333333333333333}, "median-acknowledge-seconds": {"n": 437, "value": 113.623}, "share-action-items-on-time": {"n": 0, "value": null}, "days-since-quarterly-review": {"n": 0, "value": null}, "share-declared-within-target": {"n": 10, "value": 0.1}, "share-services-with-page-path": {"n": 12, "value": 1}, "coverage-gap-hours-next-30-days": {"n": 7, "value": 0}, "share-incidents-with-runbook-run": {"n": 10, "value": 0.3}, "share-services-with-fresh-runbook": {"n": 12, "value": 0.75}, "share-with-commander-in-five-minutes": {"n": 6, "value": 1}}', '2', '26');

insert into evenkeel.certificates (id, code, person_id, course_key, attempt_id, issued_at, expires_at) overriding system value values
  ('27', 't3z3cppz7mkcby9xcjsnc099vzfx0b1g', '6', 'blameless-postmortems', '28', '2026-11-09 12:10:00+00', '2027-11-09 12:10:00+00'),
  ('26', 'zm01nwz5b99ap81pbba9vgbf8ngxbe8e', '13', 'incident-commander', '27', '2026-11-09 12:10:00+00', '2027-11-09 12:10:00+00');

insert into evenkeel.changes (id, source_id, service_id, at, title, labels, links) overriding system value values
  ('274', '5', '2', '2026-11-29 12:04:00+00', 'search 6.34.8 deployed', '{"author": "noor", "source": "pipeline", "service": "search", "version": "6.34.8"}', '[{"href": "https://code.lantern-and-loom.example/search/6.34.8", "text": "Changes"}]'),
  ('273', '5', '2', '2026-11-29 09:52:00+00', 'search 3.12.4 deployed', '{"author": "noor", "source": "pipeline", "service": "search", "version": "3.12.4"}', '[{"href": "https://code.lantern-and-loom.example/search/3.12.4", "text": "Changes"}]');

insert into evenkeel.checklist_ticks (incident_id, item_id, ticked_by, ticked_at) overriding system value values
  ('40', 'changes', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', '2026-11-29 11:45:23.337+00'),
  ('40', 'first-post', '{"kind": "person", "name": "Elena Petrova", "personId": 14}', '2026-11-29 11:43:07.227+00');

insert into evenkeel.configuration_version (singleton, version) overriding system value values
  ('true', '51');

insert into evenkeel.contact_methods (id, person_id, channel, label, settings, hint, verified_at, verification_hash, verification_expires_at, verification_sent_at, verification_attempts, disabled_at, disabled_reason, last_outcome, last_outcome_at, created_at) overriding system value values
  ('32', '16', 'email', 'Work e-mail', 's1.fdf79be7e28a.jlSwDEdw6rMqVvdT0_MK-BnsJu9Pe9ag1GNuPzR9o5YiartbfsaVZ9U-5woWpcI0bDOdX_h7_5Ey_CUou33axDRXy_t1GZc', 'd***@lantern-and-loom.example', '2026-08-29 00:00:00+00', null, null, null, '0', null, null, 'sent', '2026-09-26 13:02:00.24+00', '2026-08-29 00:00:00+00'),
  ('31', '16', 'email', 'Text message', 's1.fdf79be7e28a.Rjm8mUaF2e5nBcXggmMs6sl-cY2UXDcmO3dvd3vK5AgT3KflPAnoxtpZax2hUMgfB9YBWdyVCaTE5E8kT0ViopXnGBsNhacoxQOV', 'd***@sms.lantern-and-loom.example', '2026-08-29 00:00:00+00', null, null, null, '0', null, null, 'sent', '2026-10-29 20:12:00.24+00', '2026-08-29 00:00:00+00'),
  ('28', '14', 'email', 'Work e-mail', 's1.fdf79be7e28a.Ri6ezRpuixQSRaapxt9fKfBP4H_Ka-UEWpF44qNOO_pVLhMBklGM9yHm1MoZbhq-phIZwUU9QKFsqommFJZEV4rwPZw8VmdR', 'e***@lantern-and-loom.example', '2026-08-29 00:00:00+00', null, null, null, '0', null, null, 'sent', '2026-11-29 11:38:04.58+00', '2026-08-29 00:00:00+00'),
  ('27', '14', 'email', 'Text message', 's1.fdf79be7e28a.lULrs6siPiGBq8P1PMABsUqc-lLqgwJWE7Am08Ei_3sb-w6TkAEQQVvazKUPujKrNy3wlzzCsMvQd7gTrJuHiCuUfL2dgaWrrFGiqA', 'e***@sms.lantern-and-loom.example', '2026-08-29 00:00:00+00', null, null, null, '0', null, null, 'sent', '2026-11-29 11:36:04.58+00', '2026-08-29 00:00:00+00'),
  ('6', '3', 'email', 'Work e-mail', 's1.fdf79be7e28a.XcdCnz8kR2QrYVQa-nacylxfaY3wYJpPAgJ_8OxmOF0uFLVUvoJjTzApOR-iZHb98TUGJc4t9RgZLu6Pd5Isl2iplDoQpi4', 'n***@lantern-and-loom.example', '2026-08-29 00:00:00+00', null, null, null, '0', null, null, 'sent', '2026-11-23 07:15:43.728+00', '2026-08-29 00:00:00+00');

insert into evenkeel.drill_injects (drill_id, position, at_minute, tell, hope, due_at, told_at) overriding system value values
  ('5', '3', '30', 'A new certificate is in place, but one of three machines still has the old one.', 'Verified everywhere before it is called resolved.', null, null),
  ('5', '2', '15', 'Somebody suggests turning the check off.', 'Risk weighed, commander decides, rollback plan noted.', null, null);

insert into evenkeel.drills (id, scenario_key, format, title, story, severity, team_id, service_ids, leader_id, planned_for, state, incident_id, started_at, finished_at, marks, points, possible, notes, version, created_at) overriding system value values
  ('5', 'expired-certificate', 'tabletop', 'Nobody can log in', 'A certificate between two services expired at midnight. The only person who has ever renewed it is on holiday.', '1', '3', '{9}', '13', '2026-12-06 09:10:00+00', 'planned', null, null, null, '{}', null, null, '', '1', '2026-11-27 09:10:00+00'),
  ('4', 'bad-deployment', 'wheel', 'One in five payments', 'A change reached a fifth of the machines and fails only for cards of one bank.', '2', '1', '{1}', '2', '2026-11-18 13:00:00+00', 'finished', '34', '2026-11-18 13:00:00+00', '2026-11-18 13:52:00+00', '{"roles": 1, "plan-b": 2, "rhythm": 2, "debrief": 3, "severity": 3, "commander": 3, "first-post": 0, "named-tasks": 3}', '17', '24', 'We spent too long looking for the cause before mitigating the impact.', '5', '2026-11-12 13:00:00+00');

insert into evenkeel.escalation_policies (id, slug, name, description, team_id, definition, version, created_at) overriding system value values
  ('3', 'platform', 'Platform escalation', '', '3', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 5, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 6, "kind": "schedule"}], "delaySeconds": 600}, {"ifEmpty": "skip", "targets": [{"id": 10, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00'),
  ('2', 'payments', 'Payments escalation', '', '2', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 3, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 4, "kind": "schedule"}], "delaySeconds": 600}, {"ifEmpty": "skip", "targets": [{"id": 6, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00'),
  ('1', 'storefront', 'Storefront escalation', '', '1', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 1, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 2, "kind": "schedule"}], "delaySeconds": 600}, {"ifEmpty": "skip", "targets": [{"id": 2, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00'),
  ('6', 'executives', 'Executives', '', null, '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 16, "kind": "person"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 1, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00'),
  ('5', 'communications', 'Customer communications', '', null, '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 14, "kind": "person"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 15, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00'),
  ('4', 'commanders', 'Incident commander needed', '', null, '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 7, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 1, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', '2026-08-29 00:00:00+00');

insert into evenkeel.events (id, tx, at, kind, subject_kind, subject_id, actor, data) overriding system value values
  ('22142', '953', '2026-11-29 12:12:32.927015+00', 'recurrence.suggested', 'recurrence', '40', '{"kind": "system", "name": "Evenkeel"}', '{"earlierIncidentId": 22}'),
  ('22141', '949', '2026-11-29 12:12:31.615348+00', 'incident.joined', 'incident', '40', '{"kind": "person", "name": "Luca Moretti", "role": "responder", "personId": 9}', '{}');

insert into evenkeel.goals (id, name, measure, team_id, service_id, owner_id, target, starts_at, due_at, baseline_value, baseline_n, baseline_from, baseline_to, baseline_frozen_at, dropped_at, drop_reason, version, created_at) overriding system value values
  ('4', 'Reach level 4', 'maturity-level', null, null, '1', '4', '2026-10-14 11:00:00+00', '2026-12-27 12:10:04.34+00', '2', '1', '2026-09-28 00:00:00+00', '2026-10-12 00:00:00+00', '2026-10-14 11:00:00+00', null, '', '2', '2026-10-14 11:00:00+00'),
  ('3', 'Fewer pages per shift', 'pages-per-shift', '2', null, '8', '12.299999999999999', '2026-10-14 11:00:00+00', '2026-12-27 12:10:04.34+00', '20.5', '4', '2026-09-28 00:00:00+00', '2026-10-12 00:00:00+00', '2026-10-14 11:00:00+00', null, '', '2', '2026-10-14 11:00:00+00');

insert into evenkeel.heartbeats (source_id, interval_seconds, grace_seconds, armed_at, paused_at, last_ping_at, due_at, late_since) overriding system value values
  ('7', '600', '300', '2026-08-29 00:00:00+00', null, '2026-11-29 12:12:32.297+00', '2026-11-29 12:27:32.297+00', null),
  ('6', '86400', '7200', '2026-08-29 00:00:00+00', null, '2026-11-29 02:10:00+00', '2026-11-30 04:10:00+00', null);

insert into evenkeel.incident_alerts (alert_id, incident_id, linked_at, linked_by) overriding system value values
  ('5872', '40', '2026-11-29 11:29:04.34+00', '{"kind": "person", "name": "Jonas Weber", "personId": 7}'),
  ('5871', '40', '2026-11-29 11:29:04.34+00', '{"kind": "person", "name": "Jonas Weber", "personId": 7}');

insert into evenkeel.incident_presence (incident_id, person_id, seen_at) overriding system value values
  ('40', '9', '2026-11-29 12:12:31.56+00'),
  ('40', '7', '2026-11-29 12:12:31.465+00');

insert into evenkeel.incident_roles (id, incident_id, role, person_id, assumed_at, assigned_by, offered_to_id, offered_at, renounced_at) overriding system value values
  ('105', '40', 'scribe', '9', '2026-11-29 11:32:58.34+00', '{"kind": "person", "name": "Luca Moretti", "personId": 9}', null, null, null),
  ('104', '40', 'communications', '14', '2026-11-29 11:32:10.34+00', '{"kind": "person", "name": "Elena Petrova", "personId": 14}', null, null, null);

insert into evenkeel.incident_services (incident_id, service_id) overriding system value values
  ('40', '5'),
  ('40', '6');

insert into evenkeel.incident_tasks (id, incident_id, title, owner_id, due_at, done_at, done_by, created_by, created_at) overriding system value values
  ('42', '40', 'Route new cards to the other region, step by step', '9', null, '2026-11-29 12:09:34.34+00', '{"kind": "person", "name": "Luca Moretti", "personId": 9}', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 11:42:04.34+00'),
  ('41', '40', 'Compare new and saved cards', '7', null, '2026-11-29 12:02:34.34+00', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 11:35:04.34+00');

insert into evenkeel.incident_timers (incident_id, key, due_at, fired_at) overriding system value values
  ('40', 'internal-update', '2026-11-29 12:37:34.34+00', null),
  ('40', 'public-update', '2026-11-29 12:32:04.34+00', null);

insert into evenkeel.incident_updates (id, incident_id, audience, status, text, next_update_at, author, approved_by, at) overriding system value values
  ('76', '40', 'responders', 'identified', 'We know the cause. Decision: route new cards to the other region. Plan B is the second provider.', null, '{"kind": "person", "name": "Idris Bello", "personId": 2}', null, '2026-11-29 12:07:34.34+00'),
  ('75', '40', 'public', 'identified', 'We have identified the cause of errors when paying with a new card in Payments and are working on a fix. This affects customers who pay with a card they have not saved. In the meantime, you can pay with a saved card, by wallet or by bank transfer. Next update by 13:32 CET.', '2026-11-29 12:32:04.34+00', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 12:02:04.34+00'),
  ('73', '40', 'public', 'investigating', 'You may notice errors when paying with a new card when using Payments. This began on 29 Nov 2026, 12:20 CET. Our engineers are working on it. Next update by 13:08 CET.', '2026-11-29 12:08:04.34+00', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 11:38:04.34+00');

insert into evenkeel.incidents (id, title, summary, severity, peak_severity, kind, lifecycle, is_false_alarm, found_by, declared_by, declare_key, customer_impact, customers_affected, is_visible_to_customers, is_severity_disputed, slower_public_update_minutes, conference_url, impact_started_at, detected_at, alerted_at, acknowledged_at, declared_at, commander_assigned_at, first_public_at, mitigated_at, resolved_at, closed_at, reopened_at, version) overriding system value values
  ('38', 'Order confirmations an hour late', 'Customers contacted support to ask whether their order had gone through.', '3', '3', 'real', 'closed', 'false', 'machine', '{"kind": "person", "name": "Amara Okafor", "personId": 8}', null, 'Customers contacted support to ask whether their order had gone through.', '1350', 'true', 'false', null, null, '2026-11-24 09:59:21.09+00', '2026-11-24 10:01:00+00', '2026-11-24 10:01:00.581+00', '2026-11-24 10:32:23.394+00', '2026-11-24 10:12:00+00', '2026-11-24 10:14:00+00', '2026-11-24 10:20:30+00', '2026-11-24 10:46:00+00', '2026-11-24 11:10:00+00', '2026-11-25 20:46:00+00', null, '6'),
  ('35', 'Portuguese addresses rejected at checkout', 'Customers in Portugal could not enter postcodes with a space.', '3', '3', 'real', 'closed', 'false', 'machine', '{"kind": "person", "name": "Luca Moretti", "personId": 9}', null, 'Customers in Portugal could not enter postcodes with a space.', '88', 'true', 'false', null, null, '2026-11-19 15:41:55.569+00', '2026-11-19 15:44:00+00', '2026-11-19 15:44:00.787+00', '2026-11-19 15:45:10.607+00', '2026-11-19 16:02:00+00', '2026-11-19 16:04:00+00', null, '2026-11-19 16:33:00+00', '2026-11-19 16:41:00+00', '2026-11-21 02:17:00+00', null, '6'),
  ('40', 'Card payments failing for some customers', 'About one in five card payments fails. Wallets and bank transfers are fine.', '2', '2', 'real', 'active', 'false', 'machine', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', null, 'About one in five card payments fails. Wallets and bank transfers are fine.', '740', 'true', 'false', null, null, '2026-11-29 11:20:12.585+00', '2026-11-29 11:21:04.34+00', '2026-11-29 11:21:05.458+00', '2026-11-29 11:23:38.718+00', '2026-11-29 11:29:04.34+00', '2026-11-29 11:30:34.34+00', '2026-11-29 11:38:04.34+00', null, null, null, null, '4'),
  ('34', 'Drill: One in five payments', 'This is practice (wheel of misfortune). No customer is affected.', '2', '2', 'drill', 'closed', 'false', null, '{"kind": "person", "name": "Idris Bello", "personId": 2}', null, '', null, 'true', 'false', null, null, '2026-11-18 13:00:00+00', '2026-11-18 13:00:00+00', '2026-11-18 13:00:00.24+00', '2026-11-18 13:02:16.543+00', '2026-11-18 13:00:00+00', '2026-11-18 13:02:00+00', null, null, '2026-11-18 13:52:00+00', '2026-11-18 13:52:00+00', null, '3'),
  ('39', 'Product pages failing after a release', 'One in ten product pages returned an error for fifteen minutes.', '3', '3', 'real', 'closed', 'false', 'machine', '{"kind": "person", "name": "Yuki Tanaka", "personId": 5}', null, 'One in ten product pages returned an error for fifteen minutes.', '1020', 'true', 'false', null, null, '2026-11-26 13:26:00.404+00', '2026-11-26 13:30:00+00', '2026-11-26 13:30:00.628+00', '2026-11-26 13:32:35.9+00', '2026-11-26 13:37:00+00', '2026-11-26 13:39:00+00', null, '2026-11-26 13:53:00+00', '2026-11-26 14:09:00+00', '2026-11-27 23:45:00+00', null, '6'),
  ('22', 'Card payments from Sweden declined', 'Four in ten card payments from Sweden were declined.', '2', '2', 'real', 'closed', 'false', 'machine', '{"kind": "person", "name": "Luca Moretti", "personId": 9}', null, 'Four in ten card payments from Sweden were declined.', '610', 'true', 'false', null, null, '2026-10-23 12:02:13.103+00', '2026-10-23 12:04:00+00', '2026-10-23 12:04:00.262+00', '2026-10-23 12:04:50.752+00', '2026-10-23 12:18:00+00', '2026-10-23 12:19:30+00', '2026-10-23 12:27:00+00', '2026-10-23 12:59:00+00', '2026-10-23 13:24:00+00', '2026-10-24 23:00:00+00', null, '6'),
  ('13', 'Some customers charged twice', 'A retry in the order queue resent payments. 318 customers were charged twice before we stopped it.', '1', '1', 'real', 'closed', 'false', 'customer', '{"kind": "person", "name": "Grace Mbeki", "personId": 15}', null, 'A retry in the order queue resent payments. 318 customers were charged twice before we stopped it.', '318', 'true', 'false', null, null, '2026-10-02 10:42:25.853+00', '2026-10-02 10:45:00+00', '2026-10-02 10:45:00.61+00', '2026-10-02 10:46:33.329+00', '2026-10-02 11:07:00+00', '2026-10-02 11:08:30+00', '2026-10-02 11:16:00+00', '2026-10-02 12:18:00+00', '2026-10-02 14:35:00+00', '2026-10-04 00:11:00+00', null, '7'),
  ('30', 'Baskets empty after signing in', 'Customers who signed in lost everything in their basket.', '2', '2', 'real', 'closed', 'false', 'customer', '{"kind": "person", "name": "Grace Mbeki", "personId": 15}', null, 'Customers who signed in lost everything in their basket.', '2300', 'true', 'false', null, null, '2026-11-10 18:10:44.715+00', '2026-11-10 18:13:00+00', '2026-11-10 18:13:01.397+00', '2026-11-10 18:14:23.961+00', '2026-11-10 18:33:00+00', '2026-11-10 18:34:30+00', '2026-11-10 18:41:15+00', '2026-11-10 19:06:00+00', '2026-11-10 19:37:00+00', '2026-11-12 05:13:00+00', null, '7');

insert into evenkeel.installation (singleton, sign_in_secret, setup_hash) overriding system value values
  ('true', 's1.fdf79be7e28a.MD18mC2Sre-_7fNr6oZZmqlGpg-n2LstxXc94FUBUbW-vy_Ppq41tH0QHR12vu3KBcu7LvPExm0tHQqHn_Ucy1OPlNEtH88', null);

insert into evenkeel.learn_cursor (singleton, tx, event_id) overriding system value values
  ('true', '953', '22142');

insert into evenkeel.maintenance_windows (id, title, starts_at, ends_at, service_ids, condition, created_by, canceled_at, version, created_at) overriding system value values
  ('4', 'Move mail workers to new servers', '2026-11-29 10:10:04.34+00', '2026-11-29 18:10:04.34+00', '{12}', null, '{"kind": "person", "name": "Hana Kim", "role": "responder", "personId": 12}', null, '1', '2026-11-29 10:10:04.34+00'),
  ('3', 'Payment provider change', '2026-12-03 03:30:00+00', '2026-12-03 05:30:00+00', '{6}', null, '{"kind": "person", "name": "Elena Petrova", "role": "responder", "personId": 14}', null, '1', '2026-11-29 07:10:04.34+00'),
  ('2', 'Database upgrade', '2026-11-12 04:00:00+00', '2026-11-12 05:30:00+00', '{5,6}', null, '{"kind": "person", "name": "Elena Petrova", "role": "responder", "personId": 14}', null, '1', '2026-11-09 04:00:00+00');

insert into evenkeel.nodes (id, name, version, started_at, heartbeat_at, stopped_at) overriding system value values
  ('1', 'vm', 'test', '2026-11-29 12:10:04.154278+00', '2026-11-29 12:12:38.06834+00', null);

insert into evenkeel.notification_attempts (notification_id, attempt, node_id, started_at, finished_at, outcome, detail) overriding system value values
  ('2293', '1', '1', '2026-11-29 11:38:04.34+00', '2026-11-29 11:38:04.58+00', 'sent', 'sent'),
  ('2292', '1', '1', '2026-11-29 11:36:04.34+00', '2026-11-29 11:36:04.58+00', 'sent', 'sent');

insert into evenkeel.notification_rules (id, person_id, urgency, position, contact_method_id, delay_seconds) overriding system value values
  ('48', '16', 'low', '1', '32', '0'),
  ('47', '16', 'high', '2', '32', '120');

insert into evenkeel.notifications (id, page_key, page_id, generation, round, step_index, rule_index, person_id, contact_method_id, channel, severity, state, due_at, attempts, lease_until, lease_token, node_id, may_repeat, outcome, provider_id, created_at, sent_at, finished_at, to_account) overriding system value values
  ('2293', 'page-1447:g1:r0:s0:p14:m28:n1', '1447', '1', '0', '0', '1', '14', '28', 'email', '2', 'sent', '2026-11-29 11:38:04.34+00', '1', null, null, '1', 'false', 'sent', null, '2026-11-29 11:36:04.34+00', '2026-11-29 11:38:04.58+00', '2026-11-29 11:38:04.58+00', 'false'),
  ('2292', 'page-1447:g1:r0:s0:p14:m27:n0', '1447', '1', '0', '0', '0', '14', '27', 'email', '2', 'sent', '2026-11-29 11:36:04.34+00', '1', null, null, '1', 'false', 'sent', null, '2026-11-29 11:36:04.34+00', '2026-11-29 11:36:04.58+00', '2026-11-29 11:36:04.58+00', 'false'),
  ('2291', 'page-1446:g1:r0:s0:p3:m6:n1', '1446', '1', '0', '0', '1', '3', '6', 'email', '2', 'void', '2026-11-29 11:38:04.34+00', '0', null, null, null, 'false', 'acknowledged by Noor Haddad', null, '2026-11-29 11:36:04.34+00', null, '2026-11-29 11:36:28.77+00', 'false');

insert into evenkeel.one_time_tokens (hash, purpose, person_id, data, expires_at) overriding system value values
  ( E'\\xb09598b28ca1f872dd2f12ad5e5b6febc01d647964357a6e303dc52710b8f703', 'sign-in', '1', '{}', '2026-11-30 12:12:31.257415+00');

insert into evenkeel.page_alerts (page_id, alert_id) overriding system value values
  ('1445', '5875'),
  ('1444', '5872');

insert into evenkeel.pages (id, policy_id, policy, service_id, incident_id, title, message, severity, urgency, kind, group_hash, state, generation, step_index, round, due_at, exhausted_at, problems, alert_count, opened_at, acknowledged_at, acknowledged_by, resolved_at, asks_admins) overriding system value values
  ('1447', '5', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 14, "kind": "person"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 15, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', null, '40', 'INC-40 Card payments failing for some customers', '', '2', 'high', 'real',  E'\\xbf018dc4e23f9dad4a0d67645339a45aeedbf5ce4bd1658c174d0c03f83f9d88', 'acknowledged', '2', '1', '0', null, null, '[]', '0', '2026-11-29 11:36:04.34+00', '2026-11-29 11:38:25.04+00', '{"kind": "person", "name": "Elena Petrova", "personId": 14}', null, 'false'),
  ('1446', '4', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 7, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 1, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', null, '40', 'INC-40 Card payments failing for some customers', '', '2', 'high', 'real',  E'\\xd18dc032adcd093914754711d55a401fb52e221fd4acbaea0edc3d48fafbe001', 'acknowledged', '2', '1', '0', null, null, '[]', '0', '2026-11-29 11:36:04.34+00', '2026-11-29 11:36:28.77+00', '{"kind": "person", "name": "Noor Haddad", "personId": 3}', null, 'false'),
  ('1445', '1', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 1, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 2, "kind": "schedule"}], "delaySeconds": 600}, {"ifEmpty": "skip", "targets": [{"id": 2, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '1', null, 'Shop pod restarting repeatedly (web-3)', '', '4', 'low', 'real',  E'\\x1df500bef2b514647836ea58376eb0754ca21b6d0c386a33fad22eb3ed8255ed', 'resolved', '3', '1', '0', null, null, '[]', '1', '2026-11-29 11:43:28.12+00', '2026-11-29 11:46:14.895+00', '{"kind": "person", "name": "Tomás Ferreira", "role": "responder", "personId": 4}', '2026-11-29 11:54:23.288+00', 'false'),
  ('1444', '2', '{"steps": [{"ifEmpty": "skip", "targets": [{"id": 3, "kind": "schedule"}], "delaySeconds": 300}, {"ifEmpty": "skip", "targets": [{"id": 4, "kind": "schedule"}], "delaySeconds": 600}, {"ifEmpty": "skip", "targets": [{"id": 6, "kind": "person"}], "delaySeconds": 600}], "repeat": 1, "catchAll": {"id": 1, "kind": "person"}}', '5', null, 'Checkout error rate high (se)', '', '2', 'high', 'real',  E'\\x909e48bbbc863341a7a0c6426f22d0aec8b3d949a9b797424be7fa5268f43a14', 'acknowledged', '2', '1', '0', null, null, '[]', '1', '2026-11-29 11:25:04.46+00', '2026-11-29 11:26:26.594+00', '{"kind": "person", "name": "Amara Okafor", "role": "responder", "personId": 8}', null, 'false');

insert into evenkeel.people (id, email, name, time_zone, role, auth_user_id, disabled_at, version, created_at, notification_rules_version) overriding system value values
  ('12', 'hana@lantern-and-loom.example', 'Hana Kim', 'Europe/Berlin', 'responder', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('8', 'amara@lantern-and-loom.example', 'Amara Okafor', 'Europe/London', 'responder', '298c7aad-9399-47d8-8de5-baca7001e26c', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('6', 'priya@lantern-and-loom.example', 'Priya Raman', 'Europe/London', 'responder', '6d4674f4-e694-4213-9ab0-124e05771832', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('13', 'oskar@lantern-and-loom.example', 'Oskar Lind', 'Europe/Stockholm', 'responder', 'a071b504-0e6c-4fcd-8c95-002b6634eb58', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('16', 'dana@lantern-and-loom.example', 'Dana Whitfield', 'Europe/London', 'viewer', '1dcd3d52-d389-4d01-967f-4afd2b0f60bb', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('2', 'idris@lantern-and-loom.example', 'Idris Bello', 'Europe/London', 'responder', 'b223462c-9e24-4ef2-b2c6-137b3f9baa78', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('1', 'mara@lantern-and-loom.example', 'Mara Lindqvist', 'Europe/Stockholm', 'admin', '3b54c3c2-bf04-4022-b52b-d31eb278c76f', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('9', 'luca@lantern-and-loom.example', 'Luca Moretti', 'Europe/Rome', 'responder', '3067a3e7-5d33-4269-8e57-ae6d3f5d0554', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('7', 'jonas@lantern-and-loom.example', 'Jonas Weber', 'Europe/Berlin', 'responder', 'cdee0902-4960-4451-afa4-c8ee3d5c3c83', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('14', 'elena@lantern-and-loom.example', 'Elena Petrova', 'Europe/Berlin', 'responder', '4cb0d170-1e01-497e-a7d4-c795921604bb', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('3', 'noor@lantern-and-loom.example', 'Noor Haddad', 'Europe/Berlin', 'responder', '1415a95e-6864-4079-b99e-86cee8d66beb', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('15', 'grace@lantern-and-loom.example', 'Grace Mbeki', 'Africa/Johannesburg', 'responder', 'a0571d3b-6c70-465a-8ca6-36dd5a680de4', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('10', 'sofia@lantern-and-loom.example', 'Sofia Novak', 'Europe/Prague', 'responder', '20e444fc-66ac-48fe-9ab9-e3ca1ae79d2b', null, '2', '2026-08-29 00:00:00+00', '2'),
  ('4', 'tomas@lantern-and-loom.example', 'Tomás Ferreira', 'Europe/Lisbon', 'responder', 'cfa11dc6-9d92-4346-b083-1c5bfe7d2c7d', null, '2', '2026-08-29 00:00:00+00', '2');

insert into evenkeel.pilot_checklist_items (pilot_id, milestone_key, position, text, done_at, done_by) overriding system value values
  ('1', 'plan', '0', 'Quick wins first', '2026-10-28 15:20:00+00', '{"kind": "person", "name": "Priya Raman", "personId": 6}'),
  ('1', 'goals', '0', 'Link each goal to a business objective', '2026-10-15 15:20:00+00', '{"kind": "person", "name": "Priya Raman", "personId": 6}');

insert into evenkeel.pilot_milestones (pilot_id, key, position, phase, title, due_on, sign, owner_id, done_at, done_by) overriding system value values
  ('1', 'plan', '6', 'build-plan', 'The plan has owners and dates', '2026-10-28', null, '7', '2026-10-28 15:20:00+00', '{"kind": "person", "name": "Priya Raman", "personId": 6}'),
  ('1', 'goals', '4', 'define-goals', 'Two or three goals have a number and a date', '2026-10-18', 'goals-set', '6', '2026-10-16 18:00:00+00', '{"kind": "system", "name": "Evenkeel"}'),
  ('1', 'postmortems', '11', 'execute', 'Every required postmortem is completed', '2026-12-07', 'postmortems-completed', '8', '2026-11-05 18:00:00+00', '{"kind": "system", "name": "Evenkeel"}');

insert into evenkeel.pilots (id, team_id, sponsor_name, sponsor_title, sponsor_is_vice_president, sponsor_named_at, starts_on, time_zone, starts_at, baseline_ends_at, baseline, baseline_frozen_at, ended_at, outcome, outcome_note, looked_at, version, created_at) overriding system value values
  ('1', '2', 'Dana Whitfield', 'Vice President Engineering', 'true', '2026-09-29 09:00:00+00', '2026-09-28', 'Europe/Berlin', '2026-09-27 22:00:00+00', '2026-10-11 22:00:00+00', '{"measures": [{"n": 4, "key": "median-restore-seconds", "name": "Median time to restore", "unit": "seconds", "value": 9319.492, "better": "lower", "values": [13954.147, 9360, 9278.984, 8340]}, {"n": 4, "key": "median-acknowledge-seconds", "name": "Median time to acknowledge", "unit": "seconds", "value": 73.4265, "better": "lower", "values": [92.719, 54.134, 14.545, 137.05]}, {"n": 4, "key": "median-detect-seconds", "name": "Median time to detect", "unit": "seconds", "value": 156.5655, "better": "lower", "values": [154.147, 2280, 158.984, 0]}, {"n": 4, "key": "incidents-per-sprint", "name": "Incidents per sprint", "unit": "count", "value": 4, "better": "lower", "values": []}, {"n": 4, "key": "postmortem-completed-share", "name": "Required postmortems completed", "unit": "share", "value": 0.5, "better": "higher", "values": []}, {"n": 1, "key": "postmortem-on-time-share", "name": "Required postmortems on time", "unit": "share", "value": 1, "better": "higher", "values": []}, {"n": 4, "key": "recurrence-rate-90", "name": "Recurrence within 90 days", "unit": "share", "value": 0, "better": "lower", "values": []}, {"n": 4, "key": "pages-per-shift", "name": "Median pages per shift", "unit": "count", "value": 20.5, "better": "lower", "values": []}], "restoreBySeverity": [{"seconds": [13954.147], "severity": 1}, {"seconds": [9278.984], "severity": 2}, {"seconds": [9360, 8340], "severity": 3}, {"seconds": [], "severity": 4}, {"seconds": [], "severity": 5}]}', '2026-10-13 18:00:00+00', null, null, '', '2026-11-29 12:12:31.444031+00', '20', '2026-09-25 10:00:00+00');

insert into evenkeel.postmortem_reviewers (incident_id, person_id, approved_at, approved_version) overriding system value values
  ('38', '10', null, null),
  ('35', '10', null, null);

insert into evenkeel.postmortem_versions (incident_id, version, markdown, author, at) overriding system value values
  ('39', '1', '# Postmortem INC-39: Product pages failing after a release

- **Incident:** INC-39, Product pages failing after a release
- **Severity:** SEV3
- **Services:** Web shop
- **Time to restore** (impact started → resolved): 43 min
- **Time to mitigate** (impact started → mitigated): 27 min
- **Time to detect** (impact started → detected): 4 min
- **Time to acknowledge** (alerted → acknowledged): 3 min
- **Numbers:** 2 alerts, 2 pages, 2 responders, 1 task, 0 public updates

| Instant | UTC |
|---|---|
| impact started | 2026-11-26 13:26 |
| detected | 2026-11-26 13:30 |
| alerted | 2026-11-26 13:30 |
| acknowledged | 2026-11-26 13:32 |
| declared | 2026-11-26 13:37 |
| commander assigned | 2026-11-26 13:39 |
| mitigated | 2026-11-26 13:53 |
| resolved | 2026-11-26 14:09 |

## What happened

<!-- A few sentences. -->

## Impact

<!-- Who was affected, how, and for how long. -->

Customers were affected for 27 min.

About 1020 customers were affected.

One in ten product pages returned an error for fifteen minutes.

## Timeline

<!-- The few moments that matter. -->

| UTC | Event | Who |
|---|---|---|
| 2026-11-26 13:32 | Page acknowledged |  |
| 2026-11-26 13:37 | Declared as SEV3: Product pages failing after a release | Yuki Tanaka |
| 2026-11-26 13:39 | Incident commander: Noor Haddad | Noor Haddad |
| 2026-11-26 13:41 | Active: customers are affected or about to be | Noor Haddad |
| 2026-11-26 13:53 | Stable: the impact has stopped | Noor Haddad |
| 2026-11-26 14:09 | Resolved | Noor Haddad |

## Why it made sense

<!-- What made the actions look right at the time? -->

## One thing to change

<!-- One thing is enough; or: none, because … -->
', '{"kind": "system", "name": "Evenkeel"}', '2026-11-26 14:09:01+00'),
  ('38', '2',  E'## What happened

Customers contacted support to ask whether their order had gone through. We had never hit the sending limit before.

## Impact

<!-- Who was affected, how, and for how long. -->

Customers were affected for 47 min.

About 1350 customers were affected.

Customers contacted support to ask whether their order had gone through.

## Timeline

<!-- The few moments that matter. -->

| UTC | Event | Who |
|---|---|---|
| 2026-11-24 10:12 | Declared as SEV3: Order confirmations an hour late | Amara Okafor |
| 2026-11-24 10:14 | Incident commander: Priya Raman | Priya Raman |
| 2026-11-24 10:16 | Active: customers are affected or about to be | Priya Raman |
| 2026-11-24 10:20 | \\(public update\\) You may notice delayed confirmation e-mails when using E-mails. This began on 24 Nov 2026, 10:59 CET. Our engineers are working on it. Next update by 12:20 CET. |  |
| 2026-11-24 10:32 | Page acknowledged |  |
| 2026-11-24 10:32 | \\(public update\\) We have identified the cause of delayed confirmation e-mails in E-mails and are working on a fix. This affects customers who ordered this morning. Next update by 12:32 CET. |  |
| 2026-11-24 10:46 | Stable: the impact has stopped | Priya Raman |
| 2026-11-24 10:48 | \\(public update\\) A fix is in place and we are seeing E-mails recover. We are monitoring the results before we close this incident. Next update by 12:48 CET. |  |
| 2026-11-24 11:08 | \\(public update\\) This incident has been resolved. It affected E-mails from 24 Nov 2026, 10:59 CET to 24 Nov 2026, 11:46 CET. No data was lost. We apologise for the disruption. |  |
| 2026-11-24 11:10 | Resolved | Priya Raman |

## Why it made sense

We had never hit the sending limit before.

## One thing to change

Show the sending limit next to the sending rate.
', '{"kind": "person", "name": "Priya Raman", "personId": 6}', '2026-11-26 13:34:00+00');

insert into evenkeel.postmortems (incident_id, form, state, is_required, is_requested, reasons, owner_id, due_at, markdown, version, is_untouched, is_full_impact, finding_count, factor_keys, no_action_reason, drafted_at, completed_at) overriding system value values
  ('38', 'light', 'draft', 'true', 'false', '["A short postmortem is enough for a SEV3."]', '6', '2026-12-08 23:59:59.999+00',  E'## What happened

Customers contacted support to ask whether their order had gone through. We had never hit the sending limit before.

## Impact

<!-- Who was affected, how, and for how long. -->

Customers were affected for 47 min.

About 1350 customers were affected.

Customers contacted support to ask whether their order had gone through.

## Timeline

<!-- The few moments that matter. -->

| UTC | Event | Who |
|---|---|---|
| 2026-11-24 10:12 | Declared as SEV3: Order confirmations an hour late | Amara Okafor |
| 2026-11-24 10:14 | Incident commander: Priya Raman | Priya Raman |
| 2026-11-24 10:16 | Active: customers are affected or about to be | Priya Raman |
| 2026-11-24 10:20 | \\(public update\\) You may notice delayed confirmation e-mails when using E-mails. This began on 24 Nov 2026, 10:59 CET. Our engineers are working on it. Next update by 12:20 CET. |  |
| 2026-11-24 10:32 | Page acknowledged |  |
| 2026-11-24 10:32 | \\(public update\\) We have identified the cause of delayed confirmation e-mails in E-mails and are working on a fix. This affects customers who ordered this morning. Next update by 12:32 CET. |  |
| 2026-11-24 10:46 | Stable: the impact has stopped | Priya Raman |
| 2026-11-24 10:48 | \\(public update\\) A fix is in place and we are seeing E-mails recover. We are monitoring the results before we close this incident. Next update by 12:48 CET. |  |
| 2026-11-24 11:08 | \\(public update\\) This incident has been resolved. It affected E-mails from 24 Nov 2026, 10:59 CET to 24 Nov 2026, 11:46 CET. No data was lost. We apologise for the disruption. |  |
| 2026-11-24 11:10 | Resolved | Priya Raman |

## Why it made sense

We had never hit the sending limit before.

## One thing to change

Show the sending limit next to the sending rate.
', '2', 'false', 'false', '0', '{capacity,supplier}', null, '2026-11-24 11:10:01+00', null),
  ('35', 'light', 'in_review', 'true', 'false', '["A short postmortem is enough for a SEV3."]', '8', '2026-12-03 23:59:59.999+00', '## What happened

Customers in Portugal could not enter postcodes with a space. Two validations of the same field disagreed about a space.

## Impact

<!-- Who was affected, how, and for how long. -->

Customers were affected for 51 min.

About 88 customers were affected.

Customers in Portugal could not enter postcodes with a space.

## Timeline

<!-- The few moments that matter. -->

| UTC | Event | Who |
|---|---|---|
| 2026-11-19 15:45 | Page acknowledged |  |
| 2026-11-19 16:02 | Declared as SEV3: Portuguese addresses rejected at checkout | Luca Moretti |
| 2026-11-19 16:04 | Incident commander: Amara Okafor | Amara Okafor |
| 2026-11-19 16:06 | Active: customers are affected or about to be | Amara Okafor |
| 2026-11-19 16:33 | Stable: the impact has stopped | Amara Okafor |
| 2026-11-19 16:41 | Resolved | Amara Okafor |

## Why it made sense

Two validations of the same field disagreed about a space.

## One thing to change

Add a test order for every country.
', '2', 'false', 'false', '0', '{code-change,testing-gap}', null, '2026-11-19 16:41:01+00', null),
  ('39', 'light', 'draft', 'true', 'false', '["A short postmortem is enough for a SEV3."]', '3', '2026-12-10 23:59:59.999+00', '# Postmortem INC-39: Product pages failing after a release

- **Incident:** INC-39, Product pages failing after a release
- **Severity:** SEV3
- **Services:** Web shop
- **Time to restore** (impact started → resolved): 43 min
- **Time to mitigate** (impact started → mitigated): 27 min
- **Time to detect** (impact started → detected): 4 min
- **Time to acknowledge** (alerted → acknowledged): 3 min
- **Numbers:** 2 alerts, 2 pages, 2 responders, 1 task, 0 public updates

| Instant | UTC |
|---|---|
| impact started | 2026-11-26 13:26 |
| detected | 2026-11-26 13:30 |
| alerted | 2026-11-26 13:30 |
| acknowledged | 2026-11-26 13:32 |
| declared | 2026-11-26 13:37 |
| commander assigned | 2026-11-26 13:39 |
| mitigated | 2026-11-26 13:53 |
| resolved | 2026-11-26 14:09 |

## What happened

<!-- A few sentences. -->

## Impact

<!-- Who was affected, how, and for how long. -->

Customers were affected for 27 min.

About 1020 customers were affected.

One in ten product pages returned an error for fifteen minutes.

## Timeline

<!-- The few moments that matter. -->

| UTC | Event | Who |
|---|---|---|
| 2026-11-26 13:32 | Page acknowledged |  |
| 2026-11-26 13:37 | Declared as SEV3: Product pages failing after a release | Yuki Tanaka |
| 2026-11-26 13:39 | Incident commander: Noor Haddad | Noor Haddad |
| 2026-11-26 13:41 | Active: customers are affected or about to be | Noor Haddad |
| 2026-11-26 13:53 | Stable: the impact has stopped | Noor Haddad |
| 2026-11-26 14:09 | Resolved | Noor Haddad |

## Why it made sense

<!-- What made the actions look right at the time? -->

## One thing to change

<!-- One thing is enough; or: none, because … -->
', '1', 'true', 'false', '0', '{}', null, '2026-11-26 14:09:01+00', null);

insert into evenkeel.public_incidents (incident_id, public_id, values) overriding system value values
  ('40', 'tm73zmxd6n8w', '{"title": "Some card payments are failing", "effect": "errors when paying with a new card", "affected": "customers who pay with a card they have not saved", "workaround": "pay with a saved card, by wallet or by bank transfer"}'),
  ('38', 'efbh6b8bp9a5', '{"title": "Order confirmations delayed", "effect": "delayed confirmation e-mails", "affected": "customers who ordered this morning", "dataStatement": "No data was lost."}');

insert into evenkeel.public_update_components (update_id, component_id, state) overriding system value values
  ('50', '4', 'partial'),
  ('49', '4', 'partial');

insert into evenkeel.public_updates (id, incident_id, situation, status, title, body, next_update_at, state, drafted_by, drafted_at, published_by, published_at, incident_update_id, version) overriding system value values
  ('50', '40', 'identified', 'identified', 'Some card payments are failing', 'We have identified the cause of errors when paying with a new card in Payments and are working on a fix. This affects customers who pay with a card they have not saved. In the meantime, you can pay with a saved card, by wallet or by bank transfer. Next update by 13:32 CET.', '2026-11-29 12:32:04.34+00', 'published', '{"kind": "person", "name": "Elena Petrova", "personId": 14}', '2026-11-29 12:02:04.34+00', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 12:02:04.34+00', '75', '2'),
  ('49', '40', 'investigating', 'investigating', 'Some card payments are failing', 'You may notice errors when paying with a new card when using Payments. This began on 29 Nov 2026, 12:20 CET. Our engineers are working on it. Next update by 13:08 CET.', '2026-11-29 12:08:04.34+00', 'published', '{"kind": "person", "name": "Elena Petrova", "personId": 14}', '2026-11-29 11:38:04.34+00', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 11:38:04.34+00', '73', '2');

insert into evenkeel.quarterly_reviews (id, year, quarter, time_zone, planned_on, composed, composed_at, attendees, notes, decisions, held_at, version, created_at) overriding system value values
  ('2', '2026', '4', 'Europe/Berlin', '2027-01-08', '{"to": "2026-11-27T12:10:04.340Z", "from": "2026-09-30T22:00:00.000Z", "rows": [{"key": "median-restore-seconds", "name": "Median time to restore", "unit": "seconds", "current": 5041.091, "verdict": "cannot-tell", "baseline": 9319.492, "currentN": 8, "baselineN": 4, "explanation": "Cannot tell: 4 incidents are too few (each side needs 10)."}, {"key": "median-acknowledge-seconds", "name": "Median time to acknowledge", "unit": "seconds", "current": 70.662, "verdict": "cannot-tell", "baseline": 73.4265, "currentN": 8, "baselineN": 4, "explanation": "Cannot tell: 4 incidents are too few (each side needs 10)."}, {"key": "median-detect-seconds", "name": "Median time to detect", "unit": "seconds", "current": 127.75200000000001, "verdict": "cannot-tell", "baseline": 156.5655, "currentN": 8, "baselineN": 4, "explanation": "Cannot tell: 4 incidents are too few (each side needs 10)."}, {"key": "incidents-per-sprint", "name": "Incidents per sprint", "unit": "count", "current": 2.403932420860857, "verdict": "cannot-tell", "baseline": 4, "currentN": 8, "baselineN": 4, "explanation": "4 before, 2.4 now; a count alone shows no trend."}, {"key": "postmortem-completed-share", "name": "Required postmortems completed", "unit": "share", "current": 0.5714285714285714, "verdict": "cannot-tell", "baseline": 0.5, "currentN": 7, "baselineN": 4, "explanation": "Cannot tell: the difference is smaller than the uncertainty."}, {"key": "postmortem-on-time-share", "name": "Required postmortems on time", "unit": "share", "current": 0.8, "verdict": "cannot-tell", "baseline": 1, "currentN": 5, "baselineN": 1, "explanation": "Cannot tell: the difference is smaller than the uncertainty."}, {"key": "recurrence-rate-90", "name": "Recurrence within 90 days", "unit": "share", "current": 0.25, "verdict": "cannot-tell", "baseline": 0, "currentN": 8, "baselineN": 4, "explanation": "Cannot tell: the difference is smaller than the uncertainty."}, {"key": "pages-per-shift", "name": "Median pages per shift", "unit": "count", "current": 16.5, "verdict": "cannot-tell", "baseline": 20.5, "currentN": 16, "baselineN": 4, "explanation": "20.5 before, 16.5 now; a count alone shows no trend."}], "goals": [{"name": "Reach level 4", "share": 0.5, "state": "behind"}, {"name": "Fewer pages per shift", "share": 0.4878048780487804, "state": "behind"}, {"name": "Acknowledge pages faster", "share": 0.12326934653200444, "state": "behind"}, {"name": "Restore service twice as fast", "share": 0.9182118994946229, "state": "on-track"}], "money": {"net": null, "cost": {"low": 410000, "high": 1580000, "expected": 795000}, "ratio": null, "saved": null, "leftOut": [4, 5], "currency": "EUR", "notShown": {"saved": {"low": 5578826, "high": 15867166, "expected": 8868976}, "severities": [1, 2, 3]}, "assumptions": ["One hour of SEV1 costs 18,000 to 40,000, expected 26,000 EUR; 5.6 to 9.8, expected 7 people work on it.", "One hour of SEV2 costs 4,000 to 12,000, expected 7,000 EUR; 4 to 7, expected 5 people work on it.", "One hour of SEV3 costs 400 to 1,800, expected 900 EUR; 2 to 3.5, expected 2.5 people work on it.", "One responder hour costs 60 to 95, expected 75 EUR.", "The program cost 60 to 140, expected 90 hours and 500 to 2,500, expected 1,200 EUR in other costs.", "Time saved is the change in median restore time against the baseline, multiplied by the number of incidents in the period. Incidents that did not happen are not counted."]}, "drills": {"held": 2, "meanShare": 0.6458333333333334}, "topics": ["INC-29 repeated INC-4; an action item from that incident is still open.", "INC-27 repeated INC-5.", "INC-25 repeated INC-7; an action item from that incident is still open.", "10 of 16 open action items are overdue.", "The goal “Reach level 4” is behind.", "The goal “Fewer pages per shift” is behind.", "The goal “Acknowledge pages faster” is behind.", "1 certificate expires soon.", "No other department takes part."], "baseline": {"to": "2026-10-11T22:00:00.000Z", "from": "2026-09-27T22:00:00.000Z", "frozenAt": "2026-10-13T18:00:00.000Z", "teamName": "Payments"}, "mistakes": [], "training": {"people": 15, "certified": 11, "expiringSoon": 1}, "questions": ["Which goals do we keep, change or abandon?", "Which practice area comes next?", "Which overdue action items get time, and which do we deliberately drop?", "Does the program keep its budget and its sponsor?", "When is the next review?"], "benchmarks": [{"key": "technology", "low": "Ad hoc", "elite": "Optimised", "median": "Standardised", "measure": "Adoption", "industry": "Technology"}, {"key": "finance", "low": "Level 1–2", "elite": "Level 4–5", "median": "Level 3", "measure": "Maturity", "industry": "Financial services"}, {"key": "healthcare", "low": "Reactive", "elite": "Predictive", "median": "Proactive", "measure": "Compliance", "industry": "Healthcare"}, {"key": "e-commerce", "low": "< 1×", "elite": "> 5×", "median": "2–3×", "measure": "Return on investment", "industry": "E-commerce"}], "actionItems": {"open": 16, "overdue": 10}, "assessments": [{"at": "2026-10-04T14:00:00.000Z", "overall": 2, "weakest": ["on-call", "runbooks"]}, {"at": "2026-11-21T14:00:00.000Z", "overall": 3, "weakest": ["communication", "learning"]}], "recurrences": [{"key": "INC-29", "earlierKey": "INC-4", "earlierItemOpen": true}, {"key": "INC-27", "earlierKey": "INC-5", "earlierItemOpen": false}, {"key": "INC-25", "earlierKey": "INC-7", "earlierItemOpen": true}], "maturityStep": 1, "measuredFrom": "2026-10-11T22:00:00.000Z", "weakestAreas": ["communication", "learning"], "referenceNotice": "Reference values come from general literature and are not verified. You can edit them. Your own baseline is the better yardstick.", "referenceValues": [{"key": "implementation-time", "name": "Implementation time", "value": "2–6 weeks", "meaning": "Typical time to put the practices in place"}, {"key": "expected-roi", "name": "Expected return", "value": "2–5×", "meaning": "Return on a full implementation"}, {"key": "adoption", "name": "Adoption", "value": "35–60 %", "meaning": "Organisations that actively use such practices"}, {"key": "maturity-gap", "name": "Maturity gap", "value": "2–3 levels", "meaning": "Typical gap between current and target level"}, {"key": "quick-win", "name": "Quick win", "value": "30 days", "meaning": "Time until the first improvement can be measured"}, {"key": "full-impact", "name": "Full impact", "value": "6–12 months", "meaning": "Time until the full change takes effect"}]}', '2026-11-27 12:10:04.34+00', '[]', '', '[]', null, '1', '2026-11-27 12:10:04.34+00'),
  ('1', '2026', '3', 'Europe/Berlin', null, '{"to": "2026-09-30T22:00:00.000Z", "from": "2026-06-30T22:00:00.000Z", "rows": [{"key": "median-restore-seconds", "name": "Median time to restore", "unit": "seconds", "current": 8645.387999999999, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "median-acknowledge-seconds", "name": "Median time to acknowledge", "unit": "seconds", "current": 129.57999999999998, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "median-detect-seconds", "name": "Median time to detect", "unit": "seconds", "current": 102.43700000000001, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "incidents-per-sprint", "name": "Incidents per sprint", "unit": "count", "current": 1.2173913043478262, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "postmortem-completed-share", "name": "Required postmortems completed", "unit": "share", "current": 1, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "postmortem-on-time-share", "name": "Required postmortems on time", "unit": "share", "current": 0.25, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "recurrence-rate-90", "name": "Recurrence within 90 days", "unit": "share", "current": 0, "verdict": "no-baseline", "baseline": null, "currentN": 8, "baselineN": 0, "explanation": "There is no baseline to compare with."}, {"key": "pages-per-shift", "name": "Median pages per shift", "unit": "count", "current": 3, "verdict": "no-baseline", "baseline": null, "currentN": 65, "baselineN": 0, "explanation": "There is no baseline to compare with."}], "goals": [{"name": "Reach level 4", "share": 0, "state": "behind"}, {"name": "Fewer pages per shift", "share": null, "state": "no-data"}, {"name": "Acknowledge pages faster", "share": null, "state": "no-data"}, {"name": "Restore service twice as fast", "share": null, "state": "no-data"}], "money": null, "drills": {"held": 1, "meanShare": 0.3333333333333333}, "topics": ["The goal “Reach level 4” is behind.", "No other department takes part."], "baseline": null, "mistakes": [], "training": {"people": 15, "certified": 2, "expiringSoon": 0}, "questions": ["Which goals do we keep, change or abandon?", "Which practice area comes next?", "Which overdue action items get time, and which do we deliberately drop?", "Does the program keep its budget and its sponsor?", "When is the next review?"], "benchmarks": [{"key": "technology", "low": "Ad hoc", "elite": "Optimised", "median": "Standardised", "measure": "Adoption", "industry": "Technology"}, {"key": "finance", "low": "Level 1–2", "elite": "Level 4–5", "median": "Level 3", "measure": "Maturity", "industry": "Financial services"}, {"key": "healthcare", "low": "Reactive", "elite": "Predictive", "median": "Proactive", "measure": "Compliance", "industry": "Healthcare"}, {"key": "e-commerce", "low": "< 1×", "elite": "> 5×", "median": "2–3×", "measure": "Return on investment", "industry": "E-commerce"}], "actionItems": {"open": 6, "overdue": 0}, "assessments": [], "recurrences": [], "maturityStep": null, "measuredFrom": "2026-06-30T22:00:00.000Z", "weakestAreas": [], "referenceNotice": "Reference values come from general literature and are not verified. You can edit them. Your own baseline is the better yardstick.", "referenceValues": [{"key": "implementation-time", "name": "Implementation time", "value": "2–6 weeks", "meaning": "Typical time to put the practices in place"}, {"key": "expected-roi", "name": "Expected return", "value": "2–5×", "meaning": "Return on a full implementation"}, {"key": "adoption", "name": "Adoption", "value": "35–60 %", "meaning": "Organisations that actively use such practices"}, {"key": "maturity-gap", "name": "Maturity gap", "value": "2–3 levels", "meaning": "Typical gap between current and target level"}, {"key": "quick-win", "name": "Quick win", "value": "30 days", "meaning": "Time until the first improvement can be measured"}, {"key": "full-impact", "name": "Full impact", "value": "6–12 months", "meaning": "Time until the full change takes effect"}]}', '2026-10-17 12:10:04.34+00', '[{"name": "Dana Whitfield", "department": "Engineering"}, {"name": "Mara Lindqvist", "department": "Operations"}, {"name": "Priya Raman", "department": "Payments"}, {"name": "Grace Mbeki", "department": "Customer support"}]', 'Support asked to be informed before the status page is updated. Finance wants the double charges included.', '["Payments will reserve a fifth of its time for action items until the pilot ends.", "Support joins the room for every SEV2 and above.", "Storefront will start its own pilot next quarter."]', '2026-10-17 12:10:04.34+00', '3', '2026-10-17 12:10:04.34+00');

insert into evenkeel.quiz_attempts (id, person_id, course_key, answers, right_count, asked_count, passed, at) overriding system value values
  ('28', '6', 'blameless-postmortems', '{"owner": 2, "factors": 1, "deadline": 0, "question": 1, "best-action": 2, "human-error": 2, "should-have": 1}', '7', '7', 'true', '2026-11-09 12:10:00+00'),
  ('27', '13', 'incident-commander', '{"span": 2, "task": 2, "close": 2, "tired": 1, "fixing": 1, "severity": 2, "executive": 1, "objection": 1}', '8', '8', 'true', '2026-11-09 12:10:00+00'),
  ('29', '4', 'incident-management-basics', '{"declare": 3, "baseline": 0, "measures": 2, "one-time": 1, "severity": 2, "blameless": 2, "first-step": 2}', '2', '7', 'false', '2026-11-20 12:10:00+00');

insert into evenkeel.recurrences (incident_id, earlier_incident_id, state, score, reasons, note, suggested_at, decided_at, decided_by) overriding system value values
  ('40', '22', 'suggested', '70', '[{"points": 50, "reason": "same-alert", "explanation": "The same alert triggered: PaymentProbeFailed/card."}, {"points": 20, "reason": "same-service", "explanation": "The same service is affected."}]', '', '2026-11-29 12:12:32.887+00', null, null),
  ('38', '13', 'suggested', '70', '[{"points": 50, "reason": "same-alert", "explanation": "The same alert triggered: fe4d1082fdaea1b1."}, {"points": 20, "reason": "same-service", "explanation": "The same service is affected."}]', '', '2026-11-24 11:10:01+00', null, null);

insert into evenkeel.routes (id, slug, name, position, condition, outcome, enabled, version, created_at) overriding system value values
  ('14', 'rest', 'Everything else to Platform', '14', '{"all": []}', '{"paging": true, "declare": null, "groupBy": [], "severity": null, "serviceId": "9", "suppressReason": null}', 'true', '1', '2026-08-29 00:00:00+00'),
  ('13', 'mail', 'Customer e-mail by label', '13', '{"all": [{"label": "service", "value": "mail", "operator": "equals"}]}', '{"paging": true, "declare": null, "groupBy": [], "severity": null, "serviceId": "12", "suppressReason": null}', 'true', '1', '2026-08-29 00:00:00+00');

insert into evenkeel.runbook_runs (id, runbook_id, version, incident_id, opened_by, opened_at) overriding system value values
  ('13', '1', '1', '40', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', '2026-11-29 11:34:34.34+00'),
  ('12', '4', '1', '39', '{"kind": "person", "name": "Yuki Tanaka", "personId": 5}', '2026-11-26 13:42:30+00');

insert into evenkeel.runbook_services (runbook_id, service_id) overriding system value values
  ('6', '9'),
  ('7', '11');

insert into evenkeel.runbook_ticks (run_id, step_id, ticked_by, ticked_at) overriding system value values
  ('13', 's1ax4xn4evs8', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', '2026-11-29 12:07:04.34+00'),
  ('13', 's29djmo7cskn', '{"kind": "person", "name": "Jonas Weber", "personId": 7}', '2026-11-29 11:59:04.34+00');

insert into evenkeel.runbook_versions (runbook_id, version, title, body, step_count, author, at) overriding system value values
  ('1', '1', 'Switch to the second payment provider', 'Use this when a payment method is failing and the provider has not helped within fifteen minutes.

## Look
- [ ] Which payment method, which country? See the dashboard “Payments by method”
- [ ] Is the second provider healthy? Its probe should be green

## Act
- [ ] Announce the switch in the room, with the payment method
- [ ] Set the flag `second-provider` for this payment method
- [ ] Watch ten payments go through

## Afterwards
- [ ] Tell finance which payments went through the second provider', '6', '{"kind": "person", "name": "Sofia Novak", "personId": 10}', '2026-08-29 00:00:00+00'),
  ('4', '1', 'Roll back the shop', 'When in doubt, roll back first and investigate afterwards.

- [ ] Announce in the room which release you are rolling back to
- [ ] Pause the pipeline so nobody releases in the meantime
- [ ] Roll back; this takes about six minutes
- [ ] Place a test order
- [ ] Resume the pipeline', '5', '{"kind": "person", "name": "Sofia Novak", "personId": 10}', '2026-08-29 00:00:00+00'),
  ('6', '2', 'Take a zone out of rotation', '- [ ] Can the other zone handle the load? It must be below 60%
- [ ] Take the zone out at the load balancer
- [ ] Watch errors and load for ten minutes
- [ ] Announce in the room that only one zone is left', '4', '{"kind": "person", "name": "Oskar Lind", "personId": 13}', '2026-09-30 15:00:00+00'),
  ('7', '1', 'No stock levels from the warehouse', '- [ ] Is the file there? Check the folder “in”
- [ ] Call the warehouse; the numbers are on the wall by the coffee machine
- [ ] Stop selling anything with fewer than ten in stock', '3', '{"kind": "person", "name": "Sofia Novak", "personId": 10}', '2026-08-29 00:00:00+00');

insert into evenkeel.runbooks (id, slug, title, team_id, condition, version, updated_at, reviewed_at, reported_wrong_at, archived_at, created_at) overriding system value values
  ('1', 'switch-provider', 'Switch to the second payment provider', '2', null, '1', '2026-08-29 00:00:00+00', '2026-11-09 14:00:00+00', null, null, '2026-08-29 00:00:00+00'),
  ('4', 'roll-back', 'Roll back the shop', '1', null, '1', '2026-08-29 00:00:00+00', '2026-11-17 14:00:00+00', null, null, '2026-08-29 00:00:00+00'),
  ('6', 'zone-out', 'Take a zone out of rotation', '3', null, '2', '2026-09-30 15:00:00+00', '2026-10-10 14:00:00+00', null, null, '2026-08-29 00:00:00+00'),
  ('7', 'warehouse-feed', 'No stock levels from the warehouse', '3', null, '1', '2026-08-29 00:00:00+00', null, null, null, '2026-08-29 00:00:00+00');

insert into evenkeel.schedule_overrides (id, schedule_id, person_id, starts_at, ends_at, reason, created_by, created_at) overriding system value values
  ('7', '3', '7', '2026-12-05 08:00:00+00', '2026-12-06 08:00:00+00', 'Luca has a wedding to go to', '{"name": "Jonas Weber"}', '2026-11-29 09:10:04.34+00'),
  ('6', '5', '13', '2026-12-02 08:00:00+00', '2026-12-04 08:00:00+00', 'Sofia is on leave', '{"name": "Oskar Lind"}', '2026-11-29 09:10:04.34+00');

insert into evenkeel.schedule_versions (schedule_id, in_force_from, team_id, time_zone, definition) overriding system value values
  ('7', '2026-08-29 00:00:00+00', null, 'Europe/Berlin', '{"layers": [{"name": "Week", "rotation": {"unit": "week", "every": 1, "handoffTime": "09:00", "handoffWeekday": 1}, "startsOn": "2026-08-17", "participants": [10, 2, 6, 13, 3]}]}'),
  ('6', '2026-08-29 00:00:00+00', '3', 'Europe/Berlin', '{"layers": [{"name": "Week", "rotation": {"unit": "week", "every": 1, "handoffTime": "09:00", "handoffWeekday": 1}, "startsOn": "2026-08-17", "participants": [12, 13, 10, 11]}]}');

insert into evenkeel.schedules (id, slug, name, description, team_id, time_zone, definition, feed_key, version, created_at, changed_at) overriding system value values
  ('3', 'payments', 'Payments on call', 'First line, day and night. Handoff is Monday at nine.', '2', 'Europe/Berlin', '{"layers": [{"name": "Week", "rotation": {"unit": "week", "every": 1, "handoffTime": "09:00", "handoffWeekday": 1}, "startsOn": "2026-08-17", "participants": [6, 7, 8, 9]}]}', '136580a18e06ee8c938f889dc3bf93ec145b859baf6fd19ea68b00cc077ef336', '1', '2026-08-29 00:00:00+00', '2026-11-29 09:10:04.34+00'),
  ('5', 'platform', 'Platform on call', 'First line, day and night. Handoff is Monday at nine.', '3', 'Europe/Berlin', '{"layers": [{"name": "Week", "rotation": {"unit": "week", "every": 1, "handoffTime": "09:00", "handoffWeekday": 1}, "startsOn": "2026-08-17", "participants": [10, 11, 12, 13]}, {"name": "Working days", "rotation": {"unit": "day", "every": 1, "handoffTime": "08:00"}, "startsOn": "2026-08-17", "participants": [13, 12, 10], "restrictions": [{"to": "18:00", "from": "08:00", "weekdays": [1, 2, 3, 4, 5]}]}]}', '447ba98dbbf9433db386dbde400840e1ef3536d1b9ff281fed86c5a4e769199e', '1', '2026-08-29 00:00:00+00', '2026-11-29 09:10:04.34+00');

insert into evenkeel.services (id, slug, name, description, team_id, tier, escalation_policy_id, version, created_at) overriding system value values
  ('12', 'mail', 'Customer e-mail', 'Confirmations and newsletters.', '3', '3', '3', '1', '2026-08-29 00:00:00+00'),
  ('6', 'payments', 'Payments', 'Cards, wallets and bank transfers.', '2', '1', '2', '1', '2026-08-29 00:00:00+00'),
  ('2', 'search', 'Search', 'Finds lamps by what people type.', '1', '2', '1', '1', '2026-08-29 00:00:00+00'),
  ('11', 'warehouse-link', 'Warehouse link', 'Stock and parcels.', '3', '3', '3', '1', '2026-08-29 00:00:00+00'),
  ('10', 'orders-db', 'Orders database', 'PostgreSQL, three machines.', '3', '1', '3', '1', '2026-08-29 00:00:00+00'),
  ('1', 'web-shop', 'Web shop', 'The pages customers see.', '1', '1', '1', '1', '2026-08-29 00:00:00+00'),
  ('5', 'checkout', 'Checkout', 'From the basket to the order.', '2', '1', '2', '1', '2026-08-29 00:00:00+00'),
  ('9', 'edge', 'Edge', 'Load balancers, certificates, cache.', '3', '1', '3', '1', '2026-08-29 00:00:00+00');

insert into evenkeel.settings (name, value, version, updated_at) overriding system value values
  ('subscriber_link_key', '{"sealed": "s1.fdf79be7e28a.9CDNndxOVhFxSHpPijTaILL_WC5NVNV_y_5Xu8IzV9FCesr0LQLanINLlIpai0mjU03c6QWA66k3rm0asFUSoZWQmGfEqKfj"}', '1', '2026-11-29 12:12:27.119694+00'),
  ('notification_link_key', '{"sealed": "s1.fdf79be7e28a.O1sWcaybAQDMfCAbaYbUgGjEg6FWrqVdyQ9GOyY6VWG4pyMhcy_K9_jJivACX5TaYDaicoZwz0QZ_APvPhtjNf3TlnsfnNcx"}', '1', '2026-11-29 12:12:26.752234+00');

insert into evenkeel.severity_changes (id, incident_id, from_severity, to_severity, reason, actor, at) overriding system value values
  ('3', '40', '3', '2', 'New customers cannot buy', '{"kind": "person", "name": "Idris Bello", "personId": 2}', '2026-11-29 11:36:04.34+00'),
  ('2', '30', '3', '2', 'Everyone with an account is affected', '{"kind": "person", "name": "Sofia Novak", "personId": 10}', '2026-11-10 18:42:00+00');

insert into evenkeel.signal_cursors (log_id, absorbed_seq) overriding system value values
  ('2', '1'),
  ('1', '6245');

insert into evenkeel.signal_logs (id, node_id, sealed_at, drained_at) overriding system value values
  ('2', '1', null, null),
  ('1', '1', '2026-08-29 00:00:00+00', '2026-08-29 00:00:00+00');

insert into evenkeel.signals (log_id, seq, source_id, received_at, request, body, signal_count, odd) overriding system value values
  ('2', '1', '7', '2026-11-29 12:12:32.297018+00', '{"method":"POST","path":"","query":{},"contentType":"","assignedKey":"e07ef8d3-fb05-41d5-8e1b-9853abaa17a7","headers":{},"isPing":true}',  E'\\x', '0', null),
  ('1', '6245', '1', '2026-11-29 12:08:04.34+00', '{"method":"POST","path":"","query":{},"contentType":"application/json","assignedKey":"demo-a2d620ad34ba662c0bfa1cd1","headers":{"user-agent":"Alertmanager/0.28.1"},"isPing":false}',  E'\\x7b2276657273696f6e223a2234222c2267726f75704b6579223a227b7d3a7b616c6572746e616d653d5c225265636f6d6d656e646174696f6e734572726f72735c222c696e7374616e63653d5c227765622d315c227d222c22737461747573223a227265736f6c766564222c227265636569766572223a226576656e6b65656c222c2267726f75704c6162656c73223a7b22616c6572746e616d65223a225265636f6d6d656e646174696f6e734572726f7273227d2c22636f6d6d6f6e4c6162656c73223a7b22616c6572746e616d65223a225265636f6d6d656e646174696f6e734572726f7273222c2273657276696365223a227265636f6d6d656e646174696f6e73222c227365766572697479223a22696e666f222c22656e7669726f6e6d656e74223a2270726f64756374696f6e222c22696e7374616e6365223a227765622d31227d2c22636f6d6d6f6e416e6e6f746174696f6e73223a7b7d2c2265787465726e616c55524c223a2268747470733a2f2f616c657274732e6c616e7465726e2d616e642d6c6f6f6d2e6578616d706c65222c22616c65727473223a5b7b22737461747573223a227265736f6c766564222c226c6162656c73223a7b22616c6572746e616d65223a225265636f6d6d656e646174696f6e734572726f7273222c2273657276696365223a227265636f6d6d656e646174696f6e73222c227365766572697479223a22696e666f222c22656e7669726f6e6d656e74223a2270726f64756374696f6e222c22696e7374616e6365223a227765622d31227d2c22616e6e6f746174696f6e73223a7b2273756d6d617279223a225265636f6d6d656e646174696f6e732072657475726e696e67206572726f727320287765622d3129222c226465736372697074696f6e223a225061676573206172652073686f776e20776974686f7574207265636f6d6d656e646174696f6e732e227d2c227374617274734174223a22323032362d31312d32395431313a35363a32352e3537345a222c22656e64734174223a22323032362d31312d32395431323a30383a30342e3334305a222c2267656e657261746f7255524c223a2268747470733a2f2f6d6574726963732e6c616e7465726e2d616e642d6c6f6f6d2e6578616d706c652f67726170683f67302e657870723d5265636f6d6d656e646174696f6e734572726f7273222c2266696e6765727072696e74223a2265326237323537343166646334663965227d5d7d', '1', null);

insert into evenkeel.source_activity (source_id, first_signal_at, last_signal_at, signal_count, odd_count) overriding system value values
  ('7', '2026-08-29 01:00:00+00', '2026-11-29 12:12:32.297+00', '12961', '0'),
  ('5', '2026-08-29 01:00:00+00', '2026-11-29 12:04:00+00', '274', '0');

insert into evenkeel.sources (id, slug, name, type, settings, service_id, key_hash, key_sealed, paused_at, version, created_at, pages_nobody) overriding system value values
  ('1', 'alertmanager', 'Alertmanager', 'alertmanager-webhook', '{}', null,  E'\\x247cb6c1dddfef4d34f3c5dc3e9d0490cf6374d9f6d893235f03ea22e9472515', 's1.fdf79be7e28a.DZErJs4Y1vDEB3JnZVsut942GPktzK5dGUfLB_lhmWMO7tuRBpUAKm-fU0Nz8eR5I40boiYVCqbJ82ZG', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('2', 'payments', 'Payment probes', 'pagerduty-events-v2', '{}', '6',  E'\\x92146790b630292c27360071c3d890af71fdd1db01a057109a7e581871d83d44', 's1.fdf79be7e28a.WI44MP3O9wwDnbTl3cocvUUD3DuIugizp4cpuzUqYyKQhulrrR0N4ZfOYVG7eMhbSQQLGhhH8facFASr', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('5', 'deployments', 'Deployments', 'pagerduty-events-v2', '{}', null,  E'\\x990052471c04cb006e0cbd2d36d86abd1ecd40c90523caea1d3edd2a42a6541e', 's1.fdf79be7e28a.40b17ECS5c8cd0doiWtBv10H9ljC4jnLS47Ur_OA9Ch6uEGl-GdX5hoJ7pIZjDT0Zmg9q4R5mX9dsOeh', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('7', 'stock-sync', 'Stock synchronisation', 'heartbeat', '{}', '11',  E'\\xdd4d53506db5c5e4f5066e9142bf85700863289b225fa4a3490b5bdd75f87b43', 's1.fdf79be7e28a.DMPB0I23wQwuQGhD6hwjECU7-9Wmo97jGAjzFg1LlXvpRKOvTqgZcVmkm6EgoL3ajOwW4NWzA7Q0zSqX', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('6', 'nightly-backup', 'Nightly backup', 'heartbeat', '{}', '10',  E'\\x37f563eaa47355cf41cf37dc378c7d5d4105e3fa086b1eb996c6c66304d25300', 's1.fdf79be7e28a.QTLAT7-tDPKda4-GPD0bMGE9UafzstZSp7Xd_OPzjQWlVYglRAhbIJxTsXuC3gRRqjF85XlVv3mcWzpr', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('3', 'grafana', 'Grafana', 'grafana', '{}', '1',  E'\\x055616c22260e4ec56ad0c5e41c3dd1558ceb8c9d8a10e879a75e795dd01ba8f', 's1.fdf79be7e28a.RMQkFuPx3DezvEbzONp9SbQ_VdQJSG4y8F5MkcS3xmlEJQSDf7N4e9tj3eYeVLfrRaSXP4wyKu45A2xL', null, '1', '2026-08-29 00:00:00+00', 'false'),
  ('8', 'evenkeel', 'Evenkeel itself', 'generic', '{}', null,  E'\\x9db54fe8797c532b197b6bdb22968a5932be82ad8683ae7317362e2deb4fa657', 's1.fdf79be7e28a.YeAILDx-SoPk3MS2AI0wf3YQH5rjufwDOa6DkoL6Jr72iK05tVS_TLcKwAtTOtJQSAZSyIc5TZiSYCN_', null, '1', '2026-11-29 12:12:26.928415+00', 'false');

insert into evenkeel.status_components (id, slug, name, description, group_name, position, service_id, observed_from, version, created_at) overriding system value values
  ('4', 'payments', 'Payments', 'Cards, wallets, transfers', 'Buying', '4', '6', '2026-08-30 00:00:00+00', '1', '2026-08-29 00:00:00+00'),
  ('6', 'parcels', 'Parcels', 'Packing and tracking', 'After the order', '6', '11', '2026-08-30 00:00:00+00', '1', '2026-08-29 00:00:00+00'),
  ('5', 'mails', 'E-mails', 'Confirmations and newsletters', 'After the order', '5', '12', '2026-08-30 00:00:00+00', '1', '2026-08-29 00:00:00+00');

insert into evenkeel.status_maintenance_components (maintenance_id, component_id) overriding system value values
  ('3', '4'),
  ('2', '4');

insert into evenkeel.status_maintenances (id, public_id, title, body, starts_at, ends_at, canceled_at, created_by, changed_at, version, created_at, window_id) overriding system value values
  ('3', 'gfgh49gk3zpp', 'Payment provider change', 'Wallet payments will be paused while we switch.', '2026-12-03 03:30:00+00', '2026-12-03 05:30:00+00', null, '{"kind": "person", "name": "Elena Petrova", "role": "responder", "personId": 14}', '2026-11-29 07:10:04.34+00', '1', '2026-11-29 07:10:04.34+00', '3'),
  ('2', 'v7tx2kmbxbna', 'Database upgrade', 'Ordering will be paused for a few minutes.', '2026-11-12 04:00:00+00', '2026-11-12 05:30:00+00', null, '{"kind": "person", "name": "Elena Petrova", "role": "responder", "personId": 14}', '2026-11-09 04:00:00+00', '1', '2026-11-09 04:00:00+00', '2');

insert into evenkeel.status_page (singleton, title, intro, time_zone, contact, enabled, version, content_version) overriding system value values
  ('true', 'Lantern & Loom status', 'Live status of our shop. If something is not working, we post it here first.', 'Europe/Berlin', 'help@lantern-and-loom.example', 'true', '2', '63');

insert into evenkeel.subscriber_mails (id, subscriber_id, kind, update_id, maintenance_id, moment, state, due_at, attempts, lease_until, lease_token, outcome, created_at, finished_at) overriding system value values
  ('191', '7', 'update', '50', null, '', 'sent', '2026-11-29 12:02:04.34+00', '1', null, null, null, '2026-11-29 12:02:04.34+00', '2026-11-29 12:02:08.34+00'),
  ('190', '6', 'update', '50', null, '', 'sent', '2026-11-29 12:02:04.34+00', '1', null, null, null, '2026-11-29 12:02:04.34+00', '2026-11-29 12:02:08.34+00');

insert into evenkeel.subscribers (id, email, component_ids, wanted_component_ids, confirmed_at, generation, asked_at, created_at) overriding system value values
  ('7', 'lamp-fans@customers.example', '{}', '{}', '2026-11-03 10:20:00+00', '1', '2026-11-03 10:20:00+00', '2026-11-03 10:20:00+00'),
  ('6', 'museum-shop@customers.example', '{3,4}', '{3,4}', '2026-10-25 10:20:00+00', '1', '2026-10-25 10:20:00+00', '2026-10-25 10:20:00+00');

insert into evenkeel.team_members (team_id, person_id) overriding system value values
  ('3', '13'),
  ('3', '12');

insert into evenkeel.teams (id, slug, name, description, version, created_at) overriding system value values
  ('3', 'platform', 'Platform', 'What everything runs on: edge, databases, queues, warehouse link.', '1', '2026-08-29 00:00:00+00'),
  ('2', 'payments', 'Payments', 'From basket to payment: checkout, payments, orders, invoices.', '1', '2026-08-29 00:00:00+00'),
  ('1', 'storefront', 'Storefront', 'Everything customers see before they pay: pages, search, catalogue.', '1', '2026-08-29 00:00:00+00');

insert into evenkeel.timeline_events (id, incident_id, at, recorded_at, kind, text, is_key, actor, data, original_text, original_at, edited_at, edited_by, version) overriding system value values
  ('1032', '40', '2026-11-29 12:09:34.34+00', '2026-11-29 12:09:34.34+00', 'task', 'Done: Route new cards to the other region, step by step', 'false', '{"kind": "person", "name": "Luca Moretti", "personId": 9}', '{"taskId": 42}', null, null, null, null, '1'),
  ('1031', '40', '2026-11-29 12:09:04.34+00', '2026-11-29 12:09:04.34+00', 'note', 'Support has 34 tickets, none about double charges.', 'false', '{"kind": "person", "name": "Hana Kim", "personId": 12}', '{}', null, null, null, null, '1');

insert into auth."user" (id, name, email, "emailVerified") values
  ('91c217bf-7e86-44c7-a7b2-e5d297fa5da6', 'Hana Kim', 'hana@lantern-and-loom.example', true);

insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt") values
  ('account-1', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6', 'credential', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6', 'no password matches this', '2026-08-29 00:00:00+00');

insert into auth.passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp", transports, "createdAt") values
  ('passkey-1', 'Laptop', 'pQECAyYgASFYIA', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6', 'Y3JlZGVudGlhbA', 3, 'multiDevice', true, 'internal', '2026-08-29 00:00:00+00');

insert into auth.session (id, "expiresAt", token, "updatedAt", "ipAddress", "userAgent", "userId") values
  ('session-1', '2026-12-20 00:00:00+00', 'a token that nobody has', '2026-11-20 00:00:00+00', '192.0.2.7', 'Firefox', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6');

insert into auth."twoFactor" (id, secret, "backupCodes", "userId", verified) values
  ('two-factor-1', 'sealed', 'sealed', '91c217bf-7e86-44c7-a7b2-e5d297fa5da6', true);

insert into auth.verification (id, identifier, value, "expiresAt", "updatedAt") values
  ('verification-1', 'passkey challenge', 'a challenge', '2026-11-20 00:05:00+00', '2026-11-20 00:00:00+00');

insert into evenkeel.api_tokens (id, person_id, name, token_hash, hint, permissions) overriding system value values
  (1, 12, 'Deployments', '\x0102', 'ek_…ab12', '{directory.read,incidents.write}');

insert into evenkeel.attempt_counts (key, used, ends_at) values ('\x0a', 3, '2026-11-29 12:20:00+00');

insert into evenkeel.dismissed_steps (person_id, step) values (12, 'people');

insert into evenkeel.early_signals (source_id, dedup_hash, action, received_at) values (2, '\x0b', 'resolve', '2026-11-29 12:00:00+00');

insert into evenkeel.feed_events (uid, schedule_id, content_hash, ends_at) values ('3-1@evenkeel', 3, '\x0c', '2026-12-07 08:00:00+00');

insert into evenkeel.idempotency_keys (actor, key, fingerprint, status, body) values ('person 12', 'once', 'f', 201, '{"id": 1}');

insert into evenkeel.instant_corrections (id, incident_id, name, from_at, to_at, reason, actor) overriding system value values
  (1, 38, 'detectedAt', '2026-11-24 10:05:00+00', '2026-11-24 10:01:00+00', 'The graph shows it.', '{"kind": "person", "name": "Hana Kim", "personId": 12}');

insert into evenkeel.learn_queue (incident_id, due_at) values (38, '2026-11-29 12:00:00+00');

insert into evenkeel.message_templates (id, title, body, updated_by) values
  ('investigating.public', '{{ title }}', 'We are looking into {{ effect }}.', '{"kind": "person", "name": "Hana Kim", "personId": 12}');

insert into evenkeel.reminder_mails (id, incident_id, timer, timer_due_at, person_id, subject, text, state, finished_at) overriding system value values
  (1, 38, 'public-update', '2026-11-24 11:00:00+00', 12, 'Update due', 'Customers wait for an update.', 'sent', '2026-11-24 11:00:05+00');

insert into evenkeel.runbook_routes (runbook_id, route_id) values (4, 14);

insert into evenkeel.security_events (id, kind, bucket, network, person_id, subject, device, count, first_at, last_at) overriding system value values
  (1, 'sign_in.failed', '2026-11-29 12:00:00+00', '192.0.2.0/24', 12, 'hana@lantern-and-loom.example', 'Firefox on Linux', 2, '2026-11-29 12:00:00+00', '2026-11-29 12:01:00+00');

insert into evenkeel.session_facts (session_id, network, device) values ('session-1', '192.0.2.0/24', 'Firefox on Linux');

insert into evenkeel.source_refusals (source_id, refused_count, last_refused_at, last_reason) values (2, 4, '2026-11-29 12:00:00+00', 'The body is no JSON.');

insert into evenkeel.tab_messages (id, browser_id, payload, expires_at) overriding system value values
  (1, '7f8f3a50-5a0e-4b43-9a0e-000000000001', '{"title": "Card payments fail"}', '2026-11-29 12:10:00+00');
