# frozen_string_literal: true

module Dat
  # Text as Discord takes it and measures it.
  module Text
    # What Discord's Python strips from both ends: more than String#strip.
    SPACE = '\t-\r\x1c-\x20\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000'
    INNER = /[^#{SPACE}](?:.*[^#{SPACE}])?/m
    CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001b\u007f]/
    # Longer than any limit, so that a text of 10 MB costs no more than one of 100 kB.
    MAX_BYTES = 100_000

    module_function

    # Usable text without white space around it, and without what must not be shown.
    def clean(value)
      text = value.to_s.encode('UTF-8', invalid: :replace, undef: :replace, replace: '')
      redact(text.byteslice(0, MAX_BYTES).scrub('').gsub(CONTROL, ''))[INNER].to_s
    end

    # region secrets
    # A webhook URL is a password: whoever reads the channel, or the log, could post with it.
    def redact(text)
      text.gsub(%r{(/webhooks/\d{15,20}/)[\w.-]{50,}}, '\1[redacted]')
    end
    # endregion secrets

    # Length in UTF-16 units. Discord counts code points and its clients units; there are never fewer units.
    def units(text)
      text.encode('UTF-16LE').bytesize / 2
    end

    # The text within `limit` units; what is cut ends in `…`, and an open code block is closed.
    def cut(text, limit)
      return text if units(text) <= limit

      room = limit - (limit > 20 ? 5 : 1)
      kept = text[0, room]
      while (over = units(kept) - room).positive?
        kept = kept[0, kept.length - ((over + 1) / 2)]
      end
      kept + (kept.scan('```').length.odd? ? "…\n```" : '…')
    end
  end
end
