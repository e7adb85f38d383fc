package dev.vectide.monitor.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.LoggedRecord;
import dev.vectide.core.report.Alert;
import dev.vectide.core.wire.AlertEvent;
import dev.vectide.monitor.notify.Courier;
import dev.vectide.monitor.notify.Memory;
import dev.vectide.monitor.notify.NotifierAction;
import dev.vectide.monitor.notify.NotifierInput;
import dev.vectide.monitor.notify.NotifierPolicy;
import dev.vectide.monitor.notify.NotifierState;
import dev.vectide.monitor.notify.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the one partition of the alerts topic from its beginning and does what the policy says. Of several notifiers the one
 * that has the partition works. What was told is remembered in the control topic; only then are offsets committed, up to the
 * first record that somebody has yet to be told of. A process that is killed in between tells again what it told, under the
 * same key.
 *
 * <p>Consumer, producer and state belong to the thread started here; {@link #notReady} and {@link #close} may be called from
 * anywhere.
 */
public final class NotifierLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierLoop.class);
    private static final String ROLE = "notifier";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long WRITE_PATIENCE_S = 15;

    /** A memory that is not written yet, by receiver and stream. */
    private record Place(String receiver, String stream) {}

    private final VectideConfig config;
    private final List<Receiver> receivers;
    private final NotifierPolicy policy;
    private final AlertControl control;
    private final Courier courier;
    private final NotifierMetrics metrics;
    private final Clock clock;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BlockingQueue<NotifierInput> outcomes = new LinkedBlockingQueue<>();
    private final Map<Place, Memory> unwritten = new LinkedHashMap<>();
    private final Thread thread;
    /** Null while another notifier has the partition. */
    private @Nullable NotifierState state;
    /** End of the topic when the partition came here, below which records are what was there before. */
    private long end;

    private boolean caughtUp;
    private long committed;
    private int calls;
    private volatile String trouble = "alerts are still being read";
    private volatile boolean closing;

    public NotifierLoop(
            VectideConfig config,
            List<Receiver> receivers,
            NotifierPolicy policy,
            AlertControl control,
            Courier courier,
            NotifierMetrics metrics,
            Clock clock) {
        this.config = config;
        this.receivers = List.copyOf(receivers);
        this.policy = policy;
        this.control = control;
        this.courier = courier;
        this.metrics = metrics;
        this.clock = clock;
        this.partition = new TopicPartition(config.topics().alerts(), 0);
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        this.consumer = new KafkaConsumer<>(
                kafka.reader(Map.of(
                        "group.id", config.topics().group(ROLE),
                        "session.timeout.ms", "10000",
                        "heartbeat.interval.ms", "3000")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                kafka.with(Map.of(
                        "acks", "all",
                        "enable.idempotence", "true",
                        "delivery.timeout.ms", 10_000,
                        "request.timeout.ms", 5_000,
                        "max.block.ms", 10_000)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = new Thread(this::run, ROLE);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Empty while alerts are told, here or by another notifier; else the reason. */
    public Optional<String> notReady() {
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    /** Waits for messages on their way, so that they are not sent again, and remembers them. */
    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        consumer.subscribe(List.of(partition.topic()), new Ownership());
        while (!closing) {
            try {
                step();
            } catch (WakeupException e) {
                // Closing.
            } catch (KafkaException | BrokerUnavailableException e) {
                trouble = "alerts cannot be read or remembered: " + e.getMessage();
                LOG.warn("{}", trouble);
                pause();
            }
        }
        finish();
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }

    private void step() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            hear(record);
        }
        if (state == null) {
            trouble = consumer.groupMetadata().memberId().isEmpty() ? trouble : "";
            return;
        }
        if (!caughtUp) {
            if (consumer.position(partition) < end) {
                return;
            }
            caughtUp = true;
            observe(state, new NotifierInput.CaughtUp(committed));
        }
        settleOutcomes(state);
        observe(state, new NotifierInput.Settlement(control.settled()));
        observe(state, new NotifierInput.Tick());
        write();
        commit(state);
        metrics.owed(policy.owed(state, now()));
        trouble = "";
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (state == null || record.value() == null) {
            return;
        }
        try {
            observe(state, new NotifierInput.Observed(AlertEvent.decode(record.value()), record.offset()));
        } catch (RuntimeException e) {
            LoggedRecord.tell(record, () -> LOG.error("{}@{} is skipped: {}", partition, record.offset(), e.getMessage()));
        }
    }

    private void settleOutcomes(NotifierState current) {
        for (NotifierInput outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            calls--;
            observe(current, outcome);
        }
    }

    private void observe(NotifierState current, NotifierInput input) {
        for (NotifierAction action : policy.observe(current, input, now())) {
            if (action instanceof NotifierAction.Send send) {
                calls++;
                courier.send(send.notification(), outcomes::add);
            } else if (action instanceof NotifierAction.Remember remember) {
                unwritten.put(new Place(remember.receiver(), remember.stream()), remember.memory());
            } else if (action instanceof NotifierAction.DeadLetter letter) {
                bury(letter);
            }
        }
    }

    /** What cannot be written stays to be written, and holds back the offsets. */
    private void write() {
        var left = unwritten.entrySet().iterator();
        while (left.hasNext()) {
            Map.Entry<Place, Memory> next = left.next();
            control.remember(next.getKey().receiver(), next.getKey().stream(), next.getValue());
            left.remove();
        }
    }

    private void commit(NotifierState current) {
        long position = consumer.position(partition);
        long safe = Math.min(position, policy.firstUntold(current, now()).orElse(position));
        if (safe > committed) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(safe)));
            committed = safe;
            observe(current, new NotifierInput.Committed(safe));
        }
    }

    /** The alert as a dead letter, as it is known now. */
    private void bury(NotifierAction.DeadLetter letter) {
        Alert alert = letter.item().alert();
        LOG.error("{}: {}", letter.item().id(), letter.reason());
        metrics.buried();
        var from = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                Math.max(0, letter.offset()),
                alert.key().getBytes(StandardCharsets.UTF_8),
                AlertEvent.encode(alert));
        try {
            producer.send(DeadLetters.of(config.topics().deadLetters(), from, ROLE, letter.reason(), null))
                    .get(WRITE_PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.error("the dead letter of {} is not written: {}", letter.item().id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes in what is on its way, then remembers and commits. */
    private void finish() {
        NotifierState current = state;
        if (current == null || !caughtUp) {
            return;
        }
        try {
            while (calls > 0) {
                NotifierInput outcome = outcomes.take();
                calls--;
                observe(current, outcome);
            }
            write();
            commit(current);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException | BrokerUnavailableException e) {
            LOG.warn("what was told last is not remembered, and will be told again: {}", e.getMessage());
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    /** The partition comes and goes; with it comes everything that is known of it, from its beginning. */
    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.contains(partition)) {
                return;
            }
            NotifierState fresh = new NotifierState(receivers);
            control.memories().forEach(memory -> policy.observe(fresh, memory, now()));
            end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            OffsetAndMetadata before =
                    consumer.committed(java.util.Set.of(partition)).get(partition);
            if (before == null) {
                // What ended before anybody was told of anything is history.
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end)));
            }
            committed = before == null ? end : before.offset();
            consumer.seekToBeginning(List.of(partition));
            state = fresh;
            caughtUp = false;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition) && !closing) {
                state = null;
                unwritten.clear();
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            state = null;
            unwritten.clear();
        }
    }
}
