package dev.vectide.bench.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.bench.indexer.jvector.JvectorEngine;
import dev.vectide.core.vector.FloatVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every side owes the benchmark. */
class SidesTest {
    private static final int COUNT = 600;

    @TempDir
    private Path directory;

    private final Corpus corpus = Synthetic.corpus(1_000, 50);
    private final List<Document> before = corpus.documents(0, COUNT);

    private record Ours() implements Engine {
        @Override
        public String name() {
            return "store";
        }

        @Override
        public Side open(Path directory, int dimension) {
            return StoreSide.open(directory, Synthetic.SPACE);
        }
    }

    /** What has Lucene in it where this JDK, which also built it, can run that: here the store has the peer's release. */
    static Stream<Engine> engines() {
        return Runtime.version().feature() < 21
                ? Stream.of(new JvectorEngine())
                : Stream.concat(
                        Stream.of(new Ours()), Stream.of("jvector", "lucene", "lucene_quantised").map(Engine::peer));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void findsWhatIsNearest(Engine engine) {
        try (Side side = engine.open(directory, Synthetic.DIMENSION)) {
            side.upserts(before).run();
            side.settle();

            assertThat(recall(side, before, Document.SHARES)).isGreaterThan(0.95);
            assertThat(recall(side, before, 500)).isGreaterThan(0.95);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aReplacedDocumentIsFoundAsItIsNow(Engine engine) {
        List<Document> after = new ArrayList<>(before);
        // Half of them, so that sides that take out what is deleted do so.
        for (int i = 0; i < COUNT; i += 2) {
            after.set(i, corpus.document(i, COUNT + i));
        }
        try (Side side = engine.open(directory, Synthetic.DIMENSION)) {
            side.upserts(before).run();
            side.upserts(IntStream.range(0, COUNT).filter(i -> i % 2 == 0).mapToObj(after::get).toList()).run();
            side.settle();
            assertThat(recall(side, after, Document.SHARES)).isGreaterThan(0.95);

            side.compact();
            assertThat(recall(side, after, Document.SHARES)).isGreaterThan(0.95);
        }
    }

    /** At the greatest effort, with no document twice. */
    private double recall(Side side, List<Document> documents, int below) {
        Exact exact = Synthetic.exact(documents);
        List<FloatVector> queries = corpus.queries();
        List<int[]> truths = Recall.all(
                queries, query -> exact.nearest(query, Side.LIMIT, number -> documents.get(number).share() < below));
        int most = side.efforts().get(side.efforts().size() - 1);
        for (FloatVector query : queries) {
            assertThat(IntStream.of(side.nearest(query, most, below)).boxed())
                    .doesNotHaveDuplicates()
                    .allMatch(number -> documents.get(number).share() < below);
        }
        return Recall.mean(queries, truths, query -> side.nearest(query, most, below));
    }
}
