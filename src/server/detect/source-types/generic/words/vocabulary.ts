// The words by which senders say how things are. Data only: each list is words split by blanks, `_` stands for a blank.
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import { actionOfStem } from './word-stems.ts';

const trigger = `
  trigger triggered re-triggered retriggered renotify alert alerting firing fired fire raise raised raising open opened
  reopen reopened active activated activate problem down critical crit warning warn error errored failed failing failure
  fail fatal no_data nodata unhealthy unreachable anomalous offline not_responding degraded unavailable alarm
  trouble flapping flappingstart unresolved alert_failure alert_degraded alert_ssl info new incident breach breached
  violated violation exceeded matched missing missed late overdue timeout timed_out timedout lost broken dead crashed crash
  investigating identified monitoring outage major_outage partial_outage partial_degradation degraded_performance
  under_investigation disaster emergency severe major minor high set amber on_fire detected started_failing still_failing
  disconnected disconnection inaccessible stopped_reporting out_of_sync outofsync abnormal bad red tripped faulted fault
  on_battery on_battery_power power_lost mains_lost unacked in_error
  fatal_error unstable unreachable_host exhausted not_ok unsuccessful in_error_state lagging behind offnormal out_of_range
  asserted assertion assertion_event at_risk lagging stale no_answer over_limit over_threshold above_limit above_threshold below_limit below_threshold out_of_bounds hihi lolo high_high low_low in_alarm non_compliant noncompliant not_compliant ended_notok ended_not_ok notok nok ko reached crossed
  gekommen ausgelöst anstehend störung gestört fehler fehlgeschlagen kritisch ausgefallen ausfall warnung alarmiert neu
  storing defect allarme guasto critico falha alarme avaria
  problème probleme échec echec panne en_panne critique alerte déclenchée declenchee erreur
  awaria błąd ostrzeżenie krytyczny niedostępny larm fel nere kritisk varning feil nede advarsel chyba výpadek porucha
  kritický hiba авария ошибка проблема сбой недоступен критично предупреждение аварія збій
  障害 異常 警報 警告 停止 告警 报警 故障 异常 严重 触发 장애 경고
  power_failure expiring expired expires_soon exceeded_threshold exceeded_the_threshold exceeded_its_threshold ban banned engage engaged
  completed_with_errors finished_with_errors ended_with_errors completed_with_failures
  hata arıza arızalı kesinti kesildi sorun kapalı çevrimdışı başarısız vika häiriö hälytys epäonnistui virhe hiba leállás
  riasztás eroare defecțiune avarie oprit picat σφάλμα βλάβη συναγερμός προσοχή lỗi sự_cố cảnh_báo gangguan kesalahan gagal
  peringatan mati помилка тривога недоступно збій nefunkční nedostupný nedostupné selhalo selhání zlyhanie alarmi
  fora_do_ar fora_de_serviço fuera_de_servicio fuera_de_línea hors_service hors_ligne außer_betrieb nicht_erreichbar queda
  problema fallo caído caido caída crítico critico error_crítico alerta falla disparada`;

const resolve = `
  resolve resolved ok okay close closed clear cleared clearing recovered recovery recover recovering restored restore up
  normal inactive deactivated deactivate healthy fixed success succeeded successful passed passing pass
  resolvedcritical resolvedwarning resolvedmissingdata online available operational manually_resolved alert_recovery
  alert_degraded_recovery back_up back_online back_to_normal complete completed done finished solved ended end
  available_now valid renewed ready
  all_clear allclear good green stable reset untriggered not_firing notfiring returned_to_normal flappingstop
  repaired rectified on_line_power on_line on_mains on_mains_power on_utility_power power_restored mains_restored
  within_range within_limits back_within_range back_in_range within_limit within_budget unban unbanned unblocked
  reconnected reconnection connected redundant optimal oppe reachable auto_resolved auto-resolved autoresolved auto-closed auto_closed
  completed_successfully stopped_firing rtn false_positive alarm_released good_news deasserted deassertion deassertion_event de-asserted on_track fresh answered
  expired_ok running_normally working works in_sync synced caught_up
  compliant ended_ok in_ordnung wieder_in_ordnung operating_normally operativo rearmed
  returned_to_normal_operation normal_operation no_longer_on_battery back_on_mains alarm_off alert_off
  gegangen behoben gelöst wiederhergestellt entwarnung erreichbar normalisiert geschlossen erledigt
  hersteld opgelost verholpen ripristinato risolto rientrato resolvido recuperado normalizado
  naprawiono naprawiona rozwiązany rozwiązano przywrócono zamknięty löst åtgärdad återställd løst rettet gjenopprettet
  vyřešeno obnoveno megoldva восстановлен восстановлено восстановлена решено решена норма доступен відновлено
  復旧 回復 正常 解消 恢复 已恢复 已解决 解除 복구 정상
  finished_successfully ended_successfully succeed power_has_returned power_returned power_is_back
  résolu resolu résolue rétabli retabli terminé normale fermé
  düzeldi çözüldü çalışıyor açık çevrimiçi tamam korjattu korjaantunut palautunut kunnossa ratkaistu helyreállt megjavult
  rendben rezolvat restabilit funcțional remediat αποκαταστάθηκε επιλύθηκε εντάξει đã_khắc_phục bình_thường đã_phục_hồi
  pulih selesai teratasi відновлено вирішено працює v_pořádku v_poriadku funkční dostupný vyriešené obnovené
  en_servicio en_línea em_serviço en_service en_ligne de_volta in_betrieb wieder_erreichbar
  resuelto resuelta recuperado recuperada restablecido solucionado cerrado normalizado`;

