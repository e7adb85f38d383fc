package dev.vectide.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.canary.CanaryRound;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.vector.FloatVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden bytes: what is in topics today must be read by every later version, and written by this one. */
class CanaryCodecTest {
    private static final CanaryRound ROUND = new CanaryRound(
            Fingerprint.of(HexFormat.of().parseHex("0123456789abcdef".repeat(4))),
            "cpu",
            "0",
            Instant.ofEpochMilli(1_700_000_000_123L),
            List.of("a", "b"),
            List.of(FloatVector.of(1f, -2.5f), FloatVector.of(0f, Float.NaN)));
    private static final String GOLDEN = "0a20" + "0123456789abcdef".repeat(4)
            + "12036370751a013020fbd095ffbc312a01612a01623208"
            + "0000803f000020c0320800000000" + "0000c07f";

    @Test
    void bytesStayWhatTheyAre() {
        assertThat(HexFormat.of().formatHex(CanaryCodec.encode(ROUND))).isEqualTo(GOLDEN);
        CanaryRound read = CanaryCodec.decode(HexFormat.of().parseHex(GOLDEN), Headers.currentFormat());
        assertThat(read).isEqualTo(ROUND);
    }

    @Test
    void damageAndNewerFormatsAreRefused() {
        byte[] golden = HexFormat.of().parseHex(GOLDEN);
        assertThatThrownBy(() -> CanaryCodec.decode(golden, "2".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("canary record: format 2");
        assertThatThrownBy(() -> CanaryCodec.decode(java.util.Arrays.copyOf(golden, 40), Headers.currentFormat()))
                .isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> CanaryCodec.decode(new byte[0], Headers.currentFormat()))
                .isInstanceOf(MalformedRecordException.class);
    }
}
