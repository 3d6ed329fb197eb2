using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Mono.Unix;
using Mono.Unix.Native;

namespace Dat
{
    /// <summary>The port that the conformance kit drives: lines of JSON both ways (PROTOCOL.md, L3). The library does not need it.</summary>
    internal sealed class Port
    {
        private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(2);

        private readonly TextWriter output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        private readonly List<Task> waiting = new List<Task>();
        private Notifier notifier = Nowhere();

        public static int Main()
        {
            new Port().Run();
            return 0;
        }

        private void Run()
        {
            new Thread(EndOnSigterm) { IsBackground = true }.Start();
            var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
            string line;
            while ((line = input.ReadLine()) != null && Serve(line))
            {
                // one command a line
            }
            Finish();
        }

        private void Finish()
        {
            notifier.CloseAsync(StopTime).Wait();
            Task.WaitAll(waiting.ToArray(), StopTime);
        }

        /// <summary>Mono's way; newer .NET raises AppDomain.ProcessExit instead.</summary>
        private void EndOnSigterm()
        {
            using (var term = new UnixSignal(Signum.SIGTERM))
            {
                term.WaitOne();
                notifier.CloseAsync(StopTime).Wait();
                Environment.Exit(0);
            }
        }

        /// <summary>A notifier without a webhook: every alert ends "unrouted".</summary>
        private static Notifier Nowhere()
        {
            return new Notifier(new NotifierOptions { Webhooks = new Dictionary<string, string>(), P0Mention = "" });
        }

        /// <summary>Answers one line; false after "stop".</summary>
        private bool Serve(string line)
        {
            object request;
            try
            {
                request = Json.Parse(line);
            }
            catch (FormatException)
            {
                Answer(null, "error", "this line is no JSON");
                return true;
            }
            var id = Json.Get(request, "id");
            try
            {
                return Serve(id, request);
            }
            catch (ArgumentException error)
            {
                Answer(id, "error", error.Message);
                return true;
            }
        }

        private bool Serve(object id, object request)
        {
            switch (Json.Get(request, "cmd") as string)
            {
                case "start":
                    Start(id, request);
                    break;
                case "configure":
                    Configure(request);
                    Answer(id, "result", true);
                    break;
                case "notify":
                    var receipt = notifier.NotifyJson(Json.Get(request, "alert"));
                    Answer(id, "result", Members("id", receipt.Id, "state", receipt.State, "reason", receipt.Reason));
                    break;
                case "send": // raised here, so that alerts keep their order; waited for elsewhere
                    Later(id, SendAsync(notifier.NotifyJson(Json.Get(request, "alert")), Json.Get(request, "timeoutMs")));
                    break;
                case "stats":
                    Answer(id, "result", Show(notifier.Stats));
                    break;
                case "inspect":
                    Answer(id, "result", $"{notifier} | {notifier.P0Mention}");
                    break;
                case "probe":
                    Later(id, ProbeAsync());
                    break;
                case "flush":
                    Later(id, BoxAsync(notifier.FlushAsync(Time(request))));
                    break;
                case "close":
                    Later(id, BoxAsync(notifier.CloseAsync(Time(request))));
                    break;
                case "stop":
                    Finish();
                    Answer(id, "result", true);
                    return false;
                default:
                    Answer(id, "unsupported", true);
                    break;
            }
            return true;
        }

        private void Start(object id, object request)
        {
            if (!1.0.Equals(Json.Get(request, "protocol")))
            {
                throw new ArgumentException("this port speaks version 1");
            }
            Answer(id, "result", Members(
                "protocol", 1, "name", "dat-csharp", "language", "csharp", "level", "L3", "features", new string[0]));
        }

