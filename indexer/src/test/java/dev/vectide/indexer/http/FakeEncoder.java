package dev.vectide.indexer.http;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import java.util.List;

/** Three dimensions: how often a text says cat, dog and car. Takes eight words; does not know the word "broken". */
final class FakeEncoder implements Encoder {
    static final Space SPACE = space("fake", 3);
    private static final int MOST_WORDS = 8;

    static Space space(String name, int dimension) {
        return new Space(name, "00", "00", Pooling.MEAN, "", "", MOST_WORDS, dimension, true, Precision.FULL);
    }

    @Override
    public Space space() {
        return SPACE;
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        return texts.stream()
                .map(text -> {
                    if (type != InputType.QUERY || text.contains("broken")) {
                        throw new EncoderException("space fake: no answer", null);
                    }
                    int words = text.split(" ").length;
                    return new Encoded(vector(text), words, words > MOST_WORDS);
                })
                .toList();
    }

    static FloatVector vector(String text) {
        float[] counts = new float[3];
        for (String word : text.split(" ")) {
            int dimension = List.of("cat", "dog", "car").indexOf(word);
            if (dimension >= 0) {
                counts[dimension]++;
            }
        }
        return FloatVector.owning(counts);
    }
}
