package dev.vectide.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"0ms", "20ms", "1500ms", "5s", "90s", "1m", "2h", "7d"})
    void writesWhatItRead(String text) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 weeks", "1.5s", "s", "99999999999s"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a duration");
    }

    @Test
    void readsSizesToo() {
        assertThat(Size.parse("8 MiB")).isEqualTo(new Size(8 << 20)).hasToString("8MiB");
        assertThat(Size.parse("1025b")).hasToString("1025B");
        assertThatThrownBy(() -> Size.parse("8MB")).hasMessageContaining("expected a size");
        assertThat(Durations.parse("48h")).isEqualTo(Duration.ofDays(2));
    }
}
