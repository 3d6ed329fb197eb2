#!/usr/bin/env bash
# The port the conformance kit drives: one alert as JSON on stdin, its outcome as the last line of stdout (PROTOCOL.md, L1).
# All it does is turn the JSON into arguments of dat_send, which is why only this file needs jq.
set -uo pipefail
# shellcheck source=dat.sh
source "$(dirname "${BASH_SOURCE[0]}")/dat.sh"

mapfile -d '' args < <(jq -j '
	def text: (if type == "string" then . else tojson end)[:20000] | gsub("\u0000"; "");
	def option($name): .[$name] | select(. != null) | ["--" + $name, text];
	def mention: if type == "string" then . elif .role then "<@&\(.role)>" else "<@\(.user)>" end;
	[ (.severity // "" | text), (.title // "" | text) ]
	+ [ option("description", "url", "footer", "timestamp", "channel")[] ]
	+ [ .author | strings | "--author", text ]
	+ [ .thread.id? | strings | "--thread", text ]
	+ (if .trade == true then ["--trade"] else [] end)
	+ (if .silent == true then ["--silent"] else [] end)
	+ [ .fields | objects | to_entries[] | "--field", .key, (.value | text) ]
	+ [ .fields | arrays | .[] | "--field", (.name // "" | text), (.value // "" | text) ]
	+ [ if .mention == [] then "none" else .mention | select(. != null) | if type == "array" then .[] else . end | mention end
		| "--mention", . ]
	| map(gsub("\u0000"; "") + "\u0000") | add' 2>/dev/null)
dat_send "${args[@]}"
