package dev.vectide.core.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VectorMapTest {
    private static final Fingerprint SOURCE = new Fingerprint("ab".repeat(32));

    private static double[] affine(VectorMap.Kind kind, double[][] rows) {
        return new VectorMap(kind, rows).affine(new float[] {3, 4});
    }

    @Test
    void eachKindIsItsFormula() {
        assertThat(affine(VectorMap.Kind.CENTRING, new double[][] {{1, 1}})).containsExactly(2, 3);
        assertThat(affine(VectorMap.Kind.ALL_BUT_THE_TOP, new double[][] {{1, 1}, {0, 1}})).containsExactly(2, 0);
        assertThat(affine(VectorMap.Kind.WHITENING, new double[][] {{1, 1}, {2, 0}, {1, 1}})).containsExactly(4, 5);
        assertThat(affine(VectorMap.Kind.ADAPTER, new double[][] {{0, 1}, {1, 0}})).containsExactly(4, 3);
        float[] unit = new VectorMap(VectorMap.Kind.ADAPTER, new double[][] {{1, 0}, {0, 1}}).unit(new float[] {3, 4});
        assertThat(unit[0]).isCloseTo(0.6f, within(1e-7f));
        assertThat(unit[1]).isCloseTo(0.8f, within(1e-7f));
    }

    @Test
    void whatLeavesNothingOrIsNoMapIsRefused() {
        VectorMap centring = new VectorMap(VectorMap.Kind.CENTRING, new double[][] {{1, 1}});

        assertThatThrownBy(() -> centring.unit(new float[] {1, 1})).hasMessageContaining("no direction");
        assertThatThrownBy(() -> centring.unit(new float[] {1})).hasMessageContaining("dimension 2 on a vector of dimension 1");
        assertThatThrownBy(() -> new VectorMap(VectorMap.Kind.ADAPTER, new double[][] {{1, 1}}))
                .hasMessageContaining("there is none");
        assertThatThrownBy(() -> new VectorMap(VectorMap.Kind.CENTRING, new double[][] {{Double.NaN}}))
                .hasMessageContaining("finite");
    }

    /** Version 1, byte for byte. */
    @Test
    void theFileIsAsItsLayoutSays() {
        VectorMap map = new VectorMap(VectorMap.Kind.CENTRING, new double[][] {{0.5}});
        byte[] bytes = new VectorMapFile(SOURCE, map).toBytes();

        String hex = HexFormat.of().formatHex(bytes);
        assertThat(hex).startsWith("56545246" + "01" + "01" + "ab".repeat(32) + "00000001" + "00000001" + "3fe0000000000000");
        assertThat(bytes).hasSize(4 + 1 + 1 + 32 + 8 + 8 + 4);
        VectorMapFile read = VectorMapFile.fromBytes(bytes);
        assertThat(read.source()).isEqualTo(SOURCE);
        assertThat(read.map().fingerprint()).isEqualTo(map.fingerprint());
    }

    @Test
    void aTransformMakesASpaceOfItsOwnAndLeavesTheOtherAsItWas() {
        Space space = new Space("demo", "aa", "bb", Pooling.MEAN, "", "", 256, 1, true, Precision.FULL);
        Fingerprint by = new VectorMap(VectorMap.Kind.CENTRING, new double[][] {{0.5}}).fingerprint();

        Space derived = space.transformedBy("demo.centring", by);

        assertThat(derived.fingerprint()).isNotEqualTo(space.fingerprint());
        assertThat(derived.qualifiedName()).startsWith("demo.centring-");
        assertThat(space.transformedBy("other", SOURCE).fingerprint()).isNotEqualTo(derived.fingerprint());
        assertThatThrownBy(() -> derived.transformedBy("again", by)).hasMessageContaining("has a transform already");
        Space raw = new Space("raw", "aa", "bb", Pooling.MEAN, "", "", 256, 1, false, Precision.FULL);
        assertThatThrownBy(() -> raw.transformedBy("raw.centring", by)).hasMessageContaining("normalised");
    }
}
