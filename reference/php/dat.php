<?php

// Alerts by Discord webhooks. Read the files in this order; with Composer, point PSR-4's "Dat\\" at src/ instead.

declare(strict_types=1);

require_once __DIR__ . '/src/Text.php';
require_once __DIR__ . '/src/Alert.php';
require_once __DIR__ . '/src/Message.php';
require_once __DIR__ . '/src/Webhook.php';
require_once __DIR__ . '/src/Reply.php';
require_once __DIR__ . '/src/Http.php';
require_once __DIR__ . '/src/Settings.php';
require_once __DIR__ . '/src/Pauses.php';
require_once __DIR__ . '/src/AuditTrail.php';
require_once __DIR__ . '/src/Outcome.php';
require_once __DIR__ . '/src/Notifier.php';
