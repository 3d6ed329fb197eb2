using System.Collections.Generic;
using System.Threading.Tasks;

namespace Dat
{
    /// <summary>How one alert ended, or stands. What does not apply is null, 0 or empty.</summary>
    public sealed class Outcome
    {
        internal Outcome(string status, string id, string reason = null, string detail = null, string channel = null)
        {
            Status = status;
            Id = id;
            Reason = reason;
            Detail = detail;
            Channel = channel;
        }

        /// <summary>delivered, suppressed, dropped or pending.</summary>
        public string Status { get; }

        public string Id { get; }

        /// <summary>throttled, disabled, test-guard; invalid, unrouted, overflow, rejected, gone, exhausted, closed.</summary>
        public string Reason { get; }

        /// <summary>One sentence for a person, without URL.</summary>
        public string Detail { get; }

        public string Channel { get; }

        /// <summary>Every HTTP request made for the alert.</summary>
        public int Attempts { get; internal set; }

        /// <summary>An attempt ended without an answer, so nobody can know.</summary>
        public bool MaybeDelivered { get; internal set; }

        public string MessageId { get; internal set; }

        public int HttpStatus { get; internal set; }

        public int? DiscordCode { get; internal set; }

        /// <summary>What Discord has against which field.</summary>
        public IReadOnlyList<string> Errors { get; internal set; } = new string[0];

        public bool IsDelivered => Status == "delivered";
    }

    /// <summary>What raising an alert answers at once.</summary>
    public sealed class Receipt
    {
        internal Receipt(string id, Outcome ended, Task<Outcome> outcome)
        {
            Id = id;
            State = ended == null ? "queued" : ended.Status;
            Reason = ended?.Reason;
            Outcome = outcome;
        }

        public string Id { get; }

        /// <summary>queued, suppressed or dropped.</summary>
        public string State { get; }

        public string Reason { get; }

        /// <summary>Completes when the alert has ended.</summary>
        public Task<Outcome> Outcome { get; }
    }

    /// <summary>raised = delivered + suppressed + dropped + pending, always.</summary>
    public sealed class Stats
    {
        internal Stats(IReadOnlyDictionary<string, int> books)
        {
            Raised = books["raised"];
            Delivered = books["delivered"];
            Suppressed = books["suppressed"];
            Dropped = books["dropped"];
            Pending = books["pending"];
        }

        public int Raised { get; }

        public int Delivered { get; }

        public int Suppressed { get; }

        public int Dropped { get; }

        public int Pending { get; }
    }

    /// <summary>What the boot check found: alive, dead or unreachable.</summary>
    public sealed class Health
    {
        internal Health(string status, string detail)
        {
            Status = status;
            Detail = detail;
        }

        public string Status { get; }

        public string Detail { get; }
    }
}
