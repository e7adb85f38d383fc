package dev.vectide.bench.indexer;

import dev.vectide.bench.EncodedTexts;
import dev.vectide.bench.Glosses;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Glosses of WordNet as MiniLM encodes them. */
record RealVectors(Space space, List<String> texts, List<FloatVector> vectors) {
    static RealVectors of(int count, Consumer<String> progress) throws IOException {
        List<String> texts = Glosses.texts(count + count / 20).stream().distinct().limit(count).toList();
        EncodedTexts encoded = EncodedTexts.of("all-minilm-l6-v2", texts, progress);
        return new RealVectors(encoded.space(), encoded.texts(), encoded.vectors());
    }
}
