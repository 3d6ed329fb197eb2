#!/bin/sh
# In the crontab, around what may fail: the alert has the exit code, the duration and the last lines of output.
dat run --on-failure P1 --title "Nightly report failed" -- "${NIGHTLY:-./nightly-report}"
