package dev.vectide.encoder.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private final Clocks clocks = new Clocks();

    @Test
    void aClockOnlyGoesForwardAndIsTakenOnce() {
        clocks.observe(0, "s", 20);
        clocks.observe(0, "s", 10);

        assertThat(clocks.hasMoved(0)).isTrue();
        assertThat(clocks.takeMoved(0)).isEqualTo(Map.of("s", 20L));
        assertThat(clocks.hasMoved(0)).isFalse();
        assertThat(clocks.takeMoved(0)).isEmpty();
        clocks.observe(0, "s", 20);
        assertThat(clocks.hasMoved(0)).isFalse();
    }

    @Test
    void whatIsInTheTopicAlreadyHasNotMoved() {
        clocks.restore(0, "s", 20);
        clocks.restore(0, "s", 10);
        clocks.observe(0, "s", 15);
        assertThat(clocks.hasMoved(0)).isFalse();

        clocks.observe(0, "s", 21);
        assertThat(clocks.takeMoved(0)).isEqualTo(Map.of("s", 21L));
    }

    @Test
    void aPartitionThatIsReadToItsEndIsAsFarAsEachStreamIsElsewhere() {
        clocks.observe(0, "s", 20);
        clocks.observe(1, "s", 10);
        clocks.observe(1, "t", 30);
        clocks.takeMoved(1);
        clocks.catchUp(1);

        assertThat(clocks.takeMoved(1)).isEqualTo(Map.of("s", 20L));
        clocks.catchUp(2);
        assertThat(clocks.takeMoved(2)).isEqualTo(Map.of("s", 20L, "t", 30L));
        clocks.catchUp(2);
        assertThat(clocks.hasMoved(2)).isFalse();
    }

    @Test
    void aPartitionThatIsGoneMovesNoOther() {
        clocks.observe(0, "s", 20);
        clocks.forget(0);
        clocks.catchUp(1);

        assertThat(clocks.hasMoved(0)).isFalse();
        assertThat(clocks.hasMoved(1)).isFalse();
    }
}
