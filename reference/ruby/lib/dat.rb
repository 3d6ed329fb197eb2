# frozen_string_literal: true

# Alerts by Discord webhooks. Read the files in this order.
require_relative 'dat/text'
require_relative 'dat/alert'
require_relative 'dat/message'
require_relative 'dat/webhook'
require_relative 'dat/reply'
require_relative 'dat/throttle'
require_relative 'dat/lane'
require_relative 'dat/settings'
require_relative 'dat/notifier'
