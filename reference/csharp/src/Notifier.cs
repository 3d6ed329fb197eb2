using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Dat
{
    /// <summary>Raises alerts.</summary>
    /// <example><c>new Notifier().Notify(new Alert(Severity.P1, "Auth degraded"));</c></example>
    public sealed class Notifier : IDisposable
    {
        private readonly Settings settings;
        private readonly Throttle throttle;
        private readonly object sync = new object();
        private readonly Gate gate = new Gate();
        private readonly List<Lane> lanes = new List<Lane>();
        private readonly Timer teller;
        private readonly Dictionary<string, int> books = new Dictionary<string, int>
        {
            { "raised", 0 }, { "delivered", 0 }, { "suppressed", 0 }, { "dropped", 0 }, { "pending", 0 },
        };

        private TaskCompletionSource<bool> settled = NewSignal();
        private bool isClosed;

        public Notifier()
            : this(new NotifierOptions())
        {
        }

        /// <exception cref="ArgumentException">The options cannot work.</exception>
        public Notifier(NotifierOptions options)
        {
            settings = new Settings(options);
            throttle = new Throttle(settings.ThrottleMax, settings.ThrottleWindowMs);
            teller = new Timer(state => TellStorms());
        }

        /// <summary>Whom a P0 would ping.</summary>
        public string P0Mention => settings.P0Mention;

        public Stats Stats
        {
            get
            {
                lock (sync)
                {
                    return new Stats(books);
                }
            }
        }

        /// <summary>Raises an alert. Returns at once and never throws.</summary>
        public Receipt Notify(Alert alert)
        {
            lock (sync)
            {
                var id = NewId();
                books["raised"]++;
                var refusal = Refuse(id, alert);
                return refusal == null ? Enqueue(id, alert) : Ended(refusal);
            }
        }

        /// <summary>Raises an alert and waits for its outcome; after the timeout it is what is true then, perhaps "pending".</summary>
        public async Task<Outcome> SendAsync(Alert alert, TimeSpan timeout)
        {
            var receipt = Notify(alert);
            var first = await Task.WhenAny(receipt.Outcome, Task.Delay(timeout)).ConfigureAwait(false);
            return first == receipt.Outcome
                ? await receipt.Outcome.ConfigureAwait(false)
                : new Outcome("pending", receipt.Id, channel: alert.Route());
        }

        // #region boot-check
        /// <summary>Asks Discord about each webhook and posts nothing. An outage is no misconfiguration: only 401 and 404 are dead.</summary>
        public async Task<IReadOnlyDictionary<string, Health>> ProbeAsync()
        {
            var asked = settings.Webhooks.ToDictionary(pair => pair.Key, pair => ProbeAsync(pair.Value));
            await Task.WhenAll(asked.Values).ConfigureAwait(false);
            return asked.ToDictionary(pair => pair.Key, pair => pair.Value.Result);
        }

        private async Task<Health> ProbeAsync(Webhook webhook)
        {
            lock (sync)
            {
                if (Settings.IsGuarded(webhook) || LaneOf(webhook).IsShut)
                {
                    return new Health("unreachable", "not asked: a test, or Discord told us to wait");
                }
            }
            var reply = await webhook.GetAsync(settings.TimeoutMs).ConfigureAwait(false);
            lock (sync)
            {
                LaneOf(webhook).Heed(reply);
            }
            if (reply.Kind == ReplyKind.Ok)
            {
                return new Health("alive", "Discord knows the webhook");
            }
            var isDead = reply.Status == 401 || reply.Status == 404;
            return new Health(isDead ? "dead" : "unreachable", reply.Detail);
        }
        // #endregion boot-check

        /// <summary>Waits until everything has settled, audit lines too; false when the time was not enough.</summary>
        public async Task<bool> FlushAsync(TimeSpan timeout)
        {
            var deadline = Task.Delay(timeout);
            while (true)
            {
                Task change;
                lock (sync)
                {
                    if (lanes.All(lane => lane.IsIdle))
                    {
                        return true;
                    }
                    change = settled.Task;
                }
                if (await Task.WhenAny(change, deadline).ConfigureAwait(false) == deadline)
                {
                    return false;
                }
            }
        }

        /// <summary>Tells of the storms, flushes, and stops; what is left ends "dropped: closed".</summary>
        public async Task<bool> CloseAsync(TimeSpan timeout)
        {
            lock (sync)
            {
                throttle.Tell(long.MaxValue, TellStorm);
                isClosed = true;
                teller.Dispose();
            }
            var isDone = await FlushAsync(timeout).ConfigureAwait(false);
            lock (sync)
            {
                lanes.ForEach(lane => lane.Close());
            }
            return isDone;
        }

        /// <summary>As <see cref="CloseAsync"/>, with ten seconds.</summary>
        public void Dispose()
        {
            CloseAsync(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        }

        public override string ToString()
        {
            var webhooks = settings.Webhooks.Select(pair => $"{pair.Key}: {pair.Value}");
            return $"Notifier {{ {string.Join(", ", webhooks)} }}";
        }

        /// <summary>Raises an alert in its JSON form; what is none ends "dropped: invalid".</summary>
        internal Receipt NotifyJson(object json)
        {
            try
            {
                return Notify(Alert.FromJson(json));
            }
            catch (ArgumentException error)
            {
                lock (sync)
                {
                    books["raised"]++;
                    return Ended(new Outcome("dropped", NewId(), "invalid", error.Message));
                }
            }
        }

        private static TaskCompletionSource<bool> NewSignal()
        {
            return new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        private static string NewId()
        {
            var bytes = new byte[16];
            using (var random = RandomNumberGenerator.Create())
            {
                random.GetBytes(bytes);
            }
            return string.Concat(bytes.Select(each => each.ToString("x2")));
        }

        /// <summary>Why the alert goes nowhere; null when it goes somewhere.</summary>
        private Outcome Refuse(string id, Alert alert)
        {
            var channel = alert.Route();
            if (!settings.Enabled)
            {
                return new Outcome("suppressed", id, "disabled", null, channel);
            }
            if (isClosed)
            {
                return new Outcome("dropped", id, "closed", "the notifier is closed", channel);
            }
            var webhook = settings.WebhookFor(channel);
            if (webhook == null)
            {
                return new Outcome("dropped", id, "unrouted", $"no webhook for {channel}", channel);
            }
            if (Settings.IsGuarded(webhook))
            {
                return new Outcome("suppressed", id, "test-guard", null, channel);
            }
            if (!throttle.Pass(alert, Clock.NowMs))
            {
                ScheduleTelling();
                return new Outcome("suppressed", id, "throttled", null, channel);
            }
            return null;
        }

        private Receipt Enqueue(string id, Alert alert)
        {
            var entry = new Entry
            {
                Id = id,
                Alert = alert,
                Channel = alert.Route(),
                Body = Message.Build(alert, settings.Username, alert.Pings(settings.P0Mention)),
                QuietBody = Message.Build(alert, settings.Username, new string[0]),
            };
            books["pending"]++;
            LaneOf(settings.WebhookFor(entry.Channel)).Push(entry);
            return new Receipt(id, entry.Outcome, entry.Ended.Task); // a full lane may have refused it
        }

        private Receipt Ended(Outcome outcome)
        {
            books[outcome.Status]++;
            return new Receipt(outcome.Id, outcome, Task.FromResult(outcome));
        }

        private Lane LaneOf(Webhook webhook)
        {
            var lane = lanes.FirstOrDefault(each => each.Webhook.IsSame(webhook));
            if (lane == null)
            {
                lanes.Add(lane = new Lane(webhook, settings, sync, gate, OnSettled));
            }
            return lane;
        }

        private void OnSettled(Entry entry)
        {
            if (entry.Id != null)
            {
                books[entry.Outcome.Status]++;
                books["pending"]--;
                entry.Ended.TrySetResult(entry.Outcome);
                Mirror(entry);
            }
            settled.TrySetResult(true);
            settled = NewSignal();
        }

        // #region audit
        /// <summary>One line in the trail for each alert that was routed. It goes to a lane of its own, so nothing waits for it.</summary>
        private void Mirror(Entry entry)
        {
            var isTrail = entry.Channel == "audit" || entry.Channel == settings.Audit;
            var isLate = entry.Outcome.Reason == "closed"; // the trail is closed, too
            var webhook = settings.WebhookFor(settings.Audit);
            if (isTrail || isLate || webhook == null || Settings.IsGuarded(webhook))
            {
                return;
            }
            var how = entry.Outcome.Status + (entry.Outcome.Reason == null ? "" : ": " + entry.Outcome.Reason);
            var line = $"`{entry.Alert.Severity}` {Text.Cut(entry.Alert.Title, 150)} → {entry.Channel}, {how}";
            var body = Message.Audit(new[] { line });
            LaneOf(webhook).Push(new Entry { Line = line, Body = body, QuietBody = body });
        }
        // #endregion audit

        private void ScheduleTelling()
        {
            if (throttle.NextDueMs != long.MaxValue)
            {
                teller.Change(Math.Max(1, throttle.NextDueMs - Clock.NowMs), Timeout.Infinite);
            }
        }

        private void TellStorms()
        {
            lock (sync)
            {
                if (!isClosed)
                {
                    throttle.Tell(Clock.NowMs, TellStorm);
                    ScheduleTelling();
                }
            }
        }

        /// <summary>Says how many alerts a storm has cost, where they would have been, and pings nobody.</summary>
        private void TellStorm(Alert alert, int count)
        {
            var body = Message.Summary(alert, count, settings.Username);
            LaneOf(settings.WebhookFor(alert.Route())).Push(new Entry { Alert = alert, Body = body, QuietBody = body });
        }
    }
}
