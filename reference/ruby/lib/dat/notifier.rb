# frozen_string_literal: true

require 'monitor'
require 'securerandom'

# Alerts by Discord webhooks.
module Dat
  # Milliseconds that only ever grow: a clock set back must not shorten a wait.
  def self.now_ms
    Process.clock_gettime(Process::CLOCK_MONOTONIC, :float_millisecond)
  end

  # Raises alerts.
  #
  #   notifier = Dat::Notifier.new                     # webhooks from DISCORD_WEBHOOK_*
  #   notifier.notify(severity: 'P1', title: 'Auth degraded')
  #   notifier.close
  class Notifier
    # Raising never waits; whoever wants to know how it ended calls `wait`.
    class Receipt
      def initialize(notifier, entry)
        @notifier = notifier
        @entry = entry
      end

      def id = @entry.id
      def outcome = @entry.outcome

      # The outcome; after `timeout` seconds what is true then, `:pending` perhaps.
      def wait(timeout = nil) = @notifier.await(@entry, timeout)
    end

    # What the boot check found: :alive, :dead or :unreachable, and why.
    Health = Struct.new(:status, :detail)

    def initialize(**options)
      @settings = Settings.new(**options)
      @monitor = Monitor.new
      @settled = @monitor.new_cond
      @gate = Gate.new(0)
      @lanes = {}
      @books = { raised: 0, delivered: 0, suppressed: 0, dropped: 0, pending: 0 }
      @throttle = Throttle.new(@settings.throttle_max, @settings.throttle_window_ms)
    end

    def inspect
      "#<Dat::Notifier #{@settings.inspect} #{stats}>"
    end
    alias to_s inspect

    # Raises an alert, given as a hash with the names of its JSON form. Returns at once and never raises.
    def notify(data)
      @monitor.synchronize { Receipt.new(self, admit(data)) }
    end

    # Raises an alert, given in braces or without, and waits for its outcome, at most `timeout` seconds.
    def deliver(data = nil, timeout: nil, **fields)
      notify(data || fields).wait(timeout)
    end

    # raised = delivered + suppressed + dropped + pending, always.
    def stats
      @monitor.synchronize { @books.dup }
    end

    # region boot-check
    # Asks Discord about each webhook and posts nothing. An outage is no misconfiguration: only 401 and 404 are dead.
    def probe
      threads = @settings.webhooks.transform_values { |webhook| Thread.new { health(webhook) } }
      { channels: threads.transform_values(&:value), p0_mention: @settings.p0_mention }
    end

    def health(webhook)
      lane = @monitor.synchronize { lane_of(webhook) }
      return Health.new(:unreachable, 'not asked in a test') if @settings.guarded?(webhook)
      return Health.new(:unreachable, 'Discord told us to wait') if @monitor.synchronize { lane.shut? }

      reply = webhook.get(timeout_ms: @settings.timeout_ms)
      @monitor.synchronize { lane.heed(reply) }
      case reply.status
      when 200..299 then Health.new(:alive, 'Discord knows the webhook')
      when 401, 404 then Health.new(:dead, "Discord answered #{reply.status}")
      else Health.new(:unreachable, reply.detail)
      end
    end
    private :health
    # endregion boot-check

    # Waits until everything has settled, audit lines too; false when `timeout` seconds were not enough.
    def flush(timeout = 10)
      until_ms = Dat.now_ms + (timeout * 1000)
      @monitor.synchronize { wait_until(until_ms) { @lanes.each_value.all?(&:idle?) } }
    end

    # Tells of the storms, flushes, and stops; what is left ends `dropped: closed`.
    def close(timeout = 10)
      @monitor.synchronize do
        tell_storms(@throttle.tell)
        @closing = true
      end
      flush(timeout)
    ensure
      @monitor.synchronize do
        @lanes.each_value(&:close)
        @teller&.kill
      end
    end

    def await(entry, timeout)
      until_ms = timeout && (Dat.now_ms + (timeout * 1000))
      @monitor.synchronize do
        wait_until(until_ms) { entry.settled? }
        entry.outcome || entry.outcome_now(:pending)
      end
    end

    private

    # Throttle, route, queue: every alert gets an entry, and every entry an outcome in the end.
    def admit(data)
      @books[:raised] += 1
      entry = Entry.new(id: SecureRandom.hex(16))
      refusal = refuse(entry, data)
      return end_at_once(entry, *refusal) if refusal

      @books[:pending] += 1
      compose(entry)
      lane_of(@settings.webhook_for(entry.channel)).push(entry)
      entry
    end

    # Why the alert goes nowhere: [status, reason, detail], or nil.
    def refuse(entry, data)
      entry.alert = Alert.new(data, p0_mention: @settings.p0_mention)
      entry.channel = entry.alert.channel
      return %i[suppressed disabled] unless @settings.enabled?
      return [:dropped, :closed, 'the notifier is closed'] if @closing

      webhook = @settings.webhook_for(entry.channel)
      return [:dropped, :unrouted, "no webhook for #{entry.channel}"] unless webhook
      return %i[suppressed test-guard] if @settings.guarded?(webhook)

      %i[suppressed throttled] unless pass?(entry.alert)
    rescue InvalidAlert => e
      [:dropped, :invalid, e.message]
    end

    def compose(entry)
      alert = entry.alert
      entry.rank = alert.rank
      entry.thread_id = alert.thread_id
      entry.body = Message.build(alert, username: @settings.username)
      entry.quiet_body = Message.build(alert, username: @settings.username, mentions: [])
    end

    def end_at_once(entry, status, reason, detail = nil)
      entry.outcome = Outcome.new(status:, reason:, detail:, id: entry.id, channel: entry.channel)
      @books[status] += 1
      entry
    end

    def lane_of(webhook)
      @lanes[webhook] ||= Lane.new(webhook, @settings, @gate, @monitor, method(:on_settled))
    end

    def on_settled(entry)
      @settled.broadcast
      return if entry.ours?

      @books[entry.outcome.status] += 1
      @books[:pending] -= 1
      mirror(entry)
    end

    # region audit
    # One line in the trail for each alert that was routed. It goes to a lane of its own, so nothing waits for it.
    def mirror(entry)
      return if @settings.audit == false || [@settings.audit, 'audit'].include?(entry.channel)
      return if entry.outcome.reason == :closed # the trail is closed, too

      webhook = @settings.webhook_for(@settings.audit) or return
      how = [entry.outcome.status, entry.outcome.reason].compact.join(': ')
      line = "`#{entry.alert.severity}` #{Text.cut(entry.alert.title, 150)} → #{entry.channel}, #{how}"
      body = Message.audit([line])
      lane_of(webhook).push(Entry.new(rank: 0, line:, body:, quiet_body: body)) unless @settings.guarded?(webhook)
    end
    # endregion audit

    def pass?(alert)
      return true if @throttle.pass?(alert, Dat.now_ms)

      @teller ||= Thread.new { tell_when_due }
      @told&.signal
      false
    end

    # Sleeps until the window of the next storm ends.
    def tell_when_due
      @monitor.synchronize do
        @told = @monitor.new_cond
        loop do
          tell_storms(@throttle.tell(Dat.now_ms))
          due_ms = @throttle.next_due_ms
          @told.wait(due_ms && ([due_ms - Dat.now_ms, 1].max / 1000.0))
        end
      end
    end

    # Says how many alerts a storm has cost, where they would have been, and pings nobody.
    def tell_storms(storms)
      storms.each do |alert, count|
        webhook = @settings.webhook_for(alert.channel)
        body = Message.summary(alert, count, username: @settings.username)
        lane_of(webhook).push(Entry.new(rank: alert.rank, body:, quiet_body: body))
      end
    end

    def wait_until(until_ms)
      until yield
        left_ms = until_ms && (until_ms - Dat.now_ms)
        return false if left_ms && left_ms <= 0

        @settled.wait(left_ms && (left_ms / 1000.0))
      end
      true
    end
  end
end
