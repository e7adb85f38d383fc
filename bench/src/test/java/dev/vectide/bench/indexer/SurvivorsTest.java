package dev.vectide.bench.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Here the store has the peer's release of Lucene, which wants JDK 21. */
@EnabledForJreRange(min = JRE.JAVA_21)
class SurvivorsTest {
    private static final int SIZE = 1_500;

    private final Corpus corpus = Synthetic.corpus(200, 10);
    private StoreSide store;

    @BeforeEach
    void open(@TempDir Path directory) {
        store = StoreSide.open(directory, Synthetic.SPACE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsWhatWasNotAcknowledgedAsWell() {
        store.restore(corpus.upserts(0, SIZE, SIZE)).run();
        store.upserts(corpus.upserts(SIZE, 2 * SIZE + 117, SIZE)).run();

        assertThat(Survivors.count(store, corpus, SIZE, 2 * SIZE)).isEqualTo(2 * SIZE + 117);
        assertThat(Survivors.count(store, corpus, SIZE, 2 * SIZE + 117)).isEqualTo(2 * SIZE + 117);
    }

    @Test
    void aDocumentThatIsMissingIsNamed() {
        store.restore(corpus.upserts(0, SIZE, SIZE)).run();
        store.remove(List.of(corpus.document(1_234)));

        assertThatThrownBy(() -> Survivors.count(store, corpus, SIZE, SIZE)).hasMessageContaining("document 1234 is missing");
    }

    @Test
    void anAcknowledgedReplacementThatIsMissingIsNamed() {
        store.restore(corpus.upserts(0, SIZE, SIZE)).run();
        store.upserts(IntStream.range(SIZE, SIZE + 200)
                        .filter(upsert -> upsert != SIZE + 42)
                        .mapToObj(upsert -> corpus.document(upsert % SIZE, upsert))
                        .toList())
                .run();

        assertThatThrownBy(() -> Survivors.count(store, corpus, SIZE, SIZE + 100))
                .hasMessageContaining("document 42 is another")
                .hasMessageContaining("expected upsert 1542, acknowledged were 1600");
    }

    @Test
    void aGapAmongWhatWasNotAcknowledgedIsNamed() {
        store.restore(corpus.upserts(0, SIZE, SIZE)).run();
        store.upserts(List.of(corpus.document(7, SIZE + 7))).run();

        assertThatThrownBy(() -> Survivors.count(store, corpus, SIZE, SIZE)).hasMessageContaining("document 7 is another");
    }
}
