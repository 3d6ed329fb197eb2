#!/bin/sh
# The last step of a pipeline that failed; $PIPELINE and $RUN_URL come from the CI system.
dat send P2 "CI: ${PIPELINE:-main} is red" --url "${RUN_URL:-https://ci.example/runs/1}" --field commit="${COMMIT:-unknown}"
