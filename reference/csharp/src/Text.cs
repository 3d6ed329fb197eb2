using System;
using System.Text;
using System.Text.RegularExpressions;

namespace Dat
{
    /// <summary>Text as Discord takes it and measures it: a string's Length is already in UTF-16 units.</summary>
    internal static class Text
    {
        /// <summary>Longer than any limit, so that a text of 10 MB costs no more than one of 100 kB.</summary>
        private const int Longest = 100000;

        /// <summary>What Discord's Python strips from both ends: more than Trim().</summary>
        private static readonly char[] Space = ("\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003" +
            "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000").ToCharArray();

        private static readonly Regex Webhook = new Regex(@"(/webhooks/[0-9]{15,20}/)[A-Za-z0-9_.-]{50,}");

        /// <summary>Usable text without white space around it, and without what must not be shown.</summary>
        public static string Clean(string text)
        {
            if (text == null)
            {
                return "";
            }
            var usable = new StringBuilder();
            for (var i = 0; i < Math.Min(text.Length, Longest); i++)
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    usable.Append(text, i++, 2);
                }
                else if (!char.IsSurrogate(text[i]) && !IsControl(text[i]))
                {
                    usable.Append(text[i]);
                }
            }
            return Redact(usable.ToString()).Trim(Space);
        }

        // #region secrets
        /// <summary>A webhook URL is a password: whoever reads the channel, or the log, could post with it.</summary>
        public static string Redact(string text)
        {
            return Webhook.Replace(text, "$1[redacted]");
        }
        // #endregion secrets

        /// <summary>The text within the limit; what is cut ends in "…", and an open code block is closed.</summary>
        public static string Cut(string text, int limit)
        {
            if (text.Length <= limit)
            {
                return text;
            }
            var end = limit - (limit > 20 ? 5 : 1);
            var kept = text.Substring(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end);
            var isOpen = Regex.Matches(kept, "```").Count % 2 == 1;
            return kept + (isOpen ? "…\n```" : "…");
        }

        private static bool IsControl(char c)
        {
            return (c < ' ' && c != '\t' && c != '\n' && c != '\r' && (c < '\u001c' || c > '\u001f')) || c == '\u007f';
        }
    }
}
