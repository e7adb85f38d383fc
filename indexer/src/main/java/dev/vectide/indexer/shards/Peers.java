package dev.vectide.indexer.shards;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The other indexers of the space. */
public interface Peers {
    /** For a process that is alone. */
    Peers NONE = new Peers() {
        @Override
        public <T> CompletableFuture<ShardAnswer<T>> ask(Peer peer, ShardRequest<T> request, Duration patience) {
            return CompletableFuture.failedFuture(new IllegalStateException("no way to " + peer));
        }
    };

    /** What {@code peer} answers; fails where it does not answer within {@code patience}. */
    <T> CompletableFuture<ShardAnswer<T>> ask(Peer peer, ShardRequest<T> request, Duration patience);
}
