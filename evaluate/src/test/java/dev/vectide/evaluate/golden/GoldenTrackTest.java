package dev.vectide.evaluate.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GoldenTrackTest {
    private static final List<Double> GOOD = scores(0.9, 0.8, 1, 0.7, 0.9, 1, 0.6, 0.9, 1, 0.8);
    private static final List<Double> WORSE = GOOD.stream().map(score -> score - 0.2).toList();
    private static final List<Double> NONE = Collections.nCopies(10, 0.0);

    private static List<Double> scores(double... scores) {
        return DoubleStream.of(scores).boxed().toList();
    }

    @Test
    void oneQueryIsScoredByWhereItsAnswersAre() {
        GoldenQuery query = new GoldenQuery("q", Map.of("a", 1, "b", 1));

        assertThat(query.score(List.of("a", "b"))).isEqualTo(1);
        assertThat(query.score(List.of("x", "a"))).isCloseTo(
                (1 / (Math.log(3) / Math.log(2))) / (1 + 1 / (Math.log(3) / Math.log(2))), within(1e-12));
        assertThat(query.score(List.of())).isZero();
    }

    @Test
    void theBaselineIsTheFirstRoundThatIsNotBetteredWhileTheStoreFills() {
        GoldenTrack start = GoldenTrack.start(0, List.of(), false);

        GoldenTrack half = start.next(NONE).track().next(NONE).track().next(WORSE).track();
        GoldenTrack.Round full = half.next(GOOD);
        GoldenTrack.Round settled = full.track().next(GOOD);

        assertThat(half.baseline()).isEmpty();
        assertThat(full.track().baseline()).isEmpty();
        assertThat(settled.against()).isEmpty();
        assertThat(settled.track().baseline()).isEqualTo(GOOD);
        assertThat(settled.track().next(WORSE).track().baseline()).isEqualTo(GOOD);
        assertThat(full.track().next(WORSE).track().baseline()).as("the better of the two").isEqualTo(GOOD);
    }

    @Test
    void twoRoundsThatAreWorseOpenAnIncidentAndTwoGoodOnesEndIt() {
        GoldenTrack track = GoldenTrack.start(0, GOOD, false);

        GoldenTrack.Round once = track.next(WORSE);
        GoldenTrack.Round twice = once.track().next(WORSE);
        GoldenTrack.Round better = twice.track().next(GOOD);
        GoldenTrack.Round over = better.track().next(GOOD);

        assertThat(once.turned(track)).isFalse();
        assertThat(once.wrong()).hasValueSatisfying(wrong -> assertThat(wrong).contains("0.660", "by 0.200"));
        assertThat(twice.track().firing()).isTrue();
        assertThat(twice.turned(once.track())).isTrue();
        assertThat(better.track().firing()).isTrue();
        assertThat(over.track().firing()).isFalse();
    }

    @Test
    void aBadRoundAmongGoodOnesAndWhatIsWithinChanceOpenNothing() {
        GoldenTrack track = GoldenTrack.start(0, GOOD, false);
        List<Double> other = new ArrayList<>(GOOD);
        Collections.swap(other, 0, 2);

        assertThat(track.next(WORSE).track().next(GOOD).track().next(WORSE).track().firing()).isFalse();
        assertThat(track.next(other).wrong()).isEmpty();
    }

    @Test
    void belowTheFloorIsBadWithoutABaseline() {
        GoldenTrack track = GoldenTrack.start(0.95, List.of(), false);

        GoldenTrack.Round second = track.next(GOOD).track().next(GOOD);

        assertThat(second.track().firing()).isTrue();
        assertThat(second.track().baseline()).isEmpty();
        assertThat(second.wrong()).hasValueSatisfying(wrong -> assertThat(wrong).contains("below the floor of 0.950"));
        assertThatThrownBy(() -> GoldenTrack.start(0, GOOD, false).next(scores(1))).hasMessageContaining("the baseline has 10");
    }
}
