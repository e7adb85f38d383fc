package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoder;
import java.util.Optional;

/**
 * Of one space, what is at hand to encode more than the data set.
 *
 * @param texts of a space of texts
 * @param pictures of a space of pictures
 */
record Encoders(Optional<Encoder> texts, Optional<PictureEncoder> pictures) {
    static Encoders of(Encoder texts) {
        return new Encoders(Optional.of(texts), Optional.empty());
    }

    static Encoders of(PictureEncoder pictures) {
        return new Encoders(Optional.empty(), Optional.of(pictures));
    }

    boolean isEmpty() {
        return texts.isEmpty() && pictures.isEmpty();
    }
}
