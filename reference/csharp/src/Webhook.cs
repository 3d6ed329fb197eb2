using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Dat
{
    /// <summary>A webhook, whose URL is a secret, and the two requests made to it.</summary>
    internal sealed class Webhook
    {
        public const string DefaultBase = "https://discord.com/api/v10";

        private const string UserAgent = "dat-csharp/1.0 (alerts by webhook)";
        private const int LongestReply = 1000000;
        private const string Path = @"/webhooks/(?<id>[0-9]{17,20})/(?<token>[A-Za-z0-9_-]{60,120})/?(?:\?(?<query>.*))?\z";
        private const string Loopback = @"(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]+)?";

        private static readonly Regex DiscordUrl = new Regex(
            @"\Ahttps://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/api(?:/v[0-9]+)?" + Path, RegexOptions.IgnoreCase);

        private static readonly Regex LoopbackUrl = new Regex(
            @"\A(?<root>https?://" + Loopback + "(?:/api(?:/v[0-9]+)?)?)" + Path);

        private static readonly Regex Base = new Regex(@"\A(?:https://[^/]|http://" + Loopback + @"(?:/|\z))");
        private static readonly Regex ThreadQuery = new Regex(@"(?:\A|&)thread_id=([0-9]+)");

        private static readonly HttpClient Client = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false, // the path is the secret
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each attempt has its own deadline
        };

        private static readonly SocketError[] NoConnection =
        {
            SocketError.ConnectionRefused, SocketError.HostNotFound, SocketError.TryAgain, SocketError.NoData,
            SocketError.HostUnreachable, SocketError.NetworkUnreachable, SocketError.HostDown, SocketError.NetworkDown,
        };

        private readonly string id;
        private readonly string endpoint;
        private readonly string threadId;

        // #region secrets
        /// <summary>
        /// Of a Discord URL only id, token and thread are taken: the one that Discord's page hands out has no version, which
        /// means the deprecated v6. A loopback URL is used as it is.
        /// </summary>
        /// <exception cref="ArgumentException">It says what to write instead, and does not show the URL.</exception>
        public Webhook(string given, string givenBase)
        {
            var url = given.Trim();
            var root = givenBase.TrimEnd('/');
            if (!Base.IsMatch(root))
            {
                throw new ArgumentException(
                    "DISCORD_API_BASE must begin with https://, or with http:// and a loopback address");
            }
            var match = DiscordUrl.Match(url);
            match = match.Success ? match : new Regex(@"\A" + Regex.Escape(root) + Path).Match(url);
            if (!match.Success)
            {
                match = LoopbackUrl.Match(url);
                root = match.Groups["root"].Value;
            }
            if (!match.Success)
            {
                throw new ArgumentException(
                    "not a webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>");
            }
            id = match.Groups["id"].Value;
            endpoint = $"{root}/webhooks/{id}/{match.Groups["token"].Value}";
            var thread = ThreadQuery.Match(match.Groups["query"].Value);
            threadId = thread.Success ? thread.Groups[1].Value : null;
            var point = ServicePointManager.FindServicePoint(new Uri(endpoint));
            point.ConnectionLimit = Math.Max(point.ConnectionLimit, 64); // a silent answer must not hold up other lanes
            point.Expect100Continue = false;
        }

        public override string ToString()
        {
            return $"webhook {id}";
        }
        // #endregion secrets

        /// <summary>The same for two channels that share a webhook.</summary>
        public bool IsSame(Webhook other)
        {
            return endpoint == other.endpoint;
        }

        public bool IsDiscord => Regex.IsMatch(new Uri(endpoint).Host, @"(?:\A|\.)discord(?:app)?\.com\z", RegexOptions.IgnoreCase);

        // #region send
        /// <summary>Makes one attempt. "wait=true" because Discord else does not tell when it could not store the message.</summary>
        public Task<Reply> PostAsync(string body, int timeoutMs, string thread)
        {
            var target = thread ?? threadId;
            var isId = target != null && Regex.IsMatch(target, @"\A[0-9]{17,20}\z");
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var uri = endpoint + "?wait=true" + (isId ? "&thread_id=" + target : "");
            return ExchangeAsync(new HttpRequestMessage(HttpMethod.Post, uri) { Content = content }, timeoutMs);
        }

        /// <summary>Whether Discord knows the webhook; posts nothing.</summary>
        public Task<Reply> GetAsync(int timeoutMs)
        {
            return ExchangeAsync(new HttpRequestMessage(HttpMethod.Get, endpoint), timeoutMs);
        }

        /// <summary>One deadline over connecting, sending and the whole answer, whether or not the runtime heeds the token.</summary>
        private static async Task<Reply> ExchangeAsync(HttpRequestMessage request, int timeoutMs)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            // An idle connection that the server has dropped loses an alert's first attempt, and with it the mention.
            request.Headers.ConnectionClose = true;
            using (var deadline = new CancellationTokenSource())
            {
                var exchange = AttemptAsync(request, deadline.Token);
                var first = await Task.WhenAny(exchange, Task.Delay(timeoutMs)).ConfigureAwait(false);
                if (first == exchange)
                {
                    return await exchange.ConfigureAwait(false);
                }
                deadline.Cancel();
                return Reply.Silence(true, $"no answer within {timeoutMs} ms");
            }
        }

        private static async Task<Reply> AttemptAsync(HttpRequestMessage request, CancellationToken token)
        {
            try
            {
                const HttpCompletionOption Head = HttpCompletionOption.ResponseHeadersRead;
                using (request)
                using (var response = await Client.SendAsync(request, Head, token).ConfigureAwait(false))
                {
                    var text = await ReadAsync(response, token).ConfigureAwait(false);
                    return Reply.Read(response, text);
                }
            }
            catch (Exception error)
            {
                // The error's own message may hold the address.
                return Reply.Silence(!IsUnwritten(error), $"no answer ({error.GetBaseException().GetType().Name})");
            }
        }

        /// <summary>What arrives of the body, up to a bound: when it breaks off, the status alone decides.</summary>
        private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            var all = new MemoryStream();
            try
            {
                var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                var buffer = new byte[8192];
                int count;
                while (all.Length < LongestReply &&
                    (count = await stream.ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0)
                {
                    all.Write(buffer, 0, count);
                }
            }
            catch (Exception)
            {
                // Truncated, or not what its headers say.
            }
            return Encoding.UTF8.GetString(all.ToArray());
        }

        /// <summary>Without a connection nothing can have arrived.</summary>
        private static bool IsUnwritten(Exception error)
        {
            var socket = error.GetBaseException() as SocketException;
            return error.GetBaseException() is AuthenticationException
                || (socket != null && NoConnection.Contains(socket.SocketErrorCode));
        }
        // #endregion send
    }
}
