package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Waiting waiting = new Waiting(10);

    @Test
    void asManyAsThereIsRoomForComeInAndLeaveRoomBehind() {
        assertThat(waiting.enter(6)).isTrue();
        assertThat(waiting.enter(4)).isTrue();
        assertThat(waiting.enter(1)).isFalse();
        waiting.leave(4);
        assertThat(waiting.enter(5)).isFalse();
        assertThat(waiting.enter(3)).isTrue();
    }

    @Test
    void aloneARequestIsNeverTooLarge() {
        assertThat(waiting.enter(100)).isTrue();
        assertThat(waiting.enter(1)).isFalse();
        waiting.leave(100);
        assertThat(waiting.enter(1)).isTrue();
    }
}
