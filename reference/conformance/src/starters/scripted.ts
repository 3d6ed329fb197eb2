import type { Starter } from "./starters.ts";

const MESSAGE = `{"content":"","embeds":[{"title":"P2 - Disk full","color":16763904}],"allowed_mentions":{"parse":[]}}`;

/** Starters that need no build. */
export const SCRIPTED: Readonly<Record<string, Starter>> = {
	node: {
		file: "send.mjs",
		toolchain: [["node", "--version"]],
		run: ["node", "send.mjs"],
		code: `const response = await fetch(process.env.DISCORD_WEBHOOK, {
	method: "POST",
	redirect: "manual",
	headers: { "content-type": "application/json", "user-agent": "my-alerts/1" },
	body: JSON.stringify(${MESSAGE}),
	signal: AbortSignal.timeout(10_000),
});
process.exitCode = response.ok ? 0 : 1;
`,
	},
	deno: {
		file: "send.ts",
		toolchain: [["deno", "--version"]],
		run: ["deno", "run", "--allow-net", "--allow-env", "send.ts"],
		code: `const response = await fetch(Deno.env.get("DISCORD_WEBHOOK")!, {
	method: "POST",
	redirect: "manual",
	headers: { "content-type": "application/json", "user-agent": "my-alerts/1" },
	body: JSON.stringify(${MESSAGE}),
	signal: AbortSignal.timeout(10_000),
});
Deno.exit(response.ok ? 0 : 1);
`,
	},
	python: {
		file: "send.py",
		toolchain: [["python3", "--version"]],
		run: ["python3", "send.py"],
		code: `import os
import sys
import urllib.request

request = urllib.request.Request(
    os.environ["DISCORD_WEBHOOK"],
    data=b'${MESSAGE}',
    headers={"Content-Type": "application/json", "User-Agent": "my-alerts/1"},
)
try:
    urllib.request.urlopen(request, timeout=10)
except OSError as error:
    sys.exit(type(error).__name__)
`,
	},
	bash: {
		file: "send.sh",
		toolchain: [["curl", "--version"]],
		run: ["bash", "send.sh"],
		code: `set -eu
# The URL goes to curl by its standard input: arguments can be read by every user of the machine.
printf 'url = "%s"\\n' "$DISCORD_WEBHOOK" | curl --config - --silent --fail --output /dev/null --max-time 10 \\
	--user-agent my-alerts/1 --header 'Content-Type: application/json' \\
	--data '${MESSAGE}'
`,
	},
	ruby: {
		file: "send.rb",
		toolchain: [["ruby", "--version"]],
		run: ["ruby", "send.rb"],
		code: `require "net/http"

uri = URI(ENV.fetch("DISCORD_WEBHOOK"))
headers = { "Content-Type" => "application/json", "User-Agent" => "my-alerts/1" }
response = Net::HTTP.post(uri, '${MESSAGE}', headers)
exit response.is_a?(Net::HTTPSuccess)
`,
	},
	php: {
		file: "send.php",
		toolchain: [["php", "-r", "exit(extension_loaded('curl') ? 0 : 1);"]],
		run: ["php", "send.php"],
		code: `<?php
$curl = curl_init(getenv('DISCORD_WEBHOOK'));
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => '${MESSAGE}',
    CURLOPT_HTTPHEADER => ['Content-Type: application/json', 'User-Agent: my-alerts/1'],
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 10,
]);
curl_exec($curl);
exit(intdiv(curl_getinfo($curl, CURLINFO_RESPONSE_CODE), 100) === 2 ? 0 : 1);
`,
	},
};
