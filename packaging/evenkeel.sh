#!/bin/sh
# Starts Evenkeel by the Node.js of this machine: it needs nothing else.
self=$(readlink -f "$0")
for node in node nodejs; do
  if command -v "$node" >/dev/null; then
    exec "$node" "${self%/*}/evenkeel.mjs" "$@"
  fi
done
echo "Evenkeel needs Node.js 20.19 or newer, and there is none in PATH ($PATH)." >&2
exit 1
