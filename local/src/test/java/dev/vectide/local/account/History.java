package dev.vectide.local.account;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.report.Score;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.monitor.pane.PaneSettings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the topics and the store hold of one partition of a stream, written by hand, and the account of it. */
final class History {
    static final int PARTITION = 2;
    static final long HOUR = 3_600_000;
    static final long NOW = 1_800_000_000_000L;
    private static final Fingerprint SPACE = Fingerprint.of(new byte[32]);

    /** A record of a topic. */
    record Kept<T>(long offset, long appendedMs, T value) {}

    final List<Kept<Event>> events = new ArrayList<>();
    final List<Kept<VectorsRecord>> records = new ArrayList<>();
    final List<Long> dead = new ArrayList<>();
    final List<Score> scores = new ArrayList<>();
    final Map<String, Long> extraRows = new TreeMap<>();
    final List<String> lostRows = new ArrayList<>();
    long begin;
    long progress = Long.MAX_VALUE;
    long scoredTo = Long.MAX_VALUE;
    boolean complete = true;
    /** The stream's clock in the other partition; null: told with the others, at the end of time. */
    @Nullable Long otherClock;
    Terms terms = terms(null, null);
    private long next;
    private long nextRecord;
    private long appended = NOW - HOUR;

    /** Compacted after a day, tombstones kept for a week, scores too. */
    static Terms terms(@Nullable Long from, @Nullable Long to) {
        return new Terms(
                NOW, 60_000, from, to, NOW - 24 * HOUR, NOW - 8 * 24 * HOUR, Long.MIN_VALUE, NOW - 7 * 24 * HOUR, 1000, true,
                content -> content instanceof Content.Image);
    }

    /** What comes next came so long ago. */
    History ago(long ms) {
        appended = NOW - ms;
        return this;
    }

    /** Offsets of the stream have holes, as other streams and transactions have. */
    void skip(int offsets) {
        next += offsets;
    }

    long event(String document, @Nullable String text, Identity identity, Origin origin, @Nullable Long base) {
        Content content = text == null ? new Content.Deleted() : new Content.Text(text);
        return event(document, content, identity, origin, base);
    }

    long event(String document, Content content, Identity identity, Origin origin, @Nullable Long base) {
        events.add(new Kept<>(next, appended, new Event(
                new DocumentKey("s", document), identity, Instant.ofEpochMilli(appended), content, Map.of(), origin, base)));
        return next++;
    }

    long live(String document, @Nullable String text, String id) {
        return event(document, text, new Identity("/test", id), Origin.LIVE, null);
    }

    /** The event, had it happened then. */
    Event at(long offset, long timeMs) {
        Event event = at(offset);
        return new Event(
                event.key(), event.identity(), Instant.ofEpochMilli(timeMs), event.content(), event.attributes(),
                event.origin());
    }

    private Event at(long offset) {
        return events.stream().filter(one -> one.offset() == offset).findFirst().orElseThrow().value();
    }

    /** The event's vector, and its score where one is owed. */
    void vector(long offset, boolean repeat) {
        Event event = at(offset);
        add(embedding(event, offset, repeat));
        if (!repeat && event.origin() != Origin.BACKFILL) {
            score(offset, event.key().document());
        }
    }

    static Embedding embedding(Event event, long offset, boolean repeat) {
        String text = event.content() instanceof Content.Text words ? words.text() : "";
        return new Embedding(
                event.key(), event.identity(), SPACE, "test", event.time(), null, event.origin(), repeat, false, null,
                Bytes.copyOf(ByteBuffer.allocate(32).putLong(text.hashCode()).array()), Map.of(),
                new SourcePosition(PARTITION, offset),
                List.of(new Chunk(0, 0, FloatVector.owning(new float[] {1, 0}))));
    }

    void tombstone(long offset) {
        Event event = at(offset);
        add(new Tombstone(event.key(), event.identity(), event.time(), new SourcePosition(PARTITION, offset)));
    }

    void add(VectorsRecord record) {
        records.add(new Kept<>(nextRecord++, appended, record));
        nextRecord += 2; // Progress, and the marker of the transaction.
    }

    void score(long offset, String document) {
        scores.add(new Score(
                1, "s", document, Instant.ofEpochMilli(NOW), "space", Score.WARMING, null, null, false, List.of(),
                PARTITION + ":" + offset, null));
    }

    /** As compaction leaves it: of each key the newest record of those appended by then. */
    void compact(long untilMs) {
        Map<String, Long> newest = new HashMap<>();
        records.stream().filter(one -> one.appendedMs() <= untilMs).forEach(one -> newest.put(document(one), one.offset()));
        records.removeIf(one -> one.appendedMs() <= untilMs && one.offset() < newest.getOrDefault(document(one), -1L));
    }

    static String document(Kept<VectorsRecord> record) {
        return record.value() instanceof Embedding embedding
                ? embedding.key().document()
                : ((Tombstone) record.value()).key().document();
    }

    /** What a store makes of the records. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Kept<VectorsRecord> record : records) {
            if (record.value() instanceof Embedding embedding) {
                rows.put(document(record), embedding.source().offset());
            } else {
                rows.remove(document(record));
            }
        }
        rows.putAll(extraRows);
        lostRows.forEach(rows::remove);
        return rows;
    }

    /** What the account says. */
    record Judged(Findings findings, Tally tally) {
        List<String> faults() {
            return findings.kept().stream()
                    .map(one -> one.fault() + " " + one.what() + " " + (one.position() == null ? "-" : one.position()) + " "
                            + one.document())
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }

        long of(Fate fate) {
            return tally.fates().getOrDefault(fate, 0L);
        }
    }

    Judged judge() {
        Findings findings = new Findings(100);
        ScoreBook book = new ScoreBook();
        scores.forEach(book::add);
        HeldBack held = new HeldBack(new PaneSettings(60_000, 0, 1), PARTITION + 1);
        held.clock(0, NOW);
        held.clock(1, otherClock == null ? NOW : otherClock);
        RowAccount rows = new RowAccount(terms, findings);
        Account account = new Account(terms, book, held, rows, findings);
        PartitionAccount partition = new PartitionAccount(terms, PARTITION, begin, scoredTo, rows, held, findings);
        for (Kept<Event> event : events) {
            if (event.offset() >= begin) {
                partition.event(event.offset(), event.appendedMs(), event.value());
            }
        }
        for (Kept<VectorsRecord> record : records) {
            if (record.value() instanceof Embedding embedding) {
                partition.vector(record.offset(), record.appendedMs(), embedding);
            } else {
                partition.tombstone(record.offset(), record.appendedMs(), (Tombstone) record.value());
            }
        }
        partition.progress(nextRecord, Math.min(progress, next), NOW);
        dead.forEach(offset -> partition.deadLetter(offset, ""));
        account.close(partition);
        account.closeScores(complete);
        rows().forEach(rows::row);
        account.closeRows();
        return new Judged(findings, account.tallies().get(0));
    }
}
