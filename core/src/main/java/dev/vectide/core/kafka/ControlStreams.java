package dev.vectide.core.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.config.ConfigException;
import dev.vectide.core.config.Durations;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.stream.LongTexts;
import dev.vectide.core.stream.StreamDirectory;
import dev.vectide.core.stream.StreamName;
import dev.vectide.core.stream.StreamSettings;
import dev.vectide.core.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The streams of the control topic, under {@code stream/<name>}: {@code {"format": 1, "store_content": true, "ttl_ms":
 * 86400000, "long_texts": "chunk", "near_duplicates": 0.95}}, without ttl_ms where documents live for ever, without long_texts
 * where the encoder's setting holds, without near_duplicates where none are looked for.
 *
 * <p>Safe for concurrent use.
 */
public final class ControlStreams implements StreamDirectory {
    private static final String KIND = "stream";

    private final ControlTopic control;

    public ControlStreams(ControlTopic control) {
        this.control = control;
    }

    /**
     * Writes the streams that the configuration declares and the control topic does not know.
     *
     * @throws ConfigException if the two settle one stream differently; the message names both
     */
    public void seed(VectideConfig.Streams declared) {
        for (VectideConfig.Declared stream : declared.declared()) {
            StreamSettings wanted = new StreamSettings(
                    stream.name(),
                    stream.storeContent() == null || stream.storeContent(),
                    stream.ttl(),
                    stream.longTexts(),
                    stream.nearDuplicates());
            Optional<StreamSettings> settled = find(stream.name());
            if (settled.isEmpty()) {
                put(wanted);
            } else if (!settled.get().equals(wanted)) {
                throw new ConfigException(
                        "configuration",
                        "streams.declared." + stream.name(),
                        describe(wanted),
                        "the control topic has settled " + describe(settled.get())
                                + "; change the one that is wrong");
            }
        }
    }

    @Override
    public Optional<StreamSettings> find(String stream) {
        return control.find(KIND, stream).map(entry -> settings(stream, entry));
    }

    @Override
    public List<StreamSettings> list() {
        return control.list(KIND).entrySet().stream()
                .filter(entry -> StreamName.isValid(entry.getKey()))
                .map(entry -> settings(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns once {@link #find} answers it. */
    public synchronized void put(StreamSettings settings) {
        ObjectNode entry = Json.MAPPER.createObjectNode().put("store_content", settings.storeContent());
        if (settings.ttl() != null) {
            entry.put("ttl_ms", settings.ttl().toMillis());
        }
        if (settings.longTexts() != null) {
            entry.put("long_texts", settings.longTexts().text());
        }
        if (settings.nearDuplicates() != null) {
            entry.put("near_duplicates", settings.nearDuplicates());
        }
        control.put(KIND, settings.name(), entry);
    }

    /** Settles a stream with the defaults, unless somebody here has settled it already. */
    public synchronized void create(String stream) {
        if (find(stream).isEmpty()) {
            put(StreamSettings.defaults(stream));
        }
    }

    public void remove(String stream) {
        control.remove(KIND, stream);
    }

    private static StreamSettings settings(String name, JsonNode entry) {
        return new StreamSettings(
                name,
                entry.path("store_content").asBoolean(true),
                entry.hasNonNull("ttl_ms") ? Duration.ofMillis(entry.get("ttl_ms").asLong()) : null,
                entry.hasNonNull("long_texts") ? LongTexts.parse(entry.get("long_texts").asText()) : null,
                entry.hasNonNull("near_duplicates") ? (Double) entry.get("near_duplicates").doubleValue() : null);
    }

    private static String describe(StreamSettings settings) {
        return "store-content " + settings.storeContent() + ", ttl "
                + (settings.ttl() == null ? "none" : Durations.format(settings.ttl())) + ", long-texts "
                + (settings.longTexts() == null ? "as encoder.long-texts" : settings.longTexts().text())
                + ", near-duplicates "
                + (settings.nearDuplicates() == null ? "none" : settings.nearDuplicates());
    }
}
