package dev.vectide.core.wire;

import java.nio.charset.StandardCharsets;

/** Rules on texts from outside. */
final class Texts {
    private Texts() {}

    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether every surrogate has its other half: JSON can escape one alone, UTF-8 cannot hold it. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** At most 80 characters, for a message. */
    static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }
}
