package dev.vectide.indexer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import dev.vectide.indexer.search.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointJsonTest {
    private static final FloatVector ONE = FloatVector.of(1, 0, 0);
    private static final FloatVector OTHER = FloatVector.of(0, 1, 0);

    @Test
    void aHitOfALongTextSaysWhichPartOfItItWas() {
        Embedding document = Documents.of("pets", "long", ONE, OTHER);
        Embedding split = new Embedding(
                document.key(), document.identity(), document.fingerprint(), document.producer(), document.eventTime(),
                null, document.origin(), false, false, document.content(), document.contentHash(), document.attributes(),
                document.source(), List.of(new Chunk(0, 4, ONE), new Chunk(3, 9, OTHER)));
        JsonNode hit = PointJson.hits(List.of(new Hit(split, 1, 0.5f)), Selection.everything()).get(0);

        assertThat(hit.at("/chunk/start").asInt()).isEqualTo(3);
        assertThat(hit.at("/chunk/end").asInt()).isEqualTo(9);
        assertThat(hit.at("/vector/1").asDouble()).isEqualTo(1);
        JsonNode whole = PointJson.hits(List.of(new Hit(Documents.of("pets", "short", ONE), 0, 1)), Selection.everything()).get(0);
        assertThat(whole.has("chunk")).isFalse();
    }
}
