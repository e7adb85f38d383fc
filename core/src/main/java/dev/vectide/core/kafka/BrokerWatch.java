package dev.vectide.core.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka answers: asked every {@link #INTERVAL}, as clients that wait for records or have nothing to send do not notice
 * that it is gone.
 *
 * <p>Safe for concurrent use; one thread of its own asks.
 */
public final class BrokerWatch implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String bootstrap;
    private final Admin admin;
    private final Thread thread;
    private volatile @Nullable String failure;

    private BrokerWatch(KafkaSettings kafka) {
        this.bootstrap = kafka.bootstrap();
        this.admin = Admin.create(kafka.with(Map.of()));
        this.thread = new Thread(this::run, "broker-watch");
        thread.setDaemon(true);
    }

    /** @throws BrokerUnavailableException if Kafka does not answer at all */
    public static BrokerWatch start(KafkaSettings kafka) {
        BrokerWatch watch = new BrokerWatch(kafka);
        Optional<String> silence = watch.ask();
        if (silence.isPresent()) {
            watch.admin.close(Duration.ZERO);
            throw new BrokerUnavailableException(silence.get(), null);
        }
        watch.thread.start();
        return watch;
    }

    /** Empty while Kafka answers, else why it does not. */
    public Optional<String> notReady() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        thread.interrupt();
        admin.close(Duration.ZERO);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
                failure = ask().orElse(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closing.
        }
    }

    private Optional<String> ask() {
        String why;
        try {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        } catch (TimeoutException e) {
            why = "no answer in " + PATIENCE.toSeconds() + " s";
        } catch (KafkaException e) {
            why = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "interrupted";
        }
        return Optional.of("Kafka at kafka.bootstrap = " + bootstrap + " does not answer: " + why);
    }
}
