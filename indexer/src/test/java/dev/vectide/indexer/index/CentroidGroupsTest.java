package dev.vectide.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.vector.FloatVector;
import dev.vectide.indexer.Documents;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CentroidGroupsTest {
    private static final int DIMENSION = 48;
    private static final int TOPICS = 25;
    private static final int CENTROIDS = 3 * CentroidGroups.FEW;

    private final Random random = new Random(17);
    private final DotKernel kernel = new PlainDotKernel();
    private final CodeList centroids = new CodeList(DIMENSION);
    private final CentroidGroups groups = new CentroidGroups(centroids, DIMENSION, kernel);
    private final FloatVector[] topics = new FloatVector[TOPICS];

    @Test
    void namesTheNearestOfAllThroughChanges() {
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Documents.vector(random, DIMENSION);
        }
        for (int i = 0; i < CENTROIDS; i++) {
            add();
        }
        int asked = 0;
        int nearest = 0;
        for (int change = 0; change < 4_000; change++) {
            change();
            QueryCode query = direction();
            nearest += groups.nearest(query) == nearestOfAll(query) ? 1 : 0;
            asked++;
        }
        assertThat((double) nearest / asked).isGreaterThan(0.95);
    }

    @Test
    void aCentroidThatIsNewIsFoundAtOnceAndOneThatIsGoneIsNot() {
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = Documents.vector(random, DIMENSION);
        }
        for (int i = 0; i < CENTROIDS; i++) {
            add();
        }
        groups.nearest(direction());
        int found = 0;
        for (int round = 0; round < 500; round++) {
            int number = add();
            found += groups.nearest(centroids.query(number)) == number ? 1 : 0;
            QueryCode gone = centroids.query(0);
            remove(0);
            int other = groups.nearest(gone);
            assertThat(other).isBetween(0, centroids.size() - 1);
        }
        assertThat(found).isGreaterThan(490);
    }

    private void change() {
        switch (random.nextInt(3)) {
            case 0 -> add();
            case 1 -> set(random.nextInt(centroids.size()));
            default -> {
                if (centroids.size() > CENTROIDS / 2) {
                    remove(random.nextInt(centroids.size()));
                }
            }
        }
    }

    private int add() {
        byte[] code = new byte[DIMENSION];
        float scale = Code.write(near(), code, 0);
        int number = centroids.add(0, code, 0, scale);
        groups.changed(number);
        return number;
    }

    private void set(int number) {
        byte[] code = new byte[DIMENSION];
        float scale = Code.write(near(), code, 0);
        centroids.set(number, 0, code, 0, scale);
        groups.changed(number);
    }

    private void remove(int number) {
        centroids.remove(number);
        groups.removed(number);
    }

    private QueryCode direction() {
        return QueryCode.of(near());
    }

    /** A direction about one of the topics. */
    private FloatVector near() {
        FloatVector topic = topics[random.nextInt(TOPICS)];
        float[] values = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            values[j] = (float) (topic.get(j) + 0.08 * random.nextGaussian());
        }
        return FloatVector.owning(values);
    }

    private int nearestOfAll(QueryCode query) {
        float[] cosines = centroids.cosines(query, kernel, new Scratch());
        int nearest = 0;
        for (int number = 1; number < centroids.size(); number++) {
            if (cosines[number] > cosines[nearest]) {
                nearest = number;
            }
        }
        return nearest;
    }
}
