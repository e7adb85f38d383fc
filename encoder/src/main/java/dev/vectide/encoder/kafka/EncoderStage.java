package dev.vectide.encoder.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.trace.Spans;
import dev.vectide.core.wire.NewerFormatException;
import dev.vectide.encoder.ContentModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the events topic to the vectors topic, in one session after the other. A Kafka failure ends a session, and the next
 * one starts over from the committed offsets. What no repetition mends stops the stage for good: a broken model, a record
 * of a newer format, settings that Kafka's clients refuse, a second encoder under the same name.
 *
 * <p>One thread of its own runs everything; {@link #close} waits for it.
 */
public final class EncoderStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderStage.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final VectideConfig config;
    private final ContentModel model;
    private final Neighbours neighbours;
    private final StreamDirectory streams;
    private final StageMetrics metrics;
    private final Spans spans;
    private final StageAlerts alerts;
    private final Thread thread;
    private volatile @Nullable String notReady = "encoder waits for its partitions";
    /** Set where a process that starts anew may fare better. */
    private volatile @Nullable String failed;
    private volatile boolean closing;

    /** A stage of the only space there is. */
    public EncoderStage(VectideConfig config, ContentModel model, StreamDirectory streams, MeterRegistry registry) {
        this(config, model, Neighbours.none(), streams, registry, Spans.OFF);
    }

    public EncoderStage(
            VectideConfig config,
            ContentModel model,
            Neighbours neighbours,
            StreamDirectory streams,
            MeterRegistry registry,
            Spans spans) {
        this.config = config;
        this.model = model;
        this.neighbours = neighbours;
        this.streams = streams;
        this.spans = spans;
        this.metrics = new StageMetrics(registry, model.space().name());
        model.listen(metrics);
        this.alerts = new StageAlerts(config, model.space(), streams);
        this.thread = new Thread(this::run, "encoder-stage-" + model.space().name());
        thread.start();
    }

    /** Empty while partitions are assigned and written to; else why nothing is encoded. */
    public Optional<String> notReady() {
        return Optional.ofNullable(notReady);
    }

    /** Empty, or why nothing will be encoded any more unless the process starts anew. */
    public Optional<String> failed() {
        return Optional.ofNullable(failed);
    }

    /** Ends after the slice in hand is committed; interrupted, it gives the slice up, which then comes again. */
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
        boolean more = true;
        while (more && !closing) {
            try (StageSession session = new StageSession(
                    config, model, neighbours, streams, metrics, spans, alerts, () -> closing, () -> notReady = null)) {
                session.run();
            } catch (KafkaException e) {
                more = mends(e);
            } catch (BatchEncoder.BrokenModelException e) {
                more = broken(e);
            } catch (NewerFormatException e) {
                more = stop(String.valueOf(e.getMessage()), e);
            } catch (RuntimeException | Error e) {
                if (!closing) {
                    LOG.error("not foreseen", e);
                }
                more = fail("encoder stopped: " + e, e);
            }
        }
    }

    /** Waits a moment before the next session, or stops where the next one would fail as well. */
    private boolean mends(KafkaException e) {
        if (closing) {
            return false;
        }
        if (e instanceof FencedInstanceIdException) {
            return stop("another encoder runs under encoder.instance = " + config.encoder().instance()
                    + "; give each a name of its own", e);
        }
        if (e instanceof ConfigException) {
            return stop("encoder: Kafka's client refuses its settings: " + e.getMessage(), e);
        }
        // What fails while partitions are handed over comes wrapped.
        if (e.getCause() instanceof NewerFormatException newer) {
            return stop(String.valueOf(newer.getMessage()), newer);
        }
        if (e.getCause() instanceof BatchEncoder.BrokenModelException broken) {
            return broken(broken);
        }
        metrics.startsOver();
        notReady = "encoder starts over from its committed offsets: " + e.getMessage();
        LOG.warn("{}", notReady);
        LOG.debug("cause", e);
        return pause();
    }

    /** Nothing of it is indexed, and everybody is told. */
    private boolean broken(BatchEncoder.BrokenModelException e) {
        String why = String.valueOf(e.getMessage());
        if (!closing) {
            alerts.fire(why);
        }
        return fail(why, e);
    }

    private boolean fail(String why, Throwable cause) {
        failed = closing ? null : why;
        return stop(why, cause);
    }

    private boolean stop(String why, Throwable cause) {
        if (closing) {
            LOG.debug("while closing", cause);
        } else {
            notReady = why;
            metrics.stopped();
            LOG.error("{}", why);
            LOG.debug("cause", cause);
        }
        return false;
    }

    private static boolean pause() {
        try {
            Thread.sleep(RETRY.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
