package dev.vectide.monitor.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.vector.FloatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanaryFiguresTest {
    private static final Fingerprint SPACE = Fingerprint.of(new byte[32]);
    private static final CanaryRound REFERENCE = Rounds.of(SPACE, "0", 0, 0);

    private static CanaryRound with(List<FloatVector> vectors) {
        return new CanaryRound(SPACE, "cpu", "0", Rounds.START, REFERENCE.texts(), vectors);
    }

    @Test
    void theSameVectorsAreTheSame() {
        CanaryFigures figures = CanaryFigures.of(REFERENCE, REFERENCE);

        assertThat(figures.meanCosine()).isCloseTo(1, within(1e-12));
        assertThat(figures.minCosine()).isCloseTo(1, within(1e-12));
        assertThat(figures.overlap()).isEqualTo(1);
        assertThat(figures.isSame()).isTrue();
        assertThat(figures.isOther()).isFalse();
    }

    /** By the definitions, the slow way. */
    @Test
    void figuresAreTheirDefinitions() {
        CanaryRound round = Rounds.of(SPACE, "0", 1, 0.3);
        CanaryFigures figures = CanaryFigures.of(REFERENCE, round);

        double sum = 0;
        double least = 1;
        double kept = 0;
        for (int i = 0; i < Rounds.TEXTS; i++) {
            double cosine = cosine(REFERENCE.vectors().get(i), round.vectors().get(i));
            sum += cosine;
            least = Math.min(least, cosine);
            Set<Integer> both = new HashSet<>(nearest(REFERENCE, i));
            both.retainAll(nearest(round, i));
            kept += both.size() / 10.0;
        }
        assertThat(figures.meanCosine()).isCloseTo(sum / Rounds.TEXTS, within(1e-12));
        assertThat(figures.minCosine()).isCloseTo(least, within(1e-12));
        assertThat(figures.overlap()).isCloseTo(kept / Rounds.TEXTS, within(1e-12));
        assertThat(figures.isSame()).isFalse();
        assertThat(figures.cosines().get(figures.moved(1).get(0))).isEqualTo(figures.minCosine());
    }

    private static List<Integer> nearest(CanaryRound round, int text) {
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < Rounds.TEXTS; i++) {
            if (i != text) {
                others.add(i);
            }
        }
        others.sort((a, b) -> Double.compare(
                cosine(round.vectors().get(text), round.vectors().get(b)),
                cosine(round.vectors().get(text), round.vectors().get(a))));
        return others.subList(0, 10);
    }

    private static double cosine(FloatVector a, FloatVector b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int j = 0; j < a.dimension(); j++) {
            dot += (double) a.get(j) * b.get(j);
            aa += (double) a.get(j) * a.get(j);
            bb += (double) b.get(j) * b.get(j);
        }
        return dot / Math.sqrt(aa * bb);
    }

    /** Two texts that have each other's vectors: nothing that statistics of the whole would see. */
    @Test
    void oneTextThatMovedIsEnough() {
        List<FloatVector> vectors = new ArrayList<>(REFERENCE.vectors());
        Collections.swap(vectors, 3, 7);
        CanaryFigures figures = CanaryFigures.of(REFERENCE, with(vectors));

        assertThat(figures.meanCosine()).isGreaterThan(0.9);
        assertThat(figures.isSame()).isFalse();
        assertThat(figures.moved(2)).containsExactlyInAnyOrder(3, 7);
    }

    @Test
    void roundingIsNoChange() {
        assertThat(CanaryFigures.of(REFERENCE, Rounds.of(SPACE, "0", 1, 1e-4)).isSame()).isTrue();
    }

    @Test
    void whatIsNoNumberAndWhatHasNoDirectionCountsAsMoved() {
        List<FloatVector> vectors = new ArrayList<>(REFERENCE.vectors());
        float[] broken = vectors.get(0).toArray();
        broken[5] = Float.NaN;
        vectors.set(0, FloatVector.owning(broken));
        vectors.set(1, FloatVector.owning(new float[broken.length]));
        CanaryFigures figures = CanaryFigures.of(REFERENCE, with(vectors));

        assertThat(figures.cosines().subList(0, 2)).isEqualTo(Arrays.asList(0.0, 0.0));
        assertThat(figures.isSame()).isFalse();
    }

    @Test
    void roundsThatCannotBeComparedAreRefused() {
        CanaryRound other = new CanaryRound(
                SPACE, "cpu", "0", Rounds.START, Collections.nCopies(Rounds.TEXTS, "x"), REFERENCE.vectors());
        assertThatThrownBy(() -> CanaryFigures.of(REFERENCE, other)).hasMessageContaining("different texts");
        CanaryRound wide = with(Collections.nCopies(Rounds.TEXTS, FloatVector.owning(new float[] {1})));
        assertThatThrownBy(() -> CanaryFigures.of(REFERENCE, wide)).hasMessageContaining("dimension 1 where");
    }
}
