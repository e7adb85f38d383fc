package dev.vectide.core.config;

import static dev.vectide.core.config.SettingFault.range;
import static dev.vectide.core.config.SettingFault.required;

import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A space of one's own: of a model, or of what a transform makes of another space's vectors, which has {@code base} and
 * {@code transform} and nothing else.
 */
public record SpaceSource(
        String name,
        @Nullable String model,
        @Nullable String tokenizer,
        @Nullable Pooling pooling,
        @Nullable Integer maxTokens,
        @Nullable Integer dimension,
        @Nullable Boolean normalise,
        @Nullable Precision precision,
        @Nullable String queryPrefix,
        @Nullable String documentPrefix,
        @Nullable ImageSource image,
        @Nullable String base,
        @Nullable String transform) {
    public SpaceSource {
        required("name", name);
        if (base != null || transform != null) {
            required("base", base);
            required("transform", transform);
            if (Stream.of(model, tokenizer, pooling, maxTokens, dimension, normalise, precision, queryPrefix,
                            documentPrefix, image)
                    .anyMatch(Objects::nonNull)) {
                throw new SettingFault("base", base, "expected nothing beside it but name and transform");
            }
        } else {
            required("model", model);
            required("precision", precision);
            required("normalise", normalise);
            range("dimension", required("dimension", dimension), 1, 1 << 16);
            if (image == null) {
                required("tokenizer", tokenizer);
                required("pooling", pooling);
                range("max-tokens", required("max-tokens", maxTokens), 3, 1 << 20);
            } else if (tokenizer != null || pooling != null || queryPrefix != null || documentPrefix != null) {
                throw new SettingFault("image", "a section", "expected no tokenizer, pooling or prefixes beside it");
            }
        }
    }
}
