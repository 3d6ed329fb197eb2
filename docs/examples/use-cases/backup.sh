#!/bin/sh
# A backup that fails says so; one that was never made does too. --spool keeps the alert when the network is gone as well.
spool="${STATE_DIRECTORY:-/var/lib/backup}/alerts.db"
newest=$(find "${BACKUPS:-/var/backups}" -name '*.dump' -mtime -1 | head -n 1)
[ -n "$newest" ] || dat send P1 "No backup for 24 h" --field host="$(uname -n)" --spool "$spool"
