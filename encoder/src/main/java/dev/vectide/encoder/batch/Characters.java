package dev.vectide.encoder.batch;

/**
 * What a reader takes for one character, as far as the general categories tell: a base with its marks, an emoji with its skin
 * tone, what a joiner joins, a Korean syllable in its parts, a surrogate pair. Flags are two characters here. The JDK's own
 * rules are not asked, as they differ between its versions, and so would windows and their vectors.
 */
final class Characters {
    private static final int JOINER = 0x200d;

    private Characters() {}

    /** Whether a border at the UTF-16 code unit {@code at} would part a character. */
    static boolean isWithin(String text, int at) {
        if (at <= 0 || at >= text.length()) {
            return false;
        }
        if (Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at))) {
            return true;
        }
        return text.charAt(at - 1) == JOINER || goesOn(text.codePointAt(at));
    }

    private static boolean goesOn(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> point == JOINER || isSkinTone(point) || isInnerJamo(point);
        };
    }

    private static boolean isSkinTone(int point) {
        return point >= 0x1f3fb && point <= 0x1f3ff;
    }

    /** A vowel or final consonant, which no syllable begins with. */
    private static boolean isInnerJamo(int point) {
        return point >= 0x1160 && point <= 0x11ff;
    }
}
