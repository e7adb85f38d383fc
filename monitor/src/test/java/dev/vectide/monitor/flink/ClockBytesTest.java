package dev.vectide.monitor.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.vectide.monitor.ClockInput;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockBytesTest {
    private static final List<ClockInput> CLOCKS =
            List.of(new ClockInput("s", 1, 1_700_000_000_000L, 4), new ClockInput("ü", 0, -1, 2));
    /** Version, number; length and name, partition, time, number of partitions. */
    private static final String GOLDEN = "01" + "00000002"
            + "00000001" + "73" + "00000001" + "0000018bcfe56800" + "00000004"
            + "00000002" + "c3bc" + "00000000" + "ffffffffffffffff" + "00000002";

    @Test
    void areWrittenAsTheirDocSays() throws IOException {
        assertThat(HexFormat.of().formatHex(ClockBytes.write(CLOCKS))).isEqualTo(GOLDEN);
        assertThat(ClockBytes.read(HexFormat.of().parseHex(GOLDEN))).isEqualTo(CLOCKS);
    }

    @Test
    void aNewerVersionIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> ClockBytes.read(new byte[] {2}))
                .withMessage("clocks of a monitor's partitions have version 2: this program reads versions 1 to 1");
    }
}
