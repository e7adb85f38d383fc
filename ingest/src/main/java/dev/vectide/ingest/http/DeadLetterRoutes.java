package dev.vectide.ingest.http;

import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.core.wire.Json;
import dev.vectide.ingest.kafka.DeadLetterReader;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** {@code GET /v1/dead-letters?limit=50}: {@code {"dead_letters": [{topic, partition, offset, stage, reason, ...}]}}. */
final class DeadLetterRoutes {
    private static final int DEFAULT = 50;
    private static final int MOST = 1000;

    private final DeadLetterReader reader;

    DeadLetterRoutes(DeadLetterReader reader) {
        this.reader = reader;
    }

    void register(JavalinConfig config) {
        config.routes.get("/v1/dead-letters", this::newest);
    }

    private void newest(Context context) {
        int limit = limit(context.queryParam("limit"));
        try {
            context.contentType("application/json")
                    .result(Json.write(Map.of("dead_letters", reader.newest(limit))));
        } catch (KafkaException e) {
            throw new BrokerUnavailableException("dead letters cannot be read: " + e.getMessage(), e);
        }
    }

    private static int limit(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return DEFAULT;
        }
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw Problem.badRequest("limit '" + text + "': expected 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }
}
