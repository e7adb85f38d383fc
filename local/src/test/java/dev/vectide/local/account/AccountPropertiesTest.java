package dev.vectide.local.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.embedding.VectorsRecord;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Event;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories that an encoder, a monitor and a store without faults write of random events, compacted half-way: they balance.
 * With one fault put in, exactly that is found.
 */
class AccountPropertiesTest {
    private static final int EVENTS = 300;

    static List<Long> seeds() {
        return new Random(7).longs(25).boxed().toList();
    }

    /** A faultless history, and how each of its events ended. */
    private static final class Play {
        final History history = new History();
        final Map<Long, Fate> fates = new HashMap<>();
        private final Random random;
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, Long> versions = new HashMap<>();
        private final Map<Identity, Long> ended = new HashMap<>();
        private final List<Event> sent = new ArrayList<>();
        private int made;

        Play(long seed) {
            random = new Random(seed);
            for (int i = 0; i < EVENTS; i++) {
                history.ago(i < EVENTS / 2 ? 48 * History.HOUR - i : 2 * History.HOUR - i);
                history.skip(random.nextInt(3));
                step();
            }
            history.compact(History.NOW - 24 * History.HOUR);
            Set<Long> left = new HashSet<>();
            history.records.forEach(record -> left.add(offset(record.value())));
            fates.replaceAll((offset, fate) -> switch (fate) {
                case VECTOR, REPEAT, TOMBSTONE -> left.contains(offset) ? fate : Fate.SUPERSEDED;
                default -> fate;
            });
        }

        private void step() {
            String document = "d" + random.nextInt(40);
            int dice = random.nextInt(20);
            if (dice < 3 && !sent.isEmpty()) {
                retry(sent.get(random.nextInt(sent.size())));
            } else if (dice == 3 && versions.containsKey(document) && texts.containsKey(document)) {
                long base = versions.get(document) - (random.nextBoolean() ? 0 : 1);
                repair(document, base);
            } else {
                String text = dice < 6 ? null : dice < 9 ? texts.getOrDefault(document, "first") : "text " + made;
                boolean poison = dice == 19;
                Identity identity = random.nextBoolean() ? new Identity("/p", "e" + made++) : Identity.derived("h" + made++);
                Origin origin = random.nextInt(4) == 0 ? Origin.REPLAY : Origin.LIVE;
                end(history.event(document, text, identity, origin, null), poison && text != null);
            }
        }

        /** A retry with an identity of its own at any time, one whose identity is derived while it is the document's last. */
        private void retry(Event event) {
            Long last = versions.get(event.key().document());
            Long first = ended.get(event.identity());
            if (first == null || (event.identity().isDerived() && !first.equals(last))) {
                return;
            }
            long offset = history.event(
                    event.key().document(), event.content(), event.identity(), event.origin(), event.reencodeBase());
            fates.put(offset, Fate.RETRY);
        }

        private void repair(String document, long base) {
            Identity identity = new Identity("/vectide/reencode/" + made++, document);
            long offset = history.event(document, texts.get(document), identity, Origin.BACKFILL, base);
            if (versions.get(document) > base) {
                fates.put(offset, Fate.OVERTAKEN);
            } else {
                write(offset, identity, document, texts.get(document), false);
            }
        }

        private void end(long offset, boolean poison) {
            Event event = history.events.get(history.events.size() - 1).value();
            String document = event.key().document();
            if (poison) {
                history.dead.add(offset);
                fates.put(offset, Fate.DEAD_LETTER);
                return;
            }
            sent.add(event);
            String text = event.content() instanceof Content.Text words ? words.text() : null;
            write(offset, event.identity(), document, text, text != null && text.equals(texts.get(document)));
        }

