package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformCodecTest {
    private static final Space SPACE = space("0");

    private static Space space(String model) {
        return new Space("tiny", model.repeat(64), "1".repeat(64), Pooling.MEAN, "", "", 128, 6, true, Precision.FULL);
    }

    static List<Transform> transforms() {
        float[][] vectors = Clouds.units(40, 6, 3);
        int[] labels = new int[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / 8;
        }
        return List.of(
                Centring.fit(vectors),
                AllButTheTop.fit(vectors, 2),
                Whitening.fit(vectors, 0.5, Shrinkage.ledoitWolf()),
                new AdapterTraining(0.1, 0.01, 1e-2, 5, 16, 1)
                        .train(vectors, labels, Pairs.ofLabels(labels, 1, 1))
                        .adapter());
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void comesBackToTheByte(Transform transform) {
        byte[] bytes = new TransformArtefact(SPACE.fingerprint(), transform).toBytes();

        TransformArtefact read = TransformArtefact.fromBytes(bytes);

        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read.source()).isEqualTo(SPACE.fingerprint());
        assertThat(read.transform().fingerprint()).isEqualTo(transform.fingerprint());
        assertThat(read.transform().name()).isEqualTo(transform.name());
        float[][] vectors = Clouds.units(20, 6, 4);
        assertThat(read.transform().apply(vectors)).isDeepEqualTo(transform.apply(vectors));
    }

    @Test
    void theLayoutStays() {
        byte[] bytes = new TransformArtefact(
                        new Fingerprint("ab".repeat(32)), new Centring(new double[] {0.5, -2}))
                .toBytes();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("56545246" + "01" + "01" + "ab".repeat(32) + "00000002" + "00000001" + "3fe0000000000000"
                        + "c000000000000000" + "169ed5e0");
    }

    @Test
    void anyDamageIsNoticed() {
        byte[] bytes = new TransformArtefact(SPACE.fingerprint(), transforms().get(1)).toBytes();

        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertThatThrownBy(() -> TransformArtefact.fromBytes(damaged)).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = java.util.Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> TransformArtefact.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysWhatIsWrong() {
        byte[] bytes = new TransformArtefact(SPACE.fingerprint(), transforms().get(0)).toBytes();
        byte[] newer = bytes.clone();
        newer[4] = 2;
        byte[] damaged = bytes.clone();
        damaged[50] ^= 1;

        assertThatThrownBy(() -> TransformArtefact.fromBytes(newer)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> TransformArtefact.fromBytes(damaged)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> TransformArtefact.fromBytes(new byte[] {1, 2, 3})).hasMessageContaining("VTRF");
    }

    @Test
    void everyTransformOfEverySpaceIsASpaceOfItsOwn() {
        Set<Fingerprint> fingerprints = new LinkedHashSet<>();
        for (Space space : List.of(SPACE, space("2"))) {
            fingerprints.add(space.fingerprint());
            transforms().forEach(transform ->
                    fingerprints.add(DerivedSpace.of(space, transform).fingerprint()));
        }

        assertThat(fingerprints).hasSize(2 * (1 + transforms().size()));
        assertThat(DerivedSpace.of(SPACE, transforms().get(1)).qualifiedName())
                .matches("tiny\\.all-but-the-top-2-[0-9a-f]{8}");
    }

    @Test
    void anArtefactBelongsToTheSpaceItWasFittedIn() {
        TransformArtefact artefact = new TransformArtefact(SPACE.fingerprint(), transforms().get(0));

        assertThat(artefact.on(SPACE)).isEqualTo(DerivedSpace.of(SPACE, artefact.transform()));
        assertThatThrownBy(() -> artefact.on(space("2"))).hasMessageContaining(SPACE.fingerprint().short8());
        assertThatThrownBy(() -> DerivedSpace.of(SPACE, Centring.fit(new float[][] {{1, 0}})))
                .hasMessageContaining("dimension 2 in space tiny of dimension 6");
    }
}
