# frozen_string_literal: true

require 'json'

# Alerts by Discord webhooks.
module Dat
  # What one attempt came to. `kind` is :ok, :limited (wait), :gone (the webhook is dead), :rejected (about this message),
  # :failed (5xx) or :silent (no answer). Made of what the server sent, so nothing of it is trusted.
  Reply = Struct.new(:kind, :status, :code, :errors, :message_id, :wait_ms, :scope, :calm_ms, :written, :detail,
                     keyword_init: true)

  class << Reply
    BAN_PAUSE_MS = 3_600_000
    DAY_S = 86_400
    GONE = [[404, 10_015], [401, 50_027]].freeze # Unknown Webhook, Invalid Webhook Token
    EDGE_BLOCK = 40_333
    BAN = /\b1015\b|<html|<!doctype|blocked from accessing/i
    private_constant :BAN_PAUSE_MS, :DAY_S, :GONE, :EDGE_BLOCK, :BAN

    # No answer; `written` says that the request may have arrived.
    def silent(written, detail)
      new(kind: :silent, written:, detail:)
    end

    def read(status, headers, body)
      json = parse(body)
      case status
      when 200..299 then new(kind: :ok, status:, message_id: json['id'], calm_ms: calm(headers))
      when 429 then limited(json, headers, body)
      when 400..499 then refused(status, json)
      else new(kind: :failed, status:, detail: "Discord answered #{status}")
      end
    end

    private

    def parse(body)
      json = JSON.parse(body.dup.force_encoding('UTF-8').scrub(''))
      json.is_a?(Hash) ? json : {}
    rescue JSON::JSONError
      {}
    end

    # region backoff
    # The body tells the wait, else the header. `X-RateLimit-*` speak of another bucket when it was the hidden limit of the
    # channel, and what is told without sense is no permission to hammer.
    def limited(json, headers, body)
      told = seconds(json['retry_after']) || seconds(headers['Retry-After'])
      banned = told.nil? && (json['code'].eql?(0) || body.byteslice(0, 2000).scrub('').match?(BAN))
      global = json['global'] == true || headers['X-RateLimit-Global'] || headers['X-RateLimit-Scope'] == 'global'
      untold_ms = banned ? BAN_PAUSE_MS : 1000
      new(kind: :limited, status: 429, wait_ms: told ? ms(told) : untold_ms, scope: banned || global ? :everyone : :webhook,
          detail: banned ? 'Discord has banned this address for a while' : 'Discord answered 429')
    end

    # The window is used up: the next request would be answered 429.
    def calm(headers)
      reset = seconds(headers['X-RateLimit-Reset-After'])
      ms(reset) if reset && headers['X-RateLimit-Remaining'] == '0'
    end
    # endregion backoff

    # A little more than told: clocks differ.
    def ms(seconds)
      (seconds * 1000).ceil + 50
    end

    def seconds(value)
      number = Float(value, exception: false)
      [number, DAY_S].min if number&.positive?
    end

    def refused(status, json)
      code = json['code'].is_a?(Integer) ? json['code'] : nil
      if status == 403 && (code.nil? || code.zero? || code == EDGE_BLOCK)
        return new(kind: :limited, status:, wait_ms: BAN_PAUSE_MS, scope: :everyone,
                   detail: 'Discord blocks this address (403)')
      end
      return new(kind: :gone, status:, code:, detail: "the webhook is gone (#{status})") if GONE.include?([status, code])

      errors = flatten(code ? json['errors'] : json).first(20)
      said = code ? hide(json['message'].to_s)[0, 200] : ''
      new(kind: :rejected, status:, code:, errors:, detail: "Discord refused the message with #{status} #{said}".strip)
    end

    # Today's nested tree, and the lists of texts that unversioned URLs are answered with: `{"embeds":["0"]}`.
    def flatten(tree, path = [])
      case tree
      when String then [hide(tree.match?(/\A\d+\z/) ? "#{[*path, tree].join('.')}: refused" : "#{path.join('.')}: #{tree}")]
      when Array then tree.flat_map { |item| flatten(item, path) }
      when Hash
        return flatten(tree['message'].to_s, path) if tree.key?('message')

        tree.flat_map { |name, item| flatten(item, name == '_errors' ? path : [*path, name]) }
      else []
      end
    end

    # What the server says may repeat the URL it was asked at.
    def hide(text)
      text.gsub(/[\w.-]{50,}/, '[redacted]')
    end
  end
end
