package dev.vectide.core.stream;

/** The rule for stream names: lower case letters, digits, {@code _ . -}, at most 63, first a letter or digit. */
public final class StreamName {
    public static final String PATTERN = "[a-z0-9][a-z0-9_.-]{0,62}";
    private static final int LONGEST = 63;

    private StreamName() {}

    public static boolean isValid(String name) {
        // By hand, as it is asked for every document that is read.
        int length = name.length();
        if (length == 0 || length > LONGEST || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** {@code name}, if it is a valid stream name; refuses it by name otherwise. */
    public static String require(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("stream name '" + name + "': expected " + PATTERN);
        }
        return name;
    }
}
