package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import java.util.List;

/** Stands where texts are to be encoded into a space that has no texts. */
record Refusing(Space space, String kind) implements Encoder {
    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        throw new EncoderException("space " + space.name() + " encodes " + kind + ", not texts", null);
    }
}