        private void write(long offset, Identity identity, String document, String text, boolean repeat) {
            if (text == null) {
                history.tombstone(offset);
                fates.put(offset, Fate.TOMBSTONE);
                texts.remove(document);
            } else {
                history.vector(offset, repeat);
                fates.put(offset, repeat ? Fate.REPEAT : Fate.VECTOR);
                texts.put(document, text);
            }
            versions.put(document, offset);
            ended.put(identity, offset);
        }

        static long offset(VectorsRecord record) {
            return record instanceof Embedding embedding
                    ? embedding.source().offset()
                    : ((dev.vectide.core.embedding.Tombstone) record).source().offset();
        }

        Event event(long offset) {
            return history.events.stream().filter(one -> one.offset() == offset).findFirst().orElseThrow().value();
        }

        String at(long offset) {
            return new SourcePosition(History.PARTITION, offset) + " " + event(offset).key().document();
        }

        /** An event that ended so, and of which this holds. */
        long any(Predicate<Long> wanted, Fate... fate) {
            List<Long> fitting = new TreeSet<>(fates.keySet()).stream()
                    .filter(offset -> List.of(fate).contains(fates.get(offset)))
                    .filter(wanted)
                    .toList();
            assertThat(fitting).isNotEmpty();
            return fitting.get(random.nextInt(fitting.size()));
        }

        boolean isScored(long offset) {
            return history.scores.stream().anyMatch(score -> score.position().endsWith(":" + offset));
        }

        /** Nobody else leans on it: not retried, no repair's base, and later than what compaction took. */
        boolean isAlone(long offset) {
            Identity identity = event(offset).identity();
            String document = event(offset).key().document();
            boolean isLeantOn = history.events.stream().anyMatch(one -> one.offset() > offset
                    && (one.value().identity().equals(identity)
                            || (one.value().reencodeBase() != null && one.value().key().document().equals(document))));
            return !isLeantOn && offset > history.events.get(EVENTS / 2).offset();
        }

        void forget(long offset) {
            history.records.removeIf(record -> offset(record.value()) == offset);
            history.scores.removeIf(score -> score.position().endsWith(":" + offset));
        }

