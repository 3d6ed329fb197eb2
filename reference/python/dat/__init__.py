"""Discord webhook alerts that hold on the worst day. Standard library only.

from dat import Alert, Notifier

with Notifier() as notifier:  # webhooks from DISCORD_WEBHOOK_*
    notifier.notify(Alert("P1", "Auth degraded", description="p99 over 2 s"))
"""

from .alert import Alert, Field
from .notifier import Notifier
from .outcome import Outcome, Receipt, Ticket
from .settings import Settings
from .webhook import Webhook

__all__ = ["Alert", "Field", "Notifier", "Outcome", "Receipt", "Settings", "Ticket", "Webhook"]
