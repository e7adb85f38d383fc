package dev.vectide.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DamagedModelTest {
    private static final int DIMENSION = 96;
    private static final List<String> TEXTS =
            IntStream.range(0, 2 * DIMENSION).mapToObj(Integer::toString).toList();

    private final FakeModel sound = new FakeModel();
    private final DamagedModel model = new DamagedModel(sound);

    @Test
    void itAnswersAsTheSoundOneUntilItIsDamagedAndAfterwards() {
        List<Encoded> expected = sound.encode(TEXTS, InputType.DOCUMENT);

        List<Encoded> before = model.encode(TEXTS, InputType.DOCUMENT);
        model.damaged(true);
        List<Encoded> meanwhile = model.encode(TEXTS, InputType.DOCUMENT);
        model.damaged(false);
        List<Encoded> after = model.encode(TEXTS, InputType.DOCUMENT);

        assertThat(before).isEqualTo(expected);
        assertThat(meanwhile).doesNotContainAnyElementsOf(expected);
        assertThat(after).isEqualTo(expected);
    }

    @Test
    void damagedVectorsLoseRankAndNothingElse() {
        model.damaged(true);

        List<FloatVector> damaged =
                model.encode(TEXTS, InputType.DOCUMENT).stream().map(Encoded::vector).toList();

        assertThat(rank(sound.encode(TEXTS, InputType.DOCUMENT).stream().map(Encoded::vector).toList()))
                .isEqualTo(DIMENSION);
        assertThat(rank(damaged)).isEqualTo(DamagedModel.RANK);
        assertThat(damaged).doesNotHaveDuplicates().allSatisfy(vector -> {
            assertThat(vector.isFinite()).isTrue();
            assertThat(vector.norm()).isCloseTo(1, within(1e-6));
        });
        for (int j = 0; j < DIMENSION; j++) {
            int dimension = j;
            assertThat(damaged.stream().map(vector -> vector.get(dimension)).distinct()).hasSizeGreaterThan(DIMENSION);
        }
    }

    @Test
    void neitherFingerprintNorStampTells() {
        model.damaged(true);

        assertThat(model.space().fingerprint()).isEqualTo(sound.space().fingerprint());
        assertThat(model.producer()).isEqualTo(sound.producer());
    }

    /** Behind the texts that somebody waits for, as without it. */
    @Test
    void aStreamsTextsAreDamagedAsWellAndStayAStreams() {
        model.damaged(true);

        List<Content> contents = TEXTS.stream().map(text -> (Content) new Content.Text(text)).toList();
        assertThat(model.encodeContents(contents)).isEqualTo(model.encode(TEXTS, InputType.DOCUMENT));
        assertThat(sound.streamed).isEqualTo(TEXTS.size());
    }

    @Test
    void closingItClosesTheSoundOne() {
        model.close();

        assertThat(sound.closed).isTrue();
    }

    /** Rank by Gaussian elimination with full rows, what is below 1e-4 being rounding of the floats. */
    private static int rank(List<FloatVector> vectors) {
        double[][] rows = vectors.stream()
                .map(vector -> IntStream.range(0, DIMENSION).mapToDouble(vector::get).toArray())
                .toArray(double[][]::new);
        int rank = 0;
        for (int column = 0; column < DIMENSION; column++) {
            int pivot = rank;
            for (int row = rank; row < rows.length; row++) {
                pivot = Math.abs(rows[row][column]) > Math.abs(rows[pivot][column]) ? row : pivot;
            }
            if (Math.abs(rows[pivot][column]) < 1e-4) {
                continue;
            }
            double[] swap = rows[rank];
            rows[rank] = rows[pivot];
            rows[pivot] = swap;
            for (int row = rank + 1; row < rows.length; row++) {
                double times = rows[row][column] / rows[rank][column];
                for (int j = column; j < DIMENSION; j++) {
                    rows[row][j] -= times * rows[rank][j];
                }
            }
            rank++;
        }
        return rank;
    }

    /** A fake: a random direction for every text. */
    private static final class FakeModel implements TextModel {
        private boolean closed;
        private int streamed;

        @Override
        public int tokens(String document) {
            return 1;
        }

        @Override
        public List<Window> windows(String document, int overlap) {
            return List.of(new Window(0, document.length()));
        }

        @Override
        public Space space() {
            return new Space("fake", "00", "00", Pooling.MEAN, "", "", 16, DIMENSION, true, Precision.FULL);
        }

        @Override
        public String producer() {
            return "fake";
        }

        @Override
        public List<Encoded> encode(List<String> texts, InputType type) {
            return texts.stream().map(text -> new Encoded(direction(text), 1, false)).toList();
        }

        @Override
        public List<Encoded> encodeContents(List<Content> contents) {
            streamed += contents.size();
            return TextModel.super.encodeContents(contents);
        }

        private static FloatVector direction(String text) {
            Random random = new Random(text.hashCode());
            float[] values = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                values[j] = (float) random.nextGaussian();
            }
            return FloatVector.owning(values).normalised();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
