package dev.vectide.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.HeldModel;
import dev.vectide.encoder.RunningEncoder;
import dev.vectide.encoder.SharedModel;
import dev.vectide.testing.TestConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Under load the door turns away what would have to wait too long, and is never behind the streams. */
class BusyDoorIT {
    @Test
    void whatIsTooMuchIsTurnedAwayAndTheRestIsAnswered() {
        HeldModel model = new HeldModel(SharedModel.get());
        try (RunningEncoder encoder =
                        new RunningEncoder(TestConfig.of(Map.of("VECTIDE_ENCODER_DOOR_TEXTS", "3")), loaded -> model);
                Door door = new Door(encoder)) {
            model.hold();
            CompletableFuture<Door.Answer> waits = CompletableFuture.supplyAsync(() -> door.embeddings("{\"input\": [\"a\", \"b\"]}"));
            await().atMost(Duration.ofMinutes(1)).until(model::isHeld);

            Door.Answer refused = door.embeddings("{\"input\": [\"c\", \"d\"]}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.response().headers().firstValue("Retry-After")).contains("1");
            assertThat(refused.error().path("type").asText()).isEqualTo("requests");
            assertThat(refused.error().path("code").asText()).isEqualTo("rate_limit_exceeded");

            model.release();
            assertThat(waits.join().status()).isEqualTo(200);
            assertThat(door.embeddings("{\"input\": [\"c\", \"d\"]}").status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestGoesBeforeAStreamsTextsAndNotAfterThem() {
        List<Content> slice = Collections.nCopies(
                400 * Runtime.getRuntime().availableProcessors(),
                new Content.Text("a rather long text of a stream with many of them, which takes the model its time"));
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> SharedModel.get().encodeContents(slice));
        for (int i = 0; i < 5; i++) {
            SharedModel.get().encode(List.of("somebody waits", "for these"), InputType.QUERY);
        }
        assertThat(stream).isNotDone();
        stream.join();
    }
}
