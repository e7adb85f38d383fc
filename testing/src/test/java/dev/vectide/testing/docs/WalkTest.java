package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/architecture.md walks from event to alert in ten files or fewer, all of which exist. */
class WalkTest {
    private static final Pattern FILE = Pattern.compile("\\]\\(\\.\\./([^)#]+)\\)");

    @Test
    void theWalkNamesTenFilesOrFewerAndEachIsThere() {
        String page = Project.text("docs/architecture.md");

        List<String> files = FILE.matcher(page).results().map(found -> found.group(1)).toList();

        assertThat(files).doesNotHaveDuplicates().hasSizeBetween(5, 10);
        assertThat(files).allSatisfy(file -> {
            assertThat(Project.file(file)).isRegularFile();
            assertThat(file).endsWith(".java");
        });
    }
}
