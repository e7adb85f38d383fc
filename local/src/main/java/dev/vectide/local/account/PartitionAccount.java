package dev.vectide.local.account;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.Tombstone;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one stream in one partition. Takes the events first, in order, then what the other topics say
 * about them, and judges when it is closed. An event below {@link #progress} must have ended; holds some 300 bytes for each
 * event of the partition.
 *
 * <p>Used by one thread.
 */
public final class PartitionAccount {
    private final Terms terms;
    private final int partition;
    private final long begin;
    private final long scoredTo;
    private final Findings findings;
    private final RowAccount rows;
    private final HeldBack held;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Document> documents = new HashMap<>();
    private long progress;
    private long lastClocks = Entry.NONE;
    private long lastSource = Entry.NONE;

    /**
     * A vector that the monitor has read and not scored.
     *
     * @param placedMs event time by which its pane goes
     * @param isYoung whether the monitor has not read the end of its transaction, which tells the clocks
     */
    record Unscored(
            SourcePosition position,
            String document,
            long placedMs,
            long recordMs,
            boolean live,
            boolean isYoung,
            Tally tally) {}

    /**
     * @param begin the first event that is kept
     * @param scoredTo every record of the vectors partition below it was read and scored, but for what is held
     * @param rows told which row every document must have
     * @param held told of what the monitor has read
     */
    public PartitionAccount(
            Terms terms, int partition, long begin, long scoredTo, RowAccount rows, HeldBack held, Findings findings) {
        this.terms = terms;
        this.partition = partition;
        this.begin = begin;
        this.scoredTo = scoredTo;
        this.rows = rows;
        this.held = held;
        this.findings = findings;
    }

    /** The next event of the stream. */
    public void event(long offset, long appendedMs, Event event) {
        entries.add(new Entry(
                offset,
                appendedMs,
                event.time().toEpochMilli(),
                document(event.key().document()),
                event.identity(),
                event.content() instanceof Content.Deleted,
                terms.elsewhere().test(event.content()),
                event.reencodeBase() == null ? Entry.NONE : event.reencodeBase()));
    }

    /** The next event, of which only the key can be read: it must be a dead letter. */
    public void unreadable(long offset, long appendedMs, String document) {
        entries.add(new Entry(
                offset, appendedMs, appendedMs, document(document), null, false, false, Entry.NONE));
    }

    private Document document(String id) {
        return documents.computeIfAbsent(id, Document::new);
    }

    /**
     * The next progress record: every event below {@code next} is done.
     *
     * @param clockMs the stream's clock in the partition, if it moved
     */
    public void progress(long recordOffset, long next, @Nullable Long clockMs) {
        progress = Math.max(progress, next);
        if (recordOffset < scoredTo) {
            lastClocks = recordOffset;
            if (clockMs != null) {
                held.clock(partition, clockMs);
            }
        }
    }

    /** The next vector of the stream in the partition of the vectors topic. */
    public void vector(long recordOffset, long appendedMs, Embedding embedding) {
        String id = embedding.key().document();
        Entry entry = place(embedding.source(), id, recordOffset, appendedMs);
        rows.vector(
                partition,
                id,
                embedding.source(),
                embedding.eventTime().toEpochMilli(),
                embedding.expiresAt() == null ? Long.MAX_VALUE : embedding.expiresAt().toEpochMilli());
        boolean isClock = embedding.origin() == Origin.LIVE && !embedding.repeat() && recordOffset < scoredTo;
        long timeMs = embedding.eventTime().toEpochMilli();
        long placedMs = isClock ? held.read(partition, timeMs) : timeMs;
        if (entry == null) {
            return;
        }
        entry.placedMs = placedMs;
        if (entry.deletion || entry.identity == null) {
            find(Fault.CONFLICTING, "vector", entry, at(recordOffset) + " is a vector where the event "
                    + (entry.deletion ? "deletes" : "cannot be read"));
        }
        if (embedding.repeat()) {
            entry.repeats++;
        } else {
            entry.vectors++;
            entry.owed += embedding.origin() == Origin.BACKFILL ? 0 : 1;
        }
        entry.content = ByteBuffer.wrap(embedding.contentHash().toArray()).getLong();
        entry.live = embedding.origin() == Origin.LIVE;
    }

    /** The next tombstone of the stream in the partition of the vectors topic. */
    public void tombstone(long recordOffset, long appendedMs, Tombstone tombstone) {
        String id = tombstone.key().document();
        Entry entry = place(tombstone.source(), id, recordOffset, appendedMs);
        rows.deleted(partition, id, tombstone.source());
        if (recordOffset < scoredTo) {
            held.clock(partition, tombstone.eventTime().toEpochMilli());
        }
        if (entry == null) {
            return;
        }
        if (!entry.deletion) {
            find(Fault.CONFLICTING, "tombstone", entry, at(recordOffset) + " is a tombstone where the event has content");
        }
        entry.tombstones++;
    }

    /** The event that a record of the vectors topic is about; null where there is none, which is noted unless it is too old. */
    private @Nullable Entry place(SourcePosition source, String id, long recordOffset, long appendedMs) {
        if (source.partition() != partition) {
            misplaced("vector", source, id,
                    at(recordOffset) + " lies in partition " + partition + " and names an event of another");
            return null;
        }
        Entry entry = find(source.offset());
        if (entry == null || !entry.document.id.equals(id)) {
            if (source.offset() >= begin) {
                misplaced("vector", source, id, at(recordOffset) + " names "
                        + (entry == null
                                ? "a position where the stream has no event"
                                : "the event of document " + entry.document.id));
            } else if (appendedMs <= terms.overwrittenMs()) {
                overwrite(document(id), source.offset());
            }
            return null;
        }
        if (entry.recordOffset != Entry.NONE) {
            find(Fault.DOUBLED, "vector", entry, at(recordOffset) + " is of the same event as " + at(entry.recordOffset));
        } else if (source.offset() < lastSource) {
            find(Fault.MISPLACED, "vector", entry, at(recordOffset) + " comes behind that of the later event "
                    + new SourcePosition(partition, lastSource));
        }
        lastSource = Math.max(lastSource, source.offset());
        entry.recordOffset = recordOffset;
        entry.recordMs = appendedMs;
        if (appendedMs <= terms.overwrittenMs()) {
            overwrite(entry.document, source.offset());
        }
        return entry;
    }

    private static void overwrite(Document document, long below) {
        document.overwrittenBelow = Math.max(document.overwrittenBelow, below);
    }

    /** The encoder made a dead letter of the event at {@code offset}. */
    public void deadLetter(long offset, String document) {
        Entry entry = find(offset);
        if (entry != null) {
            entry.deadLetters++;
        } else if (offset >= begin && offset < progress) {
            misplaced("dead letter", new SourcePosition(partition, offset), document,
                    "it names a position where the stream has no event");
        }
    }

    /**
     * Judges; nothing is added afterwards.
     *
     * @param unscored takes the vectors whose score is due but for what is held
     */
    Tally close(ScoreBook scores, List<Unscored> unscored) {
        Tally tally = new Tally(partition);
        bury();
        match(scores.page(partition));
        Map<Identity, Entry> ended = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Fate fate = fate(entry, ended, i);
            judge(entry, fate, ended);
            compare(entry);
            remember(entry, fate, ended);
            if (terms.judges(entry.timeMs)) {
                tally.event(fate);
                scores(entry, fate, tally, unscored);
            }
        }
        return tally;
    }

    /** A deletion whose tombstone is over explains that of earlier versions nothing is left. */
    private void bury() {
        for (Entry entry : entries) {
            if (entry.deletion && entry.records() == 0 && entry.appendedMs <= terms.buriedMs()) {
                overwrite(entry.document, entry.offset + 1);
            }
        }
    }

    private Fate fate(Entry entry, Map<Identity, Entry> ended, int index) {
        if (entry.vectors > 0) {
            return Fate.VECTOR;
        }
        if (entry.repeats > 0) {
            return Fate.REPEAT;
        }
        if (entry.tombstones > 0) {
            return Fate.TOMBSTONE;
        }
        if (entry.deadLetters > 0) {
            return Fate.DEAD_LETTER;
        }
        if (entry.offset >= progress) {
            return Fate.PENDING;
        }
        if (original(entry, ended) != null) {
            return Fate.RETRY;
        }
        if (entry.isRepair() && isOvertaken(entry)) {
            return Fate.OVERTAKEN;
        }
        if (entry.elsewhere) {
            return Fate.ELSEWHERE;
        }
        if (entry.offset < entry.document.overwrittenBelow) {
            return Fate.SUPERSEDED;
        }
        boolean isRetryOfWhatIsGone = begin > 0 && index < terms.memory() && !entry.isRepair();
        return entry.appendedMs < terms.vectorsKeptMs() || isRetryOfWhatIsGone ? Fate.UNJUDGED : Fate.MISSING;
    }

    /** The event that {@code entry} is a retry of. */
    private static @Nullable Entry original(Entry entry, Map<Identity, Entry> ended) {
        Identity identity = entry.identity;
        if (identity == null || entry.isRepair()) {
            return null;
        }
        if (!identity.isDerived()) {
            return ended.get(identity);
        }
        for (Entry before : new Entry[] {entry.document.version, entry.document.dead}) {
            if (before != null && identity.equals(before.identity)) {
                return before;
            }
        }
        return null;
    }

    private static boolean isOvertaken(Entry entry) {
        Entry version = entry.document.version;
        return version != null && version.offset > entry.base;
    }

    private void judge(Entry entry, Fate fate, Map<Identity, Entry> ended) {
        if (entry.records() > 0 && entry.deadLetters > 0) {
            find(Fault.CONFLICTING, "event", entry, "it ended as " + at(entry.recordOffset) + " and as a dead letter");
        } else if (entry.deadLetters > 1 && terms.deadLettersOnce()) {
            find(Fault.DOUBLED, "dead letter", entry, "there are " + entry.deadLetters + " of it");
        }
        if (fate == Fate.MISSING) {
            find(Fault.MISSING, "event", entry, "no vector, tombstone or dead letter of it, and the encoder is done up to "
                    + new SourcePosition(partition, progress));
        } else if (fate == Fate.PENDING && terms.isLate(entry.appendedMs)) {
            find(Fault.LATE, "event", entry, "accepted " + (terms.nowMs() - entry.appendedMs) / 1000
                    + " s ago, and the encoder is at " + new SourcePosition(partition, progress));
        }
        Entry original = entry.records() > 0 ? original(entry, ended) : null;
        if (original != null
                && original.recordOffset != Entry.NONE
                && entry.recordOffset - original.recordOffset < terms.memory()) {
            find(Fault.DOUBLED, "event", entry, "it is a retry of " + new SourcePosition(partition, original.offset)
                    + " and was encoded again");
        }
    }

    /** Statistics skip what is marked as a repeat: that must have the content of the version before, and nothing else may. */
    private void compare(Entry entry) {
        Entry before = entry.document.version;
        if (entry.deletion || entry.vectors + entry.repeats == 0 || isUncertain(entry.document)) {
            return;
        }
        if (before == null) {
            if (entry.repeats > 0) {
                find(Fault.CONFLICTING, "repeat", entry, at(entry.recordOffset)
                        + " is marked as a repeat, and there is no earlier version");
            }
            return;
        }
        boolean isSame = !before.deletion && before.content == entry.content;
        boolean isRemembered = entry.recordOffset - before.recordOffset < terms.memory();
        if (entry.repeats > 0 && !isSame) {
            find(Fault.CONFLICTING, "repeat", entry, at(entry.recordOffset)
                    + " is marked as a repeat, and its content is not that of " + new SourcePosition(partition, before.offset));
        } else if (entry.vectors > 0 && isSame && isRemembered && !entry.isRepair()) {
            find(Fault.CONFLICTING, "vector", entry, at(entry.recordOffset) + " is not marked as a repeat of "
                    + new SourcePosition(partition, before.offset) + ", whose content it has");
        }
    }

    /** Whether the version before is not known: no longer kept, compacted away, lost, or what the encoder forgot as dead. */
    private boolean isUncertain(Document document) {
        Entry before = document.version;
        if (before == null) {
            return begin > 0 || document.lost != null || document.dead != null;
        }
        return before.records() == 0
                || (document.lost != null && document.lost.offset > before.offset)
                || (document.dead != null && document.dead.offset > before.offset);
    }

    private static void remember(Entry entry, Fate fate, Map<Identity, Entry> ended) {
        switch (fate) {
            case VECTOR, REPEAT, TOMBSTONE, SUPERSEDED -> entry.document.version = entry;
            case DEAD_LETTER -> entry.document.dead = entry;
            case MISSING -> {
                entry.document.lost = entry;
                return;
            }
            default -> {
                return;
            }
        }
        if (entry.identity != null && !entry.identity.isDerived()) {
            ended.putIfAbsent(entry.identity, entry);
        }
    }

    private void match(ScoreBook.Page page) {
        for (int i = 0; i < page.size(); i++) {
            long offset = page.offset(i);
            Entry entry = find(offset);
            if (entry != null && page.isOf(i, entry.document.id)) {
                entry.scores++;
            } else if (offset >= begin && offset < progress) {
                misplaced("score", new SourcePosition(partition, offset), entry == null ? "" : entry.document.id,
                        entry == null ? "it names a position where the stream has no event" : "it names another document");
            }
        }
    }

    private void scores(Entry entry, Fate fate, Tally tally, List<Unscored> unscored) {
        if (fate == Fate.PENDING || fate == Fate.UNJUDGED || fate == Fate.SUPERSEDED) {
            // What the record was, if there was one, is not known: one score is right, none is too.
            if (entry.scores > 1) {
                find(Fault.DOUBLED, "score", entry, "there are " + entry.scores + " of it");
            }
            return;
        }
        tally.scores(Math.min(entry.scores, entry.owed));
        if (entry.scores > entry.owed) {
            if (entry.owed > 0) {
                find(Fault.DOUBLED, "score", entry, "there are " + entry.scores + ", and " + entry.owed + " is owed");
            } else {
                find(Fault.UNFOUNDED, "score", entry, "none is owed: the event ended as " + fate.label().replace('_', ' '));
            }
        } else if (entry.scores < entry.owed) {
            unscored(entry, tally, unscored);
        }
    }

    private void unscored(Entry entry, Tally tally, List<Unscored> unscored) {
        if (entry.recordMs < terms.scoresKeptMs()) {
            tally.scoreUnjudged();
        } else if (entry.recordOffset < scoredTo) {
            unscored.add(new Unscored(
                    position(entry),
                    entry.document.id,
                    entry.placedMs,
                    entry.recordMs,
                    entry.live,
                    entry.recordOffset > lastClocks,
                    tally));
        } else {
            tally.scorePending();
            if (terms.isLate(entry.recordMs)) {
                find(Fault.LATE, "score", entry, "its vector was written " + (terms.nowMs() - entry.recordMs) / 1000
                        + " s ago, and the monitor is at record " + scoredTo);
            }
        }
    }

    private void find(Fault fault, String what, Entry entry, String why) {
        if (terms.judges(entry.timeMs)) {
            findings.add(fault, what, position(entry), entry.document.id, why);
        }
    }

    private void misplaced(String what, SourcePosition position, String document, String why) {
        findings.add(Fault.MISPLACED, what, position, document, why);
    }

    private SourcePosition position(Entry entry) {
        return new SourcePosition(partition, entry.offset);
    }

    private static String at(long recordOffset) {
        return "record " + recordOffset;
    }

    private @Nullable Entry find(long offset) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Entry entry = entries.get(middle);
            if (entry.offset == offset) {
                return entry;
            }
            if (entry.offset < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
