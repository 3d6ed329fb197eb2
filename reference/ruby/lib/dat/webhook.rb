# frozen_string_literal: true

require 'net/http'
require 'timeout'
require 'uri'

module Dat
  # Raised for settings nobody could work with; says what to write instead, and never shows a URL.
  class ConfigError < StandardError; end

  # A webhook URL, which is a secret, and the two requests made to it.
  class Webhook
    DEFAULT_BASE = 'https://discord.com/api/v10'
    USER_AGENT = 'dat-ruby/1.0 (alerts by webhook)'
    MAX_REPLY_BYTES = 1_000_000

    PATH = %r{/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(.*))?}
    LOOPBACK = /(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?/
    DISCORD_HOST = /\A(?:.+\.)?discord(?:app)?\.com\z/i
    DISCORD_URL = %r{\Ahttps://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api(?:/v\d+)?#{PATH}\z}i
    LOOPBACK_URL = %r{\Ahttps?://#{LOOPBACK}(?:/api(?:/v\d+)?)?#{PATH}\z}

    attr_reader :id

    # region secrets
    # Of a Discord URL only id, token and thread are taken: the one Discord's page hands out has no version, which means the
    # deprecated v6. A loopback URL is used as it is.
    def self.parse(url, base: DEFAULT_BASE)
      url = url.to_s.strip
      base = check_base(base)
      own = url.start_with?("#{base}/webhooks/") && url.match(/\A#{Regexp.escape(base)}#{PATH}\z/)
      if (match = url.match(DISCORD_URL) || own)
        new(match[1], "#{base}/webhooks/#{match[1]}/#{match[2]}", match[3])
      elsif (match = url.match(LOOPBACK_URL))
        new(match[1], url[%r{\A[^?]*[^?/]}], match[3])
      else
        raise ConfigError, 'not a webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>'
      end
    end

    def self.check_base(base)
      base = base.to_s.chomp('/')
      return base if base.match?(%r{\Ahttps://[^/]|\Ahttp://#{LOOPBACK}(?:/|\z)})

      raise ConfigError, 'DISCORD_API_BASE must begin with https://, or with http:// and a loopback address'
    end

    # The URL lives in a closure: from an instance variable it would be one YAML.dump or `p` away from a log.
    def initialize(id, endpoint, query)
      @id = id
      @thread_id = query.to_s[/(?:\A|&)thread_id=(\d+)/, 1]
      define_singleton_method(:uri) { |params = nil| URI(params ? "#{endpoint}?#{params}" : endpoint) }
      singleton_class.send(:private, :uri)
    end

    def inspect
      "#<Dat::Webhook #{id}>"
    end
    alias to_s inspect

    # The lane of a webhook is found by this, whatever channels share it.
    def eql?(other)
      other.is_a?(Webhook) && fingerprint == other.fingerprint
    end
    alias == eql?

    def hash
      fingerprint.hash
    end

    def fingerprint
      [uri.to_s, @thread_id].hash
    end
    # endregion secrets

    def discord?
      uri.host.match?(DISCORD_HOST)
    end

    # region send
    # Makes one attempt. `wait=true` because Discord else does not tell when it could not store the message.
    def post(body, timeout_ms:, thread_id: nil)
      thread_id ||= @thread_id
      target = uri(URI.encode_www_form({ wait: true, thread_id: }.compact))
      request = Net::HTTP::Post.new(target, 'Content-Type' => 'application/json', **HEADERS)
      request.body = body
      exchange(target, request, timeout_ms)
    end

    # Whether Discord knows the webhook; posts nothing.
    def get(timeout_ms:)
      exchange(uri, Net::HTTP::Get.new(uri, HEADERS), timeout_ms)
    end

    private

    HEADERS = { 'User-Agent' => USER_AGENT, 'Accept-Encoding' => 'identity' }.freeze
    private_constant :HEADERS

    # One deadline over all of it. net/http's own timeouts are per read, and a server that drips resets them; nothing here
    # holds a lock that Timeout could leave locked. Redirects are not followed, nor is anything retried below us.
    def exchange(target, request, timeout_ms)
      written = false
      head = nil
      body = +''
      Timeout.timeout(timeout_ms / 1000.0) do
        Net::HTTP.start(target.host, target.port, use_ssl: target.scheme == 'https', max_retries: 0) do |http|
          written = true
          http.request(request) do |response|
            head = response
            response.read_body { |chunk| (body << chunk).bytesize < MAX_REPLY_BYTES or raise IOError, 'endless reply' }
          end
        end
      end
      Reply.read(head.code.to_i, head, body)
    rescue Timeout::Error
      Reply.silent(written, "no answer within #{timeout_ms} ms")
    rescue StandardError => e
      # When only the body breaks off, the status alone decides.
      head ? Reply.read(head.code.to_i, head, body) : Reply.silent(written, "no answer (#{e.class})")
    end
    # endregion send
  end
end
