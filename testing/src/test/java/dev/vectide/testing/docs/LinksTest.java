package dev.vectide.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of every page to a file of the project, or to a heading in one, leads there. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static List<Path> pages() {
        return Project.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        Matcher link = LINK.matcher(Project.text(page));
        while (link.find()) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("%s of %s", link.group(), page).exists();
            if (link.group(2) != null && target.toString().endsWith(".md")) {
                assertThat(anchors(target)).as("%s of %s", link.group(), page).contains(link.group(2));
            }
        }
    }

    @Test
    void allPagesAreLookedAt() {
        List<String> pages = pages().stream().map(page -> Project.file("").relativize(page).toString()).toList();

        assertThat(pages).contains("README.md", "SECURITY.md", "docs/third-party.md", "bench/gpu/README.md");
    }

    /** As GitHub makes them of headings: small letters, hyphens for blanks, without other signs. */
    private static Set<String> anchors(Path page) {
        return HEADING.matcher(Project.text(page)).results()
                .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
