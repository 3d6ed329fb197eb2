# frozen_string_literal: true

module Dat
  # How one alert ended, or stands (:pending). Members without meaning for a status are nil.
  Outcome = Struct.new(:status, :id, :reason, :detail, :channel, :attempts, :maybe_delivered, :message_id, :http_status,
                       :discord_code, :errors, keyword_init: true) do
    def delivered?
      status == :delivered
    end
  end

  # An alert, an audit line or a summary on its way. `quiet_body` is the message without its mention.
  Entry = Struct.new(:id, :rank, :channel, :alert, :body, :quiet_body, :thread_id, :line, :outcome, :attempts, :failures,
                     :limited, :maybe, :not_before_ms, keyword_init: true) do
    def initialize(**)
      super
      self.attempts = self.failures = self.limited = 0
      self.not_before_ms = 0
    end

    # Audit lines and summaries are ours: counted in no book, mirrored nowhere.
    def ours?
      id.nil?
    end

    def audit?
      !line.nil?
    end

    def settled?
      !outcome.nil?
    end

    def outcome_now(status, **facts)
      maybe_delivered = maybe unless status == :delivered
      Outcome.new(status:, id:, channel:, attempts:, maybe_delivered:, **facts)
    end
  end

  # What shuts all lanes of an address at once: a global 429, or a ban.
  Gate = Struct.new(:open_at_ms)

  # The queue in front of one webhook, and the thread that works it off: one request at a time, P0 first, then P1, then the
  # rest in order, audit lines last. Waits out what Discord tells it to. All state is guarded by the notifier's monitor.
  class Lane
    def initialize(webhook, settings, gate, monitor, on_settled)
      @webhook = webhook
      @settings = settings
      @gate = gate
      @monitor = monitor
      @on_settled = on_settled
      @wake = monitor.new_cond
      @queues = Array.new(4) { [] }
      @open_at_ms = 0
    end

    def inspect
      "#<Dat::Lane #{@webhook.inspect} #{@queues.sum(&:length)} waiting>"
    end

    # region queue
    # Takes an entry; a full lane loses the least severe first, and of those the oldest.
    def push(entry)
      return settle(entry, :dropped, reason: :gone, detail: 'the webhook is gone') if @gone

      @thread ||= Thread.new { work }
      @queues[queue_of(entry)] << entry
      evict(entry.audit?)
      @wake.signal
    end

    def idle?
      @flying.nil? && @queues.all?(&:empty?)
    end

    # What is left ends; an attempt under way may have arrived.
    def close
      left = [@flying, *waiting].compact
      @flying.maybe = true if @flying
      @queues.each(&:clear)
      @flying = nil
      @thread&.kill
      left.each { |entry| settle(entry, :dropped, reason: :closed, detail: 'the notifier was closed first') }
    end

    # Whoever else asks this webhook must wait too.
    def shut?
      opens_at_ms > Dat.now_ms
    end

    # Learns from an answer, whoever got it.
    def heed(reply)
      until_ms = Dat.now_ms + (reply.wait_ms || reply.calm_ms || 0)
      @open_at_ms = [@open_at_ms, until_ms].max
      @gate.open_at_ms = [@gate.open_at_ms, until_ms].max if reply.scope == :everyone
    end

    private

    def work
      while (entry = take)
        reply = @webhook.post(entry.body, timeout_ms: @settings.timeout_ms, thread_id: entry.thread_id)
        @monitor.synchronize do
          @flying = nil
          conclude(entry, reply) unless entry.settled?
        end
      end
    end

    # The next entry, once it may go.
    def take
      @monitor.synchronize do
        loop do
          entry = @queues.find(&:any?)&.first
          wait_ms = entry && ([opens_at_ms, entry.not_before_ms].max - Dat.now_ms)
          return @flying = gather(entry) if entry && wait_ms <= 0

          @wake.wait(wait_ms && (wait_ms / 1000.0))
        end
      end
    end

    # Audit lines that wait share a message.
    def gather(entry)
      queue = @queues.find(&:any?)
      return queue.shift if !entry.audit? || entry.attempts.positive?

      lines = queue.shift(10)
      entry.body = Message.audit(lines.map(&:line))
      entry
    end
    # endregion queue

    def opens_at_ms
      [@open_at_ms, @gate.open_at_ms].max
    end

    def waiting
      @queues.flatten
    end

    def queue_of(entry)
      entry.audit? ? 3 : [entry.rank, 2].min
    end

    # Alerts and audit lines are bounded each for themselves.
    def evict(audit)
      kind = waiting.select { |entry| entry.audit? == audit }
      return if kind.length + (@flying && @flying.audit? == audit ? 1 : 0) <= @settings.queue_max

      least = kind.max_by.with_index { |entry, index| [entry.rank, -index] }
      @queues[queue_of(least)].delete(least)
      settle(least, :dropped, reason: :overflow, detail: "more than #{@settings.queue_max} alerts were waiting")
    end

    # region backoff
    # What becomes of an entry after one attempt.
    def conclude(entry, reply)
      entry.attempts += 1
      heed(reply)
      case reply.kind
      when :ok then settle(entry, :delivered, message_id: reply.message_id)
      when :rejected then give_up(entry, reply, :rejected)
      when :gone then retire(entry, reply)
      when :limited then after_limit(entry, reply)
      else after_failure(entry, reply)
      end
    end

    # The whole lane waits, however long; an alert that meets more than the longest wait ends.
    def after_limit(entry, reply)
      entry.limited += 1
      may_wait = entry.limited <= @settings.max_attempts && reply.wait_ms <= @settings.max_wait_ms && !entry.maybe
      may_wait ? requeue(entry) : give_up(entry, reply, :exhausted)
    end

    # Full jitter under a doubling ceiling: equal waits make a herd. An attempt that may have arrived is repeated once, and
    # then wakes nobody a second time.
    def after_failure(entry, reply)
      entry.failures += 1
      was_maybe = entry.maybe
      entry.maybe = true if reply.written
      return give_up(entry, reply, :exhausted) if was_maybe || entry.failures >= @settings.max_attempts

      entry.body = entry.quiet_body if entry.maybe
      ceiling = @settings.backoff_ms * [2**(entry.failures - 1), 30].min
      entry.not_before_ms = Dat.now_ms + [rand(0.0..ceiling), @settings.backoff_ms / 4.0].max
      requeue(entry)
    end
    # endregion backoff

    def requeue(entry)
      @queues[queue_of(entry)].unshift(entry)
    end

    # A dead webhook is never asked again: what waits for it ends, too.
    def retire(entry, reply)
      @gone = true
      left = waiting
      @queues.each(&:clear)
      [entry, *left].each { |each| give_up(each, reply, :gone) }
    end

    def give_up(entry, reply, reason)
      settle(entry, :dropped, reason:, detail: reply.detail, http_status: reply.status, discord_code: reply.code,
                              errors: reply.errors)
    end

    def settle(entry, status, **facts)
      entry.outcome = entry.outcome_now(status, **facts)
      @on_settled.call(entry)
    end
  end
end
