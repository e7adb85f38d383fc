package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NewsEventTest {
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsLargerThanAMessageArrivesWhole() {
        byte[] large = bytes(2 * NewsEvent.LARGEST + 7);
        byte[] exact = bytes(NewsEvent.LARGEST);
        List<NewsEvent> events = new ArrayList<>(NewsEvent.of("a", large));
        events.addAll(1, NewsEvent.of("b", exact));

        NewsEvent.Parts parts = new NewsEvent.Parts();
        List<byte[]> whole = events.stream().map(parts::add).toList();

        assertThat(events).hasSize(4).allMatch(event -> event.part().length <= NewsEvent.LARGEST);
        assertThat(whole.get(0)).isNull();
        assertThat(whole.get(1)).isEqualTo(exact);
        assertThat(whole.get(2)).isNull();
        assertThat(whole.get(3)).isEqualTo(large);
    }

    @Test
    void whatBeganBeforeAnybodyListenedIsPassedOver() {
        List<NewsEvent> cut = NewsEvent.of("a", bytes(NewsEvent.LARGEST + 1));
        NewsEvent.Parts parts = new NewsEvent.Parts();

        assertThat(parts.add(cut.get(1))).isNull();
        assertThat(parts.add(NewsEvent.of("a", new byte[] {5}).get(0))).containsExactly(5);
    }
}
