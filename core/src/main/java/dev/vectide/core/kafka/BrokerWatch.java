package dev.vectide.core.kafka;

import dev.vectide.core.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka answers, and has the topics that are needed: asked every {@link #INTERVAL}, as clients that wait for records
 * or have nothing to send do not notice that it is gone, and take a topic that was deleted for one that has no partitions for
 * them.
 *
 * <p>Safe for concurrent use; one thread of its own asks.
 */
public final class BrokerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A broker that has just come back may not know all topics yet. */
    private static final int SURE = 2;

    private final String bootstrap;
    private final Admin admin;
    private final Thread thread;
    private volatile @Nullable String failure;
    private volatile List<String> topics = List.of();
    /** Topics that were there and are gone. What they held is lost, so their return alone mends nothing. */
    private final SortedSet<String> gone = new ConcurrentSkipListSet<>();
    /** Topics that were seen, with how often in a row they were missing since. */
    private final Map<String, Integer> missing = new ConcurrentHashMap<>();

    private BrokerWatch(KafkaSettings kafka) {
        this.bootstrap = kafka.bootstrap();
        this.admin = kafka.admin();
        this.thread = new Thread(this::run, "broker-watch");
        thread.setDaemon(true);
    }

    /**
     * @throws BrokerUnavailableException if Kafka does not answer at all
     * @throws dev.vectide.core.config.ConfigException if it refuses how it is asked, or no client can be made of the settings
     */
    public static BrokerWatch start(KafkaSettings kafka) {
        BrokerWatch watch = new BrokerWatch(kafka);
        try {
            Optional<String> silence = watch.ask();
            if (silence.isPresent()) {
                throw new BrokerUnavailableException(silence.get(), null);
            }
        } catch (RuntimeException e) {
            watch.admin.close(Duration.ZERO);
            throw e;
        }
        watch.thread.start();
        return watch;
    }

    /** From now on these must stay: those that are there now, and others once they are. */
    public void expect(List<String> names) {
        try {
            look(names);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topics = List.copyOf(names);
    }

    /** Empty while Kafka answers and has the topics, else what is missing. */
    public Optional<String> notReady() {
        return Optional.ofNullable(failure).or(this::lost);
    }

    private Optional<String> lost() {
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of("topic " + String.join(", topic ", gone) + ": deleted, with all that was in it; started anew,"
                        + " this process makes it again, empty");
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
                failure = askAgain().orElse(null);
                if (failure == null && !topics.isEmpty()) {
                    look(topics);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closing.
        }
    }

    private void look(List<String> names) throws InterruptedException {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> one :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                one.getValue().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                missing.put(one.getKey(), 0);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    isMissing(one.getKey());
                }
            } catch (TimeoutException e) {
                // Whether Kafka answers is asked elsewhere.
            }
        }
    }

    private void isMissing(String topic) {
        Integer times = missing.computeIfPresent(topic, (any, before) -> before + 1);
        if (times != null && times >= SURE && gone.add(topic)) {
            LOG.error("{}", lost().orElseThrow());
        }
    }

    /** As {@link #ask}; that somebody is let in no more had better be told than end this thread. */
    private Optional<String> askAgain() {
        try {
            return ask();
        } catch (ConfigException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(failure)) {
                LOG.error("{}", why);
            }
            return Optional.of(why);
        }
    }

    private Optional<String> ask() {
        String why;
        try {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            ClientFault.refused(bootstrap, e.getCause() == null ? e : e.getCause()).ifPresent(fault -> {
                throw fault;
            });
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
