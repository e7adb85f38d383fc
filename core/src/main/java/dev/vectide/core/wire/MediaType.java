package dev.vectide.core.wire;

import java.util.Locale;

/** A media type in lower case without its parameters, and its charset, {@code utf-8} where none is named. */
record MediaType(String name, String charset) {
    static final String JSON = "application/json";

    static MediaType of(String header) {
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        String charset = "utf-8";
        for (String part : parts) {
            String parameter = part.trim();
            if (parameter.startsWith("charset=")) {
                charset = parameter.substring("charset=".length()).replace("\"", "");
            }
        }
        return new MediaType(parts.length == 0 ? "" : parts[0].trim(), charset);
    }

    boolean isJson() {
        return name.equals(JSON) || name.endsWith("+json");
    }

    boolean isText() {
        return name.startsWith("text/");
    }

    boolean isImage() {
        return name.startsWith("image/");
    }

    boolean isUtf8() {
        return charset.equals("utf-8") || charset.equals("utf8") || charset.equals("us-ascii");
    }
}
