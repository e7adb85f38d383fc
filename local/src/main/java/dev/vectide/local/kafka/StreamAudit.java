package dev.vectide.local.kafka;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.Progress;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.kafka.DeadLetters;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.kafka.RecordHeadersReader;
import dev.vectide.core.kafka.VectorsRecords;
import dev.vectide.core.position.Position;
import dev.vectide.core.report.Score;
import dev.vectide.core.wire.EventCodec;
import dev.vectide.core.wire.Headers;
import dev.vectide.core.wire.Json;
import dev.vectide.core.wire.MalformedRecordException;
import dev.vectide.core.wire.VectorsCodec;
import dev.vectide.local.account.Account;
import dev.vectide.local.account.Findings;
import dev.vectide.local.account.HeldBack;
import dev.vectide.local.account.PartitionAccount;
import dev.vectide.local.account.RowAccount;
import dev.vectide.local.account.ScoreBook;
import dev.vectide.local.account.Terms;
import dev.vectide.monitor.pane.PaneSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the topics and the store have of one stream into its {@link Account}. Only committed records count, and only up to
 * ends that are taken down first, those of later steps after those of earlier ones: vectors, events, what the monitor has
 * read, dead letters, scores. So whatever a later topic lacks is lacking, however much flows meanwhile.
 *
 * <p>Used by one thread.
 */
