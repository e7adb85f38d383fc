package dev.vectide.evaluate.report.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Writes HTML and SVG: text and attributes are always escaped, and what is opened is closed in order.
 *
 * <p>For use by one thread.
 */
final class Markup {
    /** HTML elements that have no end tag. */
    private static final Set<String> VOID = Set.of("meta", "br");

    private final StringBuilder out = new StringBuilder("<!doctype html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn; numbers are written short */
    Markup open(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escaped(shown(attributes[i + 1]))).append('"');
        }
        out.append('>');
        if (!VOID.contains(element)) {
            open.push(element);
        }
        return this;
    }

    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** An element with nothing but text. */
    Markup element(String element, String text, Object... attributes) {
        open(element, attributes);
        text(text);
        return close();
    }

    /** An element with nothing in it. */
    Markup mark(String element, Object... attributes) {
        open(element, attributes);
        return close();
    }

    /** A style sheet, as it is. */
    Markup style(String css) {
        open("style");
        out.append('\n').append(css);
        return close();
    }

    /** @throws IllegalStateException if an element is still open */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            String said = String.format(Locale.ROOT, "%.2f", number);
            return said.endsWith(".00") ? said.substring(0, said.length() - 3) : said;
        }
        return value.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= ' ' && (c < 0xD800 || c > 0xDFFF) || c == '\n' || c == '\t';
    }
}
