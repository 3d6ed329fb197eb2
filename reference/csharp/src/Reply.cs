using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;

namespace Dat
{
    internal enum ReplyKind
    {
        Ok,

        /// <summary>Asks to wait.</summary>
        Limited,

        /// <summary>The webhook is dead.</summary>
        Gone,

        /// <summary>Refused because of this message.</summary>
        Rejected,

        /// <summary>A 5xx.</summary>
        Failed,

        /// <summary>No answer.</summary>
        Silent,
    }

    /// <summary>What one attempt came to. Made of what the server sent, so nothing of it is trusted.</summary>
    internal sealed class Reply
    {
        private const int BanPauseMs = 3600000;
        private const double DayS = 86400;
        private const int EdgeBlock = 40333;

        private static readonly Regex Ban = new Regex(@"\b1015\b|<html|<!doctype|blocked from accessing", RegexOptions.IgnoreCase);
        private static readonly Regex LongWord = new Regex("[A-Za-z0-9_.-]{50,}");

        private Reply(ReplyKind kind, int status, string detail)
        {
            Kind = kind;
            Status = status;
            Detail = detail;
        }

        public ReplyKind Kind { get; }

        public int Status { get; }

        /// <summary>For a person; without URL.</summary>
        public string Detail { get; }

        /// <summary>Nothing may be sent before that.</summary>
        public int WaitMs { get; private set; }

        /// <summary>Whether the wait concerns every webhook.</summary>
        public bool IsForEveryone { get; private set; }

        /// <summary>Of a silent one: whether the request may have arrived.</summary>
        public bool IsWritten { get; private set; }

        public int? Code { get; private set; }

        public IReadOnlyList<string> Errors { get; private set; } = new string[0];

        public string MessageId { get; private set; }

        public static Reply Silence(bool isWritten, string detail)
        {
            return new Reply(ReplyKind.Silent, 0, detail) { IsWritten = isWritten };
        }

        public static Reply Read(HttpResponseMessage response, string body)
        {
            var status = (int)response.StatusCode;
            var json = Parse(body);
            if (status >= 200 && status < 300)
            {
                return new Reply(ReplyKind.Ok, status, null)
                {
                    MessageId = Json.Get(json, "id") as string,
                    WaitMs = CalmMs(response),
                };
            }
            if (status == 429)
            {
                return Limited(response, json, body);
            }
            return status >= 400 && status < 500
                ? Refused(status, json)
                : new Reply(ReplyKind.Failed, status, $"Discord answered {status}");
        }

        private static object Parse(string body)
        {
            try
            {
                return Json.Parse(body);
            }
            catch (FormatException)
            {
                return null;
            }
        }

        // #region backoff
        /// <summary>
        /// The body tells the wait, else the header. X-RateLimit-* speak of another bucket when it was the hidden limit of the
        /// channel, and what is told without sense is no permission to hammer.
        /// </summary>
        private static Reply Limited(HttpResponseMessage response, object json, string body)
        {
            var told = Seconds(Json.Get(json, "retry_after")) ?? Seconds(Header(response, "Retry-After"));
            var isBan = told == null && (CodeOf(json) == 0 || Ban.IsMatch(body));
            var isGlobal = true.Equals(Json.Get(json, "global")) || Header(response, "X-RateLimit-Global") != null
                || Header(response, "X-RateLimit-Scope") == "global";
            return new Reply(ReplyKind.Limited, 429, isBan ? "Discord has banned this address for a while" : "Discord answered 429")
            {
                WaitMs = told != null ? Ms(told.Value) : isBan ? BanPauseMs : 1000,
                IsForEveryone = isBan || isGlobal,
            };
        }

        /// <summary>How long to keep still after the last request of a window: the next one would be answered 429.</summary>
        private static int CalmMs(HttpResponseMessage response)
        {
            var reset = Seconds(Header(response, "X-RateLimit-Reset-After"));
            return reset != null && Header(response, "X-RateLimit-Remaining") == "0" ? Ms(reset.Value) : 0;
        }

        /// <summary>A little more than told: clocks differ.</summary>
        private static int Ms(double seconds)
        {
            return (int)Math.Ceiling(seconds * 1000) + 50;
        }

        private static double? Seconds(object value)
        {
            double number;
            var text = Convert.ToString(value, CultureInfo.InvariantCulture);
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
            return isNumber && number > 0 ? Math.Min(number, DayS) : (double?)null;
        }
        // #endregion backoff

        private static string Header(HttpResponseMessage response, string name)
        {
            IEnumerable<string> values;
            return response.Headers.TryGetValues(name, out values) ? values.FirstOrDefault() : null;
        }

        private static int? CodeOf(object json)
        {
            var code = Json.Get(json, "code");
            return code is double && (double)code >= 0 && (double)code < int.MaxValue ? (int)(double)code : (int?)null;
        }

        private static Reply Refused(int status, object json)
        {
            var code = CodeOf(json);
            if (status == 403 && (code == null || code == 0 || code == EdgeBlock))
            {
                const string Detail = "Discord blocks this address (403)";
                return new Reply(ReplyKind.Limited, status, Detail) { WaitMs = BanPauseMs, IsForEveryone = true };
            }
            // Unknown Webhook, Invalid Webhook Token.
            if ((status == 404 && code == 10015) || (status == 401 && code == 50027))
            {
                return new Reply(ReplyKind.Gone, status, $"the webhook is gone ({status})") { Code = code };
            }
            var said = Json.Get(json, "message") as string;
            var errors = new List<string>();
            Flatten(code == null ? json : Json.Get(json, "errors"), "", errors);
            return new Reply(ReplyKind.Rejected, status, $"Discord refused the message with {status} {Hide(said ?? "")}".Trim())
            {
                Code = code,
                Errors = errors.Take(20).ToList(),
            };
        }

        /// <summary>Today's nested tree, and the lists of texts that unversioned URLs are answered with: {"embeds":["0"]}.</summary>
        private static void Flatten(object tree, string path, List<string> errors)
        {
            var text = tree as string ?? Json.Get(tree, "message") as string;
            if (text != null)
            {
                errors.Add(Hide(Regex.IsMatch(text, @"\A[0-9]+\z") ? $"{path}.{text}: refused" : $"{path}: {text}"));
                return;
            }
            foreach (var item in tree as List<object> ?? new List<object>())
            {
                Flatten(item, path, errors);
            }
            foreach (var pair in tree as IDictionary<string, object> ?? new Dictionary<string, object>())
            {
                Flatten(pair.Value, pair.Key == "_errors" ? path : $"{path}.{pair.Key}".TrimStart('.'), errors);
            }
        }

        /// <summary>What the server says may repeat the URL it was asked at.</summary>
        private static string Hide(string text)
        {
            return LongWord.Replace(text.Length > 1000 ? text.Substring(0, 1000) : text, "[redacted]");
        }
    }
}
