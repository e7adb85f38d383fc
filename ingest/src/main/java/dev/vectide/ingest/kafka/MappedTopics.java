package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.EventLimits;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From producers' own topics to {@code <ns>.events}, exactly once: what is read, what is written of it, the dead letters
 * and the consumer's offsets share a transaction.
 *
 * <p>One thread of its own runs everything; {@link #close} waits for it. Whatever fails aborts the transaction and starts
 * over from the committed offsets; a bad record is a dead letter and stops nothing.
 */
public final class MappedTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MappedTopics.class);
    private static final long RETRY_MS = 1000;

    private final VectideConfig config;
    private final Judge judge;
    private final IngestMetrics metrics;
    private final String instance;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closing;

    /** @param instance tells apart ingesters of one namespace that run side by side */
    public MappedTopics(
            VectideConfig config,
            EventLimits limits,
            StreamGate gate,
            IngestMetrics metrics,
            Clock clock,
            String instance) {
        this.config = config;
        this.judge = new Judge(config, limits, gate, clock);
        this.metrics = metrics;
        this.instance = instance;
        this.thread = new Thread(this::run, "ingest-mapped-topics");
        thread.start();
    }

    /** Empty once partitions are assigned. */
    public Optional<String> notReady() {
        return assigned.getCount() > 0 ? Optional.of("ingest waits for its partitions") : Optional.empty();
    }

    /** Ends after the records in hand are committed. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (TransactionLoop loop = new TransactionLoop(config, judge, metrics, instance, assigned::countDown)) {
                while (!closing) {
                    loop.once();
                }
            } catch (RuntimeException e) {
                if (!closing) {
                    LOG.warn("mapped topics start over from their committed offsets: {}", e.toString());
                    LOG.debug("cause", e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
