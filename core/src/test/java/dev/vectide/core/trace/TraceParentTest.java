package dev.vectide.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    /** The example of the specification. */
    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void itsPartsAreReadAndWrittenAgain() {
        TraceParent parent = TraceParent.parse(EXAMPLE);

        assertThat(parent).isEqualTo(new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
        assertThat(parent).hasToString(EXAMPLE);
        assertThat(TraceParent.isSampled(EXAMPLE)).isTrue();
        assertThat(TraceParent.isSampled(EXAMPLE.replace("-01", "-00"))).isFalse();
        assertThat(TraceParent.isSampled(null)).isFalse();
    }

    /** A later version may set other flags, and say more. */
    @ParameterizedTest
    @ValueSource(strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes-later",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 "
    })
    void whatTheSpecificationAllowsIsRead(String header) {
        assertThat(TraceParent.isSampled(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
    })
    void whatIsNoneByTheSpecificationIsNoTrace(String header) {
        assertThat(TraceParent.parse(header)).isNull();
    }
}
