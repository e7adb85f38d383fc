package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final String PAGE = "docs/configuration.md";

    /** {@code -Dvectide.write-docs} writes the page instead. */
    @Test
    void thePageIsWhatTheReferenceSays() throws IOException {
        String expected = ConfigurationPage.of(ConfigReader.referenceText());
        if (System.getProperty("vectide.write-docs") != null) {
            Files.writeString(Project.file(PAGE), expected);
        }

        assertThat(Project.text(PAGE))
                .as("%s is stale: mvn -pl testing -am test -Dvectide.write-docs writes it", PAGE)
                .isEqualTo(expected);
    }

    @Test
    void everyKeyHasARowWithAMeaning() {
        String page = ConfigurationPage.of("""
                # What is first.
                first: 1

                second:
                  # One | two,
                  # said twice.
                  key-a: []
                  key-b: 5s
                  within:
                    # Deep.
                    key-c: 0
                  key-d: 7
                """);

        assertThat(page).contains(
                "| `first` | `1` | `VECTIDE_FIRST` | What is first. |",
                "| `second.key-a` | `[]` |  | One \\| two, said twice. |",
                "| `second.key-b` | `5s` | `VECTIDE_SECOND_KEY_B` |  |",
                "| `second.within.key-c` | `0` | `VECTIDE_SECOND_WITHIN_KEY_C` | Deep. |",
                "| `second.key-d` | `7` | `VECTIDE_SECOND_KEY_D` |  |");
    }
}
