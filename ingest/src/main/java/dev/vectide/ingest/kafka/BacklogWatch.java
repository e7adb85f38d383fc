package dev.vectide.ingest.kafka;

import dev.vectide.core.config.Durations;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.BacklogException;
import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.position.Position;
import dev.vectide.core.space.Space;
import dev.vectide.ingest.backlog.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses events while one that was taken earlier has waited for the encoder longer than {@code streams.max-backlog}. What the
 * encoders of {@code encoder.space} have done is read from their group's offsets twice a second; while none has ever been
 * there, nobody is behind.
 *
 * <p>Safe for concurrent use; one thread of its own looks.
 */
public final class BacklogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
    private static final long GLANCE_MS = 500;
    private static final long PATIENCE_MS = 5_000;

    private final VectideConfig config;
    private final ControlSpaces spaces;
    private final Admin admin;
    private final Map<Integer, Long> written = new ConcurrentHashMap<>();
    private final Backlog backlog = new Backlog();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ingest-backlog");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration waited = Duration.ZERO;

    public BacklogWatch(VectideConfig config, ControlSpaces spaces, MeterRegistry registry) {
        this.config = config;
        this.spaces = spaces;
        this.admin = KafkaSettings.of(config.kafka()).admin();
        Gauge.builder("vectide.ingest.backlog", this, watch -> watch.waited.toMillis() / 1e3)
                .baseUnit("seconds")
                .description("How long the oldest event that was taken here has waited for the encoder")
                .register(registry);
        timer.scheduleWithFixedDelay(this::look, GLANCE_MS, GLANCE_MS, TimeUnit.MILLISECONDS);
    }

    /** @throws BacklogException if there are too many already */
    void admit() {
        Duration most = config.streams().maxBacklog();
        Duration now = waited;
        if (!most.isZero() && now.compareTo(most) > 0) {
            throw new BacklogException("the encoder is behind by " + now.toSeconds()
                    + " s, more than streams.max-backlog = " + Durations.format(most));
        }
    }

    /** Events are in the events topic. */
    void written(Position position) {
        position.offsets().forEach((partition, offset) -> written.merge(partition, offset + 1, Math::max));
    }

    private void look() {
        try {
            Map<Integer, Long> done = done();
            waited = done.isEmpty() ? Duration.ZERO : backlog.observe(System.nanoTime(), Map.copyOf(written), done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            // Kafka is away: then nothing is taken anyway.
            LOG.debug("how far the encoder is remains unknown", e);
        }
    }

    /** Of the encoder that is furthest, where spaces of one name followed each other. */
    private Map<Integer, Long> done() throws InterruptedException, ExecutionException, TimeoutException {
        Map<Integer, Long> done = new HashMap<>();
        String name = config.encoder().space();
        for (Space space : spaces.list()) {
            if (space.name().equals(name) || space.qualifiedName().equals(name)) {
                admin.listConsumerGroupOffsets(config.topics().group("encoder", space))
                        .partitionsToOffsetAndMetadata()
                        .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                        .forEach((partition, offset) -> {
                            if (offset != null) {
                                done.merge(partition.partition(), offset.offset(), Math::max);
                            }
                        });
            }
        }
        return done;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
