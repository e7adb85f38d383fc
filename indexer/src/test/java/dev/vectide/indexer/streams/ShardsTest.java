package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.position.Position;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.rocks.RocksMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which shard answers for its partition, and which only in its owner's place. */
class ShardsTest {
    private static final int PARTITION = 3;

    @TempDir
    private Path directory;

    private final RocksMemory memory =
            new RocksMemory(ConfigReader.read(null, Map.of()).indexer());
    private final AtomicBoolean standby = new AtomicBoolean();
    private final Shards shards = new Shards();
    private final RestoreWatch watch = new RestoreWatch(shards);
    private Shard shard;

    @BeforeEach
    void opened() {
        shard = Shard.open(PARTITION, directory, memory, Documents.DIMENSION);
        shards.opened(shard, standby::get);
    }

    @AfterEach
    void close() {
        shard.close();
        memory.close();
    }

    private void restored() {
        watch.onRestoreStart(new TopicPartition("t", PARTITION), "shard", 0, 10);
        watch.onRestoreEnd(new TopicPartition("t", PARTITION), "shard", 10);
    }

    @Test
    void anOwnerAnswersOnceItIsLoadedAndRestored() {
        shard.load();
        assertThat(shards.owned()).isEmpty();

        restored();

        assertThat(shards.owned()).containsExactly(shard);
        assertThat(shards.backups()).containsExactly(shard);
    }

    @Test
    void anOwnerThatIsRestoredButNotLoadedDoesNotAnswer() {
        restored();

        assertThat(shards.owned()).isEmpty();
        assertThat(shards.backups()).isEmpty();
    }

    @Test
    void aReplicaHelpsOutOnceItHasCaughtUp() {
        standby.set(true);
        shard.load();
        shards.behind(PARTITION, 0, false);
        assertThat(shards.backups()).isEmpty();

        shards.behind(PARTITION, 100, true);
        assertThat(shards.backups()).containsExactly(shard);
        assertThat(shards.owned()).isEmpty();

        shards.behind(PARTITION, 10_000, false);
        assertThat(shards.backups()).containsExactly(shard);
        shards.behind(PARTITION, 10_001, true);
        assertThat(shards.backups()).isEmpty();
        shards.behind(PARTITION, 10_000, false);
        assertThat(shards.backups()).isEmpty();
    }

    @Test
    void aReplicaThatBecomesTheOwnerHelpsOutUntilItIsRestored() {
        standby.set(true);
        shard.load();
        shards.behind(PARTITION, 0, true);
        standby.set(false);
        watch.onRestoreStart(new TopicPartition("t", PARTITION), "shard", 5, 10);
        assertThat(shards.owned()).isEmpty();
        assertThat(shards.backups()).containsExactly(shard);

        watch.onRestoreEnd(new TopicPartition("t", PARTITION), "shard", 5);

        assertThat(shards.owned()).containsExactly(shard);
    }

    @Test
    void anOwnerThatBecomesAReplicaHelpsOut() {
        shard.load();
        restored();
        standby.set(true);

        assertThat(shards.owned()).isEmpty();
        assertThat(shards.backups()).containsExactly(shard);
    }

    @Test
    void oneThatIsClosedIsNoMore() {
        shard.load();
        restored();
        shards.closed(shard);

        assertThat(shards.isOpen(shard)).isFalse();
        assertThat(shards.all()).isEmpty();
        assertThat(shards.backups()).isEmpty();
    }

    @Test
    void whoeverWaitsIsWokenWhenAShardTurnsUp() throws Exception {
        shard.load();
        Thread owner = new Thread(this::restored);
        owner.start();

        boolean reached = shards.await(
                new Position(Map.of(PARTITION, 0L)),
                () -> shards.owned().isEmpty() ? Position.NONE : new Position(Map.of(PARTITION, 0L)),
                Duration.ofMinutes(5));

        owner.join();
        assertThat(reached).isTrue();
    }
}
