package dev.vectide.core.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FloatVectorTest {
    @Test
    void isLittleEndianOnTheWire() {
        FloatVector vector = FloatVector.of(1f, -2.5f);

        assertThat(HexFormat.of().formatHex(vector.toLittleEndian())).isEqualTo("0000803f000020c0");
        assertThat(FloatVector.fromLittleEndian(ByteBuffer.wrap(vector.toLittleEndian()))).isEqualTo(vector);
    }

    @Test
    void readsOnlyWhatRemainsAndLeavesTheBufferWhereItWas() {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("ffff0000803f"), 2, 4);

        assertThat(FloatVector.fromLittleEndian(bytes)).isEqualTo(FloatVector.of(1f));
        assertThat(bytes.remaining()).isEqualTo(4);
    }

    @Test
    void refusesBytesThatAreNoFloats() {
        assertThatThrownBy(() -> FloatVector.fromLittleEndian(ByteBuffer.allocate(6))).hasMessageContaining("6 bytes");
        assertThatThrownBy(() -> FloatVector.fromLittleEndian(ByteBuffer.allocate(0))).hasMessageContaining("0 bytes");
        assertThatThrownBy(FloatVector::of).hasMessageContaining("dimension");
    }

    @Test
    void doesNotChangeWithTheArrayItCameFrom() {
        float[] values = {3f, 4f};
        FloatVector vector = FloatVector.of(values);
        values[0] = 9f;
        vector.toArray()[1] = 9f;

        assertThat(vector).isEqualTo(FloatVector.of(3f, 4f));
        assertThat(vector.norm()).isEqualTo(5.0);
    }

    @Test
    void normalises() {
        FloatVector unit = FloatVector.of(3f, 4f).normalised();

        assertThat(unit).isEqualTo(FloatVector.of(0.6f, 0.8f));
        assertThat(unit.dot(unit)).isCloseTo(1, within(1e-6));
    }

    @Test
    void hasNoDirectionWithoutAFiniteNorm() {
        assertThatThrownBy(() -> FloatVector.of(0f, 0f).normalised()).hasMessageContaining("norm 0.0");
        assertThatThrownBy(() -> FloatVector.of(Float.NaN).normalised()).hasMessageContaining("norm NaN");
        assertThatThrownBy(() -> FloatVector.of(Float.POSITIVE_INFINITY).normalised()).hasMessageContaining("Infinity");
        assertThat(FloatVector.of(1f, Float.NaN).isFinite()).isFalse();
        assertThat(FloatVector.of(1f, -2f).isFinite()).isTrue();
    }

    @Test
    void meetsOnlyItsOwnDimension() {
        assertThatThrownBy(() -> FloatVector.of(1f, 2f).dot(FloatVector.of(1f)))
                .hasMessage("dimension 1 where 2 is expected");
    }
}
