using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Dat
{
    /// <summary>What can be set; what is null comes from the environment. Times are milliseconds.</summary>
    public sealed class NotifierOptions
    {
        /// <summary>Channel to URL, instead of all webhooks of the environment; "default" stands in for all but the trail.</summary>
        public IReadOnlyDictionary<string, string> Webhooks { get; set; }

        public bool? Enabled { get; set; }

        public string Username { get; set; }

        /// <summary>The channel that gets the audit trail; empty for none.</summary>
        public string Audit { get; set; } = "audit";

        /// <summary>Whom a P0 pings: @everyone (default), @here, &lt;@id&gt;, &lt;@&amp;id&gt;, or empty for nobody.</summary>
        public string P0Mention { get; set; }

        /// <summary>Attempts of one alert that may fail by a 5xx or the network, and also retries after 429; default 5.</summary>
        public int? MaxAttempts { get; set; }

        /// <summary>The deadline of one attempt; default 10,000.</summary>
        public int? TimeoutMs { get; set; }

        /// <summary>The longest wait after a 429 that one alert sits out; default 30,000.</summary>
        public int? MaxWaitMs { get; set; }

        /// <summary>The base of the back-off; default 1000, its ceiling 30 times that.</summary>
        public int? BackoffMs { get; set; }

        /// <summary>At most so many alerts of a key in any window; default 3, 0 switches it off.</summary>
        public int? ThrottleMax { get; set; }

        /// <summary>Default 60,000.</summary>
        public int? ThrottleWindowMs { get; set; }

        /// <summary>Alerts held for one webhook; default 500.</summary>
        public int? QueueMax { get; set; }
    }

    /// <summary>Options with nothing left open.</summary>
    internal sealed class Settings
    {
        private static readonly string[] No = { "0", "false", "no", "off" };

        /// <exception cref="ArgumentException">They cannot work. It says what to write instead, and shows no URL.</exception>
        public Settings(NotifierOptions options)
        {
            Username = options.Username;
            Audit = options.Audit;
            Enabled = options.Enabled ?? !IsOff("NOTIFY_DISCORD_ENABLED");
            P0Mention = options.P0Mention ?? Environment.GetEnvironmentVariable("DISCORD_P0_MENTION") ?? "@everyone";
            MaxAttempts = options.MaxAttempts ?? Knob("DAT_MAX_ATTEMPTS", 5, 1, 10);
            TimeoutMs = options.TimeoutMs ?? Knob("DAT_TIMEOUT_MS", 10000, 1, 600000);
            MaxWaitMs = options.MaxWaitMs ?? Knob("DAT_MAX_WAIT_MS", 30000, 0, 86400000);
            BackoffMs = options.BackoffMs ?? Knob("DAT_BACKOFF_MS", 1000, 1, 60000);
            ThrottleMax = options.ThrottleMax ?? Knob("DAT_THROTTLE_MAX", 3, 0, 1000000);
            ThrottleWindowMs = options.ThrottleWindowMs ?? Knob("DAT_THROTTLE_WINDOW_MS", 60000, 1, 86400000);
            QueueMax = options.QueueMax ?? Knob("DAT_QUEUE_MAX", 500, 1, 1000000);
            if (!P0Mention.Split(' ').All(who => who == "" || Message.Mention.IsMatch(who)))
            {
                throw new ArgumentException("DISCORD_P0_MENTION must be @everyone, @here, <@id>, <@&id>, or empty for nobody");
            }
            foreach (var pair in options.Webhooks ?? UrlsOfEnvironment())
            {
                Webhooks[pair.Key] = Parse(pair.Key, pair.Value);
            }
        }

        public string Username { get; }

        public string Audit { get; }

        public bool Enabled { get; }

        public string P0Mention { get; }

        public int MaxAttempts { get; }

        public int TimeoutMs { get; }

        public int MaxWaitMs { get; }

        public int BackoffMs { get; }

        public int ThrottleMax { get; }

        public int ThrottleWindowMs { get; }

        public int QueueMax { get; }

        public Dictionary<string, Webhook> Webhooks { get; } = new Dictionary<string, Webhook>();

        // #region route
        /// <summary>The webhook of a channel; the default stands in for all but the audit trail.</summary>
        public Webhook WebhookFor(string channel)
        {
            Webhook found;
            var isTrail = channel == "audit" || channel == Audit;
            return Webhooks.TryGetValue(channel, out found) || (!isTrail && Webhooks.TryGetValue("default", out found))
                ? found
                : null;
        }
        // #endregion route

        // #region tests
        /// <summary>A test run must page nobody. Only a Discord host is guarded: tests may well use a local one.</summary>
        public static bool IsGuarded(Webhook webhook)
        {
            return Env("DAT_TEST") != null && !IsOff("DAT_TEST") && webhook.IsDiscord;
        }
        // #endregion tests

        private static Webhook Parse(string channel, string url)
        {
            try
            {
                return new Webhook(url, Env("DISCORD_API_BASE") ?? Webhook.DefaultBase);
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException($"webhook of {channel}: {error.Message}");
            }
        }

        /// <summary>An empty variable is an unset one.</summary>
        private static string Env(string name)
        {
            var value = Environment.GetEnvironmentVariable(name);
            return string.IsNullOrEmpty(value) ? null : value;
        }

        private static bool IsOff(string name)
        {
            return No.Contains(Env(name)?.ToLowerInvariant());
        }

        private static int Knob(string name, int fallback, int least, int most)
        {
            int number;
            var value = Env(name) ?? fallback.ToString(CultureInfo.InvariantCulture);
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
            if (isNumber && number >= least && number <= most)
            {
                return number;
            }
            Console.Error.WriteLine($"dat: {name} must be a number from {least} to {most}; using {fallback}");
            return fallback;
        }

        private static Dictionary<string, string> UrlsOfEnvironment()
        {
            var found = new Dictionary<string, string>
            {
                { "default", Url("DISCORD_WEBHOOK") ?? Url("DISCORD_WEBHOOK_URL") },
            };
            foreach (var channel in new[] { "alerts", "info", "trades", "dev", "audit" })
            {
                found[channel] = Url("DISCORD_WEBHOOK_" + channel.ToUpperInvariant());
            }
            return found.Where(pair => pair.Value != null).ToDictionary(pair => pair.Key, pair => pair.Value);
        }

        /// <summary>From the variable, or from the file named by it with _FILE behind it.</summary>
        private static string Url(string name)
        {
            var file = Env(name + "_FILE");
            if (Env(name) != null || file == null)
            {
                return Env(name);
            }
            try
            {
                return File.ReadAllText(file).Trim();
            }
            catch (IOException error)
            {
                throw new ArgumentException($"{name}_FILE cannot be read ({error.GetType().Name})");
            }
        }
    }
}
