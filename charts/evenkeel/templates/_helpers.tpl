{{- define "evenkeel.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-{{ .Chart.Name }}{{ end }}
{{- end }}

{{- define "evenkeel.selector" -}}
app.kubernetes.io/name: evenkeel
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "evenkeel.labels" -}}
{{ include "evenkeel.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "evenkeel.image" -}}
{{ required "image.repository: name the image that you built and pushed." .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* How many nodes run; refuses what cannot work. */}}
{{- define "evenkeel.replicas" -}}
{{- if and .Values.database.embedded .Values.database.existingSecret }}
{{- fail "database: choose either embedded or existingSecret, not both." }}
{{- end }}
{{- if not (or .Values.database.embedded .Values.database.existingSecret) }}
{{- fail "database: set existingSecret to a secret with the URL of your PostgreSQL, or embedded to true." }}
{{- end }}
{{- with .Values.autoscaling }}
{{- if and .enabled $.Values.database.embedded }}
{{- fail "autoscaling: the embedded database allows exactly one node; several need a PostgreSQL of yours (database.existingSecret)." }}
{{- end }}
{{- if and .enabled $.Values.replicas }}
{{- fail "replicas: leave it out with autoscaling, which has minReplicas and maxReplicas." }}
{{- end }}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) }}
{{- fail "autoscaling: minReplicas is more than maxReplicas." }}
{{- end }}
{{- end }}
{{- $replicas := .Values.replicas | default (ternary 1 2 .Values.database.embedded) | int }}
{{- if and .Values.database.embedded (gt $replicas 1) }}
{{- fail "replicas: the embedded database allows exactly one node; several need a PostgreSQL of yours (database.existingSecret)." }}
{{- end }}
{{- $replicas }}
{{- end }}

{{/* What people type, where an Ingress or a route says so. */}}
{{- define "evenkeel.publicUrl" -}}
{{- if and .Values.ingress.enabled .Values.httpRoute.enabled }}
{{- fail "ingress, httpRoute: choose one of them." }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- ternary "https" "http" (ne .Values.ingress.tlsSecret "") }}://{{ .Values.ingress.host }}
{{- else if .Values.httpRoute.enabled }}
{{- ternary "https" "http" .Values.httpRoute.https }}://{{ .Values.httpRoute.host }}
{{- end }}
{{- end }}

{{- define "evenkeel.environment" -}}
{{- $given := .Values.settings -}}
- name: EVENKEEL_SECRET_KEY_FILE
  value: /run/secrets/evenkeel/secret-key
{{- if .Values.database.existingSecret }}
- name: EVENKEEL_DATABASE_URL
  valueFrom:
    secretKeyRef:
      name: {{ .Values.database.existingSecret }}
      key: {{ .Values.database.key }}
{{- end }}
{{- with include "evenkeel.publicUrl" . }}
{{- if not (hasKey $given "EVENKEEL_PUBLIC_URL") }}
- name: EVENKEEL_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- if not (hasKey $given "EVENKEEL_TRUSTED_PROXIES") }}
- name: EVENKEEL_TRUSTED_PROXIES
  value: {{ ternary $.Values.ingress $.Values.httpRoute $.Values.ingress.enabled | dig "trustedProxies" 1 | quote }}
{{- end }}
{{- end }}
{{- if .Values.mailIn.domain }}
- name: EVENKEEL_MAIL_IN_PORT
  value: "2525"
- name: EVENKEEL_MAIL_IN_DOMAIN
  value: {{ .Values.mailIn.domain | quote }}
{{- with .Values.mailIn.tlsSecret }}
- name: EVENKEEL_MAIL_IN_CERTIFICATE
  valueFrom: { secretKeyRef: { name: {{ . }}, key: tls.crt } }
- name: EVENKEEL_MAIL_IN_KEY
  valueFrom: { secretKeyRef: { name: {{ . }}, key: tls.key } }
{{- end }}
{{- end }}
{{- range $name, $value := $given }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- range .Values.secretSettings }}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}
{{- end }}

{{- define "evenkeel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
