using System.Threading.Tasks;

namespace Dat
{
    /// <summary>An alert, a summary or an audit line on its way.</summary>
    internal sealed class Entry
    {
        /// <summary>Null for what is ours: summaries and audit lines are counted nowhere and mirrored nowhere.</summary>
        public string Id { get; set; }

        /// <summary>Null for an audit line.</summary>
        public Alert Alert { get; set; }

        /// <summary>The text of an audit line.</summary>
        public string Line { get; set; }

        public string Channel { get; set; }

        public string Body { get; set; }

        /// <summary>The message without its mention, for when it may have pinged already.</summary>
        public string QuietBody { get; set; }

        public int Attempts { get; set; }

        public int Failures { get; set; }

        public int Limited { get; set; }

        public bool MaybeDelivered { get; set; }

        public long NotBeforeMs { get; set; }

        public Outcome Outcome { get; set; }

        /// <summary>Whoever awaits it must not run under our lock.</summary>
        public TaskCompletionSource<Outcome> Ended { get; } =
            new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAudit => Line != null;

        public int Rank => IsAudit ? int.MaxValue : (int)Alert.Severity;
    }
}
