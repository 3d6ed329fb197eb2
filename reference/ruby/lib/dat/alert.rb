# frozen_string_literal: true

require 'json'
require 'time'

module Dat
  # Raised for what is no alert: no known severity, or no title.
  class InvalidAlert < StandardError; end

  # What a program raises. Made from a hash, with the names of its JSON form as symbols or strings:
  #
  #   Dat::Alert.new(severity: 'P1', title: 'Auth degraded', fields: { region: 'ap-south-1' })
  class Alert
    SEVERITIES = %w[P0 P1 P2 P3 DEV].freeze
    COLORS = { 'P0' => 0xFF0000, 'P1' => 0xFF8800, 'P2' => 0xFFCC00, 'P3' => 0x00CC66, 'DEV' => 0x808080 }.freeze
    # What tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more.
    IDS = /\h{8}(?:-\h{4}){3}-\h{12}|(?<![0-9a-z])(?:0x)?\h{8,}(?![0-9a-z])|\d{4,}/i

    attr_reader :severity, :title, :description, :fields, :mentions, :url, :footer, :author, :timestamp, :thread_id

    def initialize(data, p0_mention: '@everyone')
      raise InvalidAlert, 'an alert is a hash with a severity and a title' unless data.respond_to?(:to_h)

      @data = data.to_h.transform_keys(&:to_s)
      @severity = @data['severity'].to_s
      @title = Text.clean(@data['title'])
      raise InvalidAlert, "severity must be one of #{SEVERITIES.join(', ')}" unless SEVERITIES.include?(@severity)
      raise InvalidAlert, 'an alert needs a title' if @title.empty?

      read_content
      @mentions = read_mentions(p0_mention)
    end

    # region route
    def channel
      return @data['channel'].to_s if @data['channel']

      { 'P0' => 'alerts', 'P1' => 'alerts', 'DEV' => 'dev' }.fetch(severity) { trade? ? 'trades' : 'info' }
    end

    def color
      trade? ? 0x3399FF : COLORS[severity]
    end

    def trade?
      severity == 'P3' && @data['trade'] == true
    end
    # endregion route

    def silent?
      @data['silent'] == true
    end

    # Alerts with the same key are one storm.
    def key
      (@data['key'] || "#{severity} #{title.gsub(IDS, '#')}").to_s
    end

    # How severe, 0 first.
    def rank
      SEVERITIES.index(severity)
    end

    private

    def read_content
      @description = Text.clean(@data['description'])
      @footer = Text.clean(@data['footer'])
      @author = @data['author'].is_a?(String) ? Text.clean(@data['author']) : ''
      @url = Text.clean(@data['url'])
      @fields = read_fields(@data['fields'])
      @timestamp = read_time(@data['timestamp'])
      thread = @data['thread']
      @thread_id = thread.transform_keys(&:to_s)['id'].to_s[/\A\d{17,20}\z/] if thread.is_a?(Hash)
    end

    # [name, value, inline] each.
    def read_fields(fields)
      case fields
      when Hash then fields.map { |name, value| [name.to_s, show(value), false] }
      when Array
        fields.grep(Hash).map do |field|
          field = field.transform_keys(&:to_s)
          [field['name'].to_s, show(field['value']), field['inline'] == true]
        end
      else []
      end
    end

    def show(value)
      value.is_a?(String) || value.is_a?(Symbol) ? value.to_s : JSON.generate(value)
    end

    def read_time(value)
      time = value.is_a?(String) && value.match?(/(?:Z|[+-]\d\d:\d\d)\z/) ? Time.iso8601(value) : value
      time.respond_to?(:to_time) || time.is_a?(Time) ? time.to_time.utc : Time.now.utc
    rescue ArgumentError
      Time.now.utc
    end

    # As Discord writes them: `@everyone`, `@here`, `<@id>`, `<@&id>`.
    def read_mentions(p0_mention)
      asked = @data['mention']
      return severity == 'P0' ? p0_mention.to_s.split : [] if asked.nil?

      (asked.is_a?(Array) ? asked : [asked]).filter_map do |mention|
        next "@#{mention}" if %w[everyone here].include?(mention.to_s)

        kind, id = mention.first if mention.is_a?(Hash)
        { 'user' => "<@#{id}>", 'role' => "<@&#{id}>" }[kind.to_s]
      end
    end
  end
end
