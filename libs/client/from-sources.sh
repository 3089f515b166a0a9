#!/bin/sh
# `npx pausepoint` in this repository: the command as its sources say it, nothing built.
here=$(dirname "$(readlink -f "$0")")
exec "$here/../../node_modules/.bin/node" --conditions=@pausepoint/source "$here/src/cli/main.ts" "$@"
