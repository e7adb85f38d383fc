package dev.vectide.core.topic;

import dev.vectide.core.space.Space;
import java.util.regex.Pattern;

/** Names of the topics and consumer groups of one namespace. */
public record Topics(String namespace) {
    public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";
    private static final Pattern RULE = Pattern.compile(PATTERN);

    public Topics {
        if (!isValid(namespace)) {
            throw new IllegalArgumentException("namespace '" + namespace + "': expected " + PATTERN);
        }
    }

    public static boolean isValid(String namespace) {
        return RULE.matcher(namespace).matches();
    }

    public String inbox() {
        return namespace + ".inbox";
    }

    public String events() {
        return namespace + ".events";
    }

    public String vectors(Space space) {
        return namespace + ".vectors." + space.qualifiedName();
    }

    public String canary(Space space) {
        return namespace + ".canary." + space.qualifiedName();
    }

    public String deadLetters() {
        return namespace + ".dead-letters";
    }

    public String scores() {
        return namespace + ".scores";
    }

    public String health() {
        return namespace + ".health";
    }

    public String alerts() {
        return namespace + ".alerts";
    }

    public String control() {
        return namespace + ".control";
    }

    /** Consumer group, application id or transaction prefix of a role. */
    public String group(String role) {
        return namespace + "." + role;
    }

    public String group(String role, Space space) {
        return group(role) + "." + space.qualifiedName();
    }
}