public final class StreamAudit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AuditSettings settings;
    private final VectideConfig config;
    private final StoredRows store;
    private final StreamKeys keys;
    private final String vectorsTopic;
    private final TopicFacts facts;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Findings findings;
    private final List<String> notes = new ArrayList<>();
    private final Map<Integer, Long> progress = new TreeMap<>();

    private StreamAudit(AuditSettings settings, StoredRows store) {
        this.settings = settings;
        this.config = settings.config();
        this.store = store;
        this.keys = new StreamKeys(settings.stream());
        this.vectorsTopic = config.namespace() + ".vectors." + settings.space();
        this.findings = new Findings(settings.findings());
        KafkaSettings kafka = KafkaSettings.of(config.kafka());
        this.facts = new TopicFacts(kafka);
        this.consumer = new KafkaConsumer<>(
                kafka.reader(Map.of("fetch.max.wait.ms", 50)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Audits a stream as it is now.
     *
     * @throws dev.vectide.local.UnavailableException if Kafka does not answer
     * @throws dev.vectide.core.wire.NewerFormatException if a record is of a newer version than this
     */
    public static AuditReport run(AuditSettings settings, StoredRows store, Clock clock) {
        try (StreamAudit audit = new StreamAudit(settings, store)) {
            return audit.run(clock.millis());
        }
    }

    /** A dead letter of the encoder. */
    private record Dead(long offset, String document) {}

    private AuditReport run(long nowMs) {
        TopicSpan vectors = facts.span(vectorsTopic, IsolationLevel.READ_COMMITTED);
        TopicSpan events = facts.span(config.topics().events(), IsolationLevel.READ_COMMITTED);
        Map<Integer, Long> scoredTo =
                facts.committed(config.topics().group("monitor-novelty") + "." + settings.space(), vectorsTopic);
        // To the last record, committed or not: what an event's transaction wrote here may be told a moment later.
        TopicSpan letters = facts.span(config.topics().deadLetters(), IsolationLevel.READ_UNCOMMITTED);
        TopicSpan scores = facts.span(config.topics().scores(), IsolationLevel.READ_UNCOMMITTED);

        Terms terms = terms(nowMs, events.partitions(), scores);
        noteLimits(events);
        Map<Integer, List<Dead>> dead = deadLetters(letters);
        ScoreBook book = new ScoreBook();
        boolean complete = scores.read(consumer, scoresPatience(), record -> score(record, book));
        if (!complete) {
            findings.late("score", "the end of " + scores.topic() + " is held back by an open transaction for "
                    + scoresPatience().toSeconds() + " s: scores that are not there are not judged");
        }
        HeldBack held = new HeldBack(PaneSettings.of(config.monitor()), events.partitions());
        RowAccount rows = new RowAccount(terms, findings);
        Account account = new Account(terms, book, held, rows, findings);
        for (int partition = 0; partition < events.partitions(); partition++) {
            long scored = scoredTo.getOrDefault(partition, 0L);
            PartitionAccount one =
                    new PartitionAccount(terms, partition, events.begin(partition), scored, rows, held, findings);
            events.of(partition).readAll(consumer, PATIENCE, record -> event(record, one));
            vectors.of(partition).readAll(consumer, PATIENCE, record -> vector(record, one));
            dead.getOrDefault(partition, List.of()).forEach(letter -> one.deadLetter(letter.offset(), letter.document()));
            account.close(one);
        }
        account.closeScores(complete);
        if (rows(rows, vectors)) {
            account.closeRows();
        }
        return new AuditReport(account.tallies(), judged(), findings, notes);
    }

    private Position judged() {
        Map<Integer, Long> last = new HashMap<>();
        progress.forEach((partition, next) -> {
            if (next > 0) {
                last.put(partition, next - 1);
            }
        });
        return new Position(last);
    }

    private void event(ConsumerRecord<byte[], byte[]> record, PartitionAccount account) {
        String document = keys.document(record.key());
        if (document == null) {
            return;
        }
        Event event = decode(record);
        if (event == null) {
            account.unreadable(record.offset(), record.timestamp(), document);
        } else {
            account.event(record.offset(), record.timestamp(), event);
        }
    }

    private static @Nullable Event decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            Headers.requireReadable(RecordHeadersReader.of(record.headers()).apply(Headers.FORMAT), where(record));
            return record.value() == null ? null : EventCodec.decode(record.value());
        } catch (MalformedRecordException e) {
            return null;
        }
    }

    private void vector(ConsumerRecord<byte[], byte[]> record, PartitionAccount account) {
        if (record.key() == null || (!VectorsCodec.isProgress(record.key()) && keys.document(record.key()) == null)) {
            return;
        }
        VectorsRecord decoded;
        try {
            decoded = VectorsRecords.decode(record);
        } catch (MalformedRecordException e) {
            findings.damaged(where(record), String.valueOf(e.getMessage()));
            return;
        }
        if (decoded instanceof Progress done) {
            account.progress(record.offset(), done.nextOffset(), done.clocksMs().get(settings.stream()));
            progress.merge(record.partition(), done.nextOffset(), Math::max);
        } else if (decoded instanceof Tombstone tombstone) {
            account.tombstone(record.offset(), record.timestamp(), tombstone);
        } else {
            account.vector(record.offset(), record.timestamp(), (Embedding) decoded);
        }
    }

    /** Of this space's encoder, by partition of the events topic. */
    private Map<Integer, List<Dead>> deadLetters(TopicSpan letters) {
        Map<Integer, List<Dead>> dead = new HashMap<>();
        letters.readAll(consumer, PATIENCE, record -> {
            String document = keys.document(record.key());
            if (document == null || !config.topics().events().equals(text(record, DeadLetters.TOPIC))) {
                return;
            }
            String space = text(record, DeadLetters.SPACE);
            if (space.isEmpty() || space.equals(settings.space())) {
                try {
                    dead.computeIfAbsent(Integer.parseInt(text(record, DeadLetters.PARTITION)), any -> new ArrayList<>())
                            .add(new Dead(Long.parseLong(text(record, DeadLetters.OFFSET)), document));
                } catch (NumberFormatException e) {
                    findings.damaged(where(record), "a dead letter that does not say of which event");
                }
            }
        });
        return dead;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        byte[] value = RecordHeadersReader.of(record.headers()).apply(header);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private void score(ConsumerRecord<byte[], byte[]> record, ScoreBook book) {
        if (keys.document(record.key()) == null) {
            return;
        }
        try {
            Score score = Json.read(record.value(), Score.class);
            if (score.space().equals(settings.space())) {
                book.add(score);
            }
        } catch (MalformedRecordException | IllegalArgumentException e) {
            findings.damaged(where(record), "not a score: " + e.getMessage());
        }
    }

    /** Whether the store could be asked. Its rows first, then what was written meanwhile, which they may be of. */
    private boolean rows(RowAccount rows, TopicSpan vectors) {
        Position position = judged();
        if (!store.forEach(position, rows::row)) {
            findings.late("row", "the store does not reach " + position + ": rows are not judged");
            return false;
        }
        TopicSpan meanwhile = vectors.behind(facts.ends(vectorsTopic, IsolationLevel.READ_COMMITTED));
        meanwhile.readAll(consumer, PATIENCE, record -> {
            String document = keys.document(record.key());
            if (document != null) {
                rows.moved(document);
            }
        });
        return true;
    }

    private Terms terms(long nowMs, int partitions, TopicSpan scores) {
        Config vectors = facts.settings(vectorsTopic);
        long lag = number(vectors, "min.compaction.lag.ms");
        long kept = value(vectors, "cleanup.policy").contains("delete") ? retained(vectors, nowMs) : Long.MIN_VALUE;
        Config scored = facts.settings(scores.topic());
        // How old what went for its size may be is not known.
        boolean bySize = number(scored, "retention.bytes") >= 0
                && scores.begins().values().stream().anyMatch(first -> first > 0);
        return new Terms(
                nowMs,
                settings.late().toMillis(),
                settings.from() == null ? null : settings.from().toEpochMilli(),
                settings.to() == null ? null : settings.to().toEpochMilli(),
                nowMs - lag,
                nowMs - lag - number(vectors, "delete.retention.ms"),
                kept,
                bySize ? nowMs : retained(scored, nowMs),
                config.encoder().memoryOfEach(partitions),
                config.encoder().delivery() == VectideConfig.Delivery.EXACTLY_ONCE,
                elsewhere());
    }

    private static long retained(Config topic, long nowMs) {
        long retention = number(topic, "retention.ms");
        return retention < 0 ? Long.MIN_VALUE : nowMs - retention;
    }

    private static long number(Config topic, String name) {
        return Long.parseLong(value(topic, name));
    }

    private static String value(Config topic, String name) {
        ConfigEntry entry = topic.get(name);
        return entry == null || entry.value() == null ? "0" : entry.value();
    }

    /** Contents that more-spaces may answer for; where there are none, this space answers for all. */
    private Predicate<Content> elsewhere() {
        if (config.encoder().moreSpaces().isEmpty()) {
            return content -> false;
        }
        boolean images = config.spaces().stream()
                .anyMatch(space -> space.name().equals(config.encoder().space()) && space.image() != null);
        return content -> content instanceof Content.Vector vector
                ? vector.space() != null && !isOurs(vector.space())
                : images ? content instanceof Content.Text : content instanceof Content.Image;
    }

    private boolean isOurs(String space) {
        return space.equals(settings.space()) || space.equals(config.encoder().space());
    }

    private void noteLimits(TopicSpan events) {
        new TreeMap<>(events.begins()).forEach((partition, begin) -> {
            if (begin > 0) {
                notes.add("events below " + partition + ":" + begin + " are no longer kept and not judged");
            }
        });
        if (config.encoder().delivery() == VectideConfig.Delivery.AT_LEAST_ONCE) {
            notes.add("the encoder delivers at least once: dead letters that came twice are not told");
        }
    }

    private Duration scoresPatience() {
        Duration checkpoints = config.monitor().checkpointInterval().multipliedBy(3);
        return checkpoints.compareTo(PATIENCE) > 0 ? checkpoints : PATIENCE;
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
        facts.close();
    }
}
