package dev.vectide.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamNameTest {
    private static final String LETTERS = "az09_.-AZ/ é";

    /** The check is by hand, the pattern is what is told to users. */
    @Test
    void theCheckIsThePattern() {
        Random random = new Random(1);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(5) == 0 ? 60 + random.nextInt(6) : random.nextInt(5);
            int letters = random.nextInt(4) == 0 ? LETTERS.length() : 7;
            for (int j = 0; j < length; j++) {
                name.append(LETTERS.charAt(random.nextInt(letters)));
            }
            boolean expected = name.toString().matches(StreamName.PATTERN);
            assertThat(StreamName.isValid(name.toString())).as("%s", name).isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isBetween(2_000, 18_000);
    }

    @Test
    void aRefusalNamesTheNameAndTheRule() {
        assertThatThrownBy(() -> StreamName.require("A b"))
                .hasMessage("stream name 'A b': expected " + StreamName.PATTERN);
    }
}
