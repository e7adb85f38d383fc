package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BestDocumentsTest {
    /** Against a map of every document's best value, rows coming in any order. */
    @Test
    void keepsThoseWithTheLargestValuesEachOnce() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<IndexedDocument> rows = rows(random, random.nextInt(100));
            int capacity = 1 + random.nextInt(50);
            BestDocuments best = new BestDocuments(capacity);
            Map<String, Float> values = new HashMap<>();
            for (IndexedDocument document : rows) {
                float value = random.nextFloat();
                values.merge(document.id(), value, Math::max);
                best.offer(document, value, 0);
            }

            List<String> expected = values.entrySet().stream()
                    .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                    .limit(capacity)
                    .map(Map.Entry::getKey)
                    .toList();
            List<String> kept = new ArrayList<>();
            best.forEach((document, value, part) -> kept.add(document.id()));
            assertThat(kept).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(best.floor())
                    .isEqualTo(expected.size() == capacity
                            ? values.get(expected.get(capacity - 1))
                            : Float.NEGATIVE_INFINITY);
        }
    }

    /** Documents, each as often as it has rows, shuffled. */
    private static List<IndexedDocument> rows(Random random, int documents) {
        List<IndexedDocument> rows = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(30) : 1;
            FloatVector[] vectors = Documents.vectors(random, count).toArray(FloatVector[]::new);
            IndexedDocument document = IndexedDocument.of(Documents.of("s", "d" + i, vectors), new Shared());
            for (int row = 0; row < count; row++) {
                rows.add(document);
            }
        }
        java.util.Collections.shuffle(rows, random);
        return rows;
    }
}
