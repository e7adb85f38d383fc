package dev.vectide.testing.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docs/configuration.md as reference.yaml says it: a table a section, a row a key, with the comment above the key as its
 * meaning. Reads the few forms of YAML that the reference uses: sections of keys, each with a value on its line, and sections
 * within them.
 */
final class ConfigurationPage {
    private static final Pattern KEY = Pattern.compile("( *)([a-z][a-z-]*):(?: (.+))?");
    private static final String HEAD = """
            # Configuration

            Written from `reference.yaml` by a test, so it is what the code reads. Settings are the defaults below, then your
            `vectide.yaml` (`--config FILE`), then the environment. `./vectide config --print` shows the effective ones. Durations
            are written `20ms`, `5s`, `1m`, `7d`; sizes `512KiB`, `8MiB`, `1GiB`. An unknown or doubled key refuses to start, with
            the file, the key and what was expected.
            """;

    private final StringBuilder page = new StringBuilder(HEAD);
    private final List<String> comment = new ArrayList<>();
    /** Names of the sections that a line is in, outermost first. */
    private final List<String> sections = new ArrayList<>();

    private ConfigurationPage() {}

    static String of(String reference) {
        ConfigurationPage page = new ConfigurationPage();
        reference.lines().forEach(page::line);
        return page.page.toString();
    }

    private void line(String line) {
        Matcher key = KEY.matcher(line);
        if (line.isBlank()) {
            comment.clear();
        } else if (line.strip().startsWith("#")) {
            comment.add(line.strip().substring(1).strip());
        } else if (key.matches()) {
            sections.subList(key.group(1).length() / 2, sections.size()).clear();
            sections.add(key.group(2));
            if (sections.size() == 1) {
                open(key.group(2));
            }
            if (key.group(3) != null) {
                row(String.join(".", sections), key.group(3));
            }
            comment.clear();
        } else {
            throw new AssertionError("reference.yaml has a line that is none of comment, section and key: " + line);
        }
    }

    private void open(String name) {
        page.append("\n## ").append(name).append("\n\n| key | default | in the environment | meaning |\n|---|---|---|---|\n");
    }

    private void row(String path, String value) {
        String variable = "VECTIDE_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        boolean plain = !value.startsWith("[") && !value.startsWith("{");
        page.append("| `%s` | `%s` | %s | %s |%n"
                .formatted(path, value, plain ? "`" + variable + "`" : "", String.join(" ", comment).replace("|", "\\|")));
    }
}
