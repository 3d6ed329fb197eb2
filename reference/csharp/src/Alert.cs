using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dat
{
    /// <summary>How urgent an alert is, the most urgent first.</summary>
    public enum Severity
    {
        P0,
        P1,
        P2,
        P3,
        DEV,
    }

    /// <summary>A field of an alert. What is no text is shown as JSON.</summary>
    public sealed class Field
    {
        public Field(string name, object value, bool inline = false)
        {
            Name = name;
            Value = value as string ?? Json.Write(value);
            Inline = inline;
        }

        public string Name { get; }

        public string Value { get; }

        public bool Inline { get; }
    }

    /// <summary>Fields, so that they can be written as <c>Fields = { { "region", "ap-south-1" } }</c>.</summary>
    public sealed class FieldList : List<Field>
    {
        public void Add(string name, object value)
        {
            Add(new Field(name, value));
        }
    }

    /// <summary>What a program raises.</summary>
    /// <example><c>new Alert(Severity.P1, "Auth degraded") { Description = "p99 over 2 s" }</c></example>
    public sealed class Alert
    {
        /// <summary>What tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more.</summary>
        private static readonly Regex Ids = new Regex(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])(?:0x)?[0-9a-f]{8,}(?![0-9a-z])|[0-9]{4,}",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

        /// <exception cref="ArgumentException">There is no title.</exception>
        public Alert(Severity severity, string title)
        {
            Severity = severity;
            Title = Text.Clean(title);
            if (Title == "")
            {
                throw new ArgumentException("an alert needs a title");
            }
        }

        public Severity Severity { get; }

        public string Title { get; }

        public string Description { get; set; }

        public FieldList Fields { get; } = new FieldList();

        public string Url { get; set; }

        public string Footer { get; set; }

        public string Author { get; set; }

        public DateTimeOffset Timestamp { get; set; } = DateTimeOffset.UtcNow;

        /// <summary>A P3 in blue, to <c>trades</c>.</summary>
        public bool Trade { get; set; }

        /// <summary>No push on phones.</summary>
        public bool Silent { get; set; }

        public string Channel { get; set; }

        public string ThreadId { get; set; }

        /// <summary>Alerts with the same key are one storm.</summary>
        public string Key { get; set; }

        /// <summary>Whom to ping, as Discord writes it: @everyone, @here, &lt;@id&gt;, &lt;@&amp;id&gt;. Null: only a P0 pings.</summary>
        public IReadOnlyList<string> Mentions { get; set; }

        // #region route
        internal string Route()
        {
            if (Channel != null)
            {
                return Channel;
            }
            switch (Severity)
            {
                case Severity.P0:
                case Severity.P1:
                    return "alerts";
                case Severity.DEV:
                    return "dev";
                default:
                    return IsTrade ? "trades" : "info";
            }
        }

        internal int Color()
        {
            return IsTrade ? 0x3399FF : new[] { 0xFF0000, 0xFF8800, 0xFFCC00, 0x00CC66, 0x808080 }[(int)Severity];
        }

        private bool IsTrade => Trade && Severity == Severity.P3;
        // #endregion route

        internal string StormKey()
        {
            return Key ?? $"{Severity} {Ids.Replace(Title, "#")}";
        }

        internal IReadOnlyList<string> Pings(string p0Mention)
        {
            var byDefault = Severity == Severity.P0 ? p0Mention : "";
            return Mentions ?? byDefault.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        }

        /// <summary>Reads an alert's JSON form.</summary>
        /// <exception cref="ArgumentException">It is no alert.</exception>
        internal static Alert FromJson(object json)
        {
            var severity = Array.IndexOf(Enum.GetNames(typeof(Severity)), Json.Get(json, "severity") as string);
            if (severity < 0)
            {
                throw new ArgumentException("severity must be one of P0, P1, P2, P3, DEV");
            }
            var alert = new Alert((Severity)severity, Json.Get(json, "title") as string)
            {
                Description = Json.Get(json, "description") as string,
                Url = Json.Get(json, "url") as string,
                Footer = Json.Get(json, "footer") as string,
                Author = Json.Get(json, "author") as string,
                Trade = true.Equals(Json.Get(json, "trade")),
                Silent = true.Equals(Json.Get(json, "silent")),
                Channel = Json.Get(json, "channel") as string,
                ThreadId = Json.Get(Json.Get(json, "thread"), "id") as string,
                Key = Json.Get(json, "key") as string,
            };
            alert.ReadTime(Json.Get(json, "timestamp") as string);
            alert.ReadFields(Json.Get(json, "fields"));
            alert.ReadMentions(Json.Get(json, "mention"));
            return alert;
        }

        private void ReadTime(string text)
        {
            DateTimeOffset time;
            // Without a zone everybody would read another time.
            var isZoned = text != null && Regex.IsMatch(text, "(Z|[+-][0-9]{2}:[0-9]{2})$");
            if (isZoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            {
                Timestamp = time;
            }
        }

        private void ReadFields(object given)
        {
            var record = given as IDictionary<string, object>;
            var list = given as List<object>;
            foreach (var pair in record ?? new Dictionary<string, object>())
            {
                Fields.Add(pair.Key, pair.Value);
            }
            foreach (var item in list ?? new List<object>())
            {
                var inline = true.Equals(Json.Get(item, "inline"));
                Fields.Add(new Field(Json.Get(item, "name") as string, Json.Get(item, "value") ?? "", inline));
            }
        }

        private void ReadMentions(object given)
        {
            if (given != null)
            {
                Mentions = (given as List<object> ?? new List<object> { given }).Select(ReadMention).ToList();
            }
        }

        private static string ReadMention(object mention)
        {
            var user = Json.Get(mention, "user");
            var role = Json.Get(mention, "role");
            return user != null ? $"<@{user}>" : role != null ? $"<@&{role}>" : $"@{mention}";
        }
    }
}
