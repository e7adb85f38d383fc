package dev.vectide.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.kafka.ControlSpaces;
import dev.vectide.core.kafka.KafkaSettings;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.testing.TestConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An encoder that does not keep up closes the door until it has. */
class BacklogIT {
    private static final Space SPACE = new Space("slow", "0".repeat(64), "1".repeat(64), Pooling.MEAN, "", "", 64, 4, true,
            Precision.FULL);

    private final Door door = new Door(TestConfig.of(
            Map.of("VECTIDE_STREAMS_MAX_BACKLOG", "1s", "VECTIDE_ENCODER_SPACE", SPACE.name())));
    private final Admin admin = Admin.create(KafkaSettings.of(door.config.kafka()).with(Map.of()));

    @AfterEach
    void close() {
        admin.close();
        door.close();
    }

    @Test
    void eventsAreRefusedWhileEarlierOnesWaitTooLong() throws ExecutionException, InterruptedException {
        ControlSpaces.publish(door.config, List.of(SPACE));
        encodedUpTo(0);
        assertThat(post().status()).isEqualTo(202);

        Door.Answer refused = await("429").atMost(60, TimeUnit.SECONDS).until(this::post, answer -> answer.status() != 202);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.reason()).contains("streams.max-backlog = 1s");

        encodedUpTo(1_000_000);
        await("202").atMost(60, TimeUnit.SECONDS).until(() -> post().status() == 202);
    }

    private Door.Answer post() {
        return door.post("tickets", "application/json", "{\"id\": \"a\", \"text\": \"x\"}");
    }

    private void encodedUpTo(long offset) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int p = 0; p < door.config.kafka().partitions(); p++) {
            offsets.put(new TopicPartition(door.config.topics().events(), p), new OffsetAndMetadata(offset));
        }
        admin.alterConsumerGroupOffsets(door.config.topics().group("encoder", SPACE), offsets).all().get();
    }
}
