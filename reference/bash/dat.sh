#!/usr/bin/env bash
# Send one alert to a Discord webhook, from any script: source this file, or run it. Needs bash 4.4 and curl.
#
#   DISCORD_WEBHOOK=https://discord.com/api/webhooks/… ./dat.sh P1 'Backup failed' --description "$(tail -20 log)"
#
# Prints the outcome as one line of JSON. Returns 0 when delivered or suppressed, 1 when dropped, 2 when it could not try.

# bash reads and counts characters only in a UTF-8 locale, and cron gives none. The caller's comes back at the end.
dat_locale=${LC_ALL-unset}
LC_ALL=C.UTF-8

DAT_USER_AGENT='dat-bash/1.0 (alerts by webhook)'
DAT_BAN_PAUSE_MS=3600000

## The message

# What Discord's Python strips from both ends of a text: more than bash's [:space:].
DAT_SPACE=$'\t\n\v\f\r \x1c\x1d\x1e\x1f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

# dat_clean TEXT: usable text without white space around it and without webhook secrets, in REPLY.
# region secrets
dat_clean() {
	REPLY=${1:0:20000}                                                               # more than any limit, so that a huge log costs nothing
	[[ $REPLY =~ ^.*$ ]] || REPLY=$(printf %s "$REPLY" | iconv -c -f UTF-8 -t UTF-8) # bytes that are no UTF-8
	REPLY=${REPLY//[$'\x01'-$'\x08\x0b\x0c\x0e'-$'\x1b\x7f']/}
	[[ $REPLY =~ [^$DAT_SPACE](.*[^$DAT_SPACE])? ]] && REPLY=${BASH_REMATCH[0]} || REPLY=''
	# Whoever reads the channel could use a webhook URL that an alert happens to quote.
	while [[ $REPLY =~ (/webhooks/[0-9]{15,20}/)[A-Za-z0-9._-]{50,} ]]; do
		REPLY=${REPLY//"${BASH_REMATCH[0]}"/"${BASH_REMATCH[1]}[redacted]"}
	done
}
# endregion secrets

# dat_units TEXT: its length in UTF-16 units, in REPLY. Discord counts code points, its clients units; units are never fewer.
dat_units() {
	local astral=${1//[$'\x01'-$'\uffff']/}
	REPLY=$((${#1} + ${#astral}))
}

# dat_cut TEXT LIMIT: the text within the limit, an open code block closed, in REPLY.
dat_cut() {
	local text=$1 limit=$2 tail='…' fences
	dat_units "$text"
	if ((REPLY <= limit)); then
		REPLY=$text
		return
	fi
	((limit > 20)) && limit=$((limit - 4)) # room for the fence
	text=${text:0:limit-1}
	while dat_units "$text" && ((REPLY > limit - 1)); do
		text=${text:0:${#text}-(REPLY - limit + 2)/2}
	done
	fences=${text//'```'/$'\x01'}
	fences=${fences//[!$'\x01']/}
	((${#fences} % 2)) && tail=$'…\n```'
	REPLY=$text$tail
}

# dat_json TEXT: the text as a JSON string, in REPLY.
dat_json() {
	REPLY=${1//\\/\\\\}
	REPLY=${REPLY//\"/\\\"}
	REPLY=${REPLY//$'\n'/\\n}
	REPLY=${REPLY//$'\r'/\\r}
	REPLY=\"${REPLY//$'\t'/\\t}\"
}

# dat_mentions MENTION…: `content` and `allowed_mentions` as JSON members, in REPLY. Only what is listed there can ping:
# nothing in the embed ever does, and a text full of @everyone stays harmless.
# region mentions
dat_mentions() {
	local mention content='' parse='' users='' roles=''
	for mention in "$@"; do
		[[ " $content " == *" $mention "* ]] && continue # Discord refuses an id that is named twice
		case $mention in
		everyone | here | @everyone | @here) mention=@${mention#@} parse='"everyone"' ;;
		*)
			[[ $mention =~ ^'<@'(&?)([0-9]{17,20})'>'$ ]] || continue
			if [[ -n ${BASH_REMATCH[1]} ]]; then roles+=",\"${BASH_REMATCH[2]}\""; else users+=",\"${BASH_REMATCH[2]}\""; fi
			;;
		esac
		content+="${content:+ }$mention"
	done
	REPLY="\"allowed_mentions\":{\"parse\":[$parse],\"users\":[${users#,}],\"roles\":[${roles#,}]}"
	REPLY="${content:+\"content\":\"$content\",}$REPLY"
}
# endregion mentions

# dat_url URL: whether Discord takes it in an embed: http(s), a dot in the host, no white space. One that it refuses would
# cost the whole message, so it is shown as text instead.
dat_url() {
	local label='[^][:space:]/?#:@.<>"\\^`{|}[]{1,63}'
	((${#1} <= 2048)) && [[ $1 =~ ^https?://($label\.)+$label(:[0-9]{1,5})?([/?#][^[:space:]]*)?$ ]]
}

# dat_body: the message as JSON members, in REPLY; the alert is in the variables of dat_send. Never more than Discord takes: each
# text is cut with …, and what does not fit into 25 fields or the 6000 of a message is counted in the footer.
dat_body() {
	local color room embed i name value list='' kept=0 left_out=0
	case $severity in
	P0) color=0xFF0000 ;;
	P1) color=0xFF8800 ;;
	P2) color=0xFFCC00 ;;
	P3) color=$((trade ? 0x3399FF : 0x00CC66)) ;;
	*) color=0x808080 ;;
	esac

	dat_units "$severity · $title"
	((REPLY <= 256)) && title="$severity · $title"
	dat_cut "$title" 256 && title=$REPLY
	dat_cut "$author" 256 && author=$REPLY
	dat_cut "$footer" 2048 && footer=$REPLY
	if [[ -n $url ]] && ! dat_url "$url"; then
		description+=${description:+$'\n'}$url
		url=''
	fi
	dat_units "$title$author$footer"
	room=$((6000 - REPLY - 40)) # 40 for the note on what was left out
	dat_cut "$description" $((room < 4096 ? room : 4096)) && description=$REPLY
	dat_units "$description"
	room=$((room - REPLY))

	for ((i = 0; i < ${#fields[@]}; i += 2)); do
		dat_clean "${fields[i]}" && dat_cut "${REPLY:-–}" 256 && name=$REPLY
		dat_clean "${fields[i + 1]}" && dat_cut "${REPLY:-–}" 1024 && value=$REPLY
		dat_units "$name$value"
		if ((kept == 25 || REPLY > room)); then
			((++left_out))
			continue
		fi
		room=$((room - REPLY))
		((++kept))
		dat_json "$name" && list+=",{\"name\":$REPLY"
		dat_json "$value" && list+=",\"value\":$REPLY}"
	done
	if ((left_out)); then
		dat_cut "$footer" 2000
		footer="$REPLY${REPLY:+ · }$left_out fields left out"
	fi

	dat_json "$title" && embed="\"title\":$REPLY,\"color\":$((color)),\"timestamp\":\"$timestamp\""
	[[ -n $description ]] && dat_json "$description" && embed+=",\"description\":$REPLY"
	[[ -n $url ]] && dat_json "$url" && embed+=",\"url\":$REPLY"
	[[ -n $author ]] && dat_json "$author" && embed+=",\"author\":{\"name\":$REPLY}"
	[[ -n $footer ]] && dat_json "$footer" && embed+=",\"footer\":{\"text\":$REPLY}"
	[[ -n $list ]] && embed+=",\"fields\":[${list#,}]"
	REPLY="\"flags\":$((silent ? 4096 : 0)),\"embeds\":[{$embed}]"
}

## The webhook

# dat_endpoint: where to post, in REPLY; fails with the reason there. Of a Discord URL only id, token and thread are taken:
# the URL that Discord's own page hands out has no version, which means the deprecated v6.
dat_endpoint() {
	local hook=${DISCORD_WEBHOOK:-${DISCORD_WEBHOOK_URL:-}} base=${DISCORD_API_BASE:-https://discord.com/api/v10}
	local loopback='(localhost|127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|\[::1\])(:[0-9]+)?'
	local path='/webhooks/([0-9]{17,20})/([A-Za-z0-9_-]{60,120})/?(\?.*)?$'
	base=${base%/}
	if [[ -z $hook && -r ${DISCORD_WEBHOOK_FILE:-} ]]; then hook=$(<"$DISCORD_WEBHOOK_FILE"); fi
	if ! [[ $base =~ ^https:// || $base =~ ^http://$loopback(/|$) ]]; then
		REPLY='DISCORD_API_BASE must begin with https://, or with http:// and a loopback address' && return 1
	fi
	if [[ -z $hook ]]; then
		REPLY='no webhook: set DISCORD_WEBHOOK to the URL that Discord shows under Integrations' && return 1
	elif [[ $hook =~ ^https://((ptb|canary)\.)?discord(app)?\.com/api(/v[0-9]+)?$path ]]; then
		REPLY=$base/webhooks/${BASH_REMATCH[5]}/${BASH_REMATCH[6]}
	elif [[ $hook =~ ^https?://$loopback(/api(/v[0-9]+)?)?$path || $hook == "$base"/webhooks/* && $hook =~ $path ]]; then
		REPLY=${hook%%\?*}
		REPLY=${REPLY%/}
	else
		REPLY='DISCORD_WEBHOOK is no webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>' && return 1
	fi
	# wait=true: without it Discord does not tell when it could not store the message.
	[[ $hook =~ [?\&]thread_id=([0-9]+) ]] && : "${thread:=${BASH_REMATCH[1]}}"
	REPLY+="?wait=true${thread:+&thread_id=$thread}"
}

# dat_post ENDPOINT BODY: one attempt. Sets dat_status (000: no answer), dat_headers, dat_reply and dat_unwritten (1 when
# nothing can have arrived). The URL goes to curl by a pipe: every user of the machine can read the arguments of a process.
# region send
dat_post() {
	local answer code
	answer=$(
		printf %s "$2" | curl --disable --silent --include --suppress-connect-headers \
			--proto '=http,https' --max-time "$((timeout_ms / 1000)).$(printf %03d $((timeout_ms % 1000)))" \
			--config <(printf 'url = "%s"\n' "$1") --user-agent "$DAT_USER_AGENT" \
			--header 'Content-Type: application/json' --header 'Expect:' --data-binary @- 2>/dev/null |
			head -c 100000 | tr -d '\0\r' | iconv -c -f UTF-8 -t UTF-8
		printf '\n%d' "${PIPESTATUS[1]}"
	)
	code=${answer##*$'\n'}
	answer=${answer%$'\n'*}
	dat_status=000 dat_headers='' dat_reply='' dat_unwritten=0
	case $code in
	3 | 5 | 6 | 7 | 35 | 60) dat_unwritten=1 ;; # no address, no connection, no TLS
	28) ;;                                      # the deadline covers the whole answer
	*)                                          # also when the body broke off: the status alone decides
		while [[ $answer =~ ^HTTP/[0-9.]+\ ([0-9]{3}) ]]; do
			dat_status=${BASH_REMATCH[1]}
			dat_headers=${answer%%$'\n\n'*}
			dat_reply=${answer#*$'\n\n'}
			[[ $dat_status == 1?? ]] || break # an interim answer
			answer=$dat_reply dat_status=000
		done
		;;
	esac
}
# endregion send

# dat_ms SECONDS: a positive number of seconds as ms, in REPLY; empty for anything else. More than a day is told as a day.
dat_ms() {
	REPLY=''
	[[ $1 =~ ^[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$ ]] || return 0
	REPLY=$(awk -v s="$1" 'BEGIN { s += 0; if (s > 86400) s = 86400; if (s > 0) printf "%d", s * 1000 + 0.999 }')
}

# dat_wait: what a 429 tells to wait, ms, in REPLY. The body counts before the header, and both before X-RateLimit-*,
# which speak of another bucket when the hidden limit of the channel is met.
# region backoff
dat_wait() {
	local member='"retry_after"[[:space:]]*:[[:space:]]*"?([^],}"[:space:]]*)' told=''
	[[ $dat_reply =~ $member ]] && told=${BASH_REMATCH[1]}
	dat_ms "$told"
	if [[ -z $REPLY ]]; then
		dat_header Retry-After
		dat_ms "$REPLY"
	fi
	if [[ -n $REPLY ]]; then
		REPLY=$((REPLY + 50))
	elif [[ ${dat_reply,,} =~ 1015|\<html|\<!doctype|\"code\"[[:space:]]*:[[:space:]]*0[^0-9] ]]; then
		REPLY=$DAT_BAN_PAUSE_MS # the address is banned, and every further request prolongs it
	else
		REPLY=1000 # no sense in what was told is no permission to hammer
	fi
}

# dat_backoff FAILURES: full jitter under a doubling ceiling, ms, in REPLY. Equal waits would make a herd.
dat_backoff() {
	local ceiling=$((backoff_ms * (1 << ($1 > 5 ? 5 : $1 - 1))))
	((ceiling > backoff_ms * 30)) && ceiling=$((backoff_ms * 30))
	REPLY=$((ceiling * RANDOM / 32767))
	((REPLY < backoff_ms / 4)) && REPLY=$((backoff_ms / 4))
	return 0
}
# endregion backoff

# dat_header NAME: the value of a header of the last answer, in REPLY.
dat_header() {
	local line
	REPLY=''
	while IFS= read -r line; do
		if [[ ${line,,} == "${1,,}:"* ]]; then
			REPLY=${line#*:}
			REPLY=${REPLY//[[:space:]]/}
		fi
	done <<<"$dat_headers"
}

# dat_code: Discord's own number for its refusal, in REPLY; empty when the answer is not Discord's.
dat_code() {
	[[ $dat_reply =~ \"code\"[[:space:]]*:[[:space:]]*([0-9]+) ]] && REPLY=${BASH_REMATCH[1]} || REPLY=''
}

## The delivery

# dat_deliver ENDPOINT BODY QUIET_BODY: attempts until the alert has ended, then prints its outcome.
dat_deliver() {
	local endpoint=$1 body=$2 quiet_body=$3 attempts=0 failures=0 limited=0 maybe=0 wait_ms
	while :; do
		dat_post "$endpoint" "$body"
		((++attempts))
		case $dat_status in
		2??)
			dat_tell delivered "" "" "\"attempts\":$attempts"
			return 0
			;;
		429)
			((++limited))
			dat_wait
			;;
		403) # without a code of Discord's the edge blocks this address
			dat_code
			((${REPLY:-0} && ${REPLY:-0} != 40333)) && break
			REPLY=$DAT_BAN_PAUSE_MS
			;;
		4??) break ;;
		*)
			((++failures))
			dat_backoff "$failures"
			;;
		esac
		wait_ms=$REPLY
		# A wait over the cap is neither shortened nor slept through, and after an attempt that may have arrived one more is made.
		((maybe || failures >= max_attempts || limited > max_attempts || wait_ms > max_wait_ms)) && break
		if [[ $dat_status == 000 ]] && ((!dat_unwritten)); then
			maybe=1
			body=$quiet_body # it woke somebody already, perhaps
		fi
		sleep "$((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))"
	done
	dat_give_up
	return 1
}

# dat_give_up: prints why, from what dat_deliver and the last answer know.
dat_give_up() {
	local reason=exhausted detail="Discord answered $dat_status" facts="\"attempts\":$attempts"
	if [[ $dat_status == 000 ]]; then
		detail='Discord could not be reached, or gave no answer in time'
		((dat_unwritten)) || maybe=1
	else
		facts+=",\"httpStatus\":$dat_status"
	fi
	((maybe)) && facts+=',"maybeDelivered":true'
	dat_code
	[[ -n $REPLY ]] && facts+=",\"discordCode\":$REPLY"
	case $dat_status:$REPLY in
	404:10015 | 401:50027) reason=gone detail="the webhook does not exist any more ($dat_status)" ;;
	403: | 403:0 | 403:40333 | 429:*) ;;
	4??:*)
		reason=rejected detail="Discord refused the message with $dat_status"
		dat_field_errors && facts+=",\"errors\":$REPLY"
		;;
	esac
	dat_tell dropped "$reason" "$detail" "$facts"
}

# dat_field_errors: what Discord has against which field, as JSON, in REPLY; only with jq. Today's shape is a nested tree,
# unversioned URLs still get lists of texts. A token that the answer repeats is taken out.
dat_field_errors() {
	local token=${endpoint%%\?*}
	REPLY=$(jq -c --arg unsaid '[A-Za-z0-9._-]{50,}' '
		(if has("code") then .errors // {} else . end) as $tree
		| [$tree | paths(strings) | select(.[-1] != "code")] | map(. as $path | ($tree | getpath($path)) as $text
		| (map(tostring) - ["_errors"]) as $names
		| if $path[-1] == "message" then ($names[:-2] | join(".")) + ": " + $text
		  elif $text | test("^[0-9]+$") then ($names[:-1] + [$text] | join(".")) + ": refused"
		  else ($names[:-1] | join(".")) + ": " + $text end) | map(gsub($unsaid; "[redacted]"))[:20]' 2>/dev/null <<<"$dat_reply") &&
		REPLY=${REPLY//"${token##*/}"/[redacted]} && [[ -n $REPLY && $REPLY != '[]' ]]
}

# dat_tell STATUS REASON DETAIL MEMBERS: the outcome as one line of JSON.
dat_tell() {
	local line="{\"status\":\"$1\",\"id\":\"$id\""
	[[ -n $channel ]] && dat_json "$channel" && line+=",\"channel\":$REPLY"
	[[ -n ${2-} ]] && line+=",\"reason\":\"$2\""
	[[ -n ${3-} ]] && dat_json "$3" && line+=",\"detail\":$REPLY"
	printf '%s}\n' "$line${4:+,$4}"
}

# dat_knob NAME DEFAULT LEAST MOST: a number from the environment, in REPLY.
dat_knob() {
	local name=$1
	REPLY=${!name:-$2}
	[[ $REPLY =~ ^[0-9]{1,9}$ ]] && ((10#$REPLY >= $3 && 10#$REPLY <= $4)) && REPLY=$((10#$REPLY)) && return
	printf 'dat: %s must be a number from %d to %d; using %d\n' "$1" "$3" "$4" "$2" >&2
	REPLY=$2
}

# dat_off NAME: whether the variable says no.
dat_off() {
	local name=$1 value
	value=${!name-}
	[[ ${value,,} =~ ^(0|false|no|off)$ ]]
}

# dat_send SEVERITY TITLE [--description TEXT] [--field NAME VALUE]… [--mention everyone|here|none|<@id>|<@&id>]…
#   [--trade] [--channel NAME] [--url URL] [--author NAME] [--footer TEXT] [--timestamp ISO] [--thread ID] [--silent]
dat_send() {
	local LC_ALL=C.UTF-8
	local severity=${1-} title=${2-} description='' url='' author='' footer='' timestamp='' thread='' channel=''
	local trade=0 silent=0 fields=() mentions=() id endpoint body quiet code=2
	local max_attempts timeout_ms max_wait_ms backoff_ms dat_status dat_headers dat_reply dat_unwritten
	id=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	shift $(($# < 2 ? $# : 2))
	while (($#)); do
		case $1 in
		--trade) trade=1 ;;
		--silent) silent=1 ;;
		--mention) mentions+=("${2-}") && shift ;;
		--field) fields+=("${2-}" "${3-}") && shift 2 ;;
		--description | --url | --author | --footer | --timestamp | --thread | --channel)
			dat_clean "${2-}"
			printf -v "${1#--}" %s "$REPLY" && shift
			;;
		*)
			dat_tell dropped invalid "unknown option: $1"
			return 2
			;;
		esac
		shift || break
	done
	dat_prepare || return "$code"
	dat_body && body=$REPLY
	dat_mentions && quiet="{$REPLY,$body}"
	dat_mentions "${mentions[@]}" && dat_deliver "$endpoint" "{$REPLY,$body}" "$quiet"
}

# dat_prepare: checks the alert and the environment, and fills in what was not said; else prints the outcome and fails.
dat_prepare() {
	local name
	dat_clean "$title" && title=$REPLY
	if [[ ! $severity =~ ^(P[0-3]|DEV)$ || -z $title ]]; then
		dat_tell dropped invalid 'an alert needs a severity (P0, P1, P2, P3 or DEV) and a title'
		return 1
	fi
	# region route
	case $severity in
	P0 | P1) : "${channel:=alerts}" ;;
	DEV) : "${channel:=dev}" ;;
	P3) if ((trade)); then : "${channel:=trades}"; else : "${channel:=info}"; fi ;;
	*) : "${channel:=info}" ;;
	esac
	# endregion route
	if dat_off NOTIFY_DISCORD_ENABLED; then
		dat_tell suppressed disabled
		code=0
		return 1
	elif ! dat_endpoint; then
		dat_tell dropped unrouted "$REPLY"
		return 1
	fi
	endpoint=$REPLY
	# region tests
	# A test run pages nobody: BATS_VERSION is what the bats runner sets.
	name=${DAT_TEST:-${BATS_VERSION:-}}
	if [[ -n $name ]] && ! dat_off DAT_TEST && [[ $endpoint =~ ^https?://([^/?#]*[.@])?discord(app)?\.com[:/] ]]; then
		dat_tell suppressed test-guard
		code=0
		return 1
	fi
	# endregion tests
	dat_knob DAT_MAX_ATTEMPTS 5 1 10 && max_attempts=$REPLY
	dat_knob DAT_TIMEOUT_MS 10000 1 600000 && timeout_ms=$REPLY
	dat_knob DAT_MAX_WAIT_MS 30000 0 86400000 && max_wait_ms=$REPLY
	dat_knob DAT_BACKOFF_MS 1000 1 60000 && backoff_ms=$REPLY
	if [[ $severity == P0 && ${#mentions[@]} == 0 ]]; then
		read -ra mentions <<<"${DISCORD_P0_MENTION-@everyone}"
	fi
	[[ $timestamp =~ ^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9].*(Z|[-+][0-9]{2}:[0-9]{2})$ ]] &&
		TZ=UTC date -d "$timestamp" >/dev/null 2>&1 || TZ=UTC printf -v timestamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
}

if [[ $dat_locale == unset ]]; then unset LC_ALL; else LC_ALL=$dat_locale; fi
unset dat_locale

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
	dat_send "$@"
fi
