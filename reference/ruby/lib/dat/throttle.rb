# frozen_string_literal: true

module Dat
  # The brake for storms: at most `max` alerts of a key in any window, and a count of what it held back. Given the time, so
  # that a test needs no clock.
  class Throttle
    MAX_KEYS = 10_000

    # One key: when its alerts passed, how many were held back since it was last told, and when that is due.
    Storm = Struct.new(:alert, :passes, :held, :due_ms)

    def initialize(max, window_ms)
      @max = max
      @window_ms = window_ms
      @storms = {}
    end

    # region throttle
    # Whether the alert may pass. The window slides: a fixed one lets twice as many through at its edge.
    def pass?(alert, now_ms)
      return true if @max.zero?

      storm = @storms[alert.key] ||= begin_storm(alert, now_ms)
      storm.passes.shift while storm.passes.any? && storm.passes.first <= now_ms - @window_ms
      return storm.passes.push(now_ms) if storm.passes.length < @max

      storm.alert = alert
      storm.held += 1
      storm.due_ms ||= storm.passes.first + @window_ms
      false
    end

    # The storms to tell of now, as [alert, count]; with `now_ms` nil all of them.
    def tell(now_ms = nil)
      due = @storms.values.select { |storm| storm.due_ms && (now_ms.nil? || storm.due_ms <= now_ms) }
      due.map do |storm|
        told = [storm.alert, storm.held]
        storm.held = 0
        storm.due_ms = nil
        told
      end
    end
    # endregion throttle

    def next_due_ms
      @storms.each_value.filter_map(&:due_ms).min
    end

    private

    # Keys are bounded: quiet ones are forgotten first, then the oldest that has nothing to tell.
    def begin_storm(alert, now_ms)
      if @storms.length >= MAX_KEYS
        @storms.delete_if { |_, storm| storm.due_ms.nil? && storm.passes.last <= now_ms - @window_ms }
      end
      if @storms.length >= MAX_KEYS
        key, = @storms.find { |_, storm| storm.due_ms.nil? } || @storms.first
        @storms.delete(key)
      end
      Storm.new(alert, [], 0, nil)
    end
  end
end
