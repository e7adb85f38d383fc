package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.evaluate.data.Pictures;
import java.util.ArrayList;
import java.util.List;

/** Encodes pictures by their names in a data set, a few in memory at a time. */
record NamedPictures(PictureEncoder encoder, Pictures pictures) implements Encoder {
    private static final int AT_ONCE = 16;

    @Override
    public Space space() {
        return encoder.space();
    }

    @Override
    public List<Encoded> encode(List<String> names, InputType type) {
        List<Encoded> encoded = new ArrayList<>(names.size());
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
            encoded.addAll(encoder.encode(some.stream().map(pictures::read).toList()));
        }
        return encoded;
    }
}
