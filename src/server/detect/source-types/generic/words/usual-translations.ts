// What senders of other languages call the usual fields.

const names: Record<string, string> = {
  title: 'titel titre título titulo titolo 标题 標題 件名 タイトル 제목',
  subject: 'betreff asunto assunto objet oggetto onderwerp',
  name: 'ident nombre nom nome naam namn navn imię 名称 名前 이름',
  host: 'vært vert rechner hôte hote värd palvelin gazdagép gazdă sunucu hostiteľ hostitel máy_chủ хост вузол 主机 主機 告警主机 故障主机 主机名称 ホスト 호스트 ホスト名 主机名',
  server: 'kiszolgáló сервера serveur servidor serwer сервер 服务器 伺服器 サーバ サーバー 서버',
  device:
    'gerät geraet equipo dispositivo appareil apparaat urządzenie zařízení zariadenie cihaz laite eszköz dispozitiv perangkat пристрій συσκευή enhet устройство 设备 設備 機器 デバイス 장치',
  system: 'sistema système systeem система 系统 システム',
  service:
    'svc servis služba palvelu szolgáltatás serviciu hizmet layanan υπηρεσία послуга dienst servicio serviço servizio tjänst tjeneste usługa služba сервис служба 服务 服務 サービス 서비스',
  event: 'evento événement ereignis gebeurtenis händelse hendelse zdarzenie событие イベント 事件 이벤트',
  check:
    'prüfung contrôle controllo comprobación verificación controle kontroll 監視項目 監視名 监控项 告警指标 监控指标 指标 监控项目 監控項 检查项 항목',
  job: 'auftrag aufgabe trabajo tarea tarefa tâche lavoro zadanie taak jobb задание 任务 任務 ジョブ 작업',
  site: 'sitio',
  location: 'standort ubicación ubicacion emplacement localização posizione lokalizacja место 位置 場所',
  equipment: 'anlage',
  probe: 'sonde sonda',
  alert:
    'alarmı hälytys riasztás uyarı 告警信息 告警内容 告警标题 告警主题 问题名称 alerte alerta 告警 告警名称 アラート 알림',
  alarm: 'alarma alarme allarme larm 警報 报警 경보',
  problem: 'problema problème проблема 問題 问题',
  state:
    'zustand estado état etat stato stan tillstånd tilstand stav durum tila állapot stare kondisi κατάσταση стан situación situação состояние 状态 狀態 状態 告警状态 当前状态 상태',
  status: 'statut статус st',
  severity:
    'alvorlighed alvorlighet schweregrad sévérité gravité gravedad gravidade gravità severidad severidade severità criticité criticidad criticidade dringlichkeit ernst allvarlighet waga závažnost závažnosť önem şiddet vakavuus súlyosság severitate σοβαρότητα серйозність важливість allvar alvor 告警等级 事件级别 危险等级 问题等级 уровень_важности важность 级别 級別 等级 严重程度 严重性 告警级别 重要度 深刻度 심각도 등급',
  priority:
    'priorität priorité prioridad prioridade priorità prioriteit prioritet priorytet priorita öncelik prioriteetti prioritás prioritate πριοτεραιότητα пріоритет prioritas приоритет 优先级 優先度 우선순위',
  level: 'stufe niveau nivel nível livello nivå poziom уровень',
  message:
    'meldung nachricht mensaje mensagem messaggio bericht meddelande wiadomość zpráva správa mesaj viesti üzenet pesan μήνυμα повідомлення besked melding сообщение 消息 消息内容 メッセージ 메시지',
  description:
    'beschreibung descripción descripcion descrição descrizione omschrijving beskrivning opis описание 描述 説明 설명',
  reason: 'grund ursache motivo raison powód orsak причина 原因 이유',
  value:
    'wert messwert valor valeur valore waarde värde verdi wartość hodnota değer arvo érték valoare nilai τιμή значение 值 当前值 値 값',
  time: 'zeit tidspunkt zeitpunkt uhrzeit hora heure ora tijd tid horario horário horodatage czas čas zaman aika idő ora_locală waktu ώρα час время 时间 時間 時刻 发生时间 触发时间 発生時刻 発生日時 일시 시간',
  date: 'datum fecha дата 日期 日付 日時',
};

const nameOf = new Map(Object.entries(names).flatMap(([name, words]) => words.split(' ').map((word) => [word, name])));

/** `severity` of `gravedad`; undefined for a word of no known translation. */
export const usualNameOf = (word: string): string | undefined => nameOf.get(word);
