package dev.vectide.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggedRecordTest {
    private final Map<String, String> seen = new HashMap<>();

    @AfterEach
    void nothingIsLeft() {
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void aLineAboutARecordHasItsPlaceAndItsStreamAsFields() {
        LoggedRecord.tell(record("tickets/t-1/a"), this::log);

        assertThat(seen).containsOnly(
                Map.entry("topic", "events"), Map.entry("partition", "3"), Map.entry("offset", "42"), Map.entry("stream", "tickets"));
    }

    @Test
    void aKeyThatIsNotOursNamesNoStream() {
        LoggedRecord.tell(record("Not A Stream/x"), this::log);
        assertThat(seen).containsOnlyKeys("topic", "partition", "offset");

        seen.clear();
        LoggedRecord.tell("events", 0, 1, null, this::log);
        assertThat(seen).containsOnlyKeys("topic", "partition", "offset");
    }

    @Test
    void aLogThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> LoggedRecord.tell(record("tickets/t-1"), () -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
    }

    private void log() {
        seen.putAll(MDC.getCopyOfContextMap());
    }

    private static ConsumerRecord<byte[], byte[]> record(String key) {
        return new ConsumerRecord<>("events", 3, 42, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}
