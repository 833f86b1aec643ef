{{- define "groundglass.labels" -}}
app.kubernetes.io/name: groundglass
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "groundglass.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "groundglass.secret" -}}
{{ required "existingSecret: name a Secret with state, s3_key, s3_secret, cluster and viewer" .Values.existingSecret }}
{{- end }}

{{/* What every part of ours may do: nothing. Workers confine themselves further. */}}
{{- define "groundglass.pod" -}}
automountServiceAccountToken: false
terminationGracePeriodSeconds: 30
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "groundglass.container" -}}
image: {{ include "groundglass.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "groundglass.storage" -}}
state = { file = "/run/secrets/groundglass/state" }
blobs = {{ .Values.storage.blobs | quote }}
{{- if .Values.storage.s3Endpoint }}
s3_endpoint = {{ .Values.storage.s3Endpoint | quote }}
{{- else if .Values.s3.enabled }}
s3_endpoint = "http://{{ .Release.Name }}-s3:9000"
{{- end }}
s3_region = {{ .Values.storage.s3Region | quote }}
s3_key = { file = "/run/secrets/groundglass/s3_key" }
s3_secret = { file = "/run/secrets/groundglass/s3_secret" }
{{- end }}

{{/* Only the keys that a part needs are mounted: a web node never sees the secret of the machines. */}}
{{- define "groundglass.mounted" -}}
- name: secrets
  secret:
    secretName: {{ include "groundglass.secret" .root }}
    defaultMode: 0440
    items:
      {{- range .keys }}
      - { key: {{ . }}, path: {{ . }} }
      {{- end }}
- name: settings
  configMap:
    name: {{ .root.Release.Name }}-settings
- name: tmp
  emptyDir: {}
{{- end }}

{{- define "groundglass.mounts" -}}
- { name: secrets, mountPath: /run/secrets/groundglass, readOnly: true }
- { name: settings, mountPath: /etc/groundglass, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- end }}
