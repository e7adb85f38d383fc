package dev.vectide.indexer.filter;

import dev.vectide.core.wire.StrictJson;
import dev.vectide.indexer.json.Part;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Filters and what they are held against, as tests write them: JSON with single quotes. */
final class Filters {
    private Filters() {}

    static Filter read(String json) {
        return FilterReader.read(new Part("filter", Objects.requireNonNull(
                StrictJson.parse(json.replace('\'', '"')).tree())));
    }

    /** A filter of one condition that must hold. */
    static Filter must(String condition) {
        return read("{'must': [" + condition + "]}");
    }

    static Subject document(String id, Map<String, Object> values) {
        return new Subject() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public @Nullable Object value(String key) {
                return values.get(key);
            }
        };
    }
}
