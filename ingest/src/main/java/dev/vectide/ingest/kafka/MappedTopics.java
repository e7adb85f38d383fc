package dev.vectide.ingest.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.EventLimits;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From producers' own topics to {@code <ns>.events}, exactly once: what is read, what is written of it, the dead letters
 * and the consumer's offsets share a transaction.
 *
 * <p>One thread of its own runs everything; {@link #close} waits for it. Whatever fails aborts the transaction and starts
 * over from the committed offsets; a bad record is a dead letter and stops nothing. Only a second ingester under the same
 * name ends it.
 */
public final class MappedTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MappedTopics.class);
    private static final long RETRY_MS = 1000;

    private final VectideConfig config;
    private final Judge judge;
    private final IngestMetrics metrics;
    private final Spans spans;
    private final String instance;
    private final Thread thread;
    private volatile @Nullable String notReady = "ingest waits for its partitions";
    /** By another one of the same name: to start anew would throw that one out in turn. */
    private volatile boolean fenced;
    private volatile boolean closing;

    /** @param instance tells apart ingesters of one namespace that run side by side */
    public MappedTopics(
            VectideConfig config,
            EventLimits limits,
            StreamGate gate,
            IngestMetrics metrics,
            Spans spans,
            Clock clock,
            String instance) {
        this.config = config;
        this.judge = new Judge(config, limits, gate, clock);
        this.metrics = metrics;
        this.spans = spans;
        this.instance = instance;
        this.thread = new Thread(this::run, "ingest-mapped-topics");
        thread.start();
    }

    /**
     * Empty once its group has given this one its part of the partitions, until reading fails; else why nothing is read. While
     * the group shares them out anew it stays empty: that passes, and all of the group would be unready at once.
     */
    public Optional<String> notReady() {
        return Optional.ofNullable(notReady);
    }

    /** Empty, or why nothing will be read any more unless the process starts anew. */
    public Optional<String> failed() {
        return closing || thread.isAlive() || fenced ? Optional.empty() : Optional.of("the thread of mapped topics has ended");
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
        while (!closing && !fenced) {
            try (TransactionLoop loop = new TransactionLoop(config, judge, metrics, spans, instance, () -> notReady = null)) {
                while (!closing) {
                    loop.once();
                }
            } catch (FencedInstanceIdException e) {
                notReady = "another ingester runs under streams.instance = " + instance + "; give each a name of its own";
                LOG.error("{}", notReady);
                fenced = true;
            } catch (RuntimeException e) {
                if (!closing) {
                    metrics.startsOver();
                    notReady = "mapped topics start over from their committed offsets: " + e.getMessage();
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
