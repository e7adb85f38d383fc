package dev.vectide.core.stream;

import java.util.regex.Pattern;

/** The rule for stream names: lower case letters, digits, {@code _ . -}, at most 63, first a letter or digit. */
public final class StreamName {
    public static final String PATTERN = "[a-z0-9][a-z0-9_.-]{0,62}";
    private static final Pattern RULE = Pattern.compile(PATTERN);

    private StreamName() {}

    public static boolean isValid(String name) {
        return RULE.matcher(name).matches();
    }

    /** {@code name}, if it is a valid stream name; refuses it by name otherwise. */
    public static String require(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("stream name '" + name + "': expected " + PATTERN);
        }
        return name;
    }
}
