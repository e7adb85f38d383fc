package dev.vectide.core.config;

import org.jspecify.annotations.Nullable;

/** A setting is wrong; the message names its file (or variable), dotted path, value and what was expected. */
public class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String where, String path, @Nullable String value, String expected) {
        super(where + ": " + path + (value == null ? "" : " = " + value) + ": " + expected);
    }
}
