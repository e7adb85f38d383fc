package dev.vectide.local.kafka;

import dev.vectide.core.config.VectideConfig;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is audited, and by whose settings.
 *
 * @param config with {@code kafka.bootstrap}; the encoder's and the monitor's settings must be those that they run with
 * @param space qualified name, {@code name-fp8}
 * @param from events of this event time and later; null is no bound
 * @param to events before this event time; null is no bound
 * @param late how long something may be on its way before it is late
 * @param findings most that are kept
 */
public record AuditSettings(
        VectideConfig config,
        String stream,
        String space,
        @Nullable Instant from,
        @Nullable Instant to,
        Duration late,
        int findings) {}
