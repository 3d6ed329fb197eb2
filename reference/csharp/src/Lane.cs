using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace Dat
{
    /// <summary>What shuts all lanes at once: a global 429, or a ban of the address.</summary>
    internal sealed class Gate
    {
        public long OpensAtMs { get; set; }
    }

    /// <summary>Milliseconds that only ever grow: a clock set back must not shorten a wait.</summary>
    internal static class Clock
    {
        private static readonly Stopwatch Since = Stopwatch.StartNew();

        public static long NowMs => Since.ElapsedMilliseconds;
    }

    /// <summary>
    /// The queue in front of one webhook: one request at a time, P0 first, then P1, then the rest in order, audit lines last. It
    /// waits out what Discord tells it to. All state is guarded by the notifier's lock.
    /// </summary>
    internal sealed class Lane
    {
        private const int AuditQueue = 3;
        private const int LinesPerMessage = 10;

        private readonly Settings settings;
        private readonly object sync;
        private readonly Gate gate;
        private readonly Action<Entry> onSettled;
        private readonly Random random = new Random();
        private readonly List<Entry>[] queues = { new List<Entry>(), new List<Entry>(), new List<Entry>(), new List<Entry>() };
        private TaskCompletionSource<bool> wake = new TaskCompletionSource<bool>();
        private Entry flying;
        private long opensAtMs;
        private bool isGone;
        private bool isWorking;

        public Lane(Webhook webhook, Settings settings, object sync, Gate gate, Action<Entry> onSettled)
        {
            Webhook = webhook;
            this.settings = settings;
            this.sync = sync;
            this.gate = gate;
            this.onSettled = onSettled;
        }

        public Webhook Webhook { get; }

        // #region queue
        public bool IsIdle => flying == null && queues.All(queue => queue.Count == 0);

        /// <summary>Takes an entry; a full lane loses the least severe first, and of those the oldest.</summary>
        public void Push(Entry entry)
        {
            if (isGone)
            {
                Settle(entry, "dropped", "gone", Reply.Silence(false, "the webhook is gone"));
                return;
            }
            QueueOf(entry).Add(entry);
            Evict(entry.IsAudit);
            wake.TrySetResult(true);
            if (!isWorking)
            {
                isWorking = true;
                Task.Run(WorkAsync);
            }
        }

        /// <summary>What is left ends; an attempt under way may have arrived.</summary>
        public void Close()
        {
            var left = Drain();
            if (flying != null)
            {
                flying.MaybeDelivered = true;
                left.Add(flying);
            }
            flying = null;
            left.ForEach(entry => Settle(entry, "dropped", "closed", Reply.Silence(false, "the notifier was closed first")));
            wake.TrySetResult(true);
        }

        private async Task WorkAsync()
        {
            while (true)
            {
                Entry entry;
                Task pause;
                lock (sync)
                {
                    var queue = queues.FirstOrDefault(each => each.Count > 0);
                    if (queue == null)
                    {
                        isWorking = false;
                        return;
                    }
                    var waitMs = Math.Max(ShutUntilMs, queue[0].NotBeforeMs) - Clock.NowMs;
                    wake = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                    pause = waitMs > 0 ? Task.WhenAny(wake.Task, Task.Delay((int)waitMs)) : null;
                    entry = flying = pause == null ? Gather(queue) : null;
                }
                if (pause != null)
                {
                    await pause.ConfigureAwait(false);
                    continue;
                }
                var reply = await Webhook.PostAsync(entry.Body, settings.TimeoutMs, entry.Alert?.ThreadId).ConfigureAwait(false);
                lock (sync)
                {
                    if (flying == entry)
                    {
                        flying = null;
                        Conclude(entry, reply);
                    }
                }
            }
        }

        /// <summary>The head of the queue; audit lines that wait share a message.</summary>
        private static Entry Gather(List<Entry> queue)
        {
            var entry = queue[0];
            var count = entry.IsAudit && entry.Attempts == 0 ? Math.Min(queue.Count, LinesPerMessage) : 1;
            if (count > 1)
            {
                entry.Body = entry.QuietBody = Message.Audit(queue.Take(count).Select(each => each.Line));
            }
            queue.RemoveRange(0, count);
            return entry;
        }

        /// <summary>Alerts and audit lines are bounded each for themselves.</summary>
        private void Evict(bool isAudit)
        {
            var waiting = queues.SelectMany(queue => queue).Where(entry => entry.IsAudit == isAudit).ToList();
            var held = waiting.Count + (flying != null && flying.IsAudit == isAudit ? 1 : 0);
            if (held > settings.QueueMax)
            {
                var least = waiting.Aggregate((a, b) => b.Rank > a.Rank ? b : a);
                QueueOf(least).Remove(least);
                Settle(least, "dropped", "overflow", Reply.Silence(false, $"more than {settings.QueueMax} alerts were waiting"));
            }
        }

        private List<Entry> QueueOf(Entry entry)
        {
            return queues[entry.IsAudit ? AuditQueue : Math.Min(entry.Rank, 2)];
        }
        // #endregion queue

        /// <summary>Whether Discord told us to wait: then nobody may ask.</summary>
        public bool IsShut => ShutUntilMs > Clock.NowMs;

        private long ShutUntilMs => Math.Max(opensAtMs, gate.OpensAtMs);

        /// <summary>Learns from an answer, whoever got it.</summary>
        public void Heed(Reply reply)
        {
            var untilMs = Clock.NowMs + reply.WaitMs;
            opensAtMs = Math.Max(opensAtMs, untilMs);
            if (reply.IsForEveryone)
            {
                gate.OpensAtMs = Math.Max(gate.OpensAtMs, untilMs);
            }
        }

        // #region backoff
        /// <summary>What becomes of an entry after one attempt.</summary>
        private void Conclude(Entry entry, Reply reply)
        {
            entry.Attempts++;
            Heed(reply);
            switch (reply.Kind)
            {
                case ReplyKind.Ok:
                    Settle(entry, "delivered", null, reply);
                    break;
                case ReplyKind.Rejected:
                    Settle(entry, "dropped", "rejected", reply);
                    break;
                case ReplyKind.Gone: // a dead webhook is never asked again
                    isGone = true;
                    Settle(entry, "dropped", "gone", reply);
                    Drain().ForEach(each => Settle(each, "dropped", "gone", reply));
                    break;
                case ReplyKind.Limited:
                    AfterLimit(entry, reply);
                    break;
                default:
                    AfterFailure(entry, reply);
                    break;
            }
        }

        /// <summary>The lane waits, however long; an alert that meets more than the longest wait ends.</summary>
        private void AfterLimit(Entry entry, Reply reply)
        {
            entry.Limited++;
            var mayWait = entry.Limited <= settings.MaxAttempts && reply.WaitMs <= settings.MaxWaitMs;
            if (mayWait && !entry.MaybeDelivered)
            {
                QueueOf(entry).Insert(0, entry);
            }
            else
            {
                Settle(entry, "dropped", "exhausted", reply);
            }
        }

        /// <summary>
        /// Full jitter under a doubling ceiling: equal waits make a herd. An attempt that may have arrived is repeated once, and
        /// then wakes nobody a second time.
        /// </summary>
        private void AfterFailure(Entry entry, Reply reply)
        {
            entry.Failures++;
            var wasLast = entry.MaybeDelivered || entry.Failures >= settings.MaxAttempts;
            if (reply.IsWritten)
            {
                entry.MaybeDelivered = true;
                entry.Body = entry.QuietBody;
            }
            if (wasLast)
            {
                Settle(entry, "dropped", "exhausted", reply);
                return;
            }
            var ceiling = settings.BackoffMs * Math.Min(Math.Pow(2, entry.Failures - 1), 30);
            var waitMs = Math.Max(random.NextDouble() * ceiling, settings.BackoffMs / 4.0);
            entry.NotBeforeMs = Clock.NowMs + (long)Math.Ceiling(waitMs);
            QueueOf(entry).Insert(0, entry);
        }
        // #endregion backoff

        private List<Entry> Drain()
        {
            var all = queues.SelectMany(queue => queue).ToList();
            foreach (var queue in queues)
            {
                queue.Clear();
            }
            return all;
        }

        private void Settle(Entry entry, string status, string reason, Reply reply)
        {
            entry.Outcome = new Outcome(status, entry.Id, reason, reason == null ? null : reply.Detail, entry.Channel)
            {
                Attempts = entry.Attempts,
                MaybeDelivered = reason != null && entry.MaybeDelivered,
                MessageId = reply.MessageId,
                HttpStatus = reply.Status,
                DiscordCode = reply.Code,
                Errors = reply.Errors,
            };
            onSettled(entry);
        }
    }
}
