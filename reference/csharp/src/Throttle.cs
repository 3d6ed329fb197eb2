using System;
using System.Collections.Generic;
using System.Linq;

namespace Dat
{
    /// <summary>The brake for storms: at most so many alerts of a key in any window, and a count of what it held back.</summary>
    internal sealed class Throttle
    {
        private const int MostKeys = 10000;

        private readonly int max;
        private readonly long windowMs;
        private readonly Dictionary<string, Storm> storms = new Dictionary<string, Storm>();

        public Throttle(int max, long windowMs)
        {
            this.max = max;
            this.windowMs = windowMs;
        }

        /// <summary>When there is something to tell; long.MaxValue when there is nothing.</summary>
        public long NextDueMs { get; private set; } = long.MaxValue;

        // #region throttle
        /// <summary>Whether the alert may pass. The window slides: a fixed one lets twice as many through at its edge.</summary>
        public bool Pass(Alert alert, long nowMs)
        {
            if (max == 0)
            {
                return true;
            }
            var storm = StormOf(alert, nowMs);
            while (storm.Passes.Count > 0 && storm.Passes.Peek() <= nowMs - windowMs)
            {
                storm.Passes.Dequeue();
            }
            storm.Latest = alert;
            if (storm.Passes.Count < max)
            {
                storm.Passes.Enqueue(nowMs);
                storm.LastPassMs = nowMs;
                return true;
            }
            storm.Held++;
            storm.DueMs = Math.Min(storm.DueMs, storm.Passes.Peek() + windowMs);
            NextDueMs = Math.Min(NextDueMs, storm.DueMs);
            return false;
        }

        /// <summary>Tells of the storms whose window has ended: the latest alert, and how many were held back.</summary>
        public void Tell(long nowMs, Action<Alert, int> teller)
        {
            foreach (var storm in storms.Values.Where(storm => storm.Held > 0 && storm.DueMs <= nowMs))
            {
                teller(storm.Latest, storm.Held);
                storm.Held = 0;
                storm.DueMs = long.MaxValue;
            }
            NextDueMs = storms.Count == 0 ? long.MaxValue : storms.Values.Min(storm => storm.DueMs);
        }
        // #endregion throttle

        /// <summary>Keys are bounded: the quiet are forgotten first, then the one that was quiet longest.</summary>
        private Storm StormOf(Alert alert, long nowMs)
        {
            Storm storm;
            var key = alert.StormKey();
            if (storms.TryGetValue(key, out storm))
            {
                return storm;
            }
            if (storms.Count >= MostKeys)
            {
                var quiet = storms.Where(pair => pair.Value.Held == 0 && pair.Value.LastPassMs <= nowMs - windowMs).ToList();
                quiet.ForEach(pair => storms.Remove(pair.Key));
            }
            if (storms.Count >= MostKeys)
            {
                storms.Remove(storms.Aggregate((a, b) => a.Value.LastPassMs <= b.Value.LastPassMs ? a : b).Key);
            }
            return storms[key] = new Storm();
        }

        private sealed class Storm
        {
            public Queue<long> Passes { get; } = new Queue<long>();

            public long LastPassMs { get; set; }

            public Alert Latest { get; set; }

            public int Held { get; set; }

            public long DueMs { get; set; } = long.MaxValue;
        }
    }
}
