package dat;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;

/** Makes one attempt at a time; nothing below it retries a POST or follows a redirect. */
final class Transport {
    private static final String USER_AGENT = "dat-java/1.0 (alerts by webhook)";
    private static final int LONGEST_REPLY = 1_000_000;

    static {
        // An idle connection that the server has dropped loses an alert's first attempt, and with it the mention. The JDK
        // keeps them for 20 minutes unless this is set, and reads it once.
        if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
            System.setProperty("jdk.httpclient.keepalive.timeout", "30");
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER) // the path is the secret
            .build();
    private final long timeoutMs;

    Transport(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    // #region send
    Reply post(URI uri, String body) {
        return exchange(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(URI uri) {
        return exchange(HttpRequest.newBuilder(uri));
    }

    /** One deadline over connecting, sending and the whole answer; HttpRequest's own timeout ends with the headers. */
    private Reply exchange(HttpRequest.Builder request) {
        AtomicReference<HttpResponse.ResponseInfo> head = new AtomicReference<>();
        Forgiving body = new Forgiving();
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(
                request.header("User-Agent", USER_AGENT).build(),
                info -> {
                    head.set(info);
                    return body;
                });
        try {
            response.get(timeoutMs, TimeUnit.MILLISECONDS);
            return Reply.read(head.get(), body.text());
        } catch (TimeoutException e) {
            response.cancel(true);
            return Reply.silent(true, "no answer within " + timeoutMs + " ms");
        } catch (ExecutionException e) {
            // When only the body breaks off, the status alone decides.
            return head.get() != null ? Reply.read(head.get(), body.text()) : silence(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            return Reply.silent(true, "interrupted");
        }
    }

    /** Without a connection nothing can have arrived. The error's own message may hold the address. */
    private static Reply silence(Throwable error) {
        boolean unwritten = error instanceof ConnectException || error instanceof SSLHandshakeException;
        return Reply.silent(!unwritten, "no answer (" + error.getClass().getSimpleName() + ")");
    }

    /** Keeps what arrives, up to a bound. */
    private static final class Forgiving implements HttpResponse.BodySubscriber<String> {
        private final CompletableFuture<String> done = new CompletableFuture<>();
        private final StringBuffer text = new StringBuffer();
        private Flow.Subscription subscription;

        String text() {
            return text.toString();
        }

        @Override
        public CompletionStage<String> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            buffers.forEach(buffer -> text.append(StandardCharsets.UTF_8.decode(buffer)));
            if (text.length() > LONGEST_REPLY) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable error) {
            onComplete();
        }

        @Override
        public void onComplete() {
            done.complete("");
        }
    }
    // #endregion send
}
