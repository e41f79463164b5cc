// How things are, in languages whose words bend: a stem stands for all its forms (`resuelto`, `resuelta`, `resueltos`).
import type { SignalAction } from '../../../../../domain/detect/signal.ts';
import { remembered } from './remembered.ts';

/** What a single word in lower case says; null for a word of no known stem. */
export const actionOfStem = (word: string): SignalAction | null =>
  word.length > 40 || word.includes(' ') ? null : known(word);

const known = remembered(findAction);

function findAction(word: string): SignalAction | null {
  if (/[\s\d]/.test(word)) return null;
  if (withoutBlanks.test(word)) return word.length > 12 ? null : actionOfSigns(word);
  if (word.length < 4) return null;
  if (bad.test(word)) return 'trigger';
  return good.test(word) ? 'resolve' : null;
}

const good = new RegExp(
  `^(?:${[
    'erfolgreich(?:e[rsn]?)?|abgeschlossen|behoben(?:e[rsn]?)?|gehend|wieder(?:hergestellt|aufgenommen|da)|entstört|verfügbar|erholt|zurückgesetzt',
    '(?:résol|resol[uv]|resuel|risol)(?:u|ue|us|ues|tos?|tas?|vid[oa]s?|t[oaei])',
    '(?:rétabli|restablecid|reestablecid|restabelecid|ripristinat|restaurad|recuperad|récupéré|normalizad|normalisé|normalizzat|finalizad|finalisé|solucionad|corregid|corrigé|corrigid|completad|concluíd|concluid|rientrat)(?:e|es|s|[oa]s?|[ie])?',
    'rétablissement|recuperaci[oó]n|recuperação|restablecimiento|normalizaci[oó]n|normalização|ripristino|resolución|resolução|wiederherstellung|behebung',
    'éxito|exitos[oa]|sucesso|succès|réussie?s?|riuscit[oa]|disponibles?|disponível|disponibile',
    'hersteld|opgelost|åtgärdat|återställ[td]a?|avhjälpt|løst|rozwiązan[yae]|przywrócon[yae]|dostępn[yae]|norma',
  ].join('|')})$`,
  'u',
);

const bad = new RegExp(
  `^(?:${[
    'fehlgeschlagene?[rsn]?|fehlerhafte?[rsn]?|gestörte?[rsn]?|kommend|ausgefallene?[rsn]?|ausgelöste?[rsn]?|überschritten|unterschritten|abgebrochen|abgelaufen|unterbrochen|getrennt|gescheitert',
    '(?:caíd|fallid|activad|ativad|attivat|disparad|desencadenad|déclenché|desconectad|déconnecté|disconness|indisponibl|inaccessibl|injoignabl|detectad|détecté|rilevat|abiert|apert|abert|interrumpid|interrompid|interrompu|interrott|superad|dépassé|guast|fallit|échoué|défaillant|vencid|expirad|expiré|scadut)(?:e|es|s|[oa]s?|[ie])?',
    'fall[oóa]|falh(?:a|ou|as)|échecs?|erreurs?|problèmes?|incidencia|avarias?|averías?|indisponível|inacessível|inaccesible|störungen?|unerreichbar|alarmes?|alertes?|alertas?|desastre',
    'mislukt|gestopt|onbereikbaar|misslyckades|misslyckad|fejlet|feilet|niepowodzenie|niedostępn[yae]|nieudan[yae]|otwart[yae]',
  ].join('|')})$`,
  'u',
);

/** Chinese, Japanese and Korean write words without blanks between them. */
const withoutBlanks = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u;

const ends =
  '(?:已|已经)?(?:解除|解消|回復|復旧|復帰|恢复|恢復|解决|解決|消除|正常|成功|完了)(?:済み|済|しました|了)?|해제|복구|해결|정상|완료';
const begins =
  '障害|異常|発生|警報|警告|告警|报警|報警|故障|异常|触发|觸發|失敗|失败|停止|超過|离线|離線|宕机|エラー|アラート|ダウン|장애|경고|발생|실패|이상|오류';
const fillers = '通知|提醒|消息|事件|状态|状態|検知|しました|です|中|の|が|已|알림';
const onlySigns = new RegExp(`^(?:${ends}|${begins}|${fillers})+$`, 'u');
const anEnd = new RegExp(ends, 'u');
const aBeginning = new RegExp(begins, 'u');

const behind = new RegExp(`(?:${ends}|${begins})(?:${fillers})?$`, 'u');

/** The state in signs at the end of a text that also names something, '' where there is none. */
export function stateOfSigns(text: string): string {
  if (text.length < 4 || text.charCodeAt(text.length - 1) < 0x3040) return '';
  const found = behind.exec(text);
  const name = found === null ? '' : text.slice(0, found.index);
  return /[\p{L}\p{N}]{2}/u.test(name) && !/(?:[未不非没無]|无法|没有|尚未)$/u.test(name) ? found![0] : '';
}

/** A word of states alone: one that also names a thing is a title. */
function actionOfSigns(word: string): SignalAction | null {
  if (/^(?:未|不|非|尚未)(?:恢复|恢復|解决|解決|正常|回復|復旧|达标|可用)$|^미해결$|^비정상$/u.test(word))
    return 'trigger';
  if (/^(?:異常|問題|障害|异常|이상)(?:なし|無し|없음)$/u.test(word)) return 'resolve';
  if (!onlySigns.test(word)) return null;
  // The last one counts: `恢复失败` has not recovered.
  const [last = ''] = behind.exec(word) ?? [];
  return anEnd.test(last) ? 'resolve' : aBeginning.test(last) ? 'trigger' : null;
}