        private void Configure(object request)
        {
            notifier.CloseAsync(TimeSpan.Zero).Wait();
            notifier = Nowhere();
            var webhooks = Json.Get(request, "webhooks") as IDictionary<string, object>;
            var throttle = Json.Get(request, "throttle");
            notifier = new Notifier(new NotifierOptions
            {
                Webhooks = webhooks?.ToDictionary(pair => pair.Key, pair => Convert.ToString(pair.Value)),
                Enabled = Json.Get(request, "enabled") as bool?,
                Username = Json.Get(request, "username") as string,
                Audit = false.Equals(Json.Get(request, "audit")) ? "" : Json.Get(request, "audit") as string ?? "audit",
                P0Mention = Json.Get(request, "p0Mention") as string,
                MaxAttempts = Number(request, "maxAttempts"),
                TimeoutMs = Number(request, "timeoutMs"),
                MaxWaitMs = Number(request, "maxWaitMs"),
                BackoffMs = Number(request, "backoffMs"),
                ThrottleMax = false.Equals(throttle) ? 0 : Number(throttle, "max"),
                ThrottleWindowMs = Number(throttle, "windowMs"),
                QueueMax = Number(request, "queueMax"),
            });
        }

        private static async Task<object> SendAsync(Receipt receipt, object timeoutMs)
        {
            var never = new TaskCompletionSource<bool>().Task;
            var deadline = timeoutMs is double ? Task.Delay((int)(double)timeoutMs) : never;
            await Task.WhenAny(receipt.Outcome, deadline).ConfigureAwait(false);
            return receipt.Outcome.IsCompleted ? Show(receipt.Outcome.Result) : Members("status", "pending", "id", receipt.Id);
        }

        private async Task<object> ProbeAsync()
        {
            var found = await notifier.ProbeAsync().ConfigureAwait(false);
            var channels = found.ToDictionary(
                pair => pair.Key, pair => (object)Members("status", pair.Value.Status, "detail", pair.Value.Detail));
            return Members("channels", channels, "p0Mention", notifier.P0Mention);
        }

        private static async Task<object> BoxAsync(Task<bool> task)
        {
            return await task.ConfigureAwait(false);
        }

        private void Later(object id, Task<object> work)
        {
            waiting.RemoveAll(task => task.IsCompleted);
            waiting.Add(AnswerLaterAsync(id, work));
        }

        private async Task AnswerLaterAsync(object id, Task<object> work)
        {
            try
            {
                Answer(id, "result", await work.ConfigureAwait(false));
            }
            catch (Exception error)
            {
                Answer(id, "error", error.GetType().Name);
            }
        }

        private static int? Number(object request, string name)
        {
            var value = Json.Get(request, name);
            return value is double ? (int)(double)value : (int?)null;
        }

        private static TimeSpan Time(object request)
        {
            return TimeSpan.FromMilliseconds(Number(request, "timeoutMs") ?? 10000);
        }

        private static object Show(Stats stats)
        {
            return Members(
                "raised", stats.Raised, "delivered", stats.Delivered, "suppressed", stats.Suppressed,
                "dropped", stats.Dropped, "pending", stats.Pending);
        }

        private static object Show(Outcome outcome)
        {
            return Members(
                "status", outcome.Status, "id", outcome.Id, "reason", outcome.Reason, "detail", outcome.Detail,
                "channel", outcome.Channel, "attempts", outcome.Attempts > 0 ? outcome.Attempts : (int?)null,
                "maybeDelivered", outcome.MaybeDelivered ? true : (bool?)null, "messageId", outcome.MessageId,
                "httpStatus", outcome.HttpStatus > 0 ? outcome.HttpStatus : (int?)null, "discordCode", outcome.DiscordCode,
                "errors", outcome.Errors.Count > 0 ? outcome.Errors : null);
        }

        /// <summary>An object of names and values, without those that are null.</summary>
        private static Dictionary<string, object> Members(params object[] namesAndValues)
        {
            var members = new Dictionary<string, object>();
            for (var i = 0; i < namesAndValues.Length; i += 2)
            {
                if (namesAndValues[i + 1] != null)
                {
                    members[(string)namesAndValues[i]] = namesAndValues[i + 1];
                }
            }
            return members;
        }

        private void Answer(object id, string kind, object value)
        {
            lock (output)
            {
                output.Write(Json.Write(new Dictionary<string, object> { { "id", id }, { kind, value } }) + "\n");
                output.Flush();
            }
        }
    }
}
