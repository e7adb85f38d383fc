package dev.vectide.indexer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Identity;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NearDuplicateTest {
    private static final FloatVector EAST = Documents.vector(new Random(1));
    private static final FloatVector NORTH = Documents.vector(new Random(2));

    private static Embedding at(Instant time, String id, FloatVector... vectors) {
        Embedding some = Documents.of("s", id, vectors);
        return new Embedding(
                some.key(), new Identity("t", id), some.fingerprint(), "test", time, null, some.origin(), false, false,
                some.content(), some.contentHash(), Map.of("colour", "red"), new SourcePosition(0, 0), some.chunks());
    }

    private static Embedding later(int seconds, String id, FloatVector... vectors) {
        return at(Documents.TIME.plusSeconds(seconds), id, vectors);
    }

    private static Optional<NearDuplicate> among(Embedding document, double threshold, Embedding... others) {
        List<Hit> hits = Stream.of(others).map(other -> new Hit(other, 0, 1)).toList();
        return NearDuplicate.among(hits, document, threshold);
    }

    /** At the given cosine with {@code EAST}. */
    private static FloatVector near(double cosine) {
        double across = EAST.dot(NORTH);
        float[] values = new float[Documents.DIMENSION];
        double norm = Math.sqrt(1 - across * across);
        double sine = Math.sqrt(1 - cosine * cosine);
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) (cosine * EAST.get(j) + sine * (NORTH.get(j) - across * EAST.get(j)) / norm);
        }
        return FloatVector.owning(values);
    }

    @Test
    void theMostSimilarOfTheEarlierIsNamed() {
        Optional<NearDuplicate> found = among(
                later(5, "new", EAST),
                0.9,
                later(0, "first", near(0.93)),
                later(1, "second", near(0.97)),
                later(9, "not yet", EAST),
                later(2, "other", near(0.5)));

        assertThat(found.map(NearDuplicate::of)).contains("second");
        assertThat(found.orElseThrow().similarity()).isCloseTo(0.97, within(1e-6));
    }

    @Test
    void theThresholdIsInclusive() {
        assertThat(among(later(5, "new", EAST), 0.93, later(0, "old", near(0.93)))).isPresent();
        assertThat(among(later(5, "new", EAST), 0.931, later(0, "old", near(0.93)))).isEmpty();
    }

    @Test
    void theSameVectorIsADuplicateAtOne() {
        for (int seed = 0; seed < 200; seed++) {
            FloatVector vector = Documents.vector(new Random(seed));
            assertThat(among(later(1, "new", vector), 1, later(0, "old", vector))).as("seed " + seed).isPresent();
        }
    }

    /** Many events share a time: then ids decide, so that of any two exactly one is flagged. */
    @Test
    void ofTwoAtOneTimeOneIsFlagged() {
        Embedding a = later(0, "a", EAST);
        Embedding b = later(0, "b", EAST);

        assertThat(among(b, 0.9, a).map(NearDuplicate::of)).contains("a");
        assertThat(among(a, 0.9, b)).isEmpty();
    }

    @Test
    void everyWindowNeedsACounterpart() {
        Embedding old = later(0, "old", EAST, NORTH);

        assertThat(among(later(1, "new", NORTH, EAST), 0.9, old)).isPresent();
        assertThat(among(later(1, "new", EAST), 0.9, old)).isPresent();
        assertThat(among(later(1, "new", EAST, Documents.vector(new Random(3))), 0.9, old)).isEmpty();
        assertThat(among(later(1, "new", EAST, near(0.95)), 0.9, later(0, "old", EAST)).orElseThrow().similarity())
                .isCloseTo(0.95, within(1e-6));
    }

    @Test
    void theQueryLetsThroughWhatIsNotLater() {
        Embedding document = later(5, "new", EAST);
        NearestQuery query = NearDuplicate.query(document, 0.9);

        for (int seconds : List.of(0, 5)) {
            assertThat(query.filter().matches(new dev.vectide.indexer.filter.Payload(later(seconds, "x", EAST)))).isTrue();
        }
        assertThat(query.filter().matches(new dev.vectide.indexer.filter.Payload(later(6, "x", EAST)))).isFalse();
        assertThat(query.without()).isEqualTo("new");
        assertThat(query.internal()).isTrue();
    }

    @Test
    void whatWasFoundBeforeIsForgotten() {
        Embedding document = later(5, "new", EAST);

        Embedding flagged = NearDuplicate.flagged(document, Optional.of(new NearDuplicate("old", 0.93456789)));
        assertThat(flagged.attributes())
                .isEqualTo(Map.of("colour", "red", "_duplicate_of", "old", "_duplicate_similarity", 0.934568));
        assertThat(NearDuplicate.flagged(flagged, Optional.empty())).isEqualTo(document);
    }

    /** Whatever the order in which they are looked at, the flags point backwards. */
    @Test
    void flagsNeverGoInACircle() {
        Random random = new Random(4);
        for (int round = 0; round < 100; round++) {
            Embedding[] all = new Embedding[6];
            for (int i = 0; i < all.length; i++) {
                all[i] = later(random.nextInt(3), "d" + i, near(1 - 0.1 * random.nextDouble()));
            }
            Collections.shuffle(Arrays.asList(all), random);
            for (Embedding one : all) {
                Optional<NearDuplicate> found = among(one, 0.8, all);
                boolean isFirst = Arrays.stream(all).noneMatch(other -> other.eventTime().isBefore(one.eventTime())
                        || other.eventTime().equals(one.eventTime())
                                && other.key().document().compareTo(one.key().document()) < 0);
                assertThat(found.isEmpty()).isEqualTo(isFirst);
            }
        }
    }
}