const acknowledge = `acknowledge acknowledged acknowledgement acknowledgment ack acked
  bestätigt quittiert acquitté acquitte reconocido`;

const change = `
  change changed deployed deployment deploy running started start starting queued pending scheduled building deploying
  in_progress inprogress progressing submitted initiated canceled cancelled aborted skipped paused
  resumed suppressed silenced snoozed muted unmuted maintenance under_maintenance test testing ping pong
  note commented comment annotated annotate assigned assign unassigned reassigned delegated escalated escalate
  unacknowledge unacknowledged unack notified downtimestart downtimeend downtimecancelled downtimestop
  addnote addtags removetags assignownership takeownership addrecipient addteam updatepriority updatemessage
  updatedescription snooze snoozeended customaction escalatenext adddetails removedetails addresponder
  subscribed unsubscribed published unpublished delivered draft archived merged subscription_confirmed verified waiting provisioning preparing
  priority_updated annotation deploy_marker heartbeat release released
  armed disarmed added edited moved uploaded downloaded invited joined join download upload rename grab`;

const listOf = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '));

const listed = new Map<string, SignalAction>([
  ...listOf(trigger).map((word) => [word, 'trigger'] as const),
  ...listOf(resolve).map((word) => [word, 'resolve'] as const),
  ...listOf(acknowledge).map((word) => [word, 'acknowledge'] as const),
  ...listOf(change).map((word) => [word, 'change'] as const),
]);

/** A whole word or phrase, lower case with blanks for other separators → what it asks for. */
export const actionOfWord = {
  get: (word: string): SignalAction | undefined => listed.get(word) ?? actionOfStem(word) ?? undefined,
  has: (word: string): boolean => listed.has(word) || actionOfStem(word) !== null,
};

/** What an event may be about that is work of people or machines and no condition: `comment.created`, `build.running`. */
export const subjectsOfWork = new Set(
  listOf(`comment note push ping test deploy deployment release commit branch tag merge star fork member subscription
    annotation responder invitation webhook hook login user project build pipeline workflow pullrequest pull_request
    ownership team schedule oncall shift signup message_sent document page_view verification validation challenge
    registration installation repository artifact package image rollout run job task attachment reaction watch
    wiki label milestone scanning session form_response`),
);
/** The same, but only beside a verb: a condition may well be called `Checkout`. */
export const subjectsOfBusiness = new Set(
  listOf(`maintenance configuration config setting flag order invoice payment charge customer refund cart checkout lead
    contact card story board`),
);

/** Whether something is well, by the name of a field that is true or false. */
export const goodNames = new Set(
  listOf(`success successful succeeded ok okay healthy up passed pass passing resolved recovered cleared closed available
    reachable online normal valid alive operational connected clear restored fixed ready back_to_normal
    back_online all_clear`),
);
export const badNames = new Set(
  listOf(`firing alerting triggered trigger down failed failing failure error open active unhealthy alarm in_alarm
    breached degraded offline unreachable unavailable alert raised violated problem broken outage disconnected alarmed
    fault faulted tripped ongoing leak water_leak leakage flood smoke gas overheated alarm_present fault_present
    problem_present`),
);
