package dev.vectide.indexer.http;

import dev.vectide.core.http.Outgoing;
import dev.vectide.core.space.Space;
import dev.vectide.indexer.shards.AnswerJson;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.QuestionJson;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks the shards of other processes at their {@link ShardRoutes}.
 *
 * <p>Safe for concurrent use.
 */
public final class RemoteShards implements Peers {
    private final String path;
    private final Outgoing outgoing;
    private final HttpClient client;

    /**
     * @param space of the shards; another process that serves another one does not answer
     * @param timeout of a connection
     * @param outgoing how they are asked
     */
    public RemoteShards(Space space, Duration timeout, Outgoing outgoing) {
        this.path = ShardRoutes.path(space);
        this.outgoing = outgoing;
        this.client = outgoing.client().connectTimeout(timeout).build();
    }

    @Override
    public <T> CompletableFuture<ShardAnswer<T>> ask(Peer peer, ShardRequest<T> request, Duration patience) {
        HttpRequest sent = outgoing.signed(HttpRequest.newBuilder(URI.create(outgoing.scheme() + "://" + peer + path)))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(QuestionJson.write(request)))
                .build();
        return client.sendAsync(sent, HttpResponse.BodyHandlers.ofByteArray()).handle((response, failure) -> {
            if (response == null) {
                Throwable cause = failure instanceof CompletionException
                        ? Objects.requireNonNullElse(failure.getCause(), failure)
                        : failure;
                throw new IllegalStateException(peer + " does not answer: " + Unreached.why(cause), cause);
            }
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        peer + " answers " + response.statusCode() + ": " + Unreached.said(response.body(), "/detail"));
            }
            return AnswerJson.read(response.body(), request.question());
        });
    }
}
