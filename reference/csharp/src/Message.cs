using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dat
{
    /// <summary>Makes the JSON that Discord gets. Whatever is in the alert, it obeys Discord's limits and says what it left out.</summary>
    internal static class Message
    {
        /// <summary>A mention as Discord writes it.</summary>
        public static readonly Regex Mention = new Regex(@"\A(?:@everyone|@here|<@&?[0-9]{17,20}>)\z");

        private const int MostFields = 25;
        private const int MostInAll = 6000;
        private const int Silent = 1 << 12;
        private const string Label = @"[^\s/?#:@.""<>\\^`{|}\[\]]{1,63}";

        /// <summary>Discord refuses an embed whose host has no dot, and the whole alert with it.</summary>
        private static readonly Regex Link = new Regex(
            $@"\Ahttps?://(?:{Label}\.)+{Label}(?::[0-9]{{1,5}})?(?:[/?#]\S*)?\z", RegexOptions.IgnoreCase);

        private static readonly Regex RefusedName = new Regex(@"clyde|discord|\A@?(?:everyone|here)\z", RegexOptions.IgnoreCase);

        /// <summary>The mentions are those of the alert, unless the message must not ping.</summary>
        public static string Build(Alert alert, string username, IEnumerable<string> mentions)
        {
            var message = new Dictionary<string, object>();
            var name = Text.Cut(Text.Clean(username), 80);
            if (name != "" && !RefusedName.IsMatch(name))
            {
                message["username"] = name;
            }
            Ping(message, mentions);
            if (alert.Silent)
            {
                message["flags"] = Silent;
            }
            message["embeds"] = new[] { Embed(alert) };
            return Json.Write(message);
        }

        /// <summary>What a storm has cost, in the place of the alerts that the throttle held back.</summary>
        public static string Summary(Alert alert, int count, string username)
        {
            var summary = new Alert(alert.Severity, $"{count} more: {alert.Title}")
            {
                Description = $"{count} alerts like this one were held back by the throttle.",
                Trade = alert.Trade,
            };
            return Build(summary, username, new string[0]);
        }

        /// <summary>Lines of the audit trail, in one message that pings nobody.</summary>
        public static string Audit(IEnumerable<string> lines)
        {
            var message = new Dictionary<string, object>();
            Ping(message, new string[0]);
            message["embeds"] = new[]
            {
                new Dictionary<string, object>
                {
                    { "color", 0xFFFFFF },
                    { "description", Text.Cut(string.Join("\n", lines), 4096) },
                },
            };
            return Json.Write(message);
        }

        // #region mentions
        /// <summary>Only "content" pings, and only what is listed: without "allowed_mentions" every @everyone in a log would.</summary>
        private static void Ping(IDictionary<string, object> message, IEnumerable<string> mentions)
        {
            var known = mentions.Where(who => Mention.IsMatch(who)).Distinct().Take(50).ToList();
            if (known.Count > 0)
            {
                message["content"] = string.Join(" ", known);
            }
            message["allowed_mentions"] = new Dictionary<string, object>
            {
                { "parse", known.Any(who => who[0] == '@') ? new[] { "everyone" } : new string[0] },
                { "users", Ids(known, "<@[0-9]") },
                { "roles", Ids(known, "<@&") },
            };
        }

        private static IEnumerable<string> Ids(IEnumerable<string> mentions, string kind)
        {
            return mentions.Where(who => Regex.IsMatch(who, kind)).Select(who => who.Trim('<', '@', '&', '>')).ToList();
        }
        // #endregion mentions

        private static IDictionary<string, object> Embed(Alert alert)
        {
            var labelled = $"{alert.Severity} · {alert.Title}";
            var title = Text.Cut(labelled.Length > 256 ? alert.Title : labelled, 256);
            var author = Text.Cut(Text.Clean(alert.Author), 256);
            var footer = Text.Cut(Text.Clean(alert.Footer), 2048);
            var url = Text.Clean(alert.Url);
            var isLink = url.Length <= 2048 && Link.IsMatch(url);
            var text = Text.Clean(isLink ? alert.Description : $"{Text.Clean(alert.Description)}\n{url}");

            var room = MostInAll - 40 - title.Length - author.Length - footer.Length; // 40 for the note below
            var description = Text.Cut(text, Math.Min(4096, room));
            var fields = Fit(alert.Fields, room - description.Length);
            var leftOut = alert.Fields.Count - fields.Count;
            if (leftOut > 0)
            {
                footer = Text.Cut(footer, 2000) + (footer == "" ? "" : " · ") + $"{leftOut} fields left out";
            }

            var embed = new Dictionary<string, object>
            {
                { "title", title },
                { "color", alert.Color() },
                { "timestamp", alert.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) },
            };
            AddIf(isLink, embed, "url", url);
            AddIf(description != "", embed, "description", description);
            AddIf(fields.Count > 0, embed, "fields", fields);
            AddIf(author != "", embed, "author", new Dictionary<string, object> { { "name", author } });
            AddIf(footer != "", embed, "footer", new Dictionary<string, object> { { "text", footer } });
            return embed;
        }

        private static void AddIf(bool isThere, IDictionary<string, object> map, string name, object value)
        {
            if (isThere)
            {
                map[name] = value;
            }
        }

        /// <summary>The fields that fit.</summary>
        private static List<IDictionary<string, object>> Fit(IEnumerable<Field> fields, int room)
        {
            var kept = new List<IDictionary<string, object>>();
            foreach (var field in fields)
            {
                var name = Filled(field.Name, 256);
                var value = Filled(field.Value, 1024);
                if (kept.Count < MostFields && name.Length + value.Length <= room)
                {
                    room -= name.Length + value.Length;
                    kept.Add(new Dictionary<string, object>
                    {
                        { "name", name }, { "value", value }, { "inline", field.Inline },
                    });
                }
            }
            return kept;
        }

        private static string Filled(string text, int limit)
        {
            var cut = Text.Cut(Text.Clean(text), limit);
            return cut == "" ? "–" : cut;
        }
    }
}
