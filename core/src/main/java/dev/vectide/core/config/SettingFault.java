package dev.vectide.core.config;

import org.jspecify.annotations.Nullable;

/** One setting of a section is wrong; whoever binds the section knows its path and where it was set. */
final class SettingFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    final String name;
    final transient @Nullable Object value;
    final String expected;

    SettingFault(String name, @Nullable Object value, String expected) {
        super(name + (value == null ? "" : " = " + value) + ": " + expected);
        this.name = name;
        this.value = value;
        this.expected = expected;
    }

    static void range(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new SettingFault(name, value, "expected " + low + " to " + high);
        }
    }

    static <T> T required(String name, @Nullable T value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new SettingFault(name, null, "expected a value");
        }
        return value;
    }
}
