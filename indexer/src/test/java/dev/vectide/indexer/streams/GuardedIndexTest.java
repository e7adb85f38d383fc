package dev.vectide.indexer.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Identity;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.index.CollectionIndex;
import dev.vectide.indexer.index.ShardIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom, and that nobody sees less than was there when he asked. */
@Timeout(60)
class GuardedIndexTest {
    private static final String STREAM = "s";
    private static final int AT_ONCE = 64;

    private final Random random = new Random(4);
    private final GuardedIndex index = new GuardedIndex(new ShardIndex(Documents.DIMENSION, (stream, id) -> null));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private long offset;

    @AfterEach
    void stop() {
        read.countDown();
        threads.shutdownNow();
    }

    private Embedding document(int number) {
        return Documents.of(STREAM, Integer.toString(number), Documents.vector(random));
    }

    private void apply(int number) {
        index.apply(List.of(document(number)), ++offset);
    }

    private long size() {
        return index.ask(GuardedIndexTest::size);
    }

    private static long size(ShardIndex whole) {
        CollectionIndex collection = whole.find(STREAM);
        return collection == null ? 0 : collection.size();
    }

    /** A search that goes on until the test lets it end; its answer is what it saw at the end. */
    private Future<Long> search() throws InterruptedException {
        Callable<Long> asking = () -> index.ask(whole -> {
            reading.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return size(whole);
        });
        Future<Long> search = threads.submit(asking);
        reading.await();
        return search;
    }

    @Test
    void aChangeWaitsForNoSearchAndTheNextSearchSeesIt() throws Exception {
        apply(0);
        Future<Long> search = search();

        apply(1);
        apply(2);

        Callable<Long> asking = this::size;
        Future<Long> later = threads.submit(asking);
        read.countDown();
        assertThat(search.get()).isEqualTo(1);
        assertThat(later.get()).isEqualTo(3);
    }

    @Test
    void aDeletionThatLiesThereIsSeenAsWell() throws Exception {
        apply(0);
        apply(1);
        Future<Long> search = search();

        VectorsRecord deletion = new Tombstone(
                new DocumentKey(STREAM, "0"), new Identity("test", "x"), Documents.TIME, new SourcePosition(0, 9));
        index.apply(List.of(deletion), ++offset);
        apply(1);

        read.countDown();
        assertThat(search.get()).isEqualTo(2);
        assertThat(size()).isEqualTo(1);
    }

    @Test
    void soManyChangesAreWaitedFor() throws Exception {
        Future<Long> search = search();
        for (int i = 0; i < AT_ONCE; i++) {
            apply(i);
        }

        AtomicLong applied = new AtomicLong();
        Thread writer = new Thread(() -> {
            apply(AT_ONCE);
            applied.set(AT_ONCE + 1);
        });
        writer.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> writer.getState() == Thread.State.WAITING);
        assertThat(applied).hasValue(0);

        read.countDown();
        writer.join();
        assertThat(search.get()).isZero();
        assertThat(size()).isEqualTo(AT_ONCE + 1);
    }

    @Test
    void whoAsksWhileReadingDoesNotWaitForItself() {
        apply(0);
        long seen = index.ask(whole -> {
            Future<?> change = threads.submit(() -> apply(1));
            await().atMost(Duration.ofMinutes(1)).until(change::isDone);
            return size();
        });

        assertThat(seen).isEqualTo(1);
        assertThat(size()).isEqualTo(2);
    }

    @Test
    void everySearchSeesWhatWasThereWhenItWasAsked() throws Exception {
        AtomicLong applied = new AtomicLong();
        int documents = 3000;
        List<Future<Long>> searches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            searches.add(threads.submit(() -> {
                long asked = 0;
                for (long before = 0; before < documents; asked++) {
                    before = applied.get();
                    assertThat(size()).isBetween(before, (long) documents);
                }
                return asked;
            }));
        }
        for (int i = 0; i < documents; i++) {
            apply(i);
            applied.incrementAndGet();
        }

        for (Future<Long> search : searches) {
            assertThat(search.get(30, TimeUnit.SECONDS)).isPositive();
        }
    }

    @Test
    void whatASnapshotHoldsIsAllThatWasAppliedBefore() throws Exception {
        Future<Long> search = search();
        apply(0);
        apply(1);
        read.countDown();
        search.get();

        long next = index.snapshot((whole, upTo) -> {
            assertThat(size(whole)).isEqualTo(2);
            assertThat(upTo).isEqualTo(2);
        });

        assertThat(next).isEqualTo(2);
        assertThat(index.changes()).isZero();
    }

    @Test
    void aChangeThatFailsIsNotPassedOver() {
        Embedding other = Documents.of(STREAM, "other", Documents.vector(random, Documents.DIMENSION + 1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> index.apply(List.of(other), 1)).hasMessageContaining("dimension");
        }
        assertThatThrownBy(this::size).hasMessageContaining("dimension");
    }
}
