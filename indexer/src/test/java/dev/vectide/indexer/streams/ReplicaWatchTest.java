package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.position.Position;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.rocks.RocksMemory;
import dev.vectide.indexer.shards.Peer;
import dev.vectide.indexer.shards.Peers;
import dev.vectide.indexer.shards.ShardAnswer;
import dev.vectide.indexer.shards.ShardMap;
import dev.vectide.indexer.shards.ShardRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that is empty: it has caught up with an owner that is empty too, and with no other. */
class ReplicaWatchTest {
    private static final Map<Integer, Long> NO_LAG = Map.of(0, 0L);

    @TempDir
    private Path directory;

    private final RocksMemory memory =
            new RocksMemory(ConfigReader.read(null, Map.of()).indexer());
    private final Shards shards = new Shards();
    private Shard replica;
    private CompletableFuture<Position> owner = CompletableFuture.completedFuture(Position.NONE);

    private final ReplicaWatch watch = new ReplicaWatch(
            shards,
            () -> new ShardMap(Map.of(0, new Peer("owner", 1)), Map.of()),
            new Peers() {
                @Override
                @SuppressWarnings("unchecked")
                public <T> CompletableFuture<ShardAnswer<T>> ask(Peer peer, ShardRequest<T> request, Duration patience) {
                    return owner.thenApply(position ->
                            (ShardAnswer<T>) new ShardAnswer<>(request.partitions(), position, position));
                }
            },
            Duration.ofSeconds(5));

    @BeforeEach
    void aReplica() {
        replica = Shard.open(0, directory, memory, Documents.DIMENSION);
        replica.load();
        shards.opened(replica, () -> true);
        assertThat(watch.hasReplicas()).isTrue();
    }

    @AfterEach
    void close() {
        replica.close();
        memory.close();
    }

    @Test
    void itHasCaughtUpWhenItHasWhatTheOwnerHadAtTheLastLook() throws Exception {
        watch.look(NO_LAG);
        assertThat(shards.backups()).as("nothing is known of the owner yet").isEmpty();

        owner = CompletableFuture.completedFuture(new Position(Map.of(0, 5L)));
        watch.look(NO_LAG);

        assertThat(shards.backups()).containsExactly(replica);
    }

    @Test
    void itHasNotWhileTheOwnerHadMoreHoweverShortTheTopic() throws Exception {
        owner = CompletableFuture.completedFuture(new Position(Map.of(0, 5L)));
        watch.look(NO_LAG);
        watch.look(NO_LAG);

        assertThat(shards.backups()).isEmpty();
    }

    @Test
    void anOwnerThatDoesNotSayIsNoReasonToBelieveIt() throws Exception {
        owner = CompletableFuture.failedFuture(new IllegalStateException("gone"));
        watch.look(NO_LAG);
        watch.look(NO_LAG);

        assertThat(shards.backups()).isEmpty();
    }
}
