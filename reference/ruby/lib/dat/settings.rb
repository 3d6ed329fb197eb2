# frozen_string_literal: true

module Dat
  # Everything that can be set, from `Notifier.new` or else from the environment. Times are milliseconds.
  class Settings
    KNOBS = { # name => [variable, default, least, most]
      max_attempts: ['DAT_MAX_ATTEMPTS', 5, 1, 10],
      timeout_ms: ['DAT_TIMEOUT_MS', 10_000, 1, 600_000],
      max_wait_ms: ['DAT_MAX_WAIT_MS', 30_000, 0, 86_400_000],
      backoff_ms: ['DAT_BACKOFF_MS', 1000, 1, 60_000],
      throttle_max: ['DAT_THROTTLE_MAX', 3, 0, 1_000_000],
      throttle_window_ms: ['DAT_THROTTLE_WINDOW_MS', 60_000, 1, 86_400_000],
      queue_max: ['DAT_QUEUE_MAX', 500, 1, 1_000_000]
    }.freeze
    NO = /\A(?:0|false|no|off)\z/i
    CHANNELS = %w[alerts info trades dev audit].freeze

    attr_reader(*KNOBS.keys, :webhooks, :username, :audit, :p0_mention)

    def initialize(env: ENV, **options)
      unknown = options.keys - KNOBS.keys - %i[webhooks enabled username audit p0_mention]
      raise ConfigError, "unknown settings: #{unknown.join(', ')}" if unknown.any?

      @env = env
      KNOBS.each { |name, knob| instance_variable_set("@#{name}", options[name] || knob(*knob)) }
      @enabled = options.fetch(:enabled, !read('NOTIFY_DISCORD_ENABLED')&.match?(NO))
      @username = options[:username]
      @audit = options.fetch(:audit, 'audit')
      @p0_mention = check_mention(options[:p0_mention] || env['DISCORD_P0_MENTION'] || '@everyone')
      @webhooks = parse(options[:webhooks] || urls_of_environment)
    end

    def inspect
      "#<Dat::Settings #{@webhooks.map { |channel, webhook| "#{channel}: #{webhook.inspect}" }.join(', ')}>"
    end

    def enabled?
      @enabled
    end

    # region tests
    # A test run must page nobody. Only a Discord host is guarded: tests may well use a local one.
    def guarded?(webhook)
      flag = read('DAT_TEST')
      is_test = flag ? !flag.match?(NO) : [read('RAILS_ENV'), read('RACK_ENV')].include?('test')
      is_test && webhook.discord?
    end
    # endregion tests

    # region route
    # The webhook of a channel; the default stands in for all but the audit trail.
    def webhook_for(channel)
      webhooks[channel] || (webhooks['default'] unless channel == audit || channel == 'audit')
    end
    # endregion route

    private

    def read(name)
      value = @env[name]
      value unless value.nil? || value.empty?
    end

    def knob(variable, default, least, most)
      value = read(variable) or return default
      number = Integer(value, 10, exception: false)
      return number if number&.between?(least, most)

      warn "dat: #{variable} must be a number from #{least} to #{most}; using #{default}"
      default
    end

    def check_mention(mention)
      return mention if mention.split.all?(Message::MENTION)

      raise ConfigError, 'DISCORD_P0_MENTION must be @everyone, @here, <@id>, <@&id>, or empty for nobody'
    end

    def urls_of_environment
      names = CHANNELS.to_h { |channel| [channel, ["DISCORD_WEBHOOK_#{channel.upcase}"]] }
      names['default'] = %w[DISCORD_WEBHOOK DISCORD_WEBHOOK_URL]
      names.transform_values { |variables| variables.filter_map { |name| url_of(name) }.first }.compact
    end

    # From the variable, or from the file named by it with _FILE behind it.
    def url_of(name)
      file = read("#{name}_FILE")
      read(name) || (file && File.read(file).strip)
    rescue SystemCallError => e
      raise ConfigError, "#{name}_FILE cannot be read (#{e.class.name.split('::').last})"
    end

    def parse(urls)
      base = Webhook.check_base(read('DISCORD_API_BASE') || Webhook::DEFAULT_BASE)
      urls.to_h do |channel, url|
        [channel.to_s, Webhook.parse(url, base:)]
      rescue ConfigError => e
        raise ConfigError, "webhook of #{channel}: #{e.message}"
      end
    end
  end
end
