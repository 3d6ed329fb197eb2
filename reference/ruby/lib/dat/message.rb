# frozen_string_literal: true

require 'json'

module Dat
  # Makes the JSON that Discord gets. Whatever is in the alert, the message obeys Discord's limits and says what it left out.
  module Message
    EMPTY = '–'
    MAX_FIELDS = 25
    MAX_TOTAL = 6000
    SILENT = 1 << 12
    MENTION = /\A(?:@everyone|@here|<@&?\d{17,20}>)\z/
    # Discord refuses an embed with a host without a dot, and the whole alert with it.
    LABEL = %r{[^\s/?#:@."<>\\^`{|}]{1,63}}
    URL = %r{\Ahttps?://(?:#{LABEL}\.)+#{LABEL}(?::\d{1,5})?(?:[/?#]\S*)?\z}i

    module_function

    # `mentions` are those of the alert unless the message must not ping.
    def build(alert, username: nil, mentions: alert.mentions)
      JSON.generate(
        { username: username(username), **ping(mentions), flags: (SILENT if alert.silent?), embeds: [embed(alert)] }.compact
      )
    end

    # Lines of the audit trail, in one message that pings nobody.
    def audit(lines)
      JSON.generate({ **ping([]), embeds: [{ color: 0xFFFFFF, description: Text.cut(lines.join("\n"), 4096) }] })
    end

    # What a storm has cost, in the place of the alerts that it held back.
    def summary(alert, count, username: nil)
      title = Text.cut("#{alert.severity} · #{count} more: #{alert.title}", 256)
      embed = { title:, color: alert.color, description: "#{count} alerts like this one were held back by the throttle." }
      JSON.generate({ username: username(username), **ping([]), embeds: [embed] }.compact)
    end

    # region mentions
    # Only `content` pings, and only what is listed: without `allowed_mentions` every @everyone in a log line would.
    def ping(mentions)
      mentions = mentions.uniq.grep(MENTION).first(50)
      ids = mentions.group_by { |mention| mention[/\A<@&?/] }
      {
        content: mentions.empty? ? nil : mentions.join(' '),
        allowed_mentions: {
          parse: ids[nil] ? ['everyone'] : [],
          users: (ids['<@'] || []).map { |mention| mention[/\d+/] },
          roles: (ids['<@&'] || []).map { |mention| mention[/\d+/] }
        }
      }
    end
    # endregion mentions

    def embed(alert)
      title = "#{alert.severity} · #{alert.title}"
      title = alert.title if Text.units(title) > 256
      embed = { title: Text.cut(title, 256), color: alert.color, timestamp: alert.timestamp.strftime('%FT%T.%LZ') }
      author = Text.cut(alert.author, 256)
      footer = Text.cut(alert.footer, 2048)
      room = MAX_TOTAL - 40 - [embed[:title], author, footer].sum { |text| Text.units(text) } # 40: the note below
      description = Text.cut(text_of(alert), [4096, room].min)
      fields, left_out = fit(alert.fields, room - Text.units(description))
      footer = [Text.cut(footer, 2000), "#{left_out} fields left out"].reject(&:empty?).join(' · ') if left_out.positive?

      embed[:url] = alert.url if link?(alert.url)
      embed[:description] = description unless description.empty?
      embed[:fields] = fields unless fields.empty?
      embed[:author] = { name: author } unless author.empty?
      embed[:footer] = { text: footer } unless footer.empty?
      embed
    end

    def link?(url)
      url.length <= 2048 && url.match?(URL)
    end

    # A URL that Discord would refuse is shown as text.
    def text_of(alert)
      [alert.description, (alert.url unless link?(alert.url))].compact.reject(&:empty?).join("\n")
    end

    # The fields that fit, and how many do not.
    def fit(fields, room)
      kept = []
      fields.each do |name, value, inline|
        break if kept.length == MAX_FIELDS

        field = { name: filled(name, 256), value: filled(value, 1024), inline: inline || nil }.compact
        size = Text.units(field[:name]) + Text.units(field[:value])
        next if size > room

        room -= size
        kept << field
      end
      [kept, fields.length - kept.length]
    end

    def filled(text, limit)
      text = Text.cut(Text.clean(text), limit)
      text.empty? ? EMPTY : text
    end

    # Discord refuses these names, and the message with them.
    def username(name)
      name = Text.cut(Text.clean(name), 80)
      name unless name.empty? || name.match?(/clyde|discord|\A@?(?:everyone|here)\z/i)
    end
  end
end