        History.Kept<VectorsRecord> record(long offset) {
            return history.records.stream()
                    .filter(one -> offset(one.value()) == offset)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean always(long offset) {
        return offset >= 0;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFaultlessHistoryBalancesAndEveryEventHasItsFate(long seed) {
        Play play = new Play(seed);

        History.Judged judged = play.history.judge();

        assertThat(judged.faults()).isEmpty();
        for (Fate fate : Fate.values()) {
            long expected = play.fates.values().stream().filter(fate::equals).count();
            assertThat(judged.of(fate)).as(fate.label()).isEqualTo(expected);
        }
        assertThat(judged.tally().events()).isEqualTo(play.history.events.size());
        assertThat(judged.tally().rows()).isEqualTo(play.history.rows().size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostEventIsMissing(long seed) {
        Play play = new Play(seed);
        long lost = play.any(play::isAlone, Fate.VECTOR, Fate.REPEAT, Fate.TOMBSTONE);

        play.forget(lost);

        assertThat(play.history.judge().faults()).containsExactly("MISSING event " + play.at(lost));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostDeadLetterIsMissing(long seed) {
        Play play = new Play(seed);
        long lost = play.any(play::isAlone, Fate.DEAD_LETTER);

        play.history.dead.remove(lost);

        assertThat(play.history.judge().faults()).containsExactly("MISSING event " + play.at(lost));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRecordThatIsThereTwiceIsDoubled(long seed) {
        Play play = new Play(seed);
        long twice = play.any(AccountPropertiesTest::always, Fate.VECTOR, Fate.REPEAT, Fate.TOMBSTONE);

        play.history.add(play.record(twice).value());
        if (play.isScored(twice)) {
            // So the monitor does with what it is given.
            play.history.score(twice, play.event(twice).key().document());
        }

        assertThat(play.history.judge().faults()).containsExactly("DOUBLED vector " + play.at(twice));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRecordWithTheWrongPositionIsMisplacedAndItsEventMissing(long seed) {
        Play play = new Play(seed);
        long moved = play.any(offset -> play.isAlone(offset) && !play.isScored(offset), Fate.VECTOR, Fate.REPEAT);
        long beyond = 1_000_000;
        History.Kept<VectorsRecord> record = play.record(moved);
        int index = play.history.records.indexOf(record);

        play.history.records.set(index, new History.Kept<>(
                record.offset(), record.appendedMs(), History.embedding(play.event(moved), beyond, true)));

        assertThat(play.history.judge().faults()).containsExactly(
                "MISPLACED vector 2:" + beyond + " " + play.event(moved).key().document(), "MISSING event " + play.at(moved));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEventWithTwoOutcomesIsAConflict(long seed) {
        Play play = new Play(seed);
        long both = play.any(AccountPropertiesTest::always, Fate.VECTOR, Fate.REPEAT, Fate.TOMBSTONE);

        play.history.dead.add(both);

        assertThat(play.history.judge().faults()).containsExactly("CONFLICTING event " + play.at(both));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDeadLetterThatIsThereTwiceIsDoubled(long seed) {
        Play play = new Play(seed);
        long twice = play.any(AccountPropertiesTest::always, Fate.DEAD_LETTER);

        play.history.dead.add(twice);

        assertThat(play.history.judge().faults()).containsExactly("DOUBLED dead letter " + play.at(twice));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aMissingScoreIsMissing(long seed) {
        Play play = new Play(seed);
        long scored = play.any(play::isScored, Fate.VECTOR);

        play.history.scores.removeIf(score -> score.position().endsWith(":" + scored));

        assertThat(play.history.judge().faults()).containsExactly("MISSING score " + play.at(scored));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aScoreTooManyIsDoubled(long seed) {
        Play play = new Play(seed);
        long scored = play.any(play::isScored, Fate.VECTOR, Fate.SUPERSEDED);

        play.history.score(scored, play.event(scored).key().document());

        assertThat(play.history.judge().faults()).containsExactly("DOUBLED score " + play.at(scored));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aScoreOfWhatIsOwedNoneIsUnfounded(long seed) {
        Play play = new Play(seed);
        long unscored = play.any(
                AccountPropertiesTest::always,
                Fate.REPEAT, Fate.TOMBSTONE, Fate.DEAD_LETTER, Fate.RETRY, Fate.OVERTAKEN);

        play.history.score(unscored, play.event(unscored).key().document());

        assertThat(play.history.judge().faults()).containsExactly("UNFOUNDED score " + play.at(unscored));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aScoreOfAnotherDocumentIsMisplaced(long seed) {
        Play play = new Play(seed);
        long other = play.any(AccountPropertiesTest::always, Fate.values());

        play.history.score(other, "another");

        assertThat(play.history.judge().faults()).containsExactly("MISPLACED score " + play.at(other));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsThatAreMissingStaleOrTooManyAreNamed(long seed) {
        Play play = new Play(seed);
        List<String> documents = new ArrayList<>(play.history.rows().keySet());
        String lost = documents.get(0);
        String stale = documents.get(1);
        String deleted = play.event(play.any(
                        offset -> !play.history.rows().containsKey(play.event(offset).key().document()), Fate.TOMBSTONE))
                .key()
                .document();
        long lostAt = play.history.rows().get(lost);
        long staleAt = play.history.rows().get(stale);

        play.history.lostRows.add(lost);
        play.history.extraRows.put(stale, staleAt - 1);
        play.history.extraRows.put(deleted, 5L);
        play.history.extraRows.put("never", 5L);

        assertThat(play.history.judge().faults()).containsExactlyInAnyOrder(
                "MISSING row " + play.at(lostAt),
                "STALE row " + play.at(staleAt),
                "UNFOUNDED row " + play.at(play.versions.get(deleted)),
                "UNFOUNDED row - never");
    }
}
