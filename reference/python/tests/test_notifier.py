"""The notifier against a server on loopback, which is what a program's own tests can do too."""

from __future__ import annotations

import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dat import Alert, Notifier, Settings, Webhook
from dat.text import cut, redact
from dat.throttle import Throttle

TOKEN = "t" * 68


# region tests
class FakeDiscord(ThreadingHTTPServer):
    """Keeps what it is sent; answers from a script, then 204."""

    def __init__(self, *script: tuple[int, dict[str, str], str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.bodies: list[dict[str, Any]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def webhook(self) -> Webhook:
        return Webhook(f"http://127.0.0.1:{self.server_port}/api/webhooks/{'1' * 18}/{TOKEN}")


class _Handler(BaseHTTPRequestHandler):
    server: FakeDiscord

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.server.bodies.append(json.loads(self.rfile.read(length)))
        status, headers, text = self.server.script.pop(0) if self.server.script else (204, {}, "")
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


class NotifierTest(unittest.TestCase):
    def start(self, *script: tuple[int, dict[str, str], str]) -> tuple[Notifier, FakeDiscord]:
        discord = FakeDiscord(*script)
        self.addCleanup(discord.server_close)
        self.addCleanup(discord.shutdown)
        notifier = Notifier(Settings(webhooks={"default": discord.webhook()}))
        self.addCleanup(notifier.close)
        return notifier, discord

    def test_only_a_p0_pings_and_text_never_does(self) -> None:
        notifier, discord = self.start()
        notifier.send(Alert("P0", "DB down"))
        notifier.send(Alert("P1", "@everyone is slow"))
        pings = [body["allowed_mentions"] for body in discord.bodies]
        self.assertEqual(pings, [{"parse": ["everyone"]}, {"parse": []}])

    def test_a_webhook_of_discord_is_not_sent_to_under_a_test(self) -> None:
        webhook = Webhook(f"https://discord.com/api/webhooks/{'1' * 18}/{TOKEN}")
        with Notifier(Settings(webhooks={"default": webhook}, under_test=True)) as notifier:
            self.assertEqual(notifier.send(Alert("P0", "DB down")).reason, "test-guard")

    # endregion tests

    def test_a_429_is_waited_out_and_the_same_bytes_go_again(self) -> None:
        notifier, discord = self.start((429, {"Retry-After": "1"}, '{"retry_after": 0.2}'))
        outcome = notifier.send(Alert("P1", "Auth degraded"))
        self.assertEqual((outcome.status, outcome.attempts), ("delivered", 2))
        self.assertEqual(discord.bodies[0], discord.bodies[1])

    def test_a_refusal_is_told_with_its_field_and_without_the_token(self) -> None:
        said = {"code": 50035, "message": TOKEN, "errors": {"embeds": {"0": {"_errors": [
            {"message": "Must be 256 or fewer in length."}]}}}}  # fmt: skip
        notifier, _ = self.start((400, {}, json.dumps(said)))
        outcome = notifier.send(Alert("P1", "Auth degraded"))
        self.assertEqual(outcome.reason, "rejected")
        self.assertEqual(outcome.errors, ("embeds.0: Must be 256 or fewer in length.",))
        self.assertNotIn(TOKEN[:12], f"{outcome!r} {notifier!r} {notifier.settings!r}")

    def test_a_storm_costs_three_messages_and_a_summary(self) -> None:
        notifier, discord = self.start()
        states = [notifier.notify(Alert("P2", f"order 4711{n} failed")).state for n in range(9)]
        self.assertEqual(states, ["queued"] * 3 + ["suppressed"] * 6)
        self.assertTrue(notifier.close())
        self.assertIn("6 more", discord.bodies[3]["embeds"][0]["title"])


class TextTest(unittest.TestCase):
    def test_a_cut_counts_utf16_units_and_keeps_characters_and_fences_whole(self) -> None:
        self.assertEqual(cut("😀" * 200, 256), "😀" * 127 + "…")
        self.assertEqual(cut("```" + "x" * 50, 20), "```" + "x" * 12 + "…\n```")

    def test_a_webhook_in_a_text_is_masked(self) -> None:
        masked = redact(f"see https://discord.com/api/webhooks/{'1' * 18}/{TOKEN}.")
        self.assertNotIn(TOKEN[:12], masked)

    def test_no_window_holds_more_than_the_throttle_admits(self) -> None:
        throttle = Throttle(2, 10)
        self.assertEqual([throttle.admits("k", t) for t in (0, 9, 9.5, 10, 18.9, 19)],
                         [True, True, False, True, False, True])  # fmt: skip


if __name__ == "__main__":
    unittest.main()
