package dev.vectide.bench.detectors;

import dev.vectide.bench.EncodedTexts;
import dev.vectide.core.vector.FloatVector;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The vectors of a corpus. A stream is drawn from them with replacement: what it is drawn from is all that there is, so that
 * nothing has changed unless something is injected.
 *
 * @param usual one a usual text, not to be written to
 * @param swapped the same texts in the int8 class of the encoder
 * @param prefixed the same texts behind a prefix that they should not have
 * @param strange one a strange text
 */
record Bed(Corpus corpus, float[][] usual, float[][] swapped, float[][] prefixed, float[][] strange) {
    static final String SPACE = "all-minilm-l6-v2";
    private static final String PREFIX = "query: ";

    static Bed of(int count, Consumer<String> progress) throws IOException {
        Corpus corpus = Corpus.of(count);
        List<String> usual = corpus.usual().stream().map(Corpus.Labelled::text).toList();
        List<String> strange = corpus.strange().stream().map(Corpus.Labelled::text).toList();
        return new Bed(
                corpus,
                vectors(SPACE, usual, progress),
                vectors(SPACE + "-int8", usual, progress),
                vectors(SPACE, usual.stream().map(text -> PREFIX + text).toList(), progress),
                vectors(SPACE, strange, progress));
    }

    static float[][] vectors(String space, List<String> texts, Consumer<String> progress) throws IOException {
        return EncodedTexts.of(space, texts, progress).vectors().stream()
                .map(FloatVector::toArray)
                .toArray(float[][]::new);
    }

    int dimension() {
        return usual[0].length;
    }
}
