package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
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

    @Test
    void everyLinkBetweenThePagesLeadsSomewhere() {
        Pattern link = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");
        for (String page : List.of("architecture.md", "configuration.md", "decisions.md", "guide.md", "metrics.md", "operations.md")) {
            assertThat(link.matcher(Project.text("docs/" + page)).results().map(WalkTest::target))
                    .allSatisfy(target -> assertThat(Project.file("docs/" + target)).as(page).exists());
        }
        assertThat(link.matcher(Project.text("README.md")).results().map(WalkTest::target))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(Project.file(target)).exists());
    }

    private static String target(MatchResult found) {
        return found.group(1);
    }
}
