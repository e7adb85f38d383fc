package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InvertedListsTest {
    private static final int DIMENSION = Documents.DIMENSION;

    private final InvertedLists lists = new InvertedLists(DIMENSION, DotKernels.best());

    /** Growing, churning, shrinking to nothing and growing again, over places that wander. */
    @Test
    void everyRowIsInOneListUnderItsOwnCode() {
        Random random = new Random(3);
        Places places = new Places(random, 40);
        Map<Integer, FloatVector> model = new HashMap<>();
        int[] sizes = {6000, 6000, 100, 0, 5000};
        for (int phase = 0; phase < sizes.length; phase++) {
            places.wander(0.5);
            while (model.size() != sizes[phase]) {
                int row = random.nextInt(12_000);
                change(model, row, places, model.size() < sizes[phase], random);
            }
            for (int i = 0; i < 3000 && !model.isEmpty(); i++) {
                int row = random.nextInt(12_000);
                if (model.containsKey(row)) {
                    FloatVector vector = places.vector();
                    model.put(row, vector);
                    lists.set(row, vector);
                }
            }
            requireSame(model);
        }
        assertThat(lists.lists()).isGreaterThan(50);
    }

    private void change(Map<Integer, FloatVector> model, int row, Places places, boolean grow, Random random) {
        if (model.containsKey(row)) {
            if (!grow || random.nextInt(4) == 0) {
                model.remove(row);
                lists.remove(row);
            }
        } else if (grow) {
            FloatVector vector = places.vector();
            model.put(row, vector);
            lists.add(row, vector);
        }
    }

    private void requireSame(Map<Integer, FloatVector> model) {
        assertThat(lists.size()).isEqualTo(model.size());
        Map<Integer, Integer> seen = new HashMap<>();
        byte[] code = new byte[DIMENSION];
        for (int number = 0; number < lists.lists(); number++) {
            CodeList list = lists.list(number);
            for (int slot = 0; slot < list.size(); slot++) {
                int row = list.row(slot);
                assertThat(seen.put(row, number)).as("row %d", row).isNull();
                assertThat(lists.listOf(row)).isEqualTo(number);
                assertThat(list.scale(slot)).isEqualTo(Code.write(model.get(row), code, 0));
                for (int j = 0; j < DIMENSION; j++) {
                    assertThat(list.codes()[slot * DIMENSION + j]).isEqualTo(code[j]);
                }
            }
        }
        assertThat(seen.keySet()).isEqualTo(model.keySet());
    }

    @Test
    void noListStaysOverTheLimit() {
        Random random = new Random(4);
        Places places = new Places(random, 20);
        for (int row = 0; row < 20_000; row++) {
            lists.add(row, places.vector());
        }
        int longest = 0;
        for (int number = 0; number < lists.lists(); number++) {
            longest = Math.max(longest, lists.list(number).size());
        }
        // What the last cut moved may have made a list too long that the next insert there cuts.
        assertThat(longest).isLessThanOrEqualTo(2 * lists.limit());
        assertThat(lists.lists()).isBetween(20_000 / lists.limit(), 20_000 / lists.limit() * 4);
    }

    /** Nothing tells them apart, and yet lists are cut and end. */
    @Test
    void vectorsThatAreAllAlikeAreCutAsWell() {
        FloatVector vector = Documents.vector(new Random(1));
        for (int row = 0; row < 5000; row++) {
            lists.add(row, vector);
        }
        assertThat(lists.lists()).isGreaterThan(30);
        for (int row = 0; row < 5000; row++) {
            lists.remove(row);
        }
        assertThat(lists.size()).isZero();
        lists.add(0, vector);
        assertThat(lists.size()).isEqualTo(1);
    }
}
